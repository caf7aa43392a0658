"""What the definitions themselves say of a case, in the few words that scenarios expect.

``options PATH`` are the choices offered now, ``limits PATH`` how much is taken, ``sensitive`` what
is kept encrypted, and ``account problems`` what the last step of registration would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.case.judgement import Judgement
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import (
    Field,
    Group,
    Upload,
)
from engine.forms.problems import problems
from engine.forms.read import Raw, Surroundings, read
from engine.meaning.situation import Situation

NONE: Final = "none"
MEGABYTE: Final = 1 << 20


def agreed(subject: str, now: Judgement, given: Raw) -> str | None:
    """The words for a subject, or None for one that is not of these; ``given`` as it was typed."""
    if subject == "sensitive":
        return ", ".join(path for path in now.asked if path in now.ready.sensitive) or NONE
    if subject == "account problems":
        return _account_problems(now, given)
    word, _, name = subject.partition(" ")
    return _BY_WORD[word](now, name) if word in _BY_WORD and name else None


def _options(now: Judgement, name: str) -> str:
    path, row = now.situation.place(name)
    if path not in now.ready.meaning.questions or now.situation.asked(path, row) is not True:
        return NONE
    return ", ".join(option.code for option in now.situation.offered(path, row)) or NONE


def _limits(now: Judgement, name: str) -> str:
    path, _ = now.situation.place(name)
    question = now.ready.meaning.questions.get(path)
    item = _of_steps(now, path) if question is None else question.item
    if item is None:
        return NONE
    return f"{item.minimum}..{item.maximum} rows" if isinstance(item, Group) else _of_field(item)


def _of_steps(now: Judgement, path: str) -> Field | None:
    """A question of a form whose answers belong to one person, value or row."""
    forms = (form for item in now.ready.programme.flow.items for form in item.own_forms)
    return next((each for form in forms for each in questions(form) if each.name == path), None)


def _of_field(field: Field) -> str:
    words = [
        f"{name} {value}"
        for name, value in (
            ("min", field.minimum), ("max", field.maximum), ("decimals", field.decimals),
            ("must be", field.must_be_text or None), ("looks like", field.looks_like or None),
            ("pattern", field.pattern or None), ("script", field.script or None),
            ("default", field.default),
            ("device check", ", ".join(each.written for each in field.device_checks) or None),
            ("on doubt", field.on_doubt if field.on_doubt != "refer" else None),
        )
        if value is not None
    ]  # fmt: skip
    return ", ".join([*words, *(_of_upload(field.upload) if field.upload else ())]) or NONE


def _of_upload(upload: Upload) -> tuple[str, str]:
    return f"max files {upload.max_files}", f"max size {upload.max_size / MEGABYTE:g} MB"


def _account_problems(now: Judgement, given: Raw) -> str:
    ready, today = now.ready, now.situation.today
    outline = ready.registration[ready.programme.registration.account_form]
    typed = {name: texts for name, texts in given.items() if name in outline.order}
    reading = read(outline, typed, Surroundings(today))
    case = Situation(ready.meaning, reading.answers, today)
    found = problems(case, outline, reading.problems)
    return ", ".join(f"{one.path} {one.code}" for one in found if one.level == "refuse") or NONE


_BY_WORD: Final[Mapping[str, Callable[[Judgement, str], str]]] = {
    "options": _options,
    "limits": _limits,
}
