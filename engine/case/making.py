"""Answers that nobody types are made: numbers, references, dates, texts, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Absence, Answer, Answers, StoredFile
from engine.bundles.step_forms import MadeField
from engine.case.references import reference_of
from engine.case.state import CaseState
from engine.case.step_answers import StepPlace, step_situation
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.durations import Duration
from engine.definitions.model.making import NumberSeries, OwnAccount
from engine.language.reader import Reader
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.words.captions import Captions
from engine.meaning.words.units import filled

MOMENT = timedelta(microseconds=1)

DISTINCT = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
"""Letters and digits without those that are taken for others: 0 O 1 l I."""

Next = Callable[[NumberSeries, int], int]
"""(series, year) → the count of the next number; asked once for each that is made."""

Paper = Callable[[Answers], StoredFile]
"""The document of a form that is answered so."""


def first_count(_series: NumberSeries, _year: int) -> int:
    """Where no number counts, as when something is only tried."""
    return 1


def first_letter(letters: str) -> str:
    """Where nothing is secret, as when something is only tried."""
    return letters[0]


def no_paper(_answers: Answers) -> StoredFile:
    """Where no document is kept."""
    return StoredFile("", "document.pdf", 1, "", "application/pdf")


@dataclass(frozen=True, slots=True)
class MakingMeans:
    """What is needed to make answers; ``reader`` is of the language they are read in."""

    reader: Reader
    now: datetime
    provided: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    next: Next = first_count
    paper: Paper = no_paper
    choice: Callable[[str], str] = first_letter
    """One letter of several, at random."""


def plain_making(state: CaseState, now: datetime) -> MakingMeans:
    """Where something is only tried out: texts as they are written, nothing is kept."""
    lang = state.ready.programme.languages[0]
    return MakingMeans(Reader(lang, lambda _context, source: source), now)


def with_made(
    state: CaseState, place: StepPlace, data: Mapping[str, object], ways: MakingMeans
) -> Mapping[str, object]:
    """What the event of a step keeps, with the answers that are made."""
    form = place.form
    if form is None or not form.made:
        return data
    given = data.get("set", NOTHING)
    assert isinstance(given, Mapping)  # noqa: S101 - a step that makes something sets answers
    made = _made(state, place, form.made, given, ways)
    return {**data, "set": {**given, **made}}


def suggested(state: CaseState, place: StepPlace, ways: MakingMeans) -> Answers:
    """What the form of a step is filled with at first."""
    form = place.form
    return NOTHING if form is None else _made(state, place, form.suggested, NOTHING, ways)


def suggested_texts(
    state: CaseState, place: StepPlace, ways: MakingMeans
) -> Mapping[str, tuple[str, ...]]:
    """The same as a page would send it."""
    form, found = place.form, suggested(state, place, ways)
    fields = {one.field.path: one.field for one in (form.suggested if form else ())}
    return {path: FIELD_TYPES[fields[path].kind].texts(one) for path, one in found.items()}


def _made(
    state: CaseState,
    place: StepPlace,
    fields: tuple[MadeField, ...],
    given: Mapping[str, Answer],
    ways: MakingMeans,
) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for one in fields:
        answer = _OneMade(state, place, one, {**given, **found}, ways).answer()
        if answer is not None:
            found[one.field.path] = answer
    return found


@dataclass(frozen=True, slots=True)
class _OneMade:
    """One answer to be made; ``known`` are those of the form so far."""

    state: CaseState
    place: StepPlace
    wanted: MadeField
    known: Answers
    ways: MakingMeans

    def answer(self) -> Answer | None:
        made, ways = self.wanted.making, self.ways
        match made.how:
            case "next":
                return self._next()
            case "reference":
                number = self.known.get(made.of)
                return reference_of(number) if isinstance(number, str) else None
            case "payee" | "registration number" | "address" | "iban" | "currency":
                return str(getattr(self._account(), made.how.replace(" ", "_")))
            case "today":
                return self.state.world.today
            case "in":
                return self._later(made.after) if made.after else None
            case "text" | "random":
                return self._text() if made.how == "text" else self._random()
            case "document":
                return (ways.paper(self.known),)
            case "name":
                return self._named()

    def _next(self) -> str:
        series = next(
            one for one in self.state.route.flow.series if one.name == self.wanted.making.of
        )
        year = self.state.world.today.year if series.is_yearly else 0
        return series.number(year, self.ways.next(series, year))

    def _account(self) -> OwnAccount:
        return self.state.route.flow.account(self.wanted.making.of)

    def _random(self) -> str:
        return "".join(self.ways.choice(DISTINCT) for _ in range(self.wanted.making.length))

    def _later(self, after: Duration) -> date:
        """The last day of a time that begins now."""
        ready = self.state.ready
        calendar = WorkCalendar(ready.zone, ready.programme.flow.calendar or USUAL)
        return calendar.day(calendar.end(self.ways.now, after) - MOMENT)

    def _text(self) -> str | None:
        text, state = self.wanted.making.text, self.place.state
        if text is None:
            return None
        case = step_situation(self.state.world, self.state.picture, self.place, self.known)
        of = None if state is None else (state.item, state.unit)
        return filled(case, text, of, Captions(case.meaning, self.ways.reader), self.ways.provided)

    def _named(self) -> Answer | None:
        subject = self.wanted.making.subject
        if subject is None:
            return None
        case = step_situation(self.state.world, self.state.picture, self.place, self.known)
        value = case.value(replace(subject))
        if isinstance(value, Absence):
            return None
        kind = FIELD_TYPES[self.wanted.field.kind]
        is_code = subject.path in case.meaning.facts and isinstance(value, str)
        return kind.literal(str(value)) if is_code else value
