"""Uploaded files. They arrive one by one and are stored before the form is sent.

What a form may post under the name of a file question is ignored: the answer is the list of files
that the store keeps for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.base.values import (
    BLANK,
    Problem,
    StoredFile,
    Value,
)
from engine.definitions.kinds.sentences import (
    FILE_EMPTY,
    FILE_MISSING,
    FILE_TOO_LARGE,
    FORMAT_NOT_ACCEPTED,
    TOO_MANY_FILES,
    problem,
)
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext
from engine.definitions.model.forms import (
    Field,
    Upload,
)

MEGABYTE = 1_048_576

FORMATS = (
    "jpg", "jpeg", "bmp", "gif", "png", "svg", "txt", "doc", "docx", "xls", "xlsx", "pdf", "odt",
    "ods", "edoc", "asice",
)  # fmt: skip
"""The profile ``default``: extensions that are accepted unless a question names its own."""

DEFAULT_UPLOAD = Upload(accept=FORMATS, max_size=150 * MEGABYTE, max_files=10)


def parse(_raw: Sequence[str], _field: Field, _context: ReadContext) -> ParsedAnswer:
    """Files are never read from the text of a post."""
    return ParsedAnswer(BLANK)


def file_problems(files: Sequence[StoredFile], field: Field, path: str) -> tuple[Problem, ...]:
    """Everything that is wrong with these files, judged by what is known of them."""
    upload = field.upload or DEFAULT_UPLOAD
    found = [fault for file in files if (fault := _fault(file, upload, path))]
    if len(files) > upload.max_files:
        found.append(problem(path, TOO_MANY_FILES, max=upload.max_files))
    return tuple({each.code: each for each in found}.values())


def extension(name: str) -> str:
    """The last extension of a file name in lower case, without its dot; empty if it has none."""
    stem, dot, last = name.rpartition(".")
    return last.strip().lower() if stem and dot else ""


def _fault(file: StoredFile, upload: Upload, path: str) -> Problem | None:
    if extension(file.name) not in upload.accept:
        return problem(path, FORMAT_NOT_ACCEPTED, accepted=", ".join(upload.accept))
    if file.size > upload.max_size:
        return problem(path, FILE_TOO_LARGE, megabytes=f"{upload.max_size / MEGABYTE:g}")
    return problem(path, FILE_EMPTY) if file.size == 0 else None


def literal(_text: str) -> str:
    """No test can be written on the content of files."""
    message = "files can only be tested for answered, blank or n/a"
    raise ValueError(message)


def texts(value: Value) -> tuple[str, ...]:
    """Names of the files."""
    return tuple(file.name for file in value) if isinstance(value, tuple) else ()


def json_schema(field: Field) -> Mapping[str, Any]:
    """What is known of each file."""
    upload = field.upload or DEFAULT_UPLOAD
    return {
        "type": "array",
        "maxItems": upload.max_files,
        "items": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "size": {"type": "integer", "minimum": 1, "maximum": upload.max_size},
            },
            "required": ["name"],
        },
        "x-accept": list(upload.accept),
    }


KIND = FieldType(
    name="file",
    value="files",
    widget="file",
    literal=literal,
    parse=parse,
    texts=texts,
    json_schema=json_schema,
    missing=FILE_MISSING,
    attributes=frozenset({"accept", "max size", "max files", "signs"}),
)
