"""The search for invented values that change nothing that is said of a case.

As long as anything that is said of the invented case differs from what is said of the real one,
other values are tried. Dates move, and the day of the case with them if a date stands exactly on a
limit. Equal values stay equal, a personal code keeps the date of birth it belongs to; codes, ticks
and numbers stay as they are.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date, timedelta
from functools import partial
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.bundles.compiled import Ready
from engine.case.judgement import (
    Judgement,
    RuleEngines,
    facts_of,
    judge,
)
from engine.case.verdict import facts_data
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    Field,
)
from engine.forms.read import Surroundings, read
from engine.meaning.units import is_needed, units
from engine.rules.straight import Straight
from engine.scenarios.from_case.inventions import (
    CODE,
    DATE,
    FARTHEST,
    WORDS,
    family,
    invented,
    invented_code,
    mistaken,
    moved,
    other_days,
)
from engine.scenarios.from_case.typed import Raw
from engine.validators.personal_code import birth_date

Key = tuple[str, str]
"""A family of values and an original of it."""

WORD: Final = "word"
FOLDED: Final = (WORD, "email")
CAPITALS: Final = (str, str.upper, str.swapcase, str.lower)
"""How an invented text is spelt whose original is spelt with other capitals elsewhere."""

UNREAD: Final = "unread"
MOVES: Final = (0, -7, 7, -1, 1, -30, 30)
"""Days by which the whole case may be moved, the best first."""


class NotRetold(AnketaError):
    """The case cannot be told with invented persons; the text says why."""


@dataclass(slots=True)
class Retold:
    """The search for values that change nothing. ``days`` says what each date has become."""

    ready: Ready
    original: Raw = field(repr=False)
    today: date
    keys: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    words: dict[Key, str] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)
    waiting: dict[Key, Iterator[str]] = field(default_factory=dict)
    spellings: dict[str, list[str]] = field(default_factory=dict)
    days: dict[date, date] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def find(self) -> None:
        """Find values for everything that has to be invented."""
        self._name_keys()
        self._settle_words()
        said = said_of(self.judged(self.original, self.today))
        dates = [day for day, _ in sorted(self._dates().items())]
        for move in MOVES:
            self.days = {day: moved(day, move) for day in dates}
            if self._fits(said, move):
                self._spread(said, move, dates)
                if not set(self.days.values()) & set(dates):
                    self.today += timedelta(days=move)
                    return
        raise NotRetold(
            "This case cannot be told with invented persons: what is said of it depends on the "
            "very texts or dates of it."
        )

    def raw(self) -> dict[str, tuple[str, ...]]:
        """The answers as they are told now."""
        return {
            name: tuple(map(self._text, self.keys[name], texts)) if name in self.keys else texts
            for name, texts in self.original.items()
        }

    def judged(self, raw: Raw, today: date) -> Judgement:
        """What the rules say of answers on a day."""
        facts = facts_of(self.ready, raw, today)
        return judge(self.ready, facts, RuleEngines(Straight(), Straight()))

    def _fits(self, said: object, move: int) -> bool:
        today = self.today + timedelta(days=move)
        return said_of(self.judged(self.raw(), today)) == said

    def _text(self, key: Key, typed: str) -> str:
        name, original = key
        if name == DATE:
            return self.days.get(_day(original), _day(original)).isoformat()
        if name == CODE:
            born = birth_date(original, self.today)
            return invented_code(
                original, self.numbers[key], self.days.get(born, born) if born else None
            )
        variants = self.spellings.get(original.casefold(), [])
        variant = variants.index(_plain(typed)) if name in FOLDED and variants else 0
        return CAPITALS[variant % len(CAPITALS)](self.words[key])

    def _dates(self) -> dict[date, None]:
        found: dict[date, None] = {}
        for name, original in (key for keys in self.keys.values() for key in keys):
            day = _day(original) if name == DATE else None
            day = birth_date(original, self.today) if name == CODE else day
            if day is not None:
                found[day] = None
        return found

    def _name_keys(self) -> None:
        problems = self._problems(self.original)
        flavours: dict[str, str] = {}
        for name, texts in self.original.items():
            question = _question(self.ready, name)
            one = family(question)
            if _is_unread(question, problems.get(name, ())):
                one = UNREAD
            elif one in WORDS:
                text = self._spelt(WORD, texts[0])
                flavours[text] = min(one, flavours.get(text, one), key=WORDS.__getitem__)
                one = WORD
            if one:
                self.keys[name] = tuple((one, self._spelt(one, text)) for text in texts)
        counted: Counter[str] = Counter()
        for key in dict.fromkeys(key for keys in self.keys.values() for key in keys):
            one = flavours[key[1]] if key[0] == WORD else key[0]
            counted[one] += 1
            self.numbers[key] = counted[one]
            values = mistaken if one == UNREAD else partial(invented, one)
            self.waiting[key] = values(key[1], counted[one])
            self.words[key] = ""
        self._next(self.words)

    def _spelt(self, family: str, text: str) -> str:
        """The text as it was spelt first: what differs in capitals only must go on doing so."""
        plain = _plain(text)
        if family not in FOLDED:
            return plain
        variants = self.spellings.setdefault(plain.casefold(), [])
        if plain not in variants:
            variants.append(plain)
        return variants[0]

    def _next(self, keys: Iterable[Key]) -> bool:
        """Another value for each; False if there is none for any."""
        used = {text.casefold() for pair in self.words.items() for text in (pair[0][1], pair[1])}
        changed = False
        for key in keys:
            fresh = (one for one in self.waiting[key] if one.casefold() not in used)
            if (found := next(fresh, None)) is not None:
                self.words[key], changed = found, True
        return changed

    def _settle_words(self) -> None:
        """Try until every invented text is as readable, or as unreadable, as its original."""
        while True:
            wanted, got = self._problems(self.original), self._problems(self.raw())
            wrong = [one for one in {**wanted, **got} if wanted.get(one) != got.get(one)]
            for name in wrong:
                if name in self.keys and not self._next(self.keys[name]):
                    self.left_out.append(name)
                    self.original = {
                        other: texts for other, texts in self.original.items() if other != name
                    }
                    del self.keys[name]
            if not any(name in self.original or name in self.left_out for name in wrong):
                return

    def _problems(self, raw: Raw) -> dict[str, tuple[str, ...]]:
        around = Surroundings(self.today, blank_rows=False, named_files=True)
        found: dict[str, tuple[str, ...]] = {}
        for each in read(self.ready.everything, raw, around).problems:
            found[each.path] = (*found.get(each.path, ()), f"{each.code} {each.level}")
        return found

    def _spread(self, said: object, move: int, days: list[date]) -> None:
        """Give each date another day, as far from its own as it may be without a change."""
        for far in range(FARTHEST):
            before = dict(self.days)
            taken = {*self.days, *self.days.values()}
            for number, day in enumerate(days):
                fresh = (one for one in other_days(before[day], number, far) if one not in taken)
                self.days[day] = next(fresh, before[day])
                taken.add(self.days[day])
            if self._fits(said, move):
                return
            self.days = before
        if len(days) > 1:
            half = len(days) // 2
            self._spread(said, move, days[:half])
            self._spread(said, move, days[half:])


def said_of(now: Judgement) -> object:
    """Everything that must stay as it is."""
    return (
        facts_data(now),
        [(each.path, each.code, each.level) for each in now.problems],
        now.asked,
        now.required,
        [(people.group.name, people.paths) for people in now.situation.persons()],
        _needed(now),
    )


def _needed(now: Judgement) -> object:
    """The stages that a case in items takes, and whom its items are for."""
    case, flow = now.situation, now.ready.meaning.route.flow
    return (
        [(stage.name, is_needed(case, stage)) for stage in flow.stages],
        [(item.name, units(case, item)) for item in flow.items],
    )


def _is_unread(question: Field, problems: Sequence[str]) -> bool:
    refused = any(one.endswith(" refuse") for one in problems)
    return refused and FIELD_TYPES[question.kind].value != "files"


def _question(ready: Ready, name: str) -> Field:
    place = ready.everything.place(name)
    if place is None:
        raise KeyError(name)
    return place.field


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _day(text: str) -> date:
    return date.fromisoformat(text)
