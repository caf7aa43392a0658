"""Checkpoints of the ledger: signed notes that are taken away, and proofs against them.

A checkpoint is a text of three lines (origin, size, root in Base64), an empty line, and a signature
by Ed25519 in the form of signed notes. Whoever holds one can show later that the ledger only grew.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Collection, Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.store.columns import canonical
from engine.store.ledger import Ledger, LedgerLeaf
from engine.store.merkle import (
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    is_consistent,
    is_included,
    root,
)
from engine.store.vault import Vault

ORIGIN: Final = "anketa ledger"
_MARK: Final = "\u2014"
_ED25519: Final = b"\x01"


class CheckpointRefused(AnketaError):
    """It is no checkpoint of this ledger, or the ledger is not what it was; the text says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of a ledger at some time."""

    size: int
    root: bytes

    @property
    def body(self) -> str:
        """What is signed."""
        return f"{ORIGIN}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an entry stands in the ledger, for whoever knows a checkpoint of that size."""

    sequence: int
    leaf: bytes
    steps: tuple[bytes, ...]


def public_key(vault: Vault) -> str:
    """The key that checks signatures, in Base64."""
    return base64.b64encode(_signing(vault).public_key().public_bytes_raw()).decode("ascii")


def taken(ledger: Ledger) -> str:
    """A signed checkpoint of the ledger as it is."""
    hashes = [leaf.hash for leaf in ledger.leaves()]
    found, key = Checkpoint(len(hashes), root(hashes)), _signing(ledger.vault)
    signature = _key_id(key.public_key().public_bytes_raw()) + key.sign(found.body.encode("ascii"))
    return f"{found.body}\n{_MARK} {ORIGIN} {base64.b64encode(signature).decode('ascii')}\n"


def opened(text: str, key: str) -> Checkpoint:
    """The checkpoint of a note that was signed by a key. Raises CheckpointRefused."""
    try:
        body, _, last = text.partition("\n\n")
        origin, size, tree = body.splitlines()
        mark, name, signed = last.strip().rsplit(" ", 2)[0][:1], ORIGIN, last.split()[-1]
        raw, public = base64.b64decode(signed, validate=True), base64.b64decode(key, validate=True)
        found = Checkpoint(int(size), base64.b64decode(tree, validate=True))
    except (ValueError, IndexError, binascii.Error):
        raise CheckpointRefused("This is no checkpoint.") from None
    if (origin, mark) != (name, _MARK) or found.body != f"{body}\n":
        raise CheckpointRefused("This is no checkpoint of a ledger.")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], found.body.encode("ascii"))
    except (InvalidSignature, ValueError):
        raise CheckpointRefused("The signature is not by the key of this installation.") from None
    return found


def compare(ledger: Ledger, before: Checkpoint) -> int:
    """How many entries came since; Raises CheckpointRefused where the ledger did not only grow."""
    hashes = [leaf.hash for leaf in ledger.leaves()]
    if len(hashes) < before.size:
        raise CheckpointRefused(
            f"This is an older copy of the database: it holds {len(hashes)} entries, and the "
            f"checkpoint was taken at {before.size}."
        )
    now = (len(hashes), root(hashes))
    proof = consistency_proof(hashes, before.size)
    grew = is_consistent(proof, (before.size, before.root), now) if before.size else True
    if not grew:
        raise CheckpointRefused(
            "The ledger was written anew: it does not begin with what the checkpoint was taken of."
        )
    return len(hashes) - before.size


def proved(ledger: Ledger, sequence: int) -> InclusionProof:
    """A proof that an entry stands in the ledger. Raises CheckpointRefused."""
    hashes = [leaf.hash for leaf in ledger.leaves()]
    if not 0 < sequence <= len(hashes):
        raise CheckpointRefused(f"The ledger has no entry {sequence}.")
    steps = inclusion_proof(hashes, sequence - 1)
    return InclusionProof(sequence, hashes[sequence - 1], tuple(steps))


def with_proofs(ledger: Ledger, rows: Collection[tuple[str, str]]) -> dict[str, Any]:
    """A checkpoint, and that these rows (table, key) stand in the ledger at it."""
    leaves = list(ledger.leaves())
    own = [leaf for leaf in leaves if (leaf.kind, leaf.key) in rows]
    hashes = [leaf.hash for leaf in leaves]
    proofs = inclusion_proofs(hashes, (leaf.sequence - 1 for leaf in own))
    entries = [
        {
            "entry": leaf.sequence,
            "kind": leaf.kind,
            "key": leaf.key,
            "digest": leaf.digest,
            "leaf": leaf.hash.hex(),
            "proof": [step.hex() for step in proofs[leaf.sequence - 1]],
        }
        for leaf in own
    ]
    return {"checkpoint": taken(ledger), "entries": entries}


def signed(vault: Vault, export: Mapping[str, Any]) -> str:
    """A signature of what is taken away, in Base64."""
    return base64.b64encode(_signing(vault).sign(_exported(export))).decode("ascii")


def check_export(told: Mapping[str, Any], key: str) -> tuple[int, int]:
    """How many entries of how many an export proves. Raises CheckpointRefused.

    It must be signed as it stands, every entry must hold, and none of its events may lack one.
    """
    export = told["export"]
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(told["signature"], validate=True), _exported(export))
    except (InvalidSignature, ValueError, binascii.Error):
        raise CheckpointRefused("The export was altered, or is by another installation.") from None
    at, entries = opened(export["ledger"]["checkpoint"], key), export["ledger"]["entries"]
    for one in entries:
        leaf = LedgerLeaf(one["entry"], one["kind"], one["key"], one["digest"]).hash
        steps = tuple(bytes.fromhex(step) for step in one["proof"])
        if not holds(InclusionProof(one["entry"], leaf, steps), at):
            raise CheckpointRefused(f"The proof of entry {one['entry']} does not hold.")
    there = {one["key"] for one in entries if one["kind"] == "case_events"}
    if there != {f"{export['case']['id']}/{one['event']}" for one in export["history"]}:
        raise CheckpointRefused("The history is not that of the ledger.")
    return len(entries), at.size


def _exported(export: Mapping[str, Any]) -> bytes:
    return f"anketa export\n{canonical(export)}".encode()


def holds(proof: InclusionProof, at: Checkpoint) -> bool:
    """Whether a proof holds against a checkpoint."""
    return is_included(proof.steps, proof.leaf, proof.sequence - 1, at.size, at.root)


def _signing(vault: Vault) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vault.hash("ledger key", ORIGIN)))


def _key_id(public: bytes) -> bytes:
    named = ORIGIN.encode("ascii") + b"\n" + _ED25519 + public
    return hashlib.sha256(named).digest()[:4]
