"""Every property of a flow that is proved, by a small flow that breaks it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.analysis.codes import PROPERTIES
from engine.analysis.findings import Finding
from engine.analysis.life.proving import LifeProof, ProofScope, prove_life
from engine.analysis.space import world
from engine.meaning.programme import compile_programme
from tests.analysis.life.small import APPEAL, CONTRACT, FLOWS, MONEY, TODAY, programme

Change = tuple[str, str]

NO_CLOSING: tuple[Change, ...] = (
    ("  applicant withdraws: closed\n", ""),
    (", closed: Closed", ""),
    ("  - {at: closed, fits: {account: not opened}}\n", ""),
)
FAILED_FOR_EVER: Change = (
    "is: bad, officer asks again: invited}",
    "is: bad, officer asks again: {to: invited, when: {paper: not_started}}}",
)
PASSED = "      passed: {caption: Passed, is: good, officer asks again: invited}"
NEVER_APPEALED: Change = ("when: {grant: refused}", "when: {grant: refused, paper: not_started}")

STUCK = """\
stages: {first: {title: First, items: lamp}, second: {title: Second, items: door}}
items:
  lamp:
    title: Lamp
    statuses:
      off:    {caption: Off, officer lights: on, officer breaks: broken}
      on:     {caption: On, is: good}
      broken: {caption: Broken, approver mends: {to: off, when: {door: open}}}
  door:
    title: Door
    statuses:
      shut: {caption: Shut, officer opens: open}
      open: {caption: Open, is: good}
case: {ends: {completed: Completed}}
"""

SPOILED: Mapping[str, tuple[str, tuple[Change, ...], str, str]] = {
    "nothing is ever good enough": (
        CONTRACT,
        ((PASSED, PASSED.replace("is: good", "is: bad")),),
        "V201",
        "asking",
    ),
    "statuses that only lead to each other": (
        CONTRACT,
        (
            *NO_CLOSING,
            ("officer fails: failed", "officer fails: lost"),
            (
                "      failed: {caption: Failed, is: bad, officer asks again: invited}\n",
                "      lost: {caption: Lost, officer looks: seen}\n"
                "      seen: {caption: Seen, officer loses: lost}\n",
            ),
        ),
        "V202",
        "proving",
    ),
    "a stage that is never needed": (APPEAL, (NEVER_APPEALED,), "V203", "appealing"),
    "a step with a condition that never holds": (
        CONTRACT,
        ((PASSED, PASSED.replace("invited", "{to: invited, when: {paper: not_started}}")),),
        "V204",
        "photo passed officer asks again",
    ),
    "a guard that nobody knows": (
        MONEY,
        (("when: {vip: no}", "when: {likes: music}"),),
        "V205",
        "fee",
    ),
    "a stage for nobody": (
        MONEY,
        (("    for each: kinds\n", "    for each: {kinds: a}\n"),),
        "V206",
        "end",
    ),
    "an end that never comes": (
        APPEAL,
        (("when: {appeal: rejected}}", "when: {appeal: rejected, grant: granted}}"),),
        "V210",
        "rejected",
    ),
    "nobody can do anything": (STUCK, (), "V211", "first"),
    "only closing is left": (CONTRACT, (FAILED_FOR_EVER,), "V212", "proving"),
    "a form that nobody has accepted at the end": (
        CONTRACT,
        (("    rests on: paper\n", ""),),
        "V213",
        "paper",
    ),
    "what follows goes round": (
        APPEAL,
        (("  visit:\n    title: Visit\n", "  visit:\n    title: Visit\n    rests on: paper\n"),),
        "V214",
        "scan scanner fails",
    ),
    "a package that stays signed": (
        CONTRACT,
        (("    rests on: paper\n", ""),),
        "V401",
        "opening",
    ),
    "a decision that may be undone": (
        CONTRACT,
        ((PASSED, PASSED.replace("invited", "{to: invited, any time: yes}")),),
        "V401",
        "always",
    ),
    "a status that nothing leads to": (
        APPEAL,
        (("        after 30 days: missed\n", ""),),
        "V501",
        "appeal missed",
    ),
    "a status without a way out": (CONTRACT, (FAILED_FOR_EVER,), "V502", "photo failed"),
    "a notice that is never sent": (
        APPEAL + "notices: {n: {on: appeal becomes missed, to: applicant, subject: S, text: T}}\n",
        (("        after 30 days: missed\n", ""),),
        "V503",
        "n",
    ),
    "an item that is never needed": (APPEAL, (NEVER_APPEALED,), "V505", "appeal"),
    "a status that is always left at once": (
        APPEAL,
        (("{passed: {visit: passed}}", "{stopped: {visit: passed or asked or not_needed}}"),),
        "V507",
        "scan failed",
    ),
    "a status that is computed and set by hand": (
        MONEY,
        (
            (
                "        officer cancels: to_issue\n",
                "        officer cancels: to_issue\n        officer says so: paid\n",
            ),
        ),
        "V508",
        "invoice issued officer says so",
    ),
}


def proved(flow: str, *changes: Change) -> LifeProof:
    for old, new in changes:
        assert old in flow, old
        flow = flow.replace(old, new)
    return prove_life(world(compile_programme(programme(flow)), TODAY))


def said(found: LifeProof) -> list[tuple[str, str]]:
    return [(each.code, each.about) for each in found.findings]


@pytest.mark.parametrize("name", ["contract", "money", "appeal"])
def test_the_sound_flows_have_no_findings(name: str) -> None:
    found = proved(FLOWS[name])
    assert said(found) == []
    assert found.too_many is None


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_broken_is_met(what: str) -> None:
    flow, changes, code, about = SPOILED[what]
    assert any(c == code and a.startswith(about) for c, a in said(proved(flow, *changes)))


def test_promises_of_single_persons_are_told_apart_by_their_answers() -> None:
    found = proved(FLOWS["visits"])
    assert [code for code, _ in said(found)] == ["V401", "V401"]
    everybody, nobody_skipped = found.findings
    assert dict(everybody.case)["host.leads"] is True
    assert [step.step for step in everybody.run] == ["officer agrees", "approver skips"]
    assert dict(nobody_skipped.case)["people.0.leads"] is False
    assert [step.step for step in nobody_skipped.run] == ["officer skips"]


def met(what: str) -> Finding:
    flow, changes, code, about = SPOILED[what]
    found = proved(flow, *changes).findings
    return next(each for each in found if each.code == code and each.about.startswith(about))


def test_a_broken_promise_shows_the_shortest_run_in_the_words_of_scenarios() -> None:
    run = met("a decision that may be undone").run
    assert [(step.item, step.step) for step in run][-3:] == [
        ("account", "officer opens"),
        ("account", "approver confirms"),
        ("photo", "officer asks again"),
    ]
    assert run[-1].of == ("people.0",)


def test_a_trap_shows_how_somebody_comes_there() -> None:
    run = met("only closing is left").run
    assert [step.step for step in run] == [
        "applicant sends",
        "scanner fails",
        "scanner fails",
        "officer fails",
    ]


def test_what_goes_round_ends_with_the_step_that_is_refused() -> None:
    run = met("what follows goes round").run
    assert run[-1].step == "scanner fails"


@pytest.mark.parametrize(
    "scope",
    [ProofScope(states=5), ProofScope(all_states=30), ProofScope(changes=40), ProofScope(cases=1)],
    ids=["states of a case", "states of all", "changes of items", "answers"],
)
def test_what_is_not_proved_is_named_with_the_reason(scope: ProofScope) -> None:
    found = prove_life(world(compile_programme(programme(CONTRACT)), TODAY), scope)
    open_ = [each for each in found.findings if each.code == "V402"]
    assert len(open_) == 5
    assert found.too_many is not None
    assert not any(code == "V203" for code, _ in said(found))
    assert sum(len(group.composed.states) for group in found.groups) <= 60


def test_a_proof_that_is_given_up_is_a_finding_without_a_promise_too() -> None:
    without = CONTRACT[: CONTRACT.index("must hold:")]
    scope = ProofScope(changes=40)
    found = prove_life(world(compile_programme(programme(without)), TODAY), scope)
    assert [each.code for each in found.findings] == ["V402"]


FINES = """\
stages: {paying: {title: Paying, items: fine}}
items:
  fine:
    title: Fine
    for each: members
    values: {paid so far: sum of payments.amount, rest: difference of bill.amount and paid so far}
    statuses:
      new: {caption: New, officer bills: {to: open, form: bill}}
      open:
        caption: Open
        waits for: the person
        becomes: {paid: {rest: ..0}}
        officer records: {form: payment, adds to: payments}
        approver strikes out: {form: reason, removes from: payments}
      paid: {caption: Paid, is: good, becomes: {open: {rest: 0.01..}}}
