"""Whatever a flow holds: a model or faults with places, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.loader import check_texts
from tests.definitions.folders import FLOW_VALID

FLOW = "flows/harbour.yaml"
RUNS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = (
    "", "yes", "no", "stays", "otherwise", "always", "nobody", "the person", "applicant", "officer",
    "photo", "invoice", "meeting", "paid", "passed", "any passed", "all passed or n/a", "not paid",
    "proposed", "n/a", "photo becomes passed", "photo stays invited for 7 days", "case ends",
    "accounts starts", "invoice is overdue", "1 day before slot.date", "on slot.date", "3 days",
    "1 working day", "1 an hour", "good", "bad", "over", "slot.date", "payments", "payment", "slot",
    "count of photo passed", "sum of payments.amount", "questionnaires", "people", "services",
    "company", "{slot.date}", "comment", "email", "completed", "..today", "x or",
)  # fmt: skip
"""Words that mean something somewhere in a flow."""

KEYS = (
    "to", "form", "adds to", "removes from", "confirmed by", "at most", "then", "when", "any time",
    "caption", "is", "text", "shown as", "waits for", "due", "becomes", "for each", "forms",
    "reviewed by", "rests on", "decision", "values", "statuses", "items", "done when",
    "opens after", "together",
    "officer passes", "photo system passes", "the person asks", "after 3 days",
    "3 days before slot.date", "in 3 days", "photo", "invoice", "passed", "any", "all", "none",
)  # fmt: skip
"""Keys that mean something somewhere in a flow."""


@cache
def files() -> dict[str, str]:
    found = (path for path in sorted(FLOW_VALID.rglob("*")) if path.is_file())
    return {path.relative_to(FLOW_VALID).as_posix(): path.read_text("utf-8") for path in found}


def judged(text: str) -> None:
    """Check the base with another flow."""
    definitions, faults = check_texts({**files(), FLOW: text})
    assert (definitions is None) == any(fault.severity == "error" for fault in faults)
    for fault in faults:
        assert fault.code in FAULT_CODES
        assert fault.span.line >= 1
        assert fault.span.column >= 1
        assert fault.message


def nodes(root: object) -> Iterator[list[object] | dict[object, object]]:
    """Every collection below ``root``."""
    if isinstance(root, dict):
        yield root
        for value in root.values():
            yield from nodes(value)
    elif isinstance(root, list):
        yield root
        for value in root:
            yield from nodes(value)


VALUES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS), inner, max_size=2)
    ),
    max_leaves=6,
)


def loaded() -> object:
    return yaml.load(files()[FLOW], Loader=yaml.BaseLoader)  # noqa: S506


def written(root: object) -> str:
    return yaml.safe_dump(root, allow_unicode=True, sort_keys=False)


@RUNS
@given(st.data())
def test_values_of_another_shape(data: st.DataObject) -> None:
    root = loaded()
    for _ in range(data.draw(st.integers(1, 3))):
        node = data.draw(st.sampled_from([node for node in nodes(root) if node]))
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        node[data.draw(st.sampled_from(keys))] = data.draw(VALUES)  # type: ignore[index, call-overload]
    judged(written(root))


@RUNS
@given(st.data())
def test_further_keys(data: st.DataObject) -> None:
    root = loaded()
    maps = [node for node in nodes(root) if isinstance(node, dict)]
    for _ in range(data.draw(st.integers(1, 4))):
        data.draw(st.sampled_from(maps))[data.draw(st.sampled_from(KEYS))] = data.draw(VALUES)
    judged(written(root))


@RUNS
@given(st.data())
def test_missing_parts(data: st.DataObject) -> None:
    root = loaded()
    for _ in range(data.draw(st.integers(1, 6))):
        node = data.draw(st.sampled_from([n for n in nodes(root) if isinstance(n, dict) and n]))
        del node[data.draw(st.sampled_from(list(node)))]
    judged(written(root))


@RUNS
@given(st.data())
def test_lines_in_other_places(data: st.DataObject) -> None:
    lines = files()[FLOW].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 5))):
        taken = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        lines.insert(data.draw(st.integers(0, len(lines))), taken)
    judged("".join(lines))


@RUNS
@given(st.data())
def test_words_in_other_places(data: st.DataObject) -> None:
    words = files()[FLOW].split(" ")
    for _ in range(data.draw(st.integers(1, 5))):
        one = data.draw(st.integers(0, len(words) - 1))
        other = data.draw(st.integers(0, len(words) - 1))
        words[one], words[other] = words[other], words[one]
    judged(" ".join(words))
