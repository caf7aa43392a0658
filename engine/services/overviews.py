"""Where a case stands, as its applicant sees it: stages, items, whose turn it is, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.bundles.library import Library
from engine.case.form_pages import SAVES, SENDS, form_page, is_editable
from engine.case.number import number
from engine.case.provider_waits import sessions_wanted
from engine.case.state import leading
from engine.definitions.model.items import APPLICANT, THE_PERSON
from engine.meaning.flow.appointments import Door
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.meaning.flow.standing import STOPPED
from engine.meaning.flow.steps import state_of
from engine.meaning.picture import CASE, Key
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions
from engine.meaning.words.overview import FlowOverview, ItemLine, overview
from engine.meaning.words.summary import PeopleInWords, reasons_in_words
from engine.meaning.words.units import person_name
from engine.meaning.words.why import why_fact
from engine.services.addresses import place_of, step_address
from engine.services.case_loading import LoadedCase
from engine.services.first_card import CardWriting, without_steps
from engine.services.overview_parts import documents, shown_items, told_facts
from engine.services.views import (
    FirstCard,
    ItemView,
    Overview,
    PeopleView,
    Person,
    ShownItem,
    StageView,
    StepButton,
    TurnSide,
)


def overview_of(
    case: LoadedCase, library: Library, lang: str, ports: frozenset[str] = frozenset()
) -> Overview:
    """Everything that the overview of a case shows; ``ports`` are those that are connected."""
    state, captions = case.state, library.captions(case.ready, lang)
    words, first = _words(case, captions.reader), leading(state.route, state.sent)
    moves = permitted(state.world, state.picture, case.actor, case.now)
    items = tuple(_items(case, words, moves, captions, ports))
    own = (item for item in items if _is_own_turn(case, item))
    to_do = tuple(sorted(own, key=lambda item: item.door != "open"))  # that will not wait
    others = tuple(item for item in items if item.line.waits_for and item not in to_do)
    decisions = tuple(_decisions(case, items))
    turn, reader = _turn(case, words, to_do, others), library.reader(lang, case.ready)
    writing = CardWriting(
        case, words, captions, reader, to_do, others, items, decisions,
        phone=case.ready.programme.bank.contact.get("phone", ""),
    )  # fmt: skip
    card = writing.card(turn)
    shown = tuple(shown_items(case, items, captions))
    card = replace(card, shown=tuple(one for one in shown if _is_of(card, one)))
    items = tuple(without_steps(item, card) for item in items)
    return Overview(
        case_id=case.case.id,
        number=number(case.case),
        programme=case.ready.programme.name,
        words=words,
        stages=tuple(_stages(case, words, items)),
        people=tuple(_people(case, words.persons, captions)) if first else (),
        decisions=decisions,
        steps=tuple(_button(move, captions) for move in moves if move.item == CASE),
        turn=turn,
        to_do=to_do,
        waiting=tuple(item.line for item in others),
        seen=state.picture.number,
        held=bool(state.picture.held),
        submitted_place=place_of(first.stage, first.of) if first else "",
        submitted_at=first.at if first else None,
        first=card,
        documents=tuple(documents(case, items, reader)),
        shown=tuple(one for one in shown if not _is_of(card, one)),
    )


def _items(
    case: LoadedCase,
    words: FlowOverview,
    moves: tuple[Move, ...],
    captions: Captions,
    ports: frozenset[str],
) -> Iterator[ItemView]:
    """The items with what may be done with each, here or at an outside party."""
    sessions = begun_elsewhere(case, ports)
    for line in words.items:
        port = sessions.get((line.item, line.unit), "")
        place = place_of(line.item, line.unit) if port else ""
        door = door_of(case, line.item, line.unit) if port else None
        item = _item(case, line, moves, captions)
        yield replace(item, session=place, port=port, door=door)


def door_of(case: LoadedCase, item: str, unit: str) -> Door | None:
    """Whether it is time for what was agreed; None where no time is."""
    world, picture = case.state.world, case.state.picture
    hours = world.hours(picture, state_of(world, picture, item, unit))
    return None if hours is None else hours.door(case.now)


def begun_elsewhere(case: LoadedCase, ports: frozenset[str]) -> dict[Key, str]:
    """Items that the reader goes on with at an outside party, with the port it is connected to."""
    wanted = sessions_wanted(case.case.id, case.state.world, case.state.picture, case.events)
    own = (one for one in wanted if one.port in ports and one.of in case.actor.persons)
    return {(one.item, one.of): one.port for one in own}


def _words(case: LoadedCase, reader: CaptionReader) -> FlowOverview:
    state = case.state
    words, first = overview(state.world, state.picture, reader), leading(state.route, state.sent)
    if first is not None and first.engines == "differ" and state.picture.held:
        return replace(words, facts=())  # nothing is said before a person looked
    return replace(words, facts=told_facts(state.route.flow, words.facts))


def _decisions(case: LoadedCase, items: tuple[ItemView, ...]) -> Iterator[ItemLine]:
    names = {item.name for item in case.state.route.decisions}
    return (item.line for item in items if item.line.item in names and item.line.kind)


def _is_of(card: FirstCard, shown: ShownItem) -> bool:
    return (shown.item, shown.unit) == card.covers


def _stages(
    case: LoadedCase, words: FlowOverview, items: tuple[ItemView, ...]
) -> Iterator[StageView]:
    """Stages on the way; of those that stand together only what is needed."""
    for line, stage in zip(words.stages, case.state.route.flow.stages, strict=True):
        own = tuple(item for item in items if item.line.stage == line.stage)
        if line.state != "not_required" or own or not stage.together:
            yield StageView(line, own)


def _item(
    case: LoadedCase, line: ItemLine, moves: tuple[Move, ...], captions: Captions
) -> ItemView:
    page = form_page(case.ready, line.item, line.unit)
    place = place_of(line.item, line.unit)
    status = case.state.picture.instance(line.item, line.unit).status
    is_open = page is not None and is_editable(case.state, page, case.actor, case.now)
    was_sent = (line.item, line.unit) in case.state.sent
    own = [
        move
        for move in moves
        if (move.item, move.unit) == (line.item, line.unit) and not move.step.code
    ]
    steps = (move for move in _once(own) if page is None or move.name not in (SAVES, SENDS))
    return ItemView(
        line=line,
        fill_in=place if is_open else "",
        read=place if page is not None and was_sent and not is_open else "",
        steps=tuple(_button(move, captions, status) for move in steps),
    )


def _once(moves: list[Move]) -> Iterator[Move]:
    """Every move, but one for a person only where the applicant has none that leads as far."""
    own = [move.step.to for move in moves if move.step.kind == APPLICANT]
    return (move for move in moves if move.step.kind == APPLICANT or move.step.to not in own)


def _button(move: Move, captions: Captions, status: str = "") -> StepButton:
    asks = bool(move.form) or move.item == CASE or move.proposes
    caption = captions.reader.text(move.step.caption)
    stays = bool(move.step.to) and {branch.to for branch in move.step.to} == {status}
    return StepButton(place_of(move.item, move.unit), step_address(move.name), caption, asks, stays)


def _is_own_turn(case: LoadedCase, item: ItemView) -> bool:
    who = item.line.waits_for
    is_named = APPLICANT in who or (THE_PERSON in who and item.line.unit in case.actor.persons)
    return is_named and bool(item.fill_in or item.steps or not item.read)


def _turn(
    case: LoadedCase,
    words: FlowOverview,
    to_do: tuple[ItemView, ...],
    others: tuple[ItemView, ...],
) -> TurnSide:
    """Whose turn it is first: what is stopped or ended is nobody's to go on with."""
    if words.end or not (to_do or others):
        return "nobody"
    if words.standing == STOPPED:
        return "stopped"
    if to_do:
        return "you"
    staff = {role.name for role in case.state.route.flow.roles}
    is_bank = all(staff.issuperset(item.line.waits_for) for item in others)
    return "bank" if is_bank else "others"


def _people(
    case: LoadedCase, groups: tuple[PeopleInWords, ...], captions: Captions
) -> Iterator[PeopleView]:
    now = case.state.world.situation(case.state.picture)
    for group in groups:
        reasons = tuple(
            reason
            for fact in case.ready.meaning.person_facts
            for reason in reasons_in_words(why_fact(now, fact, group.name), captions)
        )
        persons = tuple(Person(path, person_name(now, path)) for path in group.people)
        yield PeopleView(group, persons, reasons)
