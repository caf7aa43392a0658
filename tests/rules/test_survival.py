"""The product survives its second engine: every fault holds the case, none decides or spreads."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from engine.definitions.model.conditions import Between, Equals, OneOf
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.rules.agreement import Opinion, opinion
from engine.rules.child import ChildFailed
from engine.rules.durable import Durable, programs_of
from engine.rules.keeper import Keeper
from engine.rules.program import Program
from engine.rules.straight import Straight
from tests.meaning.definitions import TODAY
from tests.rules.club import club, compare, row, rule_set, with_rules
from tests.rules.faulty_child import IN_ANSWERING, IN_JUDGING

HARMLESS, STRIKING = Decimal(3), Decimal(7)
PATIENT = 30.0
"""Seconds that no healthy child takes, however busy the machine."""

REASONS = {
    "segfault": ("crash", f"it ended with -{signal.SIGSEGV}"),
    "abort": ("crash", f"it ended with -{signal.SIGABRT}"),
    "exception": ("crash", "it ended with 1"),
    "half_and_gone": ("crash", "it ended with 0"),
    "deaf": ("crash", f"it ended with -{signal.SIGKILL}"),
    "loop": ("hang", "it did not answer in time"),
    "sleep": ("hang", "it did not answer in time"),
    "half_and_silence": ("hang", "it did not answer in time"),
    "too_long": ("corrupt", "its answer is too long"),
    "garbage": ("corrupt", "its answer is no JSON"),
    "nothing": ("corrupt", "its answer is no JSON"),
    "deep": ("corrupt", "its answer is no JSON"),
    "two_answers": ("corrupt", "its answer is no JSON"),
    "not_an_object": ("corrupt", "it answered something else"),
    "old_ticket": ("corrupt", "it answered something else"),
    "unknown_rule": ("corrupt", "it named rules that it was not given"),
    "negative_rule": ("corrupt", "it named rules that it was not given"),
    "text_for_a_rule": ("corrupt", "it named rules that it was not given"),
    "a_map": ("corrupt", "it named rules that it was not given"),
    "too_few": ("corrupt", "it named rules that it was not given"),
    "too_many": ("corrupt", "it named rules that it was not given"),
    "fits_and_does_not": ("corrupt", "a row fits and does not fit"),
}
WRONG = ("nothing_fires", "something_else_fires")
Started = Callable[..., Durable]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    at_least_one = compare("number", OneOf((Between(Decimal(1), None),)))
    three = compare("number", OneOf((Equals(HARMLESS),)))
    rules = rule_set("fact_1", row(1, at_least_one, "red"), row(2, three, "blue"), hit="collect")
    return with_rules(club(tmp_path_factory.mktemp("club")), rules)


@pytest.fixture
def started() -> Iterator[Started]:
    """Starts engines whose child has a fault, and stops them afterwards."""
    engines = []

    def start(fault: str = "none", *once: str) -> Durable:
        command = (sys.executable, str(Path(__file__).with_name("faulty_child.py")), fault, *once)
        engines.append(Durable(Keeper(command, judging=PATIENT, loading=PATIENT)))
        return engines[-1]

    yield start
    for engine in engines:
        engine.close()


def case(ready: Meaning, number: Decimal) -> Situation:
    return Situation(ready, {"gate_number": True, "number": number}, TODAY)


def judged(durable: Durable, ready: Meaning, number: Decimal) -> Opinion:
    return opinion(case(ready, number), Straight(), durable)


def pid(durable: Durable) -> int:
    assert durable.keeper.child is not None
    return durable.keeper.child.pid


def is_gone(number: int) -> bool:
    """Ended and collected: a zombie would still be there."""
    return not Path(f"/proc/{number}").exists()


def test_every_fault_of_the_child_has_its_test() -> None:
    assert {*REASONS, *WRONG} == {*IN_JUDGING, *IN_ANSWERING}


@pytest.mark.parametrize("fault", REASONS)
def test_a_failing_child_holds_the_case_and_is_replaced(
    fault: str, ready: Meaning, started: Started
) -> None:
    durable = started(fault)
    assert judged(durable, ready, HARMLESS).engines == "agree"
    before = pid(durable)
    how, detail = REASONS[fault]
    durable.keeper.judging = 0.2 if how == "hang" else PATIENT

    struck = judged(durable, ready, STRIKING)

    assert (struck.engines, struck.held, struck.reason) == ("differ", True, how)
    assert struck.first == {"fact_1": {"rows": "YN", "facts": {"fact_1": ["red"]}}}
    assert struck.second == {"failed": how, "detail": detail}
    assert is_gone(before)
    durable.keeper.judging = PATIENT
    assert judged(durable, ready, HARMLESS).engines == "agree"
    assert pid(durable) != before


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_holds_the_case_and_both_are_on_record(
    fault: str, ready: Meaning, started: Started
) -> None:
    durable = started(fault)

    struck = judged(durable, ready, STRIKING)

    assert (struck.engines, struck.held, struck.reason) == ("differ", True, "result")
    assert struck.first["fact_1"]["rows"] == "YN"
    assert struck.second["fact_1"]["rows"] != "YN"
    assert judged(durable, ready, HARMLESS).engines == "agree"


class Forgiving(Keeper):
    """Gives a fresh child its time, however busy the machine."""

    def fired(
        self, program: Program, records: Sequence[Mapping[str, int]]
    ) -> tuple[frozenset[int], ...]:
        try:
            return super().fired(program, records)
        except ChildFailed:
            self.judging = PATIENT
            raise


@pytest.mark.parametrize("fault", [name for name, (how, _) in REASONS.items() if how != "corrupt"])
def test_a_child_that_fails_once_is_replaced_and_nobody_notices(
    fault: str, ready: Meaning, started: Started, tmp_path: Path
) -> None:
    durable = started(fault, str(tmp_path / "struck"))
    durable.keeper = Forgiving(durable.keeper.command, judging=PATIENT, loading=PATIENT)
    judged(durable, ready, HARMLESS)
    before = pid(durable)
    durable.keeper.judging = 0.5 if REASONS[fault][0] == "hang" else PATIENT

    struck = judged(durable, ready, STRIKING)

    assert (struck.engines, struck.held, struck.reason) == ("agree", False, "")
    assert is_gone(before)
    assert pid(durable) != before


def test_a_child_that_answers_nonsense_is_not_believed_later(
    ready: Meaning, started: Started, tmp_path: Path
) -> None:
    durable = started("garbage", str(tmp_path / "struck"))
    assert judged(durable, ready, STRIKING).reason == "corrupt"


def test_a_child_killed_from_outside_while_it_judges(
    ready: Meaning, started: Started, tmp_path: Path
) -> None:
    durable = started("sleep", str(tmp_path / "struck"))
    judged(durable, ready, HARMLESS)
    victim = pid(durable)
    killing = Thread(target=lambda: (sleep(0.3), os.kill(victim, signal.SIGSEGV)))
    killing.start()

    assert judged(durable, ready, STRIKING).engines == "agree"
    killing.join()
    assert pid(durable) != victim


def test_a_child_killed_between_two_cases(ready: Meaning, started: Started) -> None:
    durable = started()
    judged(durable, ready, HARMLESS)
    os.kill(pid(durable), signal.SIGKILL)

    assert judged(durable, ready, HARMLESS).engines == "agree"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("/nowhere/python",), id="cannot be started"),
        pytest.param((sys.executable, "-c", "raise SystemExit(3)"), id="ends at once"),
    ],
)
def test_a_child_that_never_lives_holds_every_case(
    command: tuple[str, ...], ready: Meaning
) -> None:
    durable = Durable(Keeper(command, judging=PATIENT, loading=PATIENT))
    for _ in range(3):
        assert judged(durable, ready, HARMLESS).reason == "crash"


def test_a_child_that_reads_nothing_cannot_block_the_product(ready: Meaning) -> None:
    ranges = [OneOf((Between(Decimal(n), Decimal(n + 5_000)),)) for n in range(650)]
    many = [row(number, compare("number", one), "red") for number, one in enumerate(ranges)]
    large = with_rules(ready, rule_set("fact_1", *many))
    assert len(json.dumps(programs_of(large)["fact_1"].rules)) > 65_536  # more than a pipe holds
    durable = Durable(Keeper((sys.executable, "-c", "import time; time.sleep(60)"), loading=0.5))

    assert judged(durable, large, HARMLESS).reason == "hang"


def test_many_threads_share_one_child(ready: Meaning, started: Started) -> None:
    durable = started("segfault")
    numbers = [STRIKING if place % 10 == 0 else HARMLESS for place in range(120)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda number: judged(durable, ready, number), numbers))
    assert [one.reason for one in found] == [
        "crash" if number == STRIKING else "" for number in numbers
    ]


def test_children_leave_neither_zombies_nor_open_files(ready: Meaning, started: Started) -> None:
    durable = started("segfault")
    pids = set()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(10):
        judged(durable, ready, HARMLESS)
        pids.add(pid(durable))
        judged(durable, ready, STRIKING)
    assert len(pids) == 10
    assert all(is_gone(number) for number in pids)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_closing_ends_the_child(ready: Meaning, started: Started) -> None:
    durable = started()
    judged(durable, ready, HARMLESS)
    child = pid(durable)
    durable.close()
    assert is_gone(child)


def test_where_the_library_is_not_installed_the_product_runs_alone(ready: Meaning) -> None:
    alone = judged(Durable(available=False), ready, HARMLESS)
    assert (alone.engines, alone.held, alone.reason) == ("single", True, "absent")
    assert alone.verdict.decisions["fact_1"].facts == {"fact_1": ("red", "blue")}
