"""What a page depends on decides what it asks: equal digests, equal questions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.values import Answers
from engine.bootstrap import Product
from engine.bundles.compiled import Ready
from engine.case.judgement import Facts, situation
from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import read_scenarios
from engine.forms.compose import Typed, form_view
from engine.forms.dependence import dependence
from engine.forms.outline import Outline
from engine.forms.read import Surroundings, read
from web.applicant.shape import shape_of

TODAY = date(2026, 11, 22)
ODD = st.sampled_from(["", "yes", "no", "1", "LV", "EE", "Anna", "12.04.1985"])


class Asking:
    """Forms of the banks, and what scenarios answer to them."""

    def __init__(self, product: Product) -> None:
        self.library = product.library
        self.scenarios = read_scenarios(product.library.current.sources, Faults())

    def asked(self, ready: Ready, outline: Outline, answers: Answers) -> tuple[str, str]:
        """The digest of what a page depends on, and that of what it shows."""
        case = situation(ready, Facts(TODAY, answers))
        words = self.library.wording(ready, "en")
        parts = [one for one in outline.forms if one.when is None or case.holds(one.when) is True]
        shown = shape_of(form_view(case, form, words, Typed()) for form in parts)
        return dependence(case, ready.depends_on(outline), ()), shown


@pytest.fixture(scope="module")
def asking(product: Product) -> Asking:
    return Asking(product)


@pytest.mark.parametrize("programme", ["magnetiq", "bluor"])
@settings(max_examples=60)
@given(data=st.data())
def test_pages_of_one_digest_ask_the_same(
    asking: Asking, programme: str, data: st.DataObject
) -> None:
    ready = asking.library.today(programme)
    own = [one for one in asking.scenarios if one.programme == programme and one.given]
    outline = data.draw(st.sampled_from([*ready.items.values()]))
    raw: Any = {name: tuple(of) for name, of in data.draw(st.sampled_from(own)).given.items()}
    before = read(ready.everything, raw, Surroundings(TODAY)).answers
    for name in data.draw(st.lists(st.sampled_from([*raw]), max_size=2)):
        raw[name] = (data.draw(ODD),)
    after = read(ready.everything, raw, Surroundings(TODAY)).answers
    (depends, shown), (depends_now, shown_now) = (
        asking.asked(ready, outline, answers) for answers in (before, after)
    )
    assert depends != depends_now or shown == shown_now
