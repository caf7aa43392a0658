"""Documents on their way to a provider of signing, and the signed file on its way back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import field
from hashlib import sha256

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.case.filled_steps import step_place
from engine.case.number import number
from engine.meaning.flow.signed import judged_files, standing_in
from engine.outside.faults import ProviderDown, ProviderRefused
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.signed_intake import signing_items
from engine.services.uploads import NewFile, Uploads
from engine.signatures.due import Due, DueDocument, DueSigner, one_name_each
from engine.signatures.intake import ReturnedFile, judged
from engine.signatures.trust import Trust, TrustUnreadable
from engine.signing.port import DocumentToSign, SignedCopy
from engine.store.errors import NotStored


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """Whether a signed file is exactly what was due, why not, and the file where there is one."""

    proven: bool
    reasons: tuple[str, ...]
    copy: SignedCopy | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SignedCopies:
    """Everything it needs is given to it; ``trust`` is whom one trusts at present."""

    uploads: Uploads
    trust: Callable[[], Trust]

    def documents(self, files: tuple[StoredFile, ...]) -> tuple[DocumentToSign, ...]:
        """Documents with their content, each name once. Raises ProviderRefused without any."""
        if not files:
            raise ProviderRefused("there is no document to be signed")
        names = one_name_each(one.name for one in files)
        try:
            return tuple(
                DocumentToSign(name, self._content(one))
                for name, one in zip(names, files, strict=True)
            )
        except NotStored:
            raise ProviderRefused("a document to be signed is gone") from None

    def judged(
        self, copy: SignedCopy, files: tuple[StoredFile, ...], who: tuple[DueSigner, ...]
    ) -> CopyVerdict:
        """Whether a file holds exactly these documents, signed by exactly these people."""
        names = one_name_each(one.name for one in files)
        documents = tuple(
            DueDocument(name, one.sha256, one.size) for name, one in zip(names, files, strict=True)
        )
        returned = ReturnedFile(copy.name, copy.content)
        try:
            trust = self.trust()
        except TrustUnreadable as fault:
            raise ProviderDown(f"what is trusted cannot be read: {fault}") from None
        found = judged([returned], Due(documents, who), trust)
        reasons = tuple(dict.fromkeys(one.message for one in found.problems))
        return CopyVerdict(found.proven, reasons, copy)

    def attach(
        self, case: LoadedCase, entry: StepEntry, copy: SignedCopy, units: Collection[str]
    ) -> None:
        """Add the file of these people to the form of a step, beside those of others that count.

        Raises ProviderRefused.
        """
        unit = entry.units[0] if entry.units else ""
        place = step_place(case.state, entry.item, unit, entry.step)
        fields = place.form.outline.fields.items() if place and place.form else ()
        path = next((path for path, one in fields if one.kind == "file"), "")
        if not path or _is_there(case, path, copy):
            return
        for name, content in (*self._of_others(case, path, units), _named(case, copy)):
            sender = senders.provider(entry.sender.name)
            file = NewFile(case.case.id, sender, path, name, [content], entry, once=True)
            if not isinstance(self.uploads.attach(file), StoredFile):
                raise ProviderRefused("the signed file was not taken into the case")

    def _of_others(
        self, case: LoadedCase, path: str, units: Collection[str]
    ) -> Iterator[tuple[str, bytes]]:
        """What people signed elsewhere whose signatures the bank has taken for good."""
        picture, found = case.state.picture, judged_files(case.state.picture, path)
        if found is None or not found.holds:
            return
        taken = (
            standing_in(picture, path, unit) != "missing"
            for item in signing_items(case.state.route.flow, path)
            for unit, one in picture.of(item.name).items()
            if unit not in units and one.status and item.status(one.status).kind == "good"
        )
        if not any(taken):
            return
        files = picture.instance(found.item, found.unit).answers[path]
        for file in files if isinstance(files, tuple) else ():
            if isinstance(file, StoredFile):
                yield file.name, self._content(file)

    def _content(self, file: StoredFile) -> bytes:
        with self.uploads.space.files.open(file.id) as stream:
            return stream.read()


def _is_there(case: LoadedCase, path: str, copy: SignedCopy) -> bool:
    """Whether the case was given the file already: the provider may be asked twice at once."""
    digest, instances = sha256(copy.content).hexdigest(), case.state.picture.instances.values()
    given = (one.answers.get(path, ()) for one in instances)
    files = (file for one in given if isinstance(one, tuple) for file in one)
    return any(isinstance(one, StoredFile) and one.sha256 == digest for one in files)


def _named(case: LoadedCase, copy: SignedCopy) -> tuple[str, bytes]:
    """The signed file, called by the number of the case."""
    return f"{number(case.case)}.{copy.name.rpartition('.')[2]}", copy.content
