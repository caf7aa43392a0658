"""Findings in the words of one language: captions as people see them, nothing inflected."""

from __future__ import annotations

from engine.analysis.codes import PROPERTIES
from engine.analysis.findings import Finding, FindingText, Proof, RunStep
from engine.analysis.given import Given
from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.definitions.model.conditions import Subject
from engine.language.marker import N_
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions

ROWS = N_("Number of entries: {count}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one programme for one reader."""

    meaning: Meaning
    reader: CaptionReader

    def property(self, finding: Finding) -> str:
        """The property that does not hold."""
        return self.reader.message(PROPERTIES[finding.code])

    def sentence(self, sentence: FindingText) -> str:
        """A sentence with its placeholders filled in."""
        params = {name: self._param(value) for name, value in sentence.params.items()}
        return self.reader.message(sentence.message, **params)

    def proof(self, proof: Proof) -> str:
        """What was looked at, or why not all of it."""
        return self.sentence(proof.bound or proof.what)

    def case(self, finding: Finding) -> tuple[tuple[str, str], ...]:
        """The smallest case: captions with answers."""
        return tuple((self.question(name), self.answer(name, one)) for name, one in finding.case)

    def question(self, name: str) -> str:
        """What an input name is called: ``owners.0.share`` is “Owner 1, Share”."""
        captions = Captions(self.meaning, self.reader)
        if name in self.meaning.questions:
            return captions.subject(Subject(name))
        group, row, plain = self._in_row(name)
        if not group:
            return captions.subject(Subject(name))
        cell = captions.within(group).subject(Subject(plain, in_row=True))
        return f"{captions.row(f'{group}.{row}')}, {cell}"

    def answer(self, name: str, given: Given) -> str:
        """An answer as it is shown, or how many rows there are."""
        if isinstance(given, int) and not isinstance(given, bool):
            return self.reader.message(ROWS, count=given)
        captions = Captions(self.meaning, self.reader)
        group, _, plain = self._in_row(name)
        if name in self.meaning.questions or not group:
            return captions.answer(Subject(name), given)
        return captions.within(group).answer(Subject(plain, in_row=True), given)

    def path(self, finding: Finding) -> tuple[str, ...]:
        """What has to happen, step by step."""
        return tuple(self.run_step(step) for step in finding.run)

    def run_step(self, step: RunStep) -> str:
        """One step as a scenario names it: item, step, for whom, and what is filled in."""
        of = f" ({', '.join(step.of)})" if step.of else ""
        said = [f"{name}: {value}" for name, value in step.data.items()]
        said += [f"persons: {', '.join(step.persons)}"] if step.persons else []
        said += [f"others than before: {', '.join(step.replaced)}"] if step.replaced else []
        filled = ", ".join(said)
        return f"{step.item}: {step.step}{of}{f' [{filled}]' if filled else ''}"

    def box(self, finding: Finding) -> tuple[tuple[str, str], ...]:
        """Everything a finding is the same for: captions with all their answers."""
        captions = Captions(self.meaning, self.reader)
        return tuple(
            (
                captions.subject(Subject(path)),
                self.reader.list_of([captions.answer(Subject(path), one) for one in values], "or"),
            )
            for path, values in finding.box
        )

    def _param(self, value: object) -> str:
        if isinstance(value, Text):
            return self.reader.text(value)
        if isinstance(value, FindingText):
            return self.sentence(value)
        if isinstance(value, tuple):
            return ", ".join(self._param(one) for one in value)
        if isinstance(value, str) and value in self.meaning.questions:
            return self.question(value)
        return str(value)

    def _in_row(self, name: str) -> tuple[str, int, str]:
        for group in self.meaning.questions:
            row, _, plain = name.removeprefix(f"{group}.").partition(".")
            if name.startswith(f"{group}.") and row.isdigit():
                is_cell = f"{group}{COLUMN}{plain}" in self.meaning.questions
                return (group, int(row), plain) if is_cell else ("", 0, "")
        return "", 0, ""
