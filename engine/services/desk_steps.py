"""A step at the bank's desk as a page: for whom, what is asked, and what happens then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.values import NOTHING
from engine.case.receivers import Contact
from engine.definitions.model.items import REASON
from engine.forms.read import Raw
from engine.language.marker import N_
from engine.meaning.flow.commands import Command, Move, Refusal
from engine.meaning.flow.decide import permitted, refusal_of_step
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.turn_moves import leads_to_end, waits_for_actor
from engine.meaning.picture import CASE, ROW_ID
from engine.meaning.words.amounts import row_in_words
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.refusals import not_yet_in_words, refusal_in_words
from engine.services.addresses import item_at, step_address
from engine.services.case_entries import StepEntry
from engine.services.desk_case import DeskCase
from engine.services.desk_foresight import foreseen
from engine.services.desk_turns import PROPOSE
from engine.services.desk_views import DeskStepPage, Weight, Whom
from engine.services.step_pages import StepPage
from engine.services.views import UNTOUCHED, Entered

CHOSEN: Final = "_of"
"""The name of the ticks that say whom a step is for."""

READS: Final = N_("reads {language}")
NOT_REACHED: Final = N_("no e-mail or phone is known")


@dataclass(frozen=True, slots=True)
class DeskStepAt:
    """A step that an address of the desk names, with all whom it is open for.

    ``unit`` is the one that the address names, empty for all of an item for persons.
    """

    case: DeskCase
    place: str
    unit: str
    moves: tuple[Move, ...]

    @property
    def first(self) -> Move:
        """The step for the first of them."""
        return self.moves[0]

    @property
    def is_for_persons(self) -> bool:
        """Whether it can be taken for several persons at once."""
        item = self.case.item(self.first.item)
        is_person = item is not None and item.each is not None and item.each.kind == "persons"
        return is_person and not self.first.answer

    def entry(self, raw: Raw = NOTHING, chosen: tuple[str, ...] | None = None) -> StepEntry:
        """What is sent when it is taken; ``chosen`` are ticked."""
        units = self.units(chosen)
        return StepEntry(
            case_id=self.case.case.case.id,
            sender=self.case.sender,
            item=self.first.item,
            step=self.first.name,
            units=units,
            raw={name: texts for name, texts in raw.items() if name != CHOSEN},
            kept_for=(self.unit,),
        )

    def units(self, chosen: tuple[str, ...] | None) -> tuple[str, ...]:
        """Whom it is for: those who were ticked and can be, or the only one."""
        if self.first.item == CASE:
            return ()
        if not self.is_for_persons or len(self.moves) == 1:
            return (self.first.unit,) if self.first.unit else ()
        known = [move.unit for move in self.moves]
        if chosen is not None:
            return tuple(unit for unit in known if unit in chosen)
        return self._at_first(known)

    def _at_first(self, known: list[str]) -> tuple[str, ...]:
        """The one of the address, or all that the case waits for."""
        if self.unit in known:
            return (self.unit,)
        loaded = self.case.case
        waiting = waits_for_actor(loaded.state.world, loaded.state.picture, loaded.actor)
        return tuple(unit for unit in known if (self.first.item, unit) in waiting)


def step_at(case: DeskCase, place: str, step: str) -> DeskStepAt:
    """The step of an address, if it is open to the reader for anybody. Raises NotFound."""
    item, unit = item_at(place)
    loaded = case.case
    found = [
        move
        for move in permitted(loaded.state.world, loaded.state.picture, loaded.actor, loaded.now)
        if move.item == item and step_address(move.name) == step
    ]
    here = DeskStepAt(case, place, unit, tuple(found))
    if not found or not (here.is_for_persons or any(move.unit == unit for move in found)):
        raise NotFound
    own = tuple(move for move in found if move.unit == unit)
    if not here.is_for_persons:
        return replace(here, moves=own)
    return replace(here, moves=(*own, *(move for move in found if move.unit != unit)))


def was_own_step(case: DeskCase, item: str, step: str) -> bool:
    """Whether a step is the reader's in some status of the item, open or not."""
    known, actor = case.item(item), case.case.actor
    steps = known.steps if known else ()
    return any(step_address(each.name) == step and each.actor in actor.roles for each in steps)


