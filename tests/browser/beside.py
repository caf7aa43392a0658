"""Applicant, officer and whoever confirms, side by side, each with a page that stays open.

With ``ANKETA_EVERY_JOURNEY=1`` journeys are walked in every language, on a phone and at a desk, and
axe looks at every page. ``ANKETA_PICTURES=FOLDER`` keeps a picture of every page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product as pairs
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import DESK, PHONE, fits_the_screen, is_accessible, shown_if_stuck
from tests.journeys.cases import Colleague, at_the_desk
from tests.journeys.sides import Cabinet, Desk, case_at_desk, listened
from tests.journeys.walk import Look

SIZES = {"phone": PHONE, "desk": DESK}
PICTURES = os.environ.get("ANKETA_PICTURES", "")
EVERY = bool(os.environ.get("ANKETA_EVERY_JOURNEY"))
ENGLISH = re.compile(r"\b(the|and|your|with|have|please|has been|application|you)\b", re.IGNORECASE)
"""Words that no Latvian and no Russian page has."""
OWN_WORDS = """() => {
  const copy = document.body.cloneNode(true);
  const own = document.documentElement.lang;
  copy.querySelectorAll("[lang], script, textarea, select").forEach((one) => {
    if (one.lang !== own) one.remove();
  });
  return copy.textContent + " " + document.title;
}"""
LANGUAGES = [("lv", "ru"), ("en", "lv"), ("ru", "en")]


def walks(lang: str, size: str, at_desk: str, desk_size: str = "desk") -> pytest.MarkDecorator:
    """How a journey is walked: the applicant's language and screen, and those of the bank."""
    every = [(own, one, bank, one) for (own, bank), one in pairs(LANGUAGES, SIZES)]
    names = ("lang", "size", "at_desk", "desk_size")
    return pytest.mark.parametrize(names, every if EVERY else [(lang, size, at_desk, desk_size)])


def looks(lang: str, who: str, folder: str) -> Look:
    """Look at each page: it fits, it speaks one language and has a title."""
    number = 0

    def look(page: Page, name: str) -> None:
        nonlocal number
        number += 1
        if PICTURES:
            place = Path(PICTURES) / folder
            place.mkdir(parents=True, exist_ok=True)
            file = re.sub(r"[^\w-]+", "-", name).strip("-")
            page.screenshot(path=place / f"{who}-{number:02}-{file}.png", full_page=True)
        (is_accessible if EVERY else fits_the_screen)(page, f"{who}: {name}")
        assert page.locator("html").get_attribute("lang") == lang, name
        assert len(page.title()) > 3, name
        if lang != "en":
            found = ENGLISH.findall(page.evaluate(OWN_WORDS))
            assert not found, f"{who}: {name} in {lang} says {found}"

    return look


@dataclass(frozen=True, slots=True)
class Sides:
    """Everybody of one case, each with a page that is open all the while."""

    cabinet: Cabinet
    desks: Mapping[str, Desk]

    @property
    def officer(self) -> Desk:
        return self.desks["officer"]

    def decided(self, place: str, step: str, **typed: str) -> None:
        """What the officer proposes and the second officer confirms."""
        self.officer.takes(place, step, typed)
        self.desks["approver"].takes(place, "approver-confirms")

    def reviewed(self, *places: str) -> None:
        """The officer reads documents and accepts them."""
        for place in places:
            self.officer.takes(place, "officer-accepts")


@dataclass(frozen=True, slots=True)
class Bank:
    """The people at the bank and the browsers they sit at, by language and screen."""

    browser: Browser
    address: str
    staff: Mapping[str, Colleague]
    pages: dict[tuple[str, str, str], Page] = field(default_factory=dict)

    def desk(self, role: str, lang: str, size: str) -> Page:
        """Logged in once for all journeys."""
        at = (role, lang, size)
        if at not in self.pages:
            who = self.staff[role]
            self.pages[at] = at_the_desk(
                self.browser, self.address, who, lang, viewport=SIZES[size], locale=lang
            )
        return self.pages[at]

    @contextmanager
    def beside(self, cabinet: Cabinet, lang: str, size: str, folder: str) -> Iterator[Sides]:
        """The desks beside the applicant; nobody's browser complains of anything."""
        here = case_at_desk(self.address, lang, cabinet.case)
        desks = {
            role: Desk(self.desk(role, lang, size), here, looks(lang, role, folder))
            for role in self.staff
        }
        pages = [cabinet.page, *(one.page for one in desks.values())]
        heard = [listened(page) for page in pages]
        with ExitStack() as stuck:
            for page in pages:
                stuck.enter_context(shown_if_stuck(page))
            yield Sides(cabinet, desks)
        assert heard == [[] for _ in pages]
        cabinet.page.context.close()
