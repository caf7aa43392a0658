"""Outside parties that do not answer, in words for staff."""

from __future__ import annotations

from typing import Final

from engine.language.marker import N_
from engine.meaning.words.happenings import actor_in_words
from engine.services.queue_words import QueueWording
from engine.store.store import View

SILENT: Final = N_(
    "Not answering at the moment: {parties}. They are asked again automatically; nothing is lost."
)
WAITING: Final = N_("{provider} (waiting: {count})")


def silent_parties(view: View, words: QueueWording) -> str:
    """A sentence about the providers of a programme that somebody waits for in vain; or none."""
    reader, captions = words.reader, words.captions
    parties = [
        reader.message(
            WAITING, provider=actor_in_words(name, captions), count=reader.decimal(count)
        )
        for name, count in view.provider_sessions.unanswered(words.programme).items()
    ]
    return reader.message(SILENT, parties=", ".join(parties)) if parties else ""
