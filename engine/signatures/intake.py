"""Signed files that come back, against what had to be signed and by whom.

Each file is opened by a child process with little memory and little time: whatever a crafted one
does, it does it there. What the file says is then compared with what was due, here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from tempfile import TemporaryFile
from typing import Final, Literal

from engine.base.children import answer_of, child_of
from engine.base.dataclass import dataclass
from engine.signatures.due import Due, DueDocument, DueSigner
from engine.signatures.findings import SignatureProblem, SignedFile, Signer
from engine.signatures.persons import likeness
from engine.signatures.problems import problem
from engine.signatures.told import file_read
from engine.signatures.trust import Trust, trust_told

Standing = Literal["signed", "doubtful", "missing"]
"""How a person who has to sign stands: ``doubtful`` is for a person to look at."""

FOR_A_PERSON: Final = frozenset(
    {
        "chain-untrusted", "revocation-unknown", "time-stamp-untrusted", "document-renamed",
        "signer-extra", "signer-namesake", "signer-doubtful", "signer-twice",
    }
)  # fmt: skip
"""Problems that do not settle the matter; with any other the file can never count."""

COMMAND: Final = child_of("engine.signatures.judging_child")
WAITING: Final = 60.0


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came back: each file, how each person stands, who else signed, and what is wrong."""

    files: tuple[SignedFile, ...]
    standing: Mapping[str, Standing]
    extra: tuple[Signer, ...]
    problems: tuple[SignatureProblem, ...]

    @property
    def refused(self) -> tuple[SignatureProblem, ...]:
        """Why it can never count; empty where it may."""
        return tuple(one for one in self.problems if one.code not in FOR_A_PERSON)

    @property
    def proven(self) -> bool:
        """Whether it is exactly what was due, by exactly whom, and nothing is left to look at."""
        return not self.problems and all(one == "signed" for one in self.standing.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of those who have not signed."""
        return tuple(key for key, how in self.standing.items() if how == "missing")


def judged(files: Sequence[ReturnedFile], due: Due, trust: Trust) -> Intake:
    """Whether the files hold exactly what was due, signed by exactly whom it was due from.

    Several files are taken together: who has to sign signed every document, in whichever file.
    """
    return compared(tuple(_checked(one, due.documents, trust) for one in files), due)


def compared(files: tuple[SignedFile, ...], due: Due) -> Intake:
    """Files that were checked, against what was due."""
    found = [each for one in files for each in one.every_problem]
    signed: dict[str, set[str]] = {one.key: set() for one in due.signers}
    certain: dict[str, set[str]] = {one.key: set() for one in due.signers}
    extra: list[Signer] = []
    for file in files:
        documents = {one.sha256 for one in file.documents}
        seen: list[Signer] = []
        for signature in file.signatures:
            signer = signature.signer
            if signer in seen:
                found.append(problem("signer-twice"))
            seen.append(signer)
            own, problems = _who(signer, due.signers)
            found.extend(problems)
            if own is None:
                extra.append(signer)
                continue
            signed[own.key] |= documents
            if not problems and not signature.problems:
                certain[own.key] |= documents
    wanted = {one.sha256 for one in due.documents}
    standing = {key: _standing(has, certain[key], wanted) for key, has in signed.items()}
    other = any(one.code.startswith("document-") for one in found)
    if not other and any(has and not wanted <= has for has in signed.values()):
        found.append(problem("document-unsigned"))
    if not any(signed.values()) and any(one.signatures for one in files):
        found.append(problem("signer-none"))
    return Intake(files, standing, tuple(dict.fromkeys(extra)), tuple(dict.fromkeys(found)))


def holder_of(signer: Signer, due: Sequence[DueSigner]) -> DueSigner | None:
    """Who of those who have to sign the person of a certificate is, as far as can be told."""
    return _who(signer, due)[0]


def _standing(has: set[str], certain: set[str], wanted: set[str]) -> Standing:
    if not has or not wanted <= has:
        return "missing"
    return "signed" if wanted <= certain else "doubtful"


def _who(
    signer: Signer, due: Sequence[DueSigner]
) -> tuple[DueSigner | None, tuple[SignatureProblem, ...]]:
    """Who of those who have to sign this is, and what is to be looked at about it."""
    if not signer.name and not signer.code:
        return None, (problem("signer-unnamed"),)
    likely = {one.key: likeness(signer, one) for one in due}
    same = next((one for one in due if likely[one.key] == "same"), None)
    if same is not None:
        return same, ()
    doubtful = [one for one in due if likely[one.key] == "doubtful"]
    if len(doubtful) == 1:
        return doubtful[0], (problem("signer-doubtful"),)
    alike = doubtful or "namesake" in likely.values()
    return None, (problem("signer-namesake" if alike else "signer-extra"),)


def _checked(file: ReturnedFile, documents: Sequence[DueDocument], trust: Trust) -> SignedFile:
    """What a child finds in a file."""
    asked = {
        "name": file.name,
        "documents": [asdict(one) for one in documents],
        "trust": trust_told(trust),
    }
    with TemporaryFile() as copy:
        copy.write(json.dumps(asked).encode() + b"\n")
        copy.write(file.content)
        copy.seek(0)
        answer = answer_of(COMMAND, copy, WAITING, what="a signed file")
    if answer is None:
        return SignedFile(None, (), (), (problem("too-much"),))
    return file_read(json.loads(answer))
