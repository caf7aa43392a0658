"""The page of a step: what is filled in with it, and what to know before it is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.bundles.library import Library
from engine.case.file_places import files_by_path
from engine.case.filled_steps import step_place
from engine.case.number import number
from engine.case.step_answers import step_answers, step_situation
from engine.definitions.model.items import COMMENT, REASON
from engine.forms.compose import Typed, form_view
from engine.forms.view import FormView, ProblemView
from engine.forms.wording import Wording
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.meaning.picture import CASE
from engine.meaning.words.captions import Captions
from engine.meaning.words.units import item_title
from engine.services.addresses import item_at, place_of, step_address
from engine.services.case_entries import StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.made_answers import Workshop
from engine.services.overview_parts import shown_values
from engine.services.senders import Sender
from engine.services.views import Entered, ShownValue, StepPageView


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step that is open to its sender in a case, as a page in a language.

    ``kept_for`` are those whose draft it is filled in with, where that is not only the move's own.
    """

    case: LoadedCase
    library: Library
    sender: Sender
    move: Move
    entered: Entered
    lang: str
    kept_for: tuple[str, ...] | None = None

    def view(self) -> StepPageView:
        """What the page shows."""
        case, move = self.case, self.move
        captions = self._captions
        forms = self._forms()
        asked = move.form if move.form in (COMMENT, REASON) else ""
        return StepPageView(
            case_id=case.case.id,
            number=number(case.case),
            place=place_of(move.item, move.unit),
            step=step_address(move.name),
            title=self._title(),
            caption=captions.reader.text(move.step.caption),
            seen=case.state.picture.number,
            version=case.draft(self._entry.draft).version,
            forms=forms,
            problems=forms[0].summary if forms else self._problems(),
            text=asked,
            typed="\n".join(self._raw.get(asked, ())) if asked else "",
            is_final=move.item == CASE or self._leads_to_bad(),
            shown=self._shown(),
        )

    @property
    def _captions(self) -> Captions:
        return self.library.captions(self.case.ready, self.lang)

    @property
    def _entry(self) -> StepEntry:
        move = self.move
        return StepEntry(
            self.case.case.id, self.sender, move.item, move.name, (move.unit,),
            kept_for=self.kept_for,
        )  # fmt: skip

    @property
    def _raw(self) -> Mapping[str, Sequence[str]]:
        return self.entered.raw or self.case.draft(self._entry.draft).unread

    def _title(self) -> str:
        if self.move.item == CASE:
            return ""
        state, captions = self.case.state, self._captions
        now = state.world.situation(state.picture)
        return item_title(now, state.route.items[self.move.item], self.move.unit, captions)

    def _shown(self) -> tuple[ShownValue, ...]:
        if self.move.item == CASE:
            return ()
        item, captions = self.case.state.route.items[self.move.item], self._captions
        return tuple(shown_values(self.case, item, self.move.unit, captions))

    def _leads_to_bad(self) -> bool:
        item = self.case.state.route.items[self.move.item]
        return any(item.status(branch.to).kind == "bad" for branch in self.move.step.to)

    def _forms(self) -> tuple[FormView, ...]:
        state, move = self.case.state, self.move
        place = step_place(state, move.item, move.unit, move.name)
        if place is None or place.form is None:
            return ()
        files = files_by_path(self.case.files_of(self._entry.draft))
        given = step_answers(state.world, state.picture, place, self._raw)
        now = step_situation(state.world, state.picture, place, {**given.answers, **files})
        reader = self.library.reader(self.lang, self.case.ready)
        if not self._raw:
            first = Workshop(self.case, self.library).suggested(place)
            now = step_situation(state.world, state.picture, place, {**first, **files})
        shown = Typed(given.unread, self.entered.problems, fresh=not self._raw)
        wording = Wording.of_forms((place.form.form,), place.form.meaning, reader)
        return (form_view(now, place.form.form, wording, shown),)

    def _problems(self) -> tuple[ProblemView, ...]:
        reader = self.library.reader(self.lang, self.case.ready)
        return tuple(
            ProblemView(
                each.level, each.code, reader.text(each.message, **each.params), each.path,
                target=f"step-{each.path}",
            )
            for each in self.entered.problems
        )  # fmt: skip


def open_move(case: LoadedCase, place: str, step: str) -> Move:
    """The step that an address names, if it is open to the sender. Raises NotFound."""
    item, unit = item_at(place)
    for move in permitted(case.state.world, case.state.picture, case.actor, case.now):
        if (move.item, move.unit, step_address(move.name)) == (item, unit, step):
            return move
    raise NotFound
