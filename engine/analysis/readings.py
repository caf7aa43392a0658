"""Which subjects a condition reads, and with which tests; nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AtWork,
    Compare,
    Condition,
    OneOf,
    OverRows,
    Subject,
    Test,
    compared,
)
from engine.meaning.missing import parts
from engine.meaning.needs import COLUMN


@dataclass(frozen=True, slots=True)
class SubjectReading:
    """One subject by its path (``owners[].share``) with its test; none where a group is walked.

    ``with_paths`` are the subjects it is compared with; ``in_rows``: read in each row of a group.
    """

    path: str
    test: Test | None = None
    with_paths: tuple[str, ...] = ()
    in_rows: bool = False


def readings(condition: Condition, group: str = "") -> Iterator[SubjectReading]:
    """Everything ``condition`` reads when it is judged in the rows of ``group``, or in the case."""
    if isinstance(condition, Compare):
        others = tuple(path_of(one, group) for one in compared(condition.test))
        yield SubjectReading(path_of(condition.subject, group), condition.test, others, bool(group))
        yield from (SubjectReading(path, in_rows=bool(group)) for path in others)
        yield from _days(condition.test, group)
    elif isinstance(condition, OverRows):
        yield SubjectReading(condition.group)
        yield from readings(condition.part, condition.group)
    else:
        for part in parts(condition):
            yield from readings(part, group)


def _days(test: Test, group: str) -> Iterator[SubjectReading]:
    """The days that times of a test are judged on: whether the bank works then has a say."""
    for one in test.alternatives if isinstance(test, OneOf) else ():
        if isinstance(one, AtWork) and one.day is not None:
            works = OneOf((AtWork(one.calendar),))
            yield SubjectReading(path_of(one.day, group), works, in_rows=bool(group))


def path_of(subject: Subject, group: str) -> str:
    """The path of a subject that stands in the rows of ``group``, or in the case."""
    return f"{group}{COLUMN}{subject.path}" if subject.in_row else subject.path
