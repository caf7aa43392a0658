"""What came of a scenario, and how expected words are held against what came out."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.case.judgement import Judgement
from engine.case.verdict import facts_data
from engine.definitions.reading.scenarios import Expectation, Scenario
from engine.meaning.words.summary import ReasonInWords


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that was not met: where it stands, what it said, what came out, and why.

    ``fired`` are the rows that decided, ``almost`` those that one test kept from deciding.
    """

    span: Span
    subject: str
    expected: str
    got: str
    fired: tuple[ReasonInWords, ...] = ()
    almost: tuple[ReasonInWords, ...] = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """A scenario that was run; it passed if nothing failed."""

    scenario: Scenario
    failures: tuple[Failure, ...]


def fact_words(now: Judgement, name: str) -> str:
    """What the rules give for a fact, in the words that scenarios expect."""
    value = facts_data(now).get(name)
    if value:
        return ", ".join(value) if isinstance(value, list) else str(value)
    rules = now.ready.meaning.facts[name].rules
    is_open = value is None and now.situation.decision(rules.name).undecided
    return "not decided" if is_open else "" if isinstance(value, list) else "none"


def is_met(one: Expectation, expected: str, got: str) -> bool:
    """Whether what came out is what was expected."""
    if expected == "asked":
        return got in ("required", "optional")
    if one.subject == "problems":
        return sorted(listed(expected)) == sorted(listed(got))
    if one.subject == "notices":
        return set(listed(expected)) <= set(listed(got)) or expected == got
    return listed(expected) == listed(got)


def listed(words: str) -> list[str]:
    """The words between commas."""
    return [word.strip() for word in words.split(",")]
