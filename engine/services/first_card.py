"""The first card of a case: what happened, what is to be done, by whom, until when, and then.

Every word follows from the definitions and from how the items stand; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.case.comments import open_comments
from engine.case.form_pages import form_page
from engine.definitions.model.items import Status
from engine.forms.openings import name_of
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.units import key_of
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.overview import FlowOverview, ItemLine
from engine.meaning.words.units import filled, person_name
from engine.services.card_facts import BY_WHEN, UNTIL, CardFacts
from engine.services.case_loading import LoadedCase
from engine.services.corrections import Correction, correction_of
from engine.services.views import FirstCard, ItemView, MainButton, SaidOfTurn, StepButton, TurnSide

YOUR_TURN, BANKS_TURN = N_("Your turn"), N_("The Bank’s turn")
QUESTION: Final = N_("Your turn · the Bank has a question")
NOT_YOURS: Final = N_("Not your turn")
YOURS: Final = N_("Your application")
DECIDED: Final = N_("Decided on {date}")
STOPPED: Final = N_("The application stands still")
FILL_IN, START = N_("Fill in: {document}"), N_("Start: {document}")
BEGIN, SIGN = N_("Start identification"), N_("Sign the documents")
PREPARE: Final = N_("How to prepare")
GO_ON, CORRECT = N_("Continue: {document}"), N_("Correct the answers")
CORRECT_ALL: Final = N_("Correct: {document}")
AT_LEISURE: Final = N_("You can stop at any time and go on later.")
ONLY_THESE: Final = N_("In “{document}”. Everything else stays as you sent it.")
CHECKS: Final = N_("The Bank is checking your documents")
WORKS: Final = N_("The Bank is working on your application")
NOTHING_TO_DO: Final = N_(
    "There is nothing for you to do now. We will write to you as soon as something changes."
)
WAITS: Final = N_("Waiting for {names}")
SOMEBODY: Final = N_("Somebody else has to act first")
BY_ITSELF: Final = N_(
    "Each service is decided by itself. The texts were also sent to you by e-mail."
)
YOU, YOU_NAMED = N_("You"), N_("You, {name}")
AFTER_THAT: Final = N_("{item}: {status}")
BOTH: Final = N_("The Bank has decided on both services")
STEP_FOR: Final = N_("{step}: {name}")
SO_MANY: Final = N_("{item}: {done} of {all}")


@dataclass(frozen=True, slots=True)
class CardWriting:
    """Writes the card of one case as its applicant reads it."""

    case: LoadedCase = field(repr=False)
    words: FlowOverview = field(repr=False)
    captions: Captions = field(repr=False)
    reader: Reader = field(repr=False)
    to_do: tuple[ItemView, ...]
    others: tuple[ItemView, ...]
    items: tuple[ItemView, ...]
    decisions: tuple[ItemLine, ...]
    phone: str

    def card(self, turn: TurnSide) -> FirstCard:
        """The card, by whose turn it is."""
        if turn == "you":
            return self._yours()
        if turn == "bank":
            return self._banks()
        if turn == "others":
            return self._of_others()
        return self._stopped() if turn == "stopped" else self._nobodys()

    # whose turn it is -----------------------------------------------------------------------------

    def _yours(self) -> FirstCard:
        first = self.to_do[0]
        comments, message = self._comments(first), self.reader.message
        lead = first.line.text or self._stage_text(first)
        acting = self._acting(first)
        button, left = self._button(acting, returned=bool(comments))
        if not lead and button is not None and button.fill_in:
            lead = message(AT_LEISURE)
        return FirstCard(
            "you",
            message(QUESTION if comments else YOUR_TURN),
            self._order(first),
            message(ONLY_THESE, document=first.line.title) if self._correction(first) else lead,
            comments=comments,
            button=button,
            others=left,
            facts=self._facts.of((first,), self._you(), UNTIL, self._how_many(first)),
            afterwards=tuple(self._afterwards(first)),
            returned=bool(comments),
            covers=(acting.line.item, acting.line.unit),
        )

    def _banks(self) -> FirstCard:
        message = self.reader.message
        checks = all(
            form_page(self.case.ready, one.line.item, one.line.unit) for one in self.others
        )
        roles = dict.fromkeys(who for one in self.others for who in one.line.waits_for)
        who = ", ".join(actor_in_words(name, self.captions) for name in roles)
        late = any(at <= self.case.now for at in self._facts.dues(self.others))
        return FirstCard(
            "bank",
            message(BANKS_TURN),
            message(CHECKS if checks else WORKS),
            message(NOTHING_TO_DO),
            facts=self._facts.of(self.others, who, BY_WHEN),
            call=self.phone if late else "",
            late=late,
        )

    def _of_others(self) -> FirstCard:
        message, staff = self.reader.message, {one.name for one in self.case.state.route.flow.roles}
        # What the Bank does meanwhile is not what the applicant waits for.
        acting = tuple(one for one in self.others if not staff.issuperset(one.line.waits_for))
        names = dict.fromkeys(filter(None, (self._name(one.line.unit) for one in acting)))
        first = next((one for one in acting if one.steps), acting[0])
        named = self.reader.list_of(names)
        step = next(iter(first.steps), None)
        if step is not None and len(acting) > 1 and (name := self._name(first.line.unit)):
            step = replace(step, caption=message(STEP_FOR, step=step.caption, name=name))
        return FirstCard(
            "others",
            message(NOT_YOURS),
            message(WAITS, names=named) if names else message(SOMEBODY),
            self._how_many(first)
            or message(AFTER_THAT, item=first.line.title, status=first.line.caption),
            button=None if step is None else MainButton(step.caption, step=step),
            others=first.steps[1:],
            facts=self._facts.of(acting, named, UNTIL),
            covers=(first.line.item, first.line.unit),
        )

    def _how_many(self, first: ItemView) -> str:
        """How many of several people have done it; empty for one alone."""
        item = self.case.state.route.items[first.line.item]
        lines = (one.line for one in self.items if one.line.item == item.name)
        asked = [line for line in lines if line.kind != "over"]
        if len(asked) < 2 or item.each is None or item.each.kind != "persons":
            return ""
        title, done = self.reader.text(item.title), sum(line.kind == "good" for line in asked)
        return self.reader.message(SO_MANY, item=title, done=done, all=len(asked))

    def _stopped(self) -> FirstCard:
        bad = next(
            (one for one in self.words.items if one.kind == "bad" and one not in self.decisions),
            None,
        )
        heading = bad.caption if bad else self.words.status
        lead = bad.text if bad else ""
        return FirstCard(
            "stopped", self.reader.message(STOPPED), heading, lead, call="" if lead else self.phone
        )

    def _nobodys(self) -> FirstCard:
        made = [one for one in self.decisions if one.kind]
        if not made:
            return FirstCard(
                "nobody", self.reader.message(YOURS), self.words.status, self._bad_texts()
            )
        said = list(dict.fromkeys(one.caption for one in made))
        days = [one.since for one in made if one.since is not None]
        eyebrow = self.reader.message(DECIDED, date=self._facts.day(max(days))) if days else ""
        if len(made) == 1:  # of several each has a card of its own
            eyebrow = " · ".join(filter(None, (eyebrow, made[0].title)))
        if len(said) == 1:
            return FirstCard("nobody", eyebrow, said[0], made[0].text)
        heading = self.reader.message(BOTH) if len(made) == 2 else self._decided_on(len(made))
        return FirstCard("nobody", eyebrow, heading, self.reader.message(BY_ITSELF))

    def _decided_on(self, count: int) -> str:
        return self.reader.counted(
            "The Bank has decided on {count} service",
            "The Bank has decided on {count} services",
            count,
        )

    def _bad_texts(self) -> str:
        return " ".join(one.text for one in self.words.items if one.kind == "bad" and one.text)

    # what is to be done ---------------------------------------------------------------------------

    def _order(self, first: ItemView) -> str:
        line, reader, correction = first.line, self.reader, self._correction(first)
        if correction is not None:
            count = len([key for key in correction.keys if key])
            return reader.counted("Correct {count} answer", "Correct {count} answers", count)
        if self._comments(first):
            return reader.message(CORRECT_ALL, document=line.title)
        alike = [one for one in self.to_do if one.line.item == line.item and one.fill_in]
        if len(alike) > 1:
            return reader.counted(
                "Fill in {count} document", "Fill in {count} documents", len(alike)
            )
        order = self._status(line).to_do
        if order is not None:
            case = self.case.state.world.situation(self.case.state.picture)
            item = self.case.state.route.items[line.item]
            return filled(case, order, (item, line.unit), self.captions)
        if first.fill_in:
            return reader.message(FILL_IN, document=line.title)
        return reader.message(AFTER_THAT, item=line.title, status=line.caption)

    def _button(
        self, first: ItemView, *, returned: bool
    ) -> tuple[MainButton | None, tuple[StepButton, ...]]:
        if first.fill_in:
            words = CORRECT if returned else GO_ON if self._is_begun(first) else START
            caption = self.reader.message(words, document=first.line.title)
            return MainButton(caption, fill_in=first.fill_in), first.steps
        if first.session:
            begins = SIGN if first.signs else BEGIN
            words = self.reader.message(begins if first.door in (None, "open") else PREPARE)
            return MainButton(words, session=first.session, signs=first.signs), first.steps
        if not first.steps or first.steps[0].stays:  # what is to be done is done elsewhere
            return None, first.steps
        step = first.steps[0]
        return MainButton(step.caption, step=step), first.steps[1:]

    def _acting(self, first: ItemView) -> ItemView:
        """The item on which something can be done for the first one, mostly that one itself."""
        if first.fill_in or first.session or any(not step.stays for step in first.steps):
            return first
        near = (one for one in self.items if one.steps and one.line.stage == first.line.stage)
        return next((one for one in near if not one.line.waits_for), first)

    def _is_begun(self, first: ItemView) -> bool:
        page = form_page(self.case.ready, first.line.item, first.line.unit)
        return page is not None and self.case.draft(page.key).version > 0

    def _correction(self, first: ItemView) -> Correction | None:
        """What is to be corrected, where single answers were named."""
        page = form_page(self.case.ready, first.line.item, first.line.unit)
        found = None if page is None or not first.fill_in else correction_of(self.case, page)
        return found if found is not None and any(found.keys) else None

    def _comments(self, first: ItemView) -> tuple[SaidOfTurn, ...]:
        """What the bank said of a form that came back."""
        page = form_page(self.case.ready, first.line.item, first.line.unit)
        sent = None if page is None else self.case.state.sent.get(page.place)
        if page is None or sent is None or not first.fill_in:
            return ()
        found = []
        for comment in open_comments(page.item, page.unit, self.case.events):
            name = name_of(comment.place.key, page.outline, sent.answers)
            place = page.outline.place(name) if comment.place.key else None
            about = "" if place is None else self.reader.text(place.field.caption)
            found.append(SaidOfTurn(about, comment.text))
        return tuple(found)

    def _afterwards(self, first: ItemView) -> Iterator[str]:
        for one in self.to_do:
            if one.line.item != first.line.item:
                yield self._order(one)

    # the case -------------------------------------------------------------------------------------

    @property
    def _facts(self) -> CardFacts:
        return CardFacts(self.case, self.words, self.reader)

    def _status(self, line: ItemLine) -> Status:
        item = self.case.state.route.items[line.item]
        return item.status(self.case.state.picture.instance(line.item, line.unit).status)

    def _stage_text(self, first: ItemView) -> str:
        found = (line.text for line in self.words.stages if line.stage == first.line.stage)
        return "" if first.fill_in else next(found, "")

    def _name(self, unit: str) -> str:
        case = self.case.state.world.situation(self.case.state.picture)
        return person_name(case, key_of(case, unit)) if unit else ""

    def _you(self) -> str:
        """The reader, by name where the case tells who that is."""
        name = next(filter(None, map(self._name, sorted(self.case.actor.persons))), "")
        message = self.reader.message
        return message(YOU_NAMED, name=name) if name else message(YOU)


def without_steps(item: ItemView, card: FirstCard) -> ItemView:
    """An item whose steps are on the card already."""
    is_there = card.button is not None or card.others
    if (item.line.item, item.line.unit) != card.covers or not is_there:
        return item
    return replace(item, steps=(), session="")
