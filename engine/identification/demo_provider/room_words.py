"""What the pages of rooms say, in the languages they know."""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RoomWords:
    """The words of one language."""

    lang: str
    title: str
    rehearsal: str
    waiting: str
    started: str
    ended: str
    gone: str
    start: str
    enter: str
    end: str
    nobody: str


WORDS: Final = {
    "en": RoomWords(
        lang="en",
        title="Video call: rehearsal",
        rehearsal="No camera is used here and nobody is seen. Choose what happens in the call.",
        waiting="The call has not begun.",
        started="The call is under way.",
        ended="The call is over. You can close this window.",
        gone="This link is not valid, or no longer valid.",
        start="Start the call",
        enter="Come in",
        end="End the call",
        nobody="Whoever does not want to appear closes this window.",
    ),
    "lv": RoomWords(
        lang="lv",
        title="Videozvans: mēģinājums",
        rehearsal="Šeit kamera netiek izmantota un neviens nav redzams. "
        "Izvēlieties, kas notiek zvana laikā.",
        waiting="Zvans vēl nav sācies.",
        started="Zvans notiek.",
        ended="Zvans ir beidzies. Šo logu var aizvērt.",
        gone="Saite nav derīga vai vairs nav derīga.",
        start="Sākt zvanu",
        enter="Pievienoties",
        end="Beigt zvanu",
        nobody="Lai neierastos, aizveriet šo logu.",
    ),
    "ru": RoomWords(
        lang="ru",
        title="Видеозвонок: репетиция",
        rehearsal="Камера здесь не используется, и никого не видно. "
        "Выберите, что происходит во время звонка.",
        waiting="Звонок ещё не начался.",
        started="Звонок идёт.",
        ended="Звонок завершён. Это окно можно закрыть.",
        gone="Ссылка недействительна или больше не действует.",
        start="Начать звонок",
        enter="Войти",
        end="Завершить звонок",
        nobody="Чтобы не явиться на звонок, закройте это окно.",
    ),
}


def room_words(lang: str) -> RoomWords:
    """The words of a language; English for one that is not known."""
    return WORDS.get(lang, WORDS["en"])
