"""What was found in signed files, in four honest lines for each signature, never in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.definitions.model.forms import Field
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.flow.signed import judged_files
from engine.services.desk_case import DeskCase
from engine.services.shortened_codes import shortened
from engine.services.signed_intake import (
    SignedIntake,
    due_signers,
    judgement,
    signer_of_unit,
)
from engine.signatures.due import DueSigner
from engine.signatures.findings import SignatureFinding, Signer
from engine.signatures.intake import holder_of
from engine.signatures.problems import problem
from engine.signatures.told import file_read

INTACT: Final = N_("Content: unchanged since it was signed")
CHANGED: Final = N_("Content: changed after it was signed, or not proved")
CHAINS: Final = {
    "trusted": N_("Certificate: issued by {authority}, which is trusted here"),
    "untrusted": N_("Certificate: its issuer is not among the authorities trusted here"),
    "expired": N_("Certificate: not valid at the time that counts"),
    "revoked": N_("Certificate: revoked"),
}
NOT_REVOKED: Final = N_("Revocation: not revoked, by the list of {time}")
REVOKED: Final = N_("Revocation: revoked, by the list of {time}")
UNCHECKED: Final = N_("Revocation: not checked, no list of this issuer is there")
PROVEN: Final = N_("Time: {time}, proven by {authority}")
CLAIMED: Final = N_("Time: {time}, only claimed by the signer’s program")
TIMELESS: Final = N_("Time: not said")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line about a signature; ``good`` is whether nothing is left to look at."""

    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One signature: whose, who of the case that is (empty: nobody), and its four lines."""

    name: str = field(repr=False)
    code: str = field(repr=False)
    person: str = field(repr=False)
    lines: tuple[SignatureLine, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedFileView:
    """One file that came back, with what is in it."""

    id: str
    name: str = field(repr=False)
    documents: tuple[str, ...]
    signatures: tuple[SignatureView, ...]


@dataclass(frozen=True, slots=True)
class SignedView:
    """Everything that came back with a question: who signed, who is missing, what to look at."""

    path: str
    caption: str
    at: datetime
    files: tuple[SignedFileView, ...]
    signed: tuple[str, ...] = field(repr=False)
    doubtful: tuple[str, ...] = field(repr=False)
    missing: tuple[str, ...] = field(repr=False)
    problems: tuple[str, ...]
    again: bool = False
    """Whether it was checked just now, and is not what was kept when the files came."""


@dataclass(frozen=True, slots=True)
class SignedViews:
    """Signed files of a case, as somebody at the desk reads them."""

    case: DeskCase
    intake: SignedIntake | None = None
    """Checks them again; None: as it was kept."""

    def views(self) -> tuple[SignedView, ...]:
        """Those whose documents are still the ones to be signed."""
        return tuple(self._views())

    def _views(self) -> Iterator[SignedView]:
        loaded = self.case.case
        for question in _questions(loaded.ready.step_forms.values()):
            found = judged_files(loaded.state.picture, question.path)
            if found is None or not found.holds:
                continue
            told = found.told
            if self.intake is not None:
                given = loaded.state.picture.instance(found.item, found.unit).answers
                files: Any = given.get(question.path, ())
                intake, due = self.intake.found(loaded, question, files)
                told = judgement(intake, due, question, files, loaded.now)
            yield self._view(question, told)

    def _view(self, question: Field, told: Any) -> SignedView:
        state, reader = self.case.case.state, self.case.reader
        due = tuple(due_signers(state, question.path))
        by = {
            how: tuple(signer_of_unit(state, unit).name for unit, one in standing if one == how)
            for standing in [tuple(told["standing"].items())]
            for how in ("signed", "doubtful", "missing")
        }
        return SignedView(
            path=question.path,
            caption=reader.text(question.caption),
            at=datetime.fromisoformat(told["at"]),
            files=tuple(self._file(one, due) for one in told["files"]),
            signed=by["signed"],
            doubtful=by["doubtful"],
            missing=by["missing"],
            problems=tuple(reader.message(problem(code).message) for code in told["problems"]),
            again=self.intake is not None,
        )

    def _file(self, told: Any, due: tuple[DueSigner, ...]) -> SignedFileView:
        found = file_read(told)
        return SignedFileView(
            told["id"],
            told["name"],
            tuple(one.name for one in found.documents),
            tuple(self._signature(one, due) for one in found.signatures),
        )

    def _signature(self, one: SignatureFinding, due: tuple[DueSigner, ...]) -> SignatureView:
        zone, reader = self.case.case.ready.zone, self.case.reader
        return SignatureView(
            one.signer.name,
            shortened(one.signer.code),
            _whose(one.signer, due),
            tuple(_lines(one, reader, zone)),
            tuple(reader.message(each.message) for each in one.problems),
        )


def _lines(one: SignatureFinding, reader: Reader, zone: Any) -> Iterator[SignatureLine]:
    intact = one.content == "intact"
    yield SignatureLine(reader.message(INTACT if intact else CHANGED), intact)
    chain = reader.message(CHAINS[one.chain], authority=one.trusted_by)
    yield SignatureLine(chain, one.chain == "trusted")
    if one.revocation == "checked":
        time = reader.datetime(one.listed_at, zone) if one.listed_at else "–"
        words = REVOKED if one.chain == "revoked" else NOT_REVOKED
        yield SignatureLine(reader.message(words, time=time), one.chain != "revoked")
    else:
        yield SignatureLine(reader.message(UNCHECKED), good=False)
    if one.at is None:
        yield SignatureLine(reader.message(TIMELESS), good=False)
        return
    time, proven = reader.datetime(one.at, zone), one.time == "proven"
    words = PROVEN if proven else CLAIMED
    yield SignatureLine(reader.message(words, time=time, authority=one.time_by), proven)


def _whose(signer: Signer, due: tuple[DueSigner, ...]) -> str:
    own = holder_of(signer, due)
    return own.name if own else ""


def _questions(forms: Any) -> Iterator[Field]:
    for form in forms:
        for one in form.outline.fields.values():
            if one.upload is not None and one.upload.signs:
                yield one
