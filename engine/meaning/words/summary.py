"""The verdict of the rules in words: facts and people with their reasons."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Absence
from engine.definitions.model.conditions import Subject
from engine.meaning.case import Case
from engine.meaning.persons import meant
from engine.meaning.reader import CaptionReader
from engine.meaning.truth import Truth
from engine.meaning.words.captions import Captions
from engine.meaning.words.sentences import in_words
from engine.meaning.words.why import (
    Reason,
    Why,
    why_fact,
)


@dataclass(frozen=True, slots=True)
class ReasonInWords:
    """``rule`` and ``line`` say where it is written (``rule`` is empty for a guard).

    ``because`` and ``source`` are the author's words, ``cited`` is what applicants read of the
    source, ``text`` the tests with the answers they met.
    """

    rule: str
    row: int
    file: str
    line: int
    fits: Truth
    because: str
    source: str
    cited: str
    text: str


@dataclass(frozen=True, slots=True)
class FactInWords:
    """A fact: its codes and their captions. ``undecided`` while ``missing`` answers are needed."""

    name: str
    title: str
    codes: tuple[str, ...]
    captions: tuple[str, ...]
    several: bool
    undecided: bool
    missing: tuple[str, ...]
    why: tuple[ReasonInWords, ...]


@dataclass(frozen=True, slots=True)
class PeopleInWords:
    """The people a person group means now, as paths; ``elsewhere`` counts them in another group."""

    name: str
    caption: str
    people: tuple[str, ...]
    elsewhere: str
    same: str
    undecided: bool


def reasons_in_words(why: Why, captions: Captions) -> tuple[ReasonInWords, ...]:
    """The reasons of an explanation in words."""
    return tuple(reason_in_words(reason, captions) for reason in why.reasons)


def reason_in_words(reason: Reason, captions: Captions) -> ReasonInWords:
    """One reason. The author's ``because`` speaks only for a row that fits."""
    speaks = reason.fits is True and reason.because is not None
    return ReasonInWords(
        rule=reason.rule,
        row=reason.row,
        file=reason.span.file,
        line=reason.line,
        fits=reason.fits,
        because=captions.reader.text(reason.because) if speaks and reason.because else "",
        source=reason.source,
        cited=captions.cited(reason.source),
        text=in_words(reason.evidence, captions),
    )


def facts_in_words(case: Case, captions: Captions) -> tuple[FactInWords, ...]:
    """What the rules give, with the reasons."""
    return tuple(_fact(case, name, captions) for name in case.meaning.facts)


def _fact(case: Case, name: str, captions: Captions) -> FactInWords:
    subject, rules = Subject(name), captions.meaning.facts[name]
    value, decision = case.value(subject), case.decision(rules.rules.name)
    codes = () if isinstance(value, Absence) else value if isinstance(value, tuple) else (value,)
    return FactInWords(
        name=name,
        title=captions.subject(subject),
        codes=tuple(str(code) for code in codes),
        captions=tuple(captions.literal(subject, str(code)) for code in codes),
        several=name in rules.several,
        undecided=decision.undecided,
        missing=decision.missing,
        why=reasons_in_words(why_fact(case, name, near=False), captions),
    )


def people_in_words(case: Case, reader: CaptionReader) -> tuple[PeopleInWords, ...]:
    """The people with a duty, by person group."""
    return tuple(
        PeopleInWords(
            name=found.group.name,
            caption=reader.text(found.group.caption),
            people=found.paths,
            elsewhere=found.elsewhere,
            same=found.same,
            undecided=found.undecided,
        )
        for found in meant(case)
    )
