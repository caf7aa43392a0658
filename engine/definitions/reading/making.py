"""Answers that are made or suggested: “invoice.no: next of invoices”, “invoice.due: in 14 days”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, cast

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.items import Status
from engine.definitions.model.making import How, Making, NumberSeries, OwnAccount
from engine.definitions.reading.durations import EXAMPLES, duration
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.item_steps import StepOwner, StepReading
from engine.definitions.reading.literals import KINDS
from engine.definitions.reading.map_reader import caption
from engine.definitions.reading.names import Symbol, find, known_names
from engine.definitions.reading.own_accounts import fits_reference
from engine.definitions.reading.placeholders import Placeholders
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry

OF: Final = re.compile(
    r"(?P<how>next|reference|payee|registration number|address|iban|currency)"
    r" of (?P<of>\S+(?: \S+)*)"
)
IN: Final = re.compile(r"in (?P<time>.+)")
RANDOM: Final = re.compile(r"(?P<length>[1-9][0-9]?) random letters and digits")
SHORTEST, LONGEST = 8, 32
"""Of what is random: what is shorter could be guessed."""
NEEDS: Final[Mapping[How, str]] = {"today": "date", "in": "date", "document": "files"}
"""The kind of value that an answer made so has; a text for all others but names."""

WAYS: Final = (
    "Write “next of SERIES”, “reference of QUESTION”, “payee of ACCOUNT” (also “registration"
    " number”, “address”, “iban” and “currency”), “today”, “in 14 days”, “document”, “8 random"
    " letters and digits”, a text with { }, or a name."
)


class MakingReading:
    """Reads what the items of one flow make and suggest."""

    def __init__(
        self,
        steps: StepReading,
        placeholders: Placeholders,
        series: tuple[NumberSeries, ...],
        accounts: tuple[OwnAccount, ...],
        faults: Faults,
    ) -> None:
        self.names = steps.conditions.names
        self.times = steps.times
        self.placeholders = placeholders
        self.series = {one.name: one for one in series}
        self.accounts = {one.name: one for one in accounts}
        self.faults = faults

    def makings(
        self, draft: ItemDraft, word: str, owner: StepOwner, statuses: tuple[Status, ...]
    ) -> tuple[Making, ...]:
        """The lines of ``makes`` or ``suggests``, in their order."""
        forms = {step.form for status in statuses for step in status.steps if not step.adds_to}
        found: list[Making] = []
        for entry in draft.reader.members(word):
            target = self._target(entry.key, owner, forms)
            if target is not None and isinstance(entry.value, Scalar):
                made = self._making(entry, target, owner, found)
                found += [] if made is None else [made]
            elif target is not None:
                self._unknown(entry.value.span, "this")
        if word == "makes":
            self._proposals(statuses, found, owner)
        return tuple(found)

    def _target(self, key: Scalar, owner: StepOwner, forms: set[str]) -> Symbol | None:
        """The question that is answered: one that a step of the item asks, once."""
        found = find(key.text.strip(), owner.place, self.names)
        if found is None:
            self.faults.unknown("A201", key, "question", known_names(owner.place, self.names))
            return None
        symbol = found[1]
        if symbol.role != "question" or symbol.form not in forms:
            message = f"no step of “{owner.name}” asks “{key.text}”."
            self.faults.add("A635", key.span, message, "Name a question of a form of its steps.")
            return None
        return symbol

    def _making(
        self, entry: YamlEntry, target: Symbol, owner: StepOwner, before: list[Making]
    ) -> Making | None:
        value = entry.value
        assert isinstance(value, Scalar)  # noqa: S101 - makings asks only then
        words, made = value.text.strip(), Making(target.path, "name", entry.key.span)
        if "{" in words:
            text = caption(value)
            self.placeholders.check(text, f"a text of “{owner.name}”", (owner.place,))
            made = replace(made, how="text", text=text)
        elif words in ("today", "document"):
            made = replace(made, how="today" if words == "today" else "document")
        elif match := RANDOM.fullmatch(words):
            made = replace(made, how="random", length=int(match["length"]))
            if not SHORTEST <= made.length <= LONGEST:
                message = f"“{words}” is too short or too long."
                self.faults.add("A635", value.span, message, f"From {SHORTEST} to {LONGEST}.")
                return None
        elif match := OF.fullmatch(words):
            return self._of(made, match, value, target, before)
        elif (match := IN.fullmatch(words)) and words not in self.names.case:
            after = self.times.counted(duration(match["time"]), value.span)
            if after is None:
                message = f"“{match['time']}” is no time that can be counted."
                self.faults.add("A107", value.span, message, f"Write {EXAMPLES}.")
                return None
            made = replace(made, how="in", after=after)
        else:
            return self._named(made, value, target, owner)
        return made if self._fits(made, value, target) else None

    def _of(
        self, made: Making, match: re.Match[str], value: Scalar, target: Symbol,
        before: list[Making],
    ) -> Making | None:  # fmt: skip
        how, of = match["how"], match["of"]
        if how == "next":
            if of not in self.series:
                self.faults.unknown("A225", replace(value, text=of), "number series", self.series)
                return None
            made = replace(made, how="next", of=of)
        elif how == "reference":
            first = next((one for one in before if one.path == of and one.how == "next"), None)
            if first is None or not fits_reference(self.series[first.of]):
                message = f"a reference cannot be made of “{of}”."
                advice = (
                    "Name an answer made above it by “next of …”, of at most 21 letters and digits."
                )
                self.faults.add("A635", value.span, message, advice)
                return None
            made = replace(made, how="reference", of=of)
        elif of not in self.accounts:
            self.faults.unknown("A225", replace(value, text=of), "account", self.accounts)
            return None
        elif not getattr(self.accounts[of], how.replace(" ", "_")):
            message, advice = f"account “{of}” has no {how}.", f"Write its {how} under “accounts”."
            self.faults.add("A635", value.span, message, advice)
            return None
        else:
            made = replace(made, how=cast("How", how), of=of)
        return made if self._fits(made, value, target) else None

    def _named(
        self, made: Making, value: Scalar, target: Symbol, owner: StepOwner
    ) -> Making | None:
        """The answer, value or fact of a name; codes of a fact are read as the question reads."""
        found = find(value.text.strip(), owner.place, self.names)
        if found is None:
            self._unknown(value.span, value.text.strip())
            return None
        subject, source = found
        wrong = [code for code in source.codes or () if not _can_be(code, target)]
        if source.codes is None and source.value != target.value:
            wrong = [KINDS[source.value]]
        if source.value in ("choices", "group", "item", "items"):
            wrong = [KINDS[source.value]]
        if wrong:
            message = f"“{value.text}” does not fit “{target.path}”: {wrong[0]}."
            advice = f"“{target.path}” is {KINDS[target.value]}."
            self.faults.add("A635", value.span, message, advice)
            return None
        return replace(made, subject=subject)

    def _fits(self, made: Making, value: Scalar, target: Symbol) -> bool:
        needed = NEEDS.get(made.how, "text")
        if target.value == needed:
            return True
        message = f"“{value.text}” does not fit “{target.path}”, which is {KINDS[target.value]}."
        self.faults.add("A635", value.span, message, WAYS)
        return False

    def _unknown(self, span: Span, words: str) -> None:
        self.faults.add("A635", span, f"“{words}” does not say how an answer is made.", WAYS)

    def _proposals(
        self, statuses: tuple[Status, ...], found: list[Making], owner: StepOwner
    ) -> None:
        """A number that a proposal takes would be lost where it is returned."""
        forms = {self._form(one, owner) for one in found if one.how in ("next", "document")}
        for status in statuses:
            for step in status.steps:
                if step.confirmed_by and step.form in forms:
                    message = f"“{step.name}” makes a number and may be returned."
                    self.faults.add("A636", step.span, message, "Leave “confirmed by” out.")

    def _form(self, made: Making, owner: StepOwner) -> str:
        found = find(made.path, owner.place, self.names)
        return found[1].form if found else ""


def _can_be(code: str, target: Symbol) -> bool:
    if target.codes is not None:
        return code in target.codes
    try:
        target.literal(code)
    except ValueError:
        return False
    return True
