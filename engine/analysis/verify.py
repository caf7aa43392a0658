"""``verify``: everything that is proved about a programme before anybody applies with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field
from datetime import date

from engine.analysis.cases import LEAF_LIMIT
from engine.analysis.findings import (
    Finding,
    FindingText,
    Proof,
    Report,
    in_order,
)
from engine.analysis.life.proving import USUAL, ProofScope, prove_life, sent_again
from engine.analysis.order import in_fixed_order
from engine.analysis.questions import QuestionProof
from engine.analysis.rule_proof import RuleProof
from engine.analysis.space import ROW_BOUND, AnswerWorld, world
from engine.analysis.wording import Known, wording_findings
from engine.base.dataclass import dataclass
from engine.definitions.model.forms import (
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.language.marker import N_
from engine.meaning.programme import compile_programme

WAYS = N_("Every way through the stages was walked, for every combination of answers")
RULES = N_("Every rule was judged for every combination of answers that its rows tell apart")
QUESTIONS = N_("Every question was looked for and answered")
PROMISES = N_("Everything the bank relies on was judged in every state of every way")
TEXTS = N_("Every text was looked up in every language")
STEPS = N_("Every sequence of steps was followed, for every combination of answers")
PROMISED = N_("Everything the bank relies on was judged after every sequence of steps")

ROWS = N_("Of repeating groups at most {rows} rows were looked at: {groups}")
CHOICES = N_("Not every combination of answers was looked at: {questions}")
SUMS = N_("Totals and differences were looked at with some numbers only: {values}")
CHANGED = N_("The same where forms that are sent again name other persons")
SENT_AGAIN = N_("Answers were taken to stay as they are when forms are sent again: {items}")
AGAIN = N_("Answers were taken to stay as they are when these stages are taken again: {stages}")
TOO_MANY = N_("More than {limit} combinations: not walked to the end")
TOO_MANY_FOR = N_("More than {limit} combinations: not looked at to the end for {what}")

SAMPLED = frozenset({"sum", "difference"})
"""Functions whose value depends on several numbers at once."""

Clock = Callable[[], float]


@dataclass(slots=True)
class _Verification:
    world: AnswerWorld
    known: Known
    scope: ProofScope = USUAL
    findings: list[Finding] = field(default_factory=list)
    proved: list[Proof] = field(default_factory=list)
    bounded: list[Proof] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    combinations: int = 0
    states: int = 0

    def run(self) -> None:
        self._rules_and_life()
        questions = QuestionProof(self.world)
        self.findings += questions.findings()
        self._note(QUESTIONS, questions.combinations, questions.given_up)
        self.findings += wording_findings(self.world.meaning.programme, self.known)
        self._note(TEXTS, len(self.world.meaning.programme.languages))
        self._bounds()

    def _bounds(self) -> None:
        """Say what was not looked at in full."""
        meaning = self.world.meaning
        asked = {path: meaning.questions.get(path) for path in self.paths}
        # Rows that steps add are no question of the case.
        groups = {path for path, one in asked.items() if not one or isinstance(one.item, Group)}
        sums = [value for value in meaning.values.values() if value.item.function in SAMPLED]
        for text, name, found in (
            (ROWS, "groups", groups),
            (CHOICES, "questions", self.paths - groups),
            (SUMS, "values", {value.item.text for value in sums}),
            (SENT_AGAIN, "items", set(sent_again(meaning.route.flow))),
        ):
            if found:
                params = {"rows": ROW_BOUND, name: tuple(sorted(found, key=str))}
                self.bounded.append(
                    Proof(FindingText(STEPS), self.combinations, FindingText(text, params))
                )

    def _rules_and_life(self) -> None:
        rules = RuleProof(self.world)
        self.findings += rules.findings()
        self.paths |= rules.bounded
        proof = prove_life(self.world, self.scope)
        self.findings += proof.findings
        is_whole = proof.too_many is None
        self.findings += rules.findings_on_items(proof.verdicts, is_whole=is_whole)
        self._note(RULES, rules.combinations, rules.given_up)
        self.combinations, self.states = proof.combinations, proof.states
        self.paths |= proof.bounded
        if proof.too_many is not None:
            self.bounded.append(Proof(FindingText(STEPS), self.combinations, proof.too_many))
            return
        self._note(STEPS, self.combinations)
        if self.world.meaning.route.flow.promises:
            self._note(PROMISED, self.states)
        if proof.changed_states:
            self._note(CHANGED, proof.changed_states)

    def _note(self, what: str, count: int, given_up: list[str] | None = None) -> None:
        self.proved.append(Proof(FindingText(what), count))
        if given_up:
            params = {"limit": LEAF_LIMIT, "what": tuple(sorted(given_up))}
            self.bounded.append(Proof(FindingText(what), count, FindingText(TOO_MANY_FOR, params)))


def verify(
    programme: Programme,
    known: Known,
    today: date,
    clock: Clock = time.perf_counter,
    *,
    scope: ProofScope = USUAL,
) -> Report:
    """Prove everything that can be proved about a checked programme.

    ``known`` gives the translation of a text, or None; ``today`` is the date cases are judged on;
    ``clock`` counts the seconds; ``scope`` says how much is looked at. The result is the same in
    any order of files and rows.
    """
    started = clock()
    run = _Verification(world(compile_programme(in_fixed_order(programme)), today), known, scope)
    run.run()
    return Report(
        programme=programme.name,
        combinations=run.combinations,
        states=run.states,
        seconds=clock() - started,
        findings=in_order(run.findings),
        proved=tuple(run.proved),
        bounded=tuple(run.bounded),
    )