@dataclass(frozen=True, slots=True)
class DeskStepWriting:
    """Makes the page of a step."""

    at: DeskStepAt
    entered: Entered = field(default=UNTOUCHED)

    @property
    def case(self) -> DeskCase:
        """The case it is taken in."""
        return self.at.case

    def page(self) -> DeskStepPage:
        """Everything the page shows."""
        at, case, move = self.at, self.case, self.at.first
        sheet = StepPage(
            case.case, case.library, case.sender, move, self._typed, case.lang, (at.unit,)
        ).view()
        item = case.item(move.item)
        weight: Weight = "grave" if leads_to_end(item, move.step) else "first"
        chosen = self._chosen
        entry = at.entry(self._raw, chosen)
        may_explain = move.proposes and not sheet.forms and not sheet.text
        draft = case.case.draft(entry.draft)
        return DeskStepPage(
            place=at.place,
            step=step_address(move.name),
            title=case.title(move.item, "" if at.is_for_persons else move.unit),
            caption=self._caption,
            button=self._caption,
            weight=weight,
            whom=tuple(self._whom(at.units(chosen))),
            forms=sheet.forms,
            problems=sheet.problems,
            text=REASON if may_explain else sheet.text,
            text_is_needed=bool(sheet.text),
            typed="\n".join(self._raw.get(REASON, ())) if may_explain else sheet.typed,
            rows=tuple(self._rows()),
            rows_name=move.step.removes_from,
            then=foreseen(case, entry),
            seen=case.case.state.picture.number,
            version=draft.version,
            kept_at=draft.saved_at if draft.unread else None,
            reads=case.reader.language_name(case.client_language),
            is_answer=bool(move.answer),
        )

    @property
    def _typed(self) -> Entered:
        return Entered(self._raw, self.entered.problems)

    @property
    def _raw(self) -> Raw:
        return self.entered.raw or self.case.case.draft(self.at.entry().draft).unread

    @property
    def _chosen(self) -> tuple[str, ...] | None:
        raw = self._raw
        return tuple(raw[CHOSEN]) if CHOSEN in raw else None

    @property
    def _caption(self) -> str:
        move, reader = self.at.first, self.case.reader
        words = reader.text(move.step.caption)
        return reader.message(PROPOSE, step=words) if move.proposes else words

    def _whom(self, ticked: tuple[str, ...]) -> Iterator[Whom]:
        """Everybody that the step could be for; those for whom it is closed with the reason."""
        if not self.at.is_for_persons:
            return
        loaded, move = self.case.case, self.at.first
        item = loaded.state.route.items[move.item]
        known = {each.unit for each in self.at.moves}
        for unit, _ in instances_of(loaded.state.world, loaded.state.picture, item):
            name = self.case.whom(item.name, unit)
            if unit in known:
                yield Whom(unit, name, self._contact(unit), unit in ticked)
            else:
                yield Whom(unit, name, "", False, self._why_closed(unit))

    def _contact(self, unit: str) -> str:
        """How somebody stands and is reached, without telling the whole number."""
        case, move = self.case, self.at.first
        contact = case.book.person(unit).contact
        state = case.state(move.item, unit)
        standing = ""
        if state is not None:
            standing = standing_in_words(state.item, state.instance.standing, case.reader)
        language = case.reader.message(READS, language=case.reader.language_name(contact.language))
        reached = _reached(contact) or case.reader.message(NOT_REACHED)
        return " · ".join((standing, reached, language))

    def _why_closed(self, unit: str) -> str:
        case, move = self.case, self.at.first
        loaded, state = case.case, case.state(move.item, unit)
        if state is None:
            return ""
        step = state.item.step(state.instance.status, move.name)
        if step is None:
            refusal: Refusal | None = Refusal("other status", move.item, unit, move.name)
        else:
            asked = Command(move.item, move.name, loaded.actor, (unit,), at=loaded.now)
            refusal = refusal_of_step(loaded.state.world, loaded.state.picture, asked, state)
        if refusal is None:
            return ""
        world, picture = loaded.state.world, loaded.state.picture
        standing = standing_in_words(state.item, state.instance.standing, case.reader)
        if refusal.code == "other status":
            return standing
        words = not_yet_in_words(world, picture, refusal, case.captions)
        return f"{standing}. {words.text}"

    def _rows(self) -> Iterator[tuple[str, str]]:
        """The rows of which one can be struck out."""
        move = self.at.first
        state = self.case.state(move.item, move.unit)
        group = move.step.removes_from
        item = self.case.item(move.item)
        rows: Any = state.instance.answers.get(group, ()) if state and group else ()
        for row in rows:
            yield str(row[ROW_ID]), row_in_words(self.case.captions, group, row, item)


def typed_text(raw: Raw) -> tuple[tuple[str, str], ...]:
    """What was typed, by name, for whoever must not lose it."""
    texts = ((name, "\n".join(values)) for name, values in raw.items() if name != CHOSEN)
    return tuple((name, text) for name, text in texts if text)


def refused_in_words(case: DeskCase, refusal: Refusal) -> str:
    """Why a step was refused, in a sentence with what stands in the way."""
    state = case.case.state
    words = refusal_in_words(state.world, state.picture, refusal, case.captions)
    if refusal.code in ("earlier stage", "condition", "proposal open"):
        words = not_yet_in_words(state.world, state.picture, refusal, case.captions)
    named = "; ".join(f"{each.title} ({each.status})" for each in words.obstacles)
    return f"{words.text}: {named}" if named else words.text


def _reached(contact: Contact) -> str:
    parts = (_masked_phone(contact.phone), _masked(contact.email))
    return ", ".join(part for part in parts if part)


def _masked_phone(phone: str) -> str:
    return f"{phone[:6]} *** {phone[-3:]}" if len(phone) > 9 else ""


def _masked(email: str) -> str:
    name, at, host = email.partition("@")
    return f"{name[:2]}***@{host}" if at else ""
