"""Who is written to, where each of them is reached, and in which language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Absence, Value
from engine.case.persons_of_case import person_questions
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field
from engine.definitions.model.items import APPLICANT, THE_PERSON
from engine.definitions.model.route import Notice
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.units import key_of, unit_of

EMAIL, PHONE = "email", "phone"
"""The kinds of questions that ask where somebody is reached."""

ReceiverKind = str
"""``applicant``, ``person`` or ``staff``."""

STAFF, PERSON = "staff", "person"

_FEWEST_LANGUAGES: Final = 2


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached; ``account`` is empty for people who have none.

    ``off`` are the optional notices that they do not want by a channel.
    """

    account: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    language: str = ""
    off: frozenset[tuple[str, str]] = frozenset()

    def wanted(self, notice: Notice, channels: Iterable[str]) -> tuple[str, ...]:
        """The channels over which a notice comes: all of them, unless it is optional."""
        is_optional = notice.optional is not None
        return tuple(
            channel
            for channel in channels
            if not (is_optional and (notice.name, channel) in self.off)
        )


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who is written to. ``unit`` is that of a person of the case.

    ``has_cabinet``: the applicant, and a person who is reached where the applicant is.
    """

    kind: ReceiverKind
    contact: Contact = field(repr=False)
    unit: str = ""
    has_cabinet: bool = False

    @property
    def key(self) -> str:
        """The same for the same one: ``applicant``, ``person client``, ``staff ID``."""
        if self.kind == APPLICANT:
            return APPLICANT
        return f"{self.kind} {self.unit if self.kind == PERSON else self.contact.account}"


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Finds receivers of a case by the words of a notice. ``staff`` finds the people of a role.

    ``languages`` are those that the programme speaks.
    """

    case: Situation = field(repr=False)
    applicant: Contact
    staff: Callable[[str], tuple[Contact, ...]] = field(repr=False)
    languages: tuple[str, ...]

    def receivers(self, names: tuple[str, ...], unit: str) -> tuple[Receiver, ...]:
        """Everybody that ``names`` mean, each once; ``unit`` is the person of what happened."""
        found = (each for name in names for each in self._meant(name, unit))
        return tuple({receiver.key: receiver for receiver in found}.values())

    def _meant(self, name: str, unit: str) -> Iterator[Receiver]:
        meaning = self.case.meaning
        if name == APPLICANT:
            language = self._language(None) or self.applicant.language
            contact = replace(self.applicant, language=language)
            yield Receiver(APPLICANT, contact, has_cabinet=True)
        elif name == THE_PERSON:
            if unit:
                yield self.person(unit)
        elif name in meaning.persons:
            for group in self.case.people((name,)):
                yield from (self.person(unit_of(self.case, place)) for place in group.paths)
        elif name in meaning.facts:
            for code in codes_of(self.case, name):
                yield from self._meant(code, unit)
        else:
            yield from (Receiver(STAFF, contact) for contact in self.staff(name))

    def person(self, unit: str) -> Receiver:
        """A person of the case, reached by own answers.

        Whoever stands in a block that asks no contact at all is reached as the applicant is.
        """
        questions = person_questions(self.case.meaning, unit)
        asked = [each for each in questions if each.kind in (EMAIL, PHONE)]
        language = self._language(unit) or self._language(None) or self.applicant.language
        if not asked and not any(each.group for each in questions):
            return Receiver(PERSON, replace(self.applicant, language=language), unit, True)
        contact = Contact(
            email=self._first(asked, EMAIL, unit),
            phone=self._first(asked, PHONE, unit),
            language=language,
        )
        return Receiver(PERSON, contact, unit, self._is_applicant(contact))

    def _is_applicant(self, contact: Contact) -> bool:
        own = self.applicant
        has_email = bool(own.email) and contact.email.casefold() == own.email.casefold()
        return has_email or (bool(own.phone) and contact.phone == own.phone)

    def _first(self, questions: list[Field], kind: str, unit: str) -> str:
        values = (self._answer(each, unit) for each in questions if each.kind == kind)
        return next((value for value in values if isinstance(value, str) and value), "")

    def _answer(self, question: Field, unit: str) -> Value | None:
        if not question.group:
            return self.case.value(Subject(question.path))
        rows, place = self.case.rows(question.group), key_of(self.case, unit)
        for row in () if isinstance(rows, Absence) else rows:
            if row.key == place:
                return row.value(Subject(question.name, in_row=True))
        return None

    def _language(self, unit: str | None) -> str:
        """The language somebody asked to be written to in, where the definitions ask for one.

        For the case as a whole it is the first answer outside of groups.
        """
        if unit is not None:
            questions = person_questions(self.case.meaning, unit)
        else:
            questions = tuple(each for each in fields(self.case.meaning) if not each.group)
        for question in questions:
            if self._asks_language(question):
                value = self._answer(question, unit or "")
                if isinstance(value, str) and value in self.languages:
                    return value
        return ""

    def _asks_language(self, question: Field) -> bool:
        """Whether every choice of a question is a language that the programme speaks."""
        if question.kind == "language":
            return True
        if question.kind != "choice" or question.options is None:
            return False
        codes = {option.code for option in question.options.options}
        return len(codes) >= _FEWEST_LANGUAGES and codes <= set(self.languages)


def fields(meaning: Meaning) -> Iterator[Field]:
    """Every question of a programme, in its order."""
    for question in meaning.questions.values():
        if isinstance(question.item, Field):
            yield question.item


def codes_of(case: Situation, fact: str) -> tuple[str, ...]:
    """What the rules give for a fact; nothing while that is not known."""
    value = case.fact(fact)
    if isinstance(value, Absence):
        return ()
    return value if isinstance(value, tuple) else (str(value),)
