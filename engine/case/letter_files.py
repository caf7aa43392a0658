"""Files that go with a mail, and the words for them: a mail server takes no mail of any size."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.base.records import AttachedFile, Message
from engine.base.values import StoredFile
from engine.definitions.model.conditions import Subject
from engine.definitions.model.route import Notice
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.flow.signed import judged_files
from engine.meaning.situation import Situation

MOST: Final = 7 * 1_048_576
"""Bytes that the files of a mail have together: written for a mail they are a third larger, and
many a server takes 10 MB."""

ATTACHED: Final = N_("Attached")
TOO_LARGE: Final = N_("nothing, the files are too large for an e-mail; they can be downloaded")


def with_files(message: Message, case: Situation, notice: Notice, reader: Reader) -> Message:
    """The message with the files of its notice, or with words about files that are too large."""
    if message.frame is None or not notice.attaches:
        return message
    files = tuple(one for path in notice.attaches for one in _files(case, path))
    if not files:
        return message
    fits = sum(one.size for one in files) <= MOST
    told = ", ".join(one.name for one in files) if fits else reader.message(TOO_LARGE)
    facts = (*message.frame.facts, (reader.message(ATTACHED), told))
    attached = tuple(AttachedFile(one.id, one.name, one.media_type) for one in files)
    return replace(
        message,
        frame=replace(message.frame, facts=facts),
        files=attached if fits else (),
    )


def _files(case: Situation, path: str) -> tuple[StoredFile, ...]:
    """The files of a question; none that others have taken the place of."""
    value = case.value(Subject(path))
    found = value if isinstance(value, tuple) else ()
    judged = judged_files(case.picture, path)
    if judged is not None and not judged.holds:
        return ()
    return tuple(one for one in found if isinstance(one, StoredFile))
