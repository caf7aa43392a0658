"""Forms for each value, forms of one person, files, and steps of several at once."""

from __future__ import annotations

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.reading.scenarios import read_scenarios
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from tests.corridor.club_people import FOLDER

CLUB = """A group:
  today: 2026-11-23
  given:
    kind: group
    consents.rules: yes
    kinds: [desk, locker]
    consents.house: yes
    client: {full_name: Anna Liepa, code: 321357-24680, note: Hello}
    friends: [{full_name: Juris, comes: yes}, {full_name: Ilze, comes: no}]
    health.fit: yes
    gear.items: Skates
  expect: {each photo: [client, friends.0], each place: [desk, locker], each paper: [health, gear]}
  steps:
    - do: {request: applicant sends}
    - do: {photo: scanner passes, of: all}
    - then: {stage: papers, paper: {health: not_started, gear: not_started}, case: in progress}
    - do: {request: officer accepts}
    - do: {paper: applicant saves, of: health}
    - do: {paper: applicant sends, of: health}
    - refused: {paper: applicant sends, of: gear, with: {gear.items: ""}, code: E-01}
    - do: {paper: applicant sends, of: gear}
    - do: {paper: officer returns, of: gear}
    - then: {paper: {health: processing, gear: info_required}}
    - do: {paper: applicant sends, of: gear, with: {gear.items: Skates and shoes}}
    - do: {paper: officer accepts, of: all}
    - then: {stage: fee, gear.items: Skates and shoes}
    - do: {visit: officer demands a visit, of: friends}
    - refused: {visit: officer agrees a time, of: friends, with: {slot.day: 2026-11-22}, code: E-52}
    - do: {visit: officer agrees a time, of: friends.0, with: {slot.day: 2026-11-25}}
    - do: {bill: officer issues, with: {bill.no: 7, bill.amount: 10}}
    - refused: {bill: applicant shows a receipt, code: E-38}
    - do: {bill: applicant shows a receipt, with: {receipt.file: [receipt.pdf]}}
    - do: {bill: cashier records a payment, with: {amount: 10, paid_on: 2026-11-23}}
    - do: {visit: officer ends, of: friends.0}
    - then: {stage: answer, visit: {friends.0: done, client: not_required}}
    - do: {place: officer gives, of: all}
    - do: {place: approver confirms, of: all}
    - then: {case: completed, place: all given}
    - refused: {request: officer returns, code: decided}
"""


def test_a_whole_life_of_a_case() -> None:
    faults = Faults()
    (scenario,) = read_scenarios({"scenarios/club/group.yaml": CLUB}, faults)
    assert faults.in_order() == ()
    library = Library(load(FOLDER), Catalogs({}))
    assert run(scenario, library, RuleEngines(Straight(), Straight())).failures == ()
