"""Lines of the history that are no events of the case: what happened to files, and exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.records import Action
from engine.case.form_pages import form_pages
from engine.definitions.model.forms import Field
from engine.language.marker import N_
from engine.meaning.picture import Key
from engine.meaning.words.captions import Captions
from engine.meaning.words.history import HistoryLine
from engine.meaning.words.units import item_title
from engine.services.case_loading import LoadedCase
from engine.services.message_acts import FILES_PATH

FILES: Final[Mapping[str, str]] = {
    "file added": N_("File added"),
    "file removed": N_("File removed"),
    "file downloaded": N_("File downloaded"),
    "case exported": N_("Exported"),
    "message sent again": N_("Message sent again"),
}
"""What stands in the history and is no event of the case."""


def file_line(case: LoadedCase, done: Action, captions: Captions) -> HistoryLine:
    """An action as a row, with the document and the question that its file belongs to."""
    (item, unit), question = _place(case, done)
    known = case.state.route.items.get(item)
    titles: list[str] = []
    if known is not None:
        situation = case.state.world.situation(case.state.picture)
        titles.append(item_title(situation, known, unit, captions))
    if question is not None:
        titles.append(captions.reader.text(question.caption))
    elif done.subject == FILES_PATH:
        titles.append(captions.reader.message(N_("Message")))
    return HistoryLine(
        number=0, at=done.at, side=done.side, who="", account=done.actor,
        what=captions.reader.message(FILES[done.action]), item="" if known is None else item,
        of=unit, title=": ".join(titles), before="", after="",
    )  # fmt: skip


def _place(case: LoadedCase, done: Action) -> tuple[Key, Field | None]:
    """The item and unit that the file was asked in, and its question if it is still asked."""
    path, item, unit = done.subject, done.detail.get("item", ""), done.detail.get("of", "")
    pages = [page for page in form_pages(case.state) if path in page.outline.fields]
    for page in pages:
        if page.place == (item, unit) or not item:
            return page.place, page.outline.fields[path]
    for (of, _), asked in case.ready.step_forms.items():
        if of == item and path in asked.outline.fields:
            return (item, unit), asked.outline.fields[path]
    return (item, unit), None
