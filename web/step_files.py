"""Files that the form of a step asks for: with the form, or one by one by a script.

They belong to what their sender keeps of the step until it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from flask import Response, abort, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from engine.base.dataclass import dataclass
from engine.base.values import Problem
from engine.forms.view import FieldView, FormView, GroupView
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest
from engine.services.uploads import NewFile
from web import locale
from web.handing_out import attachment
from web.product import product
from web.receiving import by_script, chunks, of_file

NO_FILE: Final = N_("Choose a file first")


@dataclass(frozen=True, slots=True)
class StepFiles:
    """The files of the step that ``entry`` would take; ``address`` is where one of them stands."""

    entry: StepEntry
    address: Callable[[str], str]

    @property
    def addresses(self) -> Mapping[str, Any]:
        """Functions that tell templates where files come from and go to."""
        return {"file_address": self.address, "upload_address": self.address}

    def attached(self) -> tuple[Problem, ...]:
        """Keep the files that came with the form; what is wrong with those that were refused."""
        found: list[Problem] = []
        for name, files in request.files.lists():
            for file in files:
                if file.filename:
                    kept = self._attach(name, file.filename, chunks(file.stream))
                    found += [of_file(kept, file.filename)] if isinstance(kept, Problem) else []
        return tuple(found)

    def detached(self, operand: str) -> None:
        """Take out again what a button names: a question and a file."""
        name, _, file_id = operand.rpartition(":")
        product().uploads.detach(self._case, name, file_id, self.entry)

    def taken(
        self, name: str, forms: Callable[[], Iterable[FormView]]
    ) -> AnyResponse | tuple[str, int]:
        """Take one file that a script sends; the part of the page that changed."""
        given = request.files.get("file")
        if given is None or not given.filename or not by_script():
            return _told(locale.reader().message(NO_FILE))
        kept = self._attach(name, given.filename, chunks(given.stream))
        if isinstance(kept, Problem):
            return _told(locale.reader().text(kept.message, **kept.params))
        item = next((one for one in asked(forms()) if one.path == name), None)
        if item is None:
            abort(404)
        part = render_template(
            "parts/files_part.html", item=item, native_files=True, **self.addresses
        )
        return part, 200

    def handed_out(self, file_id: str) -> Response:
        """One of them, to keep and never to be shown by the browser."""
        case = product().cases.load(self._case)
        own = case.files_of(self.entry.draft)
        found = next((file for file in own if file.id == file_id), None)
        if found is None:
            abort(404)
        return attachment(found, product().uploads.space.files.open(found.id))

    @property
    def _case(self) -> CaseRequest:
        return CaseRequest(self.entry.case_id, self.entry.sender)

    def _attach(self, path: str, name: str, content: Iterator[bytes]) -> Problem | None:
        file = NewFile(self.entry.case_id, self.entry.sender, path, name, content, self.entry)
        kept = product().uploads.attach(file)
        if isinstance(kept, Refusal):
            abort(404)
        return kept if isinstance(kept, Problem) else None


def asked(forms: Iterable[FormView]) -> Iterator[FieldView]:
    """Every question that forms show, also those of rows."""
    for item in (item for form in forms for section in form.sections for item in section.items):
        if isinstance(item, GroupView):
            yield from (one for row in item.rows for one in row.items)
        else:
            yield item


def _told(words: str) -> Response:
    return Response(words, 422, content_type="text/plain; charset=utf-8")
