"""Message forms of both sides: what is typed and attached is kept, and sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Final, Protocol, TypeVar

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from engine.base.dataclass import dataclass
from engine.base.receipts import Receipt
from engine.base.values import Problem, StoredFile
from engine.definitions.kinds.file import DEFAULT_UPLOAD
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.case_loading import CaseRequest
from engine.services.message_acts import FILES_PATH, MessagePost
from engine.services.ready_texts import added
from engine.services.senders import Sender
from engine.services.uploads import NewFile
from web import locale
from web.product import product
from web.receiving import chunks, of_file
from web.typed import typed

TEXT: Final = "text"
REFUSED: Final = N_("Messages cannot be written here now.")
NO_FILE: Final = N_("Choose a file first")


@dataclass(frozen=True, slots=True)
class MessageFiles:
    """The files of a message form, as the part of pages that shows files wants them."""

    files: tuple[StoredFile, ...]
    caption: str
    path: str = FILES_PATH
    id: str = "message-files"
    max_files: int = DEFAULT_UPLOAD.max_files
    max_size: int = DEFAULT_UPLOAD.max_size
    accept: tuple[str, ...] = DEFAULT_UPLOAD.accept


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a post: ``sent``, or kept with what is wrong, by the place on the page.

    ``refused``: whoever typed it may write no messages here, not any more.
    """

    sent: bool
    text: str = field(repr=False)
    problems: tuple[Problem, ...] = ()
    refused: bool = False

    def of(self, path: str) -> tuple[str, ...]:
        """What is wrong with the text or the files, in words."""
        return tuple(
            locale.reader().text(each.message, **each.params)
            for each in self.problems
            if each.path == path
        )


class Dated(Protocol):
    """Something that happened at a time."""

    @property
    def at(self) -> datetime | None:
        """When."""
        ...


OneOf = TypeVar("OneOf", bound=Dated)


def by_day(lines: Iterable[OneOf], zone: tzinfo) -> tuple[tuple[date, tuple[OneOf, ...]], ...]:
    """Lines in their order, with the day of each."""

    def day(line: OneOf) -> date:
        return line.at.astimezone(zone).date() if line.at else date.min

    return tuple((key, tuple(found)) for key, found in groupby(lines, day))


def posted(case_id: str, sender: Sender, ready: tuple[str, ...] = ()) -> Posted:
    """Keep what a message form posted, and send it if that was pressed.

    ``ready`` are texts that a button adds to what was typed.
    """
    post = typed()
    text = "\n".join(post.raw.get(TEXT, ()))
    if post.action == "ready" and post.operand.isdecimal():
        text = added(text, "".join(ready[int(post.operand) :][:1]))
    if post.action == "detach":
        file_id = post.operand.rpartition(":")[2]
        product().uploads.detach(CaseRequest(case_id, sender), FILES_PATH, file_id)
    problems = _attached(case_id, sender)
    if post.action == "send" and not problems:
        key = post.marks.get("_key", "")
        reply = product().talks.send(MessagePost(case_id, sender, text, key))
        if isinstance(reply, Refusal):
            return Posted(False, text, refused=True)
        if isinstance(reply, Receipt):
            return Posted(True, "")
        problems = (reply,)
    product().talks.keep(CaseRequest(case_id, sender), text)
    return Posted(False, text, problems)


def kept(case_id: str, sender: Sender) -> ResponseReturnValue:
    """Keep what a script sends while somebody types; what to say of it."""
    post = typed()
    text = "\n".join(post.raw.get(TEXT, ()))
    version = product().talks.keep(CaseRequest(case_id, sender), text, post.version)
    if not version:
        return "", 409
    return {"version": version, "text": locale.reader().message(N_("Kept as a draft."))}


def taken(
    case_id: str,
    sender: Sender,
    file_address: Callable[[str], str],
    upload_address: Callable[[str], str],
) -> ResponseReturnValue:
    """Take one file that a script sends; the part of the page that changed."""
    product().cases.load(CaseRequest(case_id, sender))  # before anything is said of the post
    given = request.files.get("file")
    if given is None or not given.filename:
        return _told(locale.reader().message(NO_FILE))
    problem = _attach(case_id, sender, given.filename, chunks(given.stream))
    if problem is not None:
        return _told(locale.reader().text(problem.message, **problem.params))
    case = product().cases.load(CaseRequest(case_id, sender))
    files = product().talks.view(case, locale.current()).files
    return render_template(
        "parts/files_part.html",
        item=message_files(files),
        native_files=True,
        file_address=file_address,
        upload_address=upload_address,
    )


def message_files(files: tuple[StoredFile, ...]) -> MessageFiles:
    """The files of a form, with what they are called."""
    return MessageFiles(files, locale.reader().message(N_("Files")))


def _attached(case_id: str, sender: Sender) -> tuple[Problem, ...]:
    found = (
        (file.filename, _attach(case_id, sender, file.filename, chunks(file.stream)))
        for file in request.files.getlist(FILES_PATH)
        if file.filename
    )
    return tuple(of_file(problem, name) for name, problem in found if problem is not None)


def _attach(case_id: str, sender: Sender, name: str, content: Iterable[bytes]) -> Problem | None:
    reply = product().uploads.attach(NewFile(case_id, sender, FILES_PATH, name, content))
    if isinstance(reply, Refusal):
        abort(404)
    return reply if isinstance(reply, Problem) else None


def _told(words: str) -> Response:
    return Response(words, 422, content_type="text/plain; charset=utf-8")
