"""Files are handed out: always to keep, never to be shown by the browser."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import IO, BinaryIO

from flask import Response, send_file

from engine.base.records import CaseFile
from engine.base.values import StoredFile


def made_file(name: str, file: IO[bytes]) -> Response:
    """A file that was made for this answer, closed with it."""
    answer = send_file(
        file,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
        etag=False,
    )
    answer.call_on_close(file.close)
    return _kept_apart(answer)


def attachment(file: CaseFile | StoredFile, opened: AbstractContextManager[BinaryIO]) -> Response:
    """A file as it was uploaded."""
    closing = ExitStack()
    answer = send_file(
        closing.enter_context(opened),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file.name,
        etag=False,
    )
    answer.call_on_close(closing.close)
    answer.content_length = file.size
    return _kept_apart(answer)


def _kept_apart(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
