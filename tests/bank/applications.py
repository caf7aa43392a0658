"""Complete applications of invented people, as they would be typed, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from engine.case.judgement import (
    Judgement,
    RuleEngines,
    facts_of,
    judge,
)
from engine.definitions.reading.scenarios import Scenario
from engine.forms.problems import save_problems
from engine.rules.straight import Straight
from terminal.options import DEFINITIONS, Asked
from terminal.scenarios import scenarios_of

PROGRAMME: Final = "magnetiq"
TODAY: Final = date(2026, 11, 22)
LIBRARY: Final = Asked(DEFINITIONS).library
READY: Final = LIBRARY.today(PROGRAMME)
SCENARIOS: Final[Mapping[str, Scenario]] = {one.title: one for one in scenarios_of(LIBRARY)}
STRAIGHT: Final = RuleEngines(Straight(), Straight())

Raw = Mapping[str, tuple[str, ...]]

SERVICES: Final = {
    "N1": "np_new_client",
    "N2": "np_extra_card",
    "N3": "np_ib_user",
    "L1": "lp_current_account",
    "L2": "lp_safeguarding",
    "L3": "lp_acquiring",
    "L4": "lp_doc_renewal",
    "L5": "lp_ecom_doc_renewal",
}
NATURAL: Final[Raw] = {
    **SCENARIOS["S-08 a new client"].given,
    "client.related_client": ("SIA Piemērs",),
    "client.identity_document": ("passport.pdf",),
}
COMPANY: Final[Raw] = {
    **SCENARIOS["S-20 a merchant"].given,
    "submitter.identity_document": ("new_passport.pdf",),
}


def application(services: Iterable[str], **changes: object) -> dict[str, tuple[str, ...]]:
    """A complete application for services (``N1``, ``L4``); ``changes`` are answers by path.

    In a keyword ``__`` stands for a point; no answer (``None``) takes a question out.
    """
    chosen = tuple(SERVICES[one] for one in services)
    begun = COMPANY if chosen[0].startswith("lp_") else NATURAL
    return changed({**begun, "services": chosen}, **changes)


def changed(raw: Raw, **changes: object) -> dict[str, tuple[str, ...]]:
    """The answers with some of them changed."""
    result = dict(raw)
    for keyword, value in changes.items():
        name = keyword.replace("__", ".").lstrip("_")
        result.pop(name, None)
        if value is not None:
            result[name] = value if isinstance(value, tuple) else (str(value),)
    return result


def without(raw: Raw, prefix: str) -> dict[str, tuple[str, ...]]:
    """The answers without a group or a block."""
    return {name: one for name, one in raw.items() if not name.startswith(f"{prefix}.")}


def judged(raw: Raw, today: date = TODAY) -> Judgement:
    """What is said of the answers when they are sent in."""
    return judge(READY, facts_of(READY, raw, today), STRAIGHT)


def codes(raw: Raw, today: date = TODAY) -> dict[str, list[str]]:
    """Codes of what a submission is refused for, by input name."""
    return by_name(judged(raw, today), "refuse")


def marks(raw: Raw, today: date = TODAY) -> dict[str, list[str]]:
    """Codes of what only staff is told, by input name."""
    return by_name(judged(raw, today), "staff")


def warnings(raw: Raw, today: date = TODAY) -> dict[str, list[str]]:
    """Codes of what the applicant is only warned of when sending in, by input name."""
    return by_name(judged(raw, today), "warn")


def by_name(judgement: Judgement, level: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in judgement.problems:
        if one.level == level:
            found.setdefault(one.path, []).append(one.code)
    return found


def saved(raw: Raw, today: date = TODAY) -> dict[str, list[str]]:
    """Codes with their levels when the answers are only saved, by input name."""
    facts = facts_of(READY, raw, today)
    found: dict[str, list[str]] = {}
    for one in save_problems(judged(raw, today).situation, READY.outline, facts.unread):
        found.setdefault(one.path, []).append(f"{one.level} {one.code}")
    return found


def stands(raw: Raw, name: str) -> str:
    """What is asked at an input name: ``required``, ``optional`` or ``not asked``."""
    case = judged(raw).situation
    path, row = case.place(name)
    if not case.asked(path, row):
        return "not asked"
    return "required" if case.required(path, row) else "optional"


def answer(raw: Raw, name: str) -> object:
    """What is understood of an answer."""
    case = judged(raw).situation
    place = READY.outline.place(name)
    assert place is not None
    if place.row is None:
        return case.answers[name]
    return case.answers[place.field.group][place.row][place.field.name]  # type: ignore[index]
