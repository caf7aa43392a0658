"""Files are handed out: always to keep, never to be shown by the browser."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack
from typing import BinaryIO

from flask import Response, send_file

from engine.base.records import CaseFile
from engine.base.values import StoredFile


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
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
