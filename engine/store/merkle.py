"""The hash tree of RFC 6962 (section 2.1): roots, and proofs that need nothing but hashes.

A tree of ``n`` leaves is known by its frontier: the roots of its complete subtrees, the largest
first, one for each bit of ``n``. Appending needs nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of what is above two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def appended(frontier: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The frontier of a tree of ``size`` leaves after one more."""
    peaks = [*frontier, leaf]
    while size & 1:
        right, left = peaks.pop(), peaks.pop()
        peaks.append(node_hash(left, right))
        size >>= 1
    return tuple(peaks)


def root_of(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree with this frontier."""
    if not frontier:
        return hashlib.sha256(b"").digest()
    found = frontier[-1]
    for peak in reversed(frontier[:-1]):
        found = node_hash(peak, found)
    return found


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves."""
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        peaks = appended(peaks, size, leaf)
    return root_of(peaks)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from a leaf to the root, the lowest first."""
    if len(leaves) <= 1:
        return []
    half = _half(len(leaves))
    if index < half:
        return [*inclusion_proof(leaves[:half], index), root(leaves[half:])]
    return [*inclusion_proof(leaves[half:], index - half), root(leaves[:half])]


def inclusion_proofs(leaves: Sequence[bytes], indexes: Iterable[int]) -> dict[int, list[bytes]]:
    """The proofs of several leaves, by index: the tree is walked once."""
    found: dict[int, list[bytes]] = {index: [] for index in indexes}
    level, places = list(leaves), {index: index for index in found}
    while len(level) > 1:
        for index, place in places.items():
            if place ^ 1 < len(level):
                found[index].append(level[place ^ 1])
            places[index] = place >> 1
        pairs = [node_hash(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = [*pairs, *level[-1:]] if len(level) & 1 else pairs
    return found


def is_included(proof: Sequence[bytes], leaf: bytes, index: int, size: int, tree: bytes) -> bool:
    """Whether a proof shows that the leaf stands at ``index`` of the tree with this root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == tree


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """The hashes that show that the first ``size`` leaves were a tree that only grew since."""
    return _grown(leaves, size, is_whole=True) if 0 < size < len(leaves) else []


def is_consistent(
    proof: Sequence[bytes], older: tuple[int, bytes], newer: tuple[int, bytes]
) -> bool:
    """Whether a proof shows that the newer tree begins with the older one: (size, root) each."""
    (size, root_before), (size_now, root_now) = older, newer
    if size == size_now:
        return root_before == root_now and not proof
    if not 0 < size < size_now or not proof:
        return False
    steps = [root_before, *proof] if size & (size - 1) == 0 else list(proof)
    place, last = size - 1, size_now - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, now = node_hash(step, before), node_hash(step, now)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == root_before and now == root_now


def _grown(leaves: Sequence[bytes], size: int, *, is_whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if is_whole else [root(leaves)]
    half = _half(len(leaves))
    if size <= half:
        return [*_grown(leaves[:half], size, is_whole=is_whole), root(leaves[half:])]
    return [*_grown(leaves[half:], size - half, is_whole=False), root(leaves[:half])]


def _half(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1
