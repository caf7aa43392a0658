"""The hash tree against the definition of RFC 6962, written down once more, and its proofs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from engine.store.merkle import (
    appended,
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root,
    root_of,
)

LEAVES = [leaf_hash(bytes([number])) for number in range(80)]
OTHER = leaf_hash(b"other")


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(tree_hash(leaves[:half]), tree_hash(leaves[half:]))


def test_known_roots() -> None:
    """The vectors that implementations of certificate transparency share."""
    inputs = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
    leaves = [leaf_hash(bytes.fromhex(one)) for one in inputs]
    assert [root(leaves[:size]).hex()[:16] for size in (1, 2, 3, 6, 7)] == [
        "6e340b9cffb37a98", "fac54203e7cc696c", "aeb6bcfe274b70a1", "76e67dadbcdf1e10",
        "ddb89be403809e32",
    ]  # fmt: skip


def test_growing_gives_what_the_definition_gives() -> None:
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(LEAVES):
        assert root_of(peaks) == root(LEAVES[:size]) == tree_hash(LEAVES[:size])
        peaks = appended(peaks, size, leaf)


@given(size=st.integers(1, 80), data=st.data())
def test_a_leaf_is_proved_where_it_stands_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves, index = LEAVES[:size], data.draw(st.integers(0, size - 1))
    proof, tree = inclusion_proof(leaves, index), root(leaves)
    assert is_included(proof, leaves[index], index, size, tree)
    assert not is_included(proof, OTHER, index, size, tree)
    assert not is_included(proof, leaves[index], index, size, OTHER)
    assert not is_included([*proof, OTHER], leaves[index], index, size, tree)
    assert not is_included(proof, leaves[index], size, size, tree)
    if size > 1:
        assert not is_included(proof, leaves[index], (index + 1) % size, size, tree)


@given(size=st.integers(1, 80), data=st.data())
def test_growth_is_proved_and_rewriting_is_not(size: int, data: st.DataObject) -> None:
    leaves, before = LEAVES[:size], data.draw(st.integers(1, size))
    older, newer = (before, root(leaves[:before])), (size, root(leaves))
    proof = consistency_proof(leaves, before)
    assert is_consistent(proof, older, newer)
    assert not is_consistent(proof, (before, OTHER), newer)
    assert not is_consistent(proof, older, (size, OTHER))
    assert not is_consistent([*proof, OTHER], older, newer)


def test_many_proofs_are_those_of_each() -> None:
    for size in (1, 2, 3, 7, 8, 13):
        leaves = [leaf_hash(bytes([number])) for number in range(size)]
        found = inclusion_proofs(leaves, range(size))
        assert found == {index: inclusion_proof(leaves, index) for index in range(size)}
