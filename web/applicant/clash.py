"""Two versions of one form: nothing is stored before the person has chosen one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import request

from engine.differences import Difference
from engine.forms.shown import shown
from engine.pipeline import Clash
from engine.values import Value
from web import locale
from web.applicant.desk import here
from web.render import page
from web.typed import Raw


@dataclass(frozen=True, slots=True)
class Differing:
    """One question in words: what is typed here and what is stored."""

    caption: str
    typed: str = field(repr=False)
    stored: str = field(repr=False)


def clash_page(clash: Clash, raw: Raw) -> tuple[str, int]:
    """Both versions side by side; ``raw`` is carried along until one is chosen."""
    differing = tuple(map(_in_words, clash.differing))
    return page(
        "applicant/clash.html",
        409,
        kept=raw,
        version=clash.version,
        differing=differing,
        here=request.path,
        typed_form="typed",
    )


def _in_words(one: Difference) -> Differing:
    return Differing(
        caption=": ".join(_caption(one)),
        typed=one.typed_text or _answer(one, one.typed),
        stored=one.stored_text or _answer(one, one.stored),
    )


def _caption(one: Difference) -> Iterator[str]:
    reader, place = locale.reader(), one.name.removeprefix(f"{one.question.group}.")
    if one.question.group:
        each = next(
            item.each
            for form in here().forms
            for section in form.sections
            for item in section.items
            if item.path == one.question.group and hasattr(item, "each")
        )
        yield f"{reader.text(each)} {int(place.partition('.')[0]) + 1}"
    yield reader.text(one.question.caption)


def _answer(one: Difference, value: Value) -> str:
    return shown(value, one.question, locale.reader())
