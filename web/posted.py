"""How posts are read: a part of a body that has no name is no input of any page."""

from __future__ import annotations

from typing import IO, Any, TypeVar

from flask import Flask, Request
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser

Dict = TypeVar("Dict", bound=MultiDict[str, Any])


class NamedParts(FormDataParser):
    """A parser of posts that passes nameless parts over; Flask and its extensions trip on them."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """What is left of the stream, the inputs and the files."""
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        return rest, _named(form), _named(files)


class PostedRequest(Request):
    """A request whose inputs all have a name."""

    form_data_parser_class = NamedParts


def listen(app: Flask) -> None:
    """Read the posts of ``app`` so."""
    app.request_class = PostedRequest


def _named(parts: Dict) -> Dict:
    return type(parts)((name, value) for name, value in parts.items(multi=True) if name)
