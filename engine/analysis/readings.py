"""Which subjects a condition reads, and with which tests; nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.definitions.model.conditions import (
    Compare,
    Condition,
    OverRows,
    Subject,
    Test,
)
from engine.meaning.missing import compared, parts
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
    elif isinstance(condition, OverRows):
        yield SubjectReading(condition.group)
        yield from readings(condition.part, condition.group)
    else:
        for part in parts(condition):
            yield from readings(part, group)


def path_of(subject: Subject, group: str) -> str:
    """The path of a subject that stands in the rows of ``group``, or in the case."""
    return f"{group}{COLUMN}{subject.path}" if subject.in_row else subject.path
