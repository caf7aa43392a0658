"""What an exported schema and the engine refuse of the same answers, and why they may differ."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from jsonschema import Draft202012Validator

from engine.base.values import Problem, StoredFile
from engine.bundles.compiled import Ready
from engine.case.judgement import facts_of, situation
from engine.definitions.json_schema import export
from engine.definitions.model.forms import Field, Form, Group
from engine.definitions.reading.answers_file import _json as texts_of
from engine.forms.problems import problems
from engine.forms.read import Surroundings, read
from engine.forms.walk import items_of
from engine.meaning.situation import Situation
from tests.definitions.generated.answers import answers

TODAY: Final = date(2026, 11, 22)
ODD: Final = (
    "", "x", "purple", "x" * 300, "a" * 3000, 0, -1, 101, 0.125, 10**15, True, False, [],
    ["purple"], ["LV", "EE", "LT"], ["LV", "LV"], "LV", "2026-01-01",
    "2026-13-45", "150685-11231", "yes",
)  # fmt: skip


def in_json(value: Any) -> Any:
    """An answer as the schema describes it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case StoredFile():
            return {"name": value.name}
        case Mapping():
            return {name: in_json(part) for name, part in value.items()}
        case tuple():
            return [in_json(part) for part in value]
        case _:
            return value


def given(ready: Ready, chance: Random) -> dict[str, Any]:
    """Answers to all forms by path, as they are kept, some of them replaced by odd ones."""
    raw = answers(ready.programme, chance)
    found = in_json(dict(facts_of(ready, raw, TODAY).answers))
    for path in chance.sample(sorted(found), min(len(found), chance.choice((0, 1, 3)))):
        found[path] = chance.choice(ODD)
    for rows in (value for path, value in found.items() if path in ready.outline.groups):
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row and chance.random() < 0.3:
                row[chance.choice(sorted(row))] = chance.choice(ODD)
    return dict(found)


