"""Outside parties that do not answer, in words for staff."""

from __future__ import annotations

from typing import Final

from engine.language.marker import N_
from engine.meaning.words.happenings import actor_in_words
from engine.services.queue_words import QueueWording
from engine.store.store import View

SILENT: Final = N_(
    "{provider}: no answer that makes sense at the moment. Waiting for it: {count}. The question "
    "is repeated automatically; nothing is lost."
)


def silent_parties(view: View, words: QueueWording) -> tuple[str, ...]:
    """A sentence for each provider of a programme that somebody waits for in vain."""
    waiting = view.provider_sessions.unanswered(words.programme)
    return tuple(
        words.reader.message(
            SILENT,
            provider=actor_in_words(name, words.captions),
            count=words.reader.decimal(count),
        )
        for name, count in waiting.items()
    )
