"""What a flow says of its arrangements, in the few words that scenarios expect.

``makes ITEM`` and ``suggests ITEM`` are how answers come about, ``due ITEM`` by when each status
should be left, ``times ITEM`` what time brings in each, ``at most ITEM`` how often a step may be
taken, and ``guards ITEM`` what else it needs. ``asks FORM`` are the steps that ask a form, as
``comment``. ``may ROLE`` are the rights of a role; ``provider NAME``, ``own account NAME`` and
``number series NAME`` are what the flow says of an outside party, an account, a series of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engine.definitions.model.items import (
    Item,
)
from engine.definitions.model.making import Making
from engine.definitions.model.route import Flow
from engine.scenarios.agreed_items import duration_text, happening_text

NONE: Final = "none"
PLACEHOLDER: Final = re.compile(r"\{[^{}]+\}")


def agreed_of_arrangements(subject: str, flow: Flow) -> str | None:
    """The words for a subject, or None for one that is not of these."""
    for word, words_of in _BY_WORD.items():
        if subject.startswith(f"{word} "):
            return ", ".join(words_of(flow, subject.removeprefix(f"{word} "))) or NONE
    return None


def _making(making: Making) -> str:
    match making.how:
        case "text" if making.text is not None:
            words = " ".join(PLACEHOLDER.findall(making.text.source))
        case "name" if making.subject is not None:
            words = making.subject.path
        case "in" if making.after is not None:
            words = f"in {duration_text(making.after)}"
        case "today" | "document":
            words = making.how
        case how:
            words = f"{how} of {making.of}"
    return f"{making.path} {words}"


def _due(item: Item) -> Iterable[str]:
    for status in item.statuses:
        if status.due is not None:
            since = f" since {happening_text(status.due_since)}" if status.due_since else ""
            yield f"{status.name} {duration_text(status.due)}{since}"


def _times(item: Item) -> Iterable[str]:
    return (f"{status.name} {each.name}" for status in item.statuses for each in status.timers)


def _at_most(item: Item) -> Iterable[str]:
    for status in item.statuses:
        for step in status.steps:
            if step.limit is not None:
                per = f" in {duration_text(step.limit.per)}" if step.limit.per else ""
                yield f"{status.name} {step.name} {step.limit.count}{per}"


def _guards(item: Item) -> Iterable[str]:
    for status in item.statuses:
        for step in status.steps:
            roles = (f"confirmed by {each.role}" for each in step.confirmed_by)
            codes = (f"code {step.code}",) if step.code else ()
            signed = (f"signed in {step.signed_in}",) if step.signed_in else ()
            timed = ("at the appointment",) if step.at_appointment else ()
            if words := " ".join((*timed, *codes, *signed, *roles)):
                yield f"{status.name} {step.name} {words}"


def _asks(flow: Flow, form: str) -> Iterable[str]:
    for item in flow.items:
        for status in item.statuses:
            found = (step for step in status.steps if step.form == form)
            yield from (f"{item.name} {status.name} {step.name}" for step in found)
    yield from (f"case {step.name}" for step in flow.case.steps if step.form == form)


def _of_item(words: Callable[[Item], Iterable[str]]) -> Callable[[Flow, str], Iterable[str]]:
    def found(flow: Flow, name: str) -> Iterable[str]:
        return (each for item in flow.items if item.name == name for each in words(item))

    return found


def _provider(flow: Flow, name: str) -> Iterable[str]:
    found = next((one for one in flow.providers if one.name == name), None)
    return () if found is None else filter(None, (found.port, *found.documents))


def _account(flow: Flow, name: str) -> Iterable[str]:
    found = next((one for one in flow.accounts if one.name == name), None)
    return (
        ()
        if found is None
        else filter(None, (found.registration_number, found.iban, found.currency, found.bic))
    )


def _series(flow: Flow, name: str) -> Iterable[str]:
    found = next((one for one in flow.series if one.name == name), None)
    return () if found is None else (found.text, f"{found.digits} digits")


_BY_WORD: Final[Mapping[str, Callable[[Flow, str], Iterable[str]]]] = {
    "makes": _of_item(lambda item: map(_making, item.makes)),
    "suggests": _of_item(lambda item: map(_making, item.suggests)),
    "due": _of_item(_due),
    "times": _of_item(_times),
    "at most": _of_item(_at_most),
    "guards": _of_item(_guards),
    "asks": _asks,
    "may": lambda flow, name: (word for one in flow.roles if one.name == name for word in one.may),
    "provider": _provider,
    "own account": _account,
    "number series": _series,
}
