"""Parts of an overview: the documents and how far each is, what the bank filled in, and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.values import Absence, StoredFile, Value
from engine.bundles.compiled import Ready
from engine.case.form_pages import form_page
from engine.definitions.model.conditions import Subject
from engine.definitions.model.flow_walk import compares, flow_conditions
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.flow.signed import judged_files
from engine.meaning.units import UnitScope
from engine.meaning.words.amounts import filled_in, is_amount
from engine.meaning.words.captions import Captions
from engine.meaning.words.summary import FactInWords
from engine.services.case_loading import LoadedCase
from engine.services.views import DocumentLine, ItemView, ShownItem, ShownValue

COPIED = ("iban", "reference", "text")
"""Ways of making what its reader copies into a payment."""

NOT_BEGUN, SAVED = N_("not begun"), N_("saved {time}, not sent")
SENT, SENT_AGAIN = N_("sent {time}"), N_("version {number}, sent {time}")


def documents(
    case: LoadedCase, items: tuple[ItemView, ...], reader: Reader
) -> Iterator[DocumentLine]:
    """What is filled in, in the order of the flow."""
    for item in items:
        if form_page(case.ready, item.line.item, item.line.unit) is not None:
            yield DocumentLine(item, _note(case, item, reader))


def told_facts(flow: Flow, facts: Iterable[FactInWords]) -> tuple[FactInWords, ...]:
    """The facts that the way of the case rests on; others say what its items say themselves."""
    tests = (test for condition, _ in flow_conditions(flow) for test in compares(condition))
    names = {test.subject.path for test in tests}
    return tuple(
        each for each in facts if each.captions and not each.several and each.name in names
    )


def shown_items(
    case: LoadedCase, items: tuple[ItemView, ...], captions: Captions
) -> Iterator[ShownItem]:
    """Items that show answers of their steps, once there are some."""
    for one in items:
        item = case.state.route.items[one.line.item]
        values = tuple(shown_values(case, item, one.line.unit, captions))
        if values:
            line = one.line
            yield ShownItem(line.item, line.unit, line.title, line.caption, values)


def shown_values(
    case: LoadedCase, item: Item, unit: str, captions: Captions
) -> Iterator[ShownValue]:
    """The answers of its steps that an item shows; none while none was given."""
    known = [(one, _value(case, item, unit, one.subject)) for one in item.shows]
    asked = (value for one, value in known if _is_asked(case, item, one.subject))
    if all(isinstance(value, Absence) for value in asked):
        return
    inside = captions.within(item.name) if item.each is not None else captions
    copied = {made.path for made in item.makes if made.how in COPIED}
    pays = any(made.how == "iban" for made in item.makes)
    for one, value in known:
        if isinstance(value, Absence):
            continue
        files, own = _files(value), item if one.subject.in_row else None
        if files and _is_void(case, one.subject.path):
            continue
        text = "" if files else filled_in(captions, one.subject, value, own)
        name = inside.subject(one.subject) if one.caption is None else one.caption
        words = name if isinstance(name, str) else captions.reader.text(name)
        named = tuple((file.id, file.name) for file in files)
        path = one.subject.path
        together = path if files and is_to_sign(case.ready, path) else ""
        is_copied = path in copied or (pays and _is_to_pay(case, item, one.subject))
        yield ShownValue(words, text, named, is_copied, together)


def _is_to_pay(case: LoadedCase, item: Item, subject: Subject) -> bool:
    """Whether it is an amount that is asked for, or what is left of one."""
    meaning = case.ready.meaning
    owns = meaning.own_values.get(item.name, {})
    value = owns.get(subject.path) or meaning.values.get(subject.path)
    whole = value is None or value.item.function == "difference"
    return whole and is_amount(meaning, subject, item)


def _is_void(case: LoadedCase, path: str) -> bool:
    """Whether signed files are those of documents that others have taken the place of."""
    found = judged_files(case.state.picture, path)
    return found is not None and not found.holds


def is_to_sign(ready: Ready, path: str) -> bool:
    """Whether the documents of a question are to be signed, and come back signed."""
    fields = (one for form in ready.step_forms.values() for one in form.outline.fields.values())
    return any(one.upload is not None and one.upload.signs == path for one in fields)


def shown_files(case: LoadedCase) -> frozenset[str]:
    """The ids of the files that the applicant is shown beside those of the forms."""
    found: set[str] = set()
    for item in case.state.route.flow.items:
        for unit in case.state.picture.of(item.name):
            found.update(file.id for file in files_of_item(case, item, unit))
    return frozenset(found)


def files_of_item(case: LoadedCase, item: Item, unit: str) -> tuple[StoredFile, ...]:
    """The files among what an item shows."""
    known = (one.subject for one in item.shows if not _is_void(case, one.subject.path))
    values = (_value(case, item, unit, subject) for subject in known)
    return tuple(file for value in values for file in _files(value))


def _note(case: LoadedCase, item: ItemView, reader: Reader) -> str:
    page = form_page(case.ready, item.line.item, item.line.unit)
    zone = case.ready.zone
    saved = case.draft(page.key) if page else None
    sent = case.state.sent.get((item.line.item, item.line.unit))
    if sent is None:
        if saved is None or saved.saved_at is None:
            return reader.message(NOT_BEGUN)
        return reader.message(SAVED, time=reader.datetime(saved.saved_at, zone))
    if item.fill_in and saved is not None and saved.saved_at and saved.saved_at > sent.at:
        return reader.message(SAVED, time=reader.datetime(saved.saved_at, zone))
    place = (item.line.item, item.line.unit)
    sendings = (one for one in case.events if one.kind == "submitted")
    versions = [one for one in sendings if (one.item, one.of) == place]
    time = reader.datetime(sent.at, zone)
    if len(versions) <= 1:
        return reader.message(SENT, time=time)
    return reader.message(SENT_AGAIN, number=len(versions), time=time)


def _is_asked(case: LoadedCase, item: Item, subject: Subject) -> bool:
    """Whether somebody fills it in; a value of nothing is no reason to show anything."""
    meaning = case.ready.meaning
    own = meaning.own_values.get(item.name, {}) if subject.in_row else {}
    return subject.path not in own and subject.path not in meaning.values


def _value(case: LoadedCase, item: Item, unit: str, subject: Subject) -> Value:
    now = case.state.world.situation(case.state.picture)
    return UnitScope(now, item, unit).value(subject) if subject.in_row else now.value(subject)


def _files(value: Value) -> tuple[StoredFile, ...]:
    found = value if isinstance(value, tuple) else ()
    return tuple(one for one in found if isinstance(one, StoredFile))
