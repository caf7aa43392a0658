"""What a step makes beside its answers: places in series, references to be paid by, documents.

All of it is written in the commit of the step, or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.money import PaymentReference, SeriesNumber
from engine.base.ports import Ids, Randomness
from engine.base.values import NOTHING, Answers, StoredFile
from engine.bundles.library import Library
from engine.case.making import MakingMeans, suggested, with_made
from engine.case.number import number
from engine.case.step_answers import StepPlace
from engine.definitions.model.making import NumberSeries
from engine.definitions.model.ports import STATEMENTS
from engine.services.case_loading import LoadedCase
from engine.services.made_papers import paper_of

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A document, and the question that it answers."""

    path: str
    file: StoredFile
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept besides the events."""

    numbers: tuple[SeriesNumber, ...] = ()
    references: tuple[PaymentReference, ...] = ()
    papers: tuple[MadePaper, ...] = ()


NOTHING_MADE = Made()


@dataclass(slots=True)
class Workshop:
    """Makes the answers of one step. ``ids`` and ``chance`` are None where it is only tried."""

    case: LoadedCase
    library: Library
    ids: Ids | None = None
    chance: Randomness | None = None
    numbers: list[SeriesNumber] = field(default_factory=list)
    papers: list[MadePaper] = field(default_factory=list)

    def made(self, place: StepPlace | None, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the event of a step keeps, with what is made."""
        if place is None or place.form is None or not place.form.made:
            return data
        ways = self._ways()
        if self.ids is not None:
            ways = replace(ways, paper=lambda answers: self._paper(place, answers))
        if self.chance is not None:
            ways = replace(ways, choice=self.chance.choice)
        return with_made(self.case.state, place, data, ways)

    def suggested(self, place: StepPlace) -> Answers:
        """What the form of a step is filled with at first."""
        return suggested(self.case.state, place, self._ways())

    def result(self, place: StepPlace | None, data: Mapping[str, Any]) -> Made:
        """What is kept of everything that was made."""
        if place is None or place.form is None:
            return NOTHING_MADE
        return Made(tuple(self.numbers), tuple(self._references(place, data)), tuple(self.papers))

    def _ways(self) -> MakingMeans:
        case = self.case
        reader = self.library.reader(case.case.language, case.ready)
        bank = reader.text(case.ready.programme.bank.title)
        provided = {"number": number(case.case), "bank": bank}
        return MakingMeans(reader, case.now, provided, next=self._next)

    def _next(self, series: NumberSeries, year: int) -> int:
        count = self.case.counts.get((series.name, year), 0) + 1
        self.numbers.append(SeriesNumber(series.name, year, count))
        return count

    def _paper(self, place: StepPlace, answers: Answers) -> StoredFile:
        form = place.form
        assert form is not None  # noqa: S101 - made asks only then
        assert self.ids is not None  # noqa: S101
        made = next(one.field for one in form.made if one.making.how == "document")
        content, name = paper_of(self.case, self.library, place, answers)
        digest = hashlib.sha256(content).hexdigest()
        file = StoredFile(self.ids.new(), name, len(content), digest, PDF)
        self.papers.append(MadePaper(made.path, file, content))
        return file

    def _references(self, place: StepPlace, data: Mapping[str, Any]) -> list[PaymentReference]:
        """The references that statements are searched for."""
        item, form, flow = place.state, place.form, self.case.state.route.flow
        if (
            item is None
            or form is None
            or not any(one.port == STATEMENTS for one in flow.providers)
        ):
            return []
        given = data.get("set", NOTHING)
        ways = {one.making.how: one for one in form.made}
        if "reference" not in ways or "iban" not in ways:
            return []
        account = flow.account(ways["iban"].making.of)
        reference = given.get(ways["reference"].field.path)
        return [
            PaymentReference(
                reference, self.case.case.id, item.item.name, account.iban, account.currency
            )
        ]