def by_schema(checker: Draft202012Validator, data: Any) -> set[str]:
    """Input names of the questions and groups that the schema finds fault with."""
    found = set()
    for error in checker.iter_errors(data):
        steps = [str(step) for step in error.absolute_path]
        if error.validator == "required":
            absent = (name for name in error.validator_value if name not in error.instance)
            found |= {".".join([*steps, name]) for name in absent}
        else:
            found.add(".".join(steps))
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where only one of both refuses; ``why`` names the reason that is allowed."""

    ready: Ready
    form: str
    case: Situation = field(repr=False)
    name: str
    given: Any
    kept: Any
    """What the engine keeps of it."""
    problem: Problem | None
    """What the engine says; None where only the schema refuses."""
    moves_up: bool = False
    """Whether it stands in a row without an answer, which the engine leaves out, or after one."""

    @property
    def field(self) -> Field | None:
        place = self.ready.everything.place(self.name)
        return None if place is None else place.field

    @property
    def why(self) -> str:
        reasons = TAKEN if self.problem is None else REFUSED
        return next((why for why, is_so in reasons.items() if is_so(self)), "")


def compared(ready: Ready, data: dict[str, Any]) -> Iterator[Difference]:
    """Each place, form by form, where only one of both refuses."""
    raw = texts_of(Path("answers.json"), json.dumps(data))
    facts = facts_of(ready, raw, TODAY)
    around = Surroundings(TODAY, blank_rows=False, named_files=True)
    kept = in_json(dict(read(ready.everything, raw, around).answers))
    case = situation(ready, facts)
    for form, checker in checkers(ready).items():
        outline = ready.forms[form]
        told = problems(case, outline, [one for one in facts.unread if outline.place(one.path)])
        refused = {one.path: one for one in told if one.level == "refuse"}
        places = {question(ready, name) for name in by_schema(checker, data)}
        for name in sorted(places ^ refused.keys()):
            was, now = at(data, name), at(kept, name)
            moved = moves_up(ready, data, name)
            yield Difference(ready, form, case, name, was, now, refused.get(name), moved)


def checkers(ready: Ready) -> Mapping[str, Draft202012Validator]:
    """A checker of each form, formats included."""
    found = _CHECKERS.get(ready.bundle)
    if found is None:
        forms = ready.programme.forms
        found = _CHECKERS[ready.bundle] = {
            form.name: Draft202012Validator(
                export(form, forms), format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            for form in forms
        }
    return found


_CHECKERS: dict[str, Mapping[str, Draft202012Validator]] = {}


def question(ready: Ready, name: str) -> str:
    """The input name of the question in which something stands: of a choice or a file in it."""
    while name and ready.outline.place(name) is None and name not in ready.outline.groups:
        stem, _, last = name.rpartition(".")
        if not last.isdecimal() and ready.everything.place(name) is not None:
            return name
        name = stem
    return name


def is_asked(case: Situation, name: str) -> bool:
    path, row = case.place(name)
    if row is None:
        return path not in case.meaning.questions or case.asked(path) is True
    return case.asked(row.group) is True and case.asked(path, row) is True


def at(data: Any, name: str) -> Any:
    """What stands at an input name."""
    if name in data:
        return data[name]
    group, _, rest = name.partition(".")
    while rest:
        number, _, plain = rest.partition(".")
        rows = data.get(group)
        if isinstance(rows, list) and number.isdecimal() and int(number) < len(rows):
            row = rows[int(number)]
            return row.get(plain) if isinstance(row, dict) else row
        group, rest = f"{group}.{number}", plain
    return None


def moves_up(ready: Ready, data: Any, name: str) -> bool:
    """Whether the engine counts the row of a name otherwise: it leaves out rows without answers."""
    groups = (group for group in ready.outline.groups if name.startswith(f"{group}."))
    group = max(groups, key=len, default="")
    number, rows = name.removeprefix(f"{group}.").partition(".")[0], data.get(group)
    if not (group and number.isdecimal() and isinstance(rows, list)):
        return False
    return any(has_nothing(row) for row in rows[: int(number) + 1])


def has_nothing(given: Any) -> bool:
    """Whether nothing is answered: in none of its rows either, where it is a group."""
    if isinstance(given, list):
        return all(has_nothing(row) for row in given)
    return given in ("", None, {}) or (
        isinstance(given, dict) and all(has_nothing(value) for value in given.values())
    )


def is_not_asked(found: Difference) -> bool:
    """The schema speaks of a form that is asked, and of the rows of groups that are."""
    return not is_asked(found.case, found.name)


def is_conditional(found: Difference) -> bool:
    """Not every condition can be said in the words of the standard: dates, values, facts."""
    if found.problem is None or found.given not in (None, "", []):
        return False
    schema = checkers(found.ready)[found.form].schema
    group, _, rest = found.name.partition(".")
    if rest and group in schema["properties"] and group in found.ready.outline.groups:
        rows = schema["properties"][group]["items"]
        return rest.partition(".")[2] not in rows.get("required", ())
    return found.name not in schema.get("required", ())


def is_validated(found: Difference) -> bool:
    asked = found.field
    return asked is not None and bool(
        asked.looks_like or asked.pattern or asked.script or asked.kind in VALIDATED
    )


def is_tested(found: Difference) -> bool:
    return found.field is not None and found.field.must_be is not None


def is_of_a_check(found: Difference) -> bool:
    texts = {
        check.saying.text
        for form in found.ready.programme.forms
        for check in (*form.checks, *(one for group in groups_of(form) for one in group.checks))
    }
    return found.problem is not None and found.problem.message in texts


def is_twice(found: Difference) -> bool:
    texts = {
        distinct.saying.text
        for form in found.ready.programme.forms
        for group in groups_of(form)
        for distinct in group.distinct
    }
    return found.problem is not None and found.problem.message in texts


def groups_of(form: Form) -> list[Group]:
    return [item for item in items_of([form]) if isinstance(item, Group)]


def comes_and_goes(found: Difference) -> bool:
    options = found.field.options if found.field else None
    return options is not None and any(option.when is not None for option in options.options)


def has_too_many_digits(found: Difference) -> bool:
    return isinstance(found.given, float) and found.field is not None


def is_written_otherwise(found: Difference) -> bool:
    """The schema describes answers as they are kept; a number of a phone may be typed in many ways,
    and where a text is asked for yes is a text."""
    return bool(found.given != found.kept or type(found.given) is not type(found.kept))


def is_open(found: Difference) -> bool:
    """Whether it is required hangs on something else that is not answered either."""
    path, row = found.case.place(found.name)
    return path in found.case.meaning.questions and found.case.required(path, row) is None


VALIDATED: Final = frozenset(
    {"email", "phone", "url", "personal_code", "company_number", "iban", "password"}
)
Reason = Callable[[Difference], bool]
TAKEN: Final[Mapping[str, Reason]] = {
    "what is not asked": is_not_asked,
    "what is not known to be required": is_open,
    "what is written otherwise": is_written_otherwise,
    "what moves up past a blank row": lambda found: found.moves_up,
}
"""Why the engine may take what the schema refuses."""

REFUSED: Final[Mapping[str, Reason]] = {
    "x-required": is_conditional,
    "nothing in it": lambda found: found.given is not None and has_nothing(found.given),
    "what moves up past a blank row": lambda found: found.moves_up,
    "x-checks": is_of_a_check,
    "x-distinct": is_twice,
    "x-looks-like": is_validated,
    "x-must-be": is_tested,
    "x-when of a choice": comes_and_goes,
    "x-accept": lambda found: found.field is not None and found.field.kind == "file",
    "x-of of a row": lambda found: found.field is not None and found.field.kind == "row",
    "x-decimals": has_too_many_digits,
}
"""Why the engine may refuse what the schema takes: what the standard has no words for."""
