"""Who acts on a case, as the machine sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.values import Answer
from engine.case.persons_of_case import person_answers, person_questions, persons_of_case
from engine.case.state import CaseState
from engine.definitions.model.items import APPLICANT
from engine.meaning.flow.commands import CLOCK, Actor
from engine.meaning.units import key_of

REACHED_BY: Final = ("email", "phone")
"""Kinds of questions whose answers reach one person only."""


def applicant(state: CaseState, account: str) -> Actor:
    """The holder of the account, with the persons of the case that he or she is."""
    persons = frozenset(_persons_of_account(state))
    return Actor("user", frozenset({APPLICANT}), account, persons)


def the_person(account: str, unit: str) -> Actor:
    """Somebody who came by a link that was sent to one person."""
    return Actor("user", frozenset(), account, frozenset({unit}))


def staff(account: str, roles: Iterable[str]) -> Actor:
    """A member of staff with the roles of one programme."""
    return Actor("bank", frozenset(roles), account)


def provider(name: str) -> Actor:
    """An outside party."""
    return Actor("provider", frozenset({name}))


def clock() -> Actor:
    """Time."""
    return Actor("system", frozenset({CLOCK}))


def _persons_of_account(state: CaseState) -> tuple[str, ...]:
    """Those who are reached where the account is or nowhere else, or whom its holder is said to be.

    Said to be is the row that a person group is the same as. The only person is the holder, too,
    unless it is a row of others.
    """
    persons = persons_of_case(state)
    registration = state.ready.programme.registration
    contacts = {state.given.get(path) for path in (registration.email, registration.phone)}
    now, groups = state.world.situation(state.picture), state.ready.meaning.persons
    own = {one.same for one in now.people(tuple(groups)) if one.same}
    alone = len(persons) == 1
    blocks = [each.block for each in groups.values() if each.block]
    own |= {block for block in blocks if alone or not _contacts(state, block)}
    return tuple(
        unit
        for unit in persons
        if key_of(now, unit) in own or contacts & set(_reached(state, unit))
    )


def _contacts(state: CaseState, unit: str) -> list[str]:
    questions = person_questions(state.ready.meaning, unit)
    return [
        field.name if field.group else field.path.removeprefix(f"{unit}.")
        for field in questions
        if field.kind in REACHED_BY
    ]


def _reached(state: CaseState, unit: str) -> tuple[Answer, ...]:
    answers = person_answers(state, unit)
    return tuple(answers[name] for name in _contacts(state, unit) if name in answers)
