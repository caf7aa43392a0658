"""Attributes of questions that are more than a word: choices, defaults, patterns, uploads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import re2

from engine.base.values import Answer
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.kinds.file import DEFAULT_UPLOAD, FORMATS, MEGABYTE
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Upload,
)
from engine.definitions.model.provided import COUNTRIES
from engine.definitions.reading.autofill import AUTOFILL
from engine.definitions.reading.lists import ListDraft, given_list, joined
from engine.definitions.reading.literals import read_literal
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.names import (
    Names,
    NameScope,
    Symbol,
    find,
    known_names,
)
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import Scalar
from engine.validators import VALIDATORS

LIMITS: Final = ("min", "max")
PATTERN_SIGNS: Final = re.compile(r"[][\\^$*+?{}()|]")
SIZE: Final = re.compile(r"([1-9][0-9]{0,6}) ?(KB|MB|GB)")
UNITS: Final = {"KB": 1024, "MB": MEGABYTE, "GB": 1024 * MEGABYTE}
PROVIDER_OF: Final = {"country": "countries", "countries": "countries", "language": "languages"}
LISTED: Final = frozenset({"choice", "choices", *PROVIDER_OF})


def read_choices(
    kind: str, path: str, reader: MapReader, lists: Mapping[str, ListDraft], faults: Faults
) -> ListDraft | None:
    """The list a question chooses from; None for kinds without one, or after a fault."""
    if kind not in LISTED:
        return None
    of = reader.node("of", required=kind not in PROVIDER_OF)
    if of is None:
        return lists.get(PROVIDER_OF.get(kind, ""))
    if isinstance(of, Scalar):
        return joined(path, word(of), lists, faults)
    return given_list(path, of, faults)


def read_pattern(reader: MapReader, faults: Faults) -> tuple[str, str]:
    """``looks like``: the name of a validator or a pattern between slashes; the other is empty."""
    found = reader.scalar("looks like")
    if found is None:
        return "", ""
    text = found.text.strip()
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return "", _pattern(text[1:-1], found, faults)
    return _validator(text, found, faults), ""


def read_autofill(reader: MapReader, faults: Faults) -> str:
    """``autocomplete``: what a browser may fill in."""
    found = reader.scalar("autocomplete")
    name = "" if found is None else found.text.strip()
    if found is not None and name not in AUTOFILL:
        message = f"browsers do not know “{name}”."
        faults.add("A106", found.span, message, did_you_mean(name, AUTOFILL))
    return name


def read_limits(
    reader: MapReader, faults: Faults, *, whole: bool
) -> tuple[Decimal | None, Decimal | None]:
    """``min`` and ``max``; ``whole`` where they count letters or choices."""
    least, most = (
        None if whole and reader.whole(key) is None else reader.number(key) for key in LIMITS
    )
    if least is not None and most is not None and least > most:
        span = reader.entries["min"].value.span
        faults.add("A306", span, f"min {least} lies above max {most}.", "Swap them.")
    return least, most


def read_script(reader: MapReader, faults: Faults) -> str:
    """``script``: the name of the validator that knows its letters."""
    found = reader.scalar("script")
    return "" if found is None else _validator(found.text.strip(), found, faults)


def _validator(name: str, at: Scalar, faults: Faults) -> str:
    if name in VALIDATORS:
        return name
    if PATTERN_SIGNS.search(name):
        message = f"“{name}” is no name of a validator."
        faults.add("A209", at.span, message, f"Write a pattern between slashes: /{name}/.")
        return ""
    faults.unknown("A209", at, "validator", VALIDATORS)
    return ""


def _pattern(text: str, at: Scalar, faults: Faults) -> str:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        faults.add(
            "A310", at.span, f"the pattern cannot be used: {words}.",
            "Patterns are RE2: no look-around and no back-references.",
        )  # fmt: skip
        return ""
    return text


def read_upload(reader: MapReader, faults: Faults) -> Upload:
    """``accept``, ``max size``, ``max files`` and ``signs``."""
    size = DEFAULT_UPLOAD.max_size
    if (found := reader.scalar("max size")) is not None:
        if match := SIZE.fullmatch(found.text.strip()):
            size = int(match[1]) * UNITS[match[2]]
        else:
            message = f"“{found.text}” is no size."
            faults.add("A107", found.span, message, "Write it as 150 MB.")
    count = reader.whole("max files", DEFAULT_UPLOAD.max_files) or DEFAULT_UPLOAD.max_files
    return Upload(_accepted(reader, faults), size, count, reader.text("signs"))


def _accepted(reader: MapReader, faults: Faults) -> tuple[str, ...]:
    accept: list[str] = []
    for each in reader.words("accept"):
        name = each.text.strip().lower().removeprefix(".")
        if name == "default":
            accept += DEFAULT_UPLOAD.accept
        elif name in FORMATS:
            accept.append(name)
        else:
            message = f"files of the format “{name}” cannot be checked, so they are not accepted."
            faults.add("A106", each.span, message, did_you_mean(name, FORMATS))
    return tuple(dict.fromkeys(accept)) or DEFAULT_UPLOAD.accept


def read_default(reader: MapReader, symbol: Symbol, faults: Faults) -> Answer | None:
    """The answer a question begins with."""
    words = reader.words("default")
    found = [read_literal(word(each), symbol, faults) for each in words]
    values = tuple(each for each in found if each is not None)
    if not values:
        return None
    if symbol.value == "choices":
        return values
    if len(values) > 1:
        faults.add("A107", words[1].span, "this question takes one value.", "Keep one of them.")
    return values[0]


def read_country(
    reader: MapReader, place: NameScope, names: Names, faults: Faults
) -> Subject | str:
    """``country``: a code, or the question that holds it."""
    found = reader.scalar("country")
    if found is None:
        return ""
    text = found.text.strip()
    if text in COUNTRIES:
        return text
    if (known := find(text, place, names)) is not None:
        subject, symbol = known
        if symbol.value in ("choice", "text"):
            return subject
        faults.add("A308", found.span, f"“{text}” does not hold a country.", "Name a choice.")
        return ""
    faults.unknown("A201", found, "country or question", known_names(place, names))
    return ""
