"""A run that a proof found, written as a scenario of a flow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from engine.analysis.findings import RunStep
from engine.analysis.retelling_items import steps_of_run
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.reading.scenario_steps import Act, Wait
from engine.definitions.reading.scenario_text import ScenarioText, written
from engine.definitions.reading.scenarios import read_scenarios

FOLDER = Path(__file__).parents[1] / "flow" / "library"
RUN = (
    RunStep("application", "applicant sends"),
    RunStep("document", "after 30 days", ("reader",)),
    RunStep("document", "librarian asks again", ("reader",)),
    RunStep("talk", "on slot.date"),
    RunStep(
        "invoice",
        "cashier records a payment",
        (),
        {"amount": Decimal("0.01"), "paid_on": date(2026, 11, 20)},
    ),
    RunStep("invoice", "cashier strikes out a payment", (), {"payments": "17"}),
    RunStep("card", "director confirms"),
)


def test_a_run_is_written_as_a_scenario_that_can_be_read() -> None:
    (flow,) = (one.flow for one in load(FOLDER).programmes.values())
    assert flow is not None
    text = written(
        ScenarioText(
            title="Found",
            today=date(2026, 11, 23),
            given={"reader.pass": ("year",)},
            expect={"problems": ("none",)},
            steps=tuple(steps_of_run(flow, RUN)),
        )
    )
    faults = Faults()
    (scenario,) = read_scenarios({"scenarios/library/found.yaml": text}, faults)
    assert faults.in_order() == ()
    told = [
        (step.item, step.step, step.of, dict(step.given))
        if isinstance(step, Act)
        else str(step.duration.count)
        for step in scenario.steps
        if isinstance(step, Act | Wait)
    ]
    assert told == [
        ("application", "applicant sends", (), {}),
        "30",
        ("document", "librarian asks again", ("reader",), {}),
        ("invoice", "cashier records a payment", (),
         {"amount": ("0.01",), "paid_on": ("2026-11-20",)}),
        ("invoice", "cashier strikes out a payment", (), {"payments": ("1",)}),
        ("card", "director confirms", (), {}),
    ]  # fmt: skip
    assert scenario.span != Span("")