case: {ends: {completed: Completed}}
"""


def test_a_promise_may_speak_of_what_is_only_proposed() -> None:
    found = proved(FLOWS["proposed"])
    assert [code for code, _ in said(found)] == ["V401", "V402"]
    run = found.findings[0].run
    assert [step.step for step in run] == ["officer sends", "officer grants"]


def test_each_of_an_item_keeps_its_own_payments() -> None:
    found = proved(FINES)
    assert said(found) == []
    assert found.sampled == {"fine[].bill.amount", "fine[].payments[].amount"}


def test_an_amount_may_not_be_nothing() -> None:
    flow = MONEY.replace("form: bill", "form: free").replace("bill.amount", "free.amount")
    found = prove_life(world(compile_programme(programme(flow)), TODAY))
    assert ("V509", "free.amount") in said(found)


def test_every_code_says_which_property_is_broken() -> None:
    assert {code for _, _, code, _ in SPOILED.values()} <= set(PROPERTIES)


def test_other_persons_in_a_form_that_is_sent_again_are_another_proof() -> None:
    changes = (
        (PASSED, "      passed: {caption: Passed, is: good}"),
        ("    rests on: paper\n", ""),
        ("must hold:\n", "must hold:\n  - {at: always, fits: {any: [KEPT]}}\n"),
        ("KEPT", "{package: not signed}, {photo: all passed}"),
    )
    flow = CONTRACT
    for old, new in changes:
        flow = flow.replace(old, new, 1)
    about = world(compile_programme(programme(flow)), TODAY)
    usual = {each.lines for each in prove_life(about).findings if each.code == "V401"}
    found = prove_life(about, ProofScope(returned_forms=True))
    assert found.changed_states > found.states
    (broken,) = [f for f in found.findings if f.code == "V401" and f.lines not in usual]
    assert broken.about.startswith("always")
    assert broken.run[-1].step == "applicant sends"
    assert broken.run[-1].persons


def test_a_limit_within_an_hour_keeps_nobody_from_an_end() -> None:
    flow = CONTRACT.replace("{at most: 1, then: review}", "{at most: 1 an hour, then: review}")
    flow = flow.replace("officer passes: {", "officer passes: {at most: 1 an hour, ")
    assert said(prove_life(world(compile_programme(programme(flow)), TODAY))) == []
