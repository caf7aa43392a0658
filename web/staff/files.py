"""Files of a case at the bank's desk: a picture of a page, never the original unasked."""

from __future__ import annotations

from flask import Response, abort, request

from engine.base.dataclass import dataclass
from engine.documents.preview import WIDTH
from engine.services.case_loading import LoadedCase
from engine.services.reads import only_reads
from engine.services.uploaded_files import FileLook
from web.gate import open_to
from web.handing_out import attachment
from web.product import product
from web.render import page
from web.staff.case_frame import head, opened
from web.staff.desk import desk
from web.staff.recording import record

WIDEST = 2_000


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file that is looked at: ``page`` of ``pages``, 0 where it cannot be drawn."""

    look: FileLook
    page: int
    pages: int

    @property
    def text(self) -> str:
        """The text of the page, or of the whole file where it is a text."""
        return self.look.look.text if self.look.look else self.look.text


def shown_beside(case: LoadedCase, file_id: str, number: int) -> FileBeside | None:
    """A page of a file to be shown; None where none is asked for. Raises NotFound."""
    if not file_id:
        return None
    look = product().uploaded.page(case, file_id, number)
    record(case, f"file/{look.file.id}")
    pages = look.look.pages if look.look else 0
    return FileBeside(look, max(1, min(number, pages)), pages)


@desk.get("/<programme>/cases/<case_id>/files/<file_id>")
@open_to("staff")
def file(case_id: str, file_id: str) -> tuple[str, int]:
    """A page of a file as a picture, with its text."""
    case = opened(case_id)
    beside = shown_beside(case, file_id, _number("page", 1))
    return page(
        "staff/file.html",
        head=head(case, "documents"),
        case_id=case_id,
        beside=beside,
        wide=min(_number("width", WIDTH), WIDEST),
    )


@desk.get("/<programme>/cases/<case_id>/files/<file_id>/picture")
@open_to("staff")
def picture(case_id: str, file_id: str) -> Response:
    """A page as PNG, drawn by a child process."""
    wide = min(_number("width", WIDTH), WIDEST)
    drawn = product().uploaded.picture(opened(case_id), file_id, _number("page", 1), wide)
    if drawn is None:
        abort(404)
    return Response(drawn, content_type="image/png")


@desk.post("/<programme>/cases/<case_id>/files/<file_id>/original")
@open_to("staff")
def original(case_id: str, file_id: str) -> Response:
    """The file as it was uploaded: always to keep, never to be shown by the browser."""
    case = opened(case_id)
    if only_reads(case):
        abort(404)
    found, stream = product().uploaded.original(case, file_id)
    record(case, f"file/{found.id}")
    return attachment(found, stream)


def _number(name: str, otherwise: int) -> int:
    given = request.args.get(name, "")
    is_number = given.isascii() and given.isdecimal() and len(given) < 6
    return int(given) if is_number and int(given) else otherwise
