"""Posts that hold files: how large they may be, and how their bytes are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, Final

from flask import Flask, request

from engine.base.values import Problem, Text
from engine.definitions.kinds.file import DEFAULT_UPLOAD
from engine.definitions.model.dependencies import questions
from engine.definitions.model.programme import Programme
from engine.language.marker import N_
from web import locale
from web.product import product

CHUNK: Final = 65_536
WRAPPING: Final = 1_048_576
"""What a multipart post may hold besides the file itself."""
OF_FILE: Final = N_("{file}: {problem}")
TAKES_FILES: Final = frozenset(
    {
        "applicant.link_step_files",
        "applicant.message_files",
        "applicant.step_files",
        "applicant.return_paper",
        "applicant.take",
        "applicant.take_link_step",
        "applicant.upload",
        "applicant.write_message",
        "staff.message_files",
        "staff.read_statement",
        "staff.step_files",
        "staff.take_step",
        "staff.write_message",
    }
)
"""The pages that files are posted to."""


def make_room(app: Flask) -> None:
    """Let posts to the pages of ``app`` that take files be as large as its questions allow."""

    @app.before_request
    def widen() -> None:
        if request.endpoint in TAKES_FILES:
            request.max_content_length = largest(product().programmes.values()) + WRAPPING


def largest(programmes: Iterable[Programme]) -> int:
    """Bytes of the largest file that any question takes."""
    sizes = (
        (field.upload or DEFAULT_UPLOAD).max_size
        for programme in programmes
        for form in programme.forms
        for field in questions(form)
        if field.kind == "file"
    )
    return max(sizes, default=0)


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    while chunk := stream.read(CHUNK):
        yield chunk


def by_script() -> bool:
    """Whether a script posted it, which wants only the part of the page that changed."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def of_file(problem: Problem, name: str) -> Problem:
    """A refusal under the name of its file: a page without scripts takes several at once."""
    words = locale.reader().text(problem.message, **problem.params)
    return replace(problem, message=Text(OF_FILE), params={"file": name, "problem": words})
