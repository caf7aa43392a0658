"""One question as JSON Schema, with ``x-`` keywords for what the standard has no words for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from engine.definitions.json_schema.spelling import spelt, spelt_test
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.kinds.file import DEFAULT_UPLOAD, MEGABYTE
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    ChoiceList,
    Field,
    Option,
    Saying,
    Upload,
)

UNITS: Final = ((1024 * MEGABYTE, "GB"), (MEGABYTE, "MB"), (1024, "KB"))
NEVER_MISSING: Final = frozenset({"tick", "note"})
LISTED: Final = {"country": "countries", "countries": "countries", "language": "languages"}


def field_schema(field: Field, *, always: bool) -> dict[str, Any]:
    """The schema of one question. Lists are named by ``x-of`` where they have a name.

    ``always`` says that the object around it requires it; otherwise ``x-required`` does.
    """
    kind = FIELD_TYPES[field.kind]
    found: dict[str, Any] = {"title": field.caption.source}
    if field.hint is not None:
        found["description"] = field.hint.source
    found |= _listed(field, dict(kind.json_schema(field)))
    found["x-kind"] = field.kind
    found |= {key: value for key, value in _extensions(field) if value not in (None, "", False, [])}
    if field.required is True and not always and field.kind not in NEVER_MISSING:
        found["x-required"] = True
    if field.default is not None:
        found["default"] = _json(kind.texts(field.default), several=kind.value == "choices")
    return found


def saying(said: Saying | None) -> dict[str, str] | None:
    """A message with its code."""
    return None if said is None else {"say": said.text.source, "code": said.code}


def _listed(field: Field, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the choices of the question in words or by the name of their list."""
    if field.options is None:
        return schema
    named = _list_name(field.options)
    inner = schema["items"] if schema["type"] == "array" else schema
    if named == LISTED.get(field.kind):
        return schema
    if named:
        return {**schema, "x-of": named}
    inner = {key: value for key, value in inner.items() if key != "enum"}
    inner["oneOf"] = [_option(option) for option in field.options.options]
    return {**schema, "items": inner} if schema["type"] == "array" else inner


def _list_name(choices: ChoiceList) -> str:
    """``countries + citizenship_extras`` for lists from files and provided ones, else empty."""
    names: list[str] = []
    for option in choices.options:
        room, _, file = option.span.file.partition("/")
        if room not in ("lists", "provided"):
            return ""
        names.append(file.rpartition("/")[2].partition(".")[0])
    return " + ".join(dict.fromkeys(names))


def _option(option: Option) -> dict[str, Any]:
    caption = option.code if option.caption is None else option.caption.source
    found: dict[str, Any] = {"const": option.code, "title": caption}
    if option.hint is not None:
        found["description"] = option.hint.source
    if option.short is not None:
        found["x-short"] = option.short.source
    if option.heading is not None:
        found["x-heading"] = option.heading.source
    if option.when is not None:
        found["x-when"] = spelt(option.when)
    return found


def _extensions(field: Field) -> Iterator[tuple[str, Any]]:
    yield "x-when", None if field.when is None else spelt(field.when)
    if not isinstance(field.required, bool):
        yield "x-required", spelt(field.required)
    yield "x-must-be", None if field.must_be is None else spelt_test(field.must_be)
    yield "x-else", saying(field.unfit)
    yield "x-if-blank", saying(field.missing)
    yield "x-if-many", saying(field.too_many)
    yield "x-looks-like", field.looks_like or (f"/{field.pattern}/" if field.pattern else "")
    yield "x-script", field.script
    if FIELD_TYPES[field.kind].value == "number":
        yield "x-decimals", field.decimals
    yield "x-of", field.rows_of
    country = field.country
    yield "x-country", country.path if isinstance(country, Subject) else country
    yield from _upload(field.upload)
    yield "x-on-doubt", "" if field.on_doubt == "refer" else field.on_doubt
    yield "x-terms", list(field.terms)
    yield "x-device-check", [each.written for each in field.device_checks]
    yield "x-autocomplete", field.autocomplete
    yield "x-width", field.width
    yield "x-why", None if field.why is None else field.why.source
    yield "x-source", field.source
    yield "x-sensitive", field.sensitive


def _upload(upload: Upload | None) -> Iterator[tuple[str, Any]]:
    if upload is None:
        return
    yield "x-accept", [] if upload.accept == DEFAULT_UPLOAD.accept else list(upload.accept)
    if upload.signs:
        yield "x-signs", upload.signs
    if upload.max_size != DEFAULT_UPLOAD.max_size:
        size, unit = next((size, unit) for size, unit in UNITS if upload.max_size % size == 0)
        yield "x-max-size", f"{upload.max_size // size} {unit}"


def _json(texts: tuple[str, ...], *, several: bool) -> Any:
    return list(texts) if several else texts[0]
