"""Two versions of one form: nothing is stored before the person has chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from flask import request

from engine.base.dataclass import dataclass
from engine.base.values import Value
from engine.bundles.compiled import Ready
from engine.forms.differences import Difference
from engine.forms.shown import shown
from engine.language.reader import Reader
from engine.services.replies import Clash
from web import locale
from web.applicant.desk import viewer
from web.product import product
from web.render import page
from web.typed import Raw


@dataclass(frozen=True, slots=True)
class Differing:
    """One question in words: what is typed here and what is stored."""

    caption: str
    typed: str = field(repr=False)
    stored: str = field(repr=False)


def clash_page(clash: Clash, case_id: str, raw: Raw, here: str = "") -> tuple[str, int]:
    """Both versions side by side; ``raw`` is carried along to ``here`` until one is chosen."""
    return page(
        "applicant/clash.html",
        409,
        kept=raw,
        version=clash.version,
        differing=differing_in_words(clash.differing, case_id),
        here=here or request.path,
        typed_form="typed",
    )


def differing_in_words(differing: Iterable[Difference], case_id: str) -> tuple[Differing, ...]:
    """What differs, as the visitor reads it."""
    ready = product().queries.ready(viewer(), case_id)
    words = _ClashWords(ready, product().library.reader(locale.current(), ready))
    return tuple(map(words.of, differing))


@dataclass(frozen=True, slots=True)
class _ClashWords:
    ready: Ready
    reader: Reader

    def of(self, one: Difference) -> Differing:
        return Differing(
            caption=": ".join(self._caption(one)),
            typed=one.typed_text or self._answer(one, one.typed),
            stored=one.stored_text or self._answer(one, one.stored),
        )

    def _caption(self, one: Difference) -> Iterator[str]:
        if one.question.group:
            each = self.ready.outline.groups[one.question.group].each
            number = int(one.name.removeprefix(f"{one.question.group}.").partition(".")[0])
            yield f"{self.reader.text(each)} {number + 1}"
        yield self.reader.text(one.question.caption)

    def _answer(self, one: Difference, value: Value) -> str:
        return shown(value, one.question, self.reader)
