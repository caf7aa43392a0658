"""Definitions made at random: every kind with every attribute, every function, in every place.

What is written may be wrong; ``accepted`` takes out line by line what ``check`` refuses, so that
what is left is what an analyst could have written and been told that it is fine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import Definitions
from engine.definitions.reading.functions import FUNCTIONS

MARK: Final = "  #~"
"""Ends a line that may be taken out."""

Files = dict[str, str]

PLAIN_TESTS: Final = ("answered", "blank", "n/a")
TESTS: Final[Mapping[str, Sequence[str]]] = {
    "text": ("x", "not x or y", "= {same}", "LV"),
    "number": ("5", "1..5", "..<3", "> 2", "2.50..", "not 0", "= {same}", "..100", "0 or 7.."),
    "date": ("..today", "2000-01-01..", "today", "..<2026-01-01", "= {same}", "not 2020-02-29"),
    "flag": ("yes", "no", "not yes", "= {same}"),
    "choice": ("a", "a or b", "not b", "= {same}"),
    "choices": ("a", "only a or b", "all a or b", "not a", "= {same}"),
    "country": ("LV", "not LV or EE", "= {same}"),
    "countries": ("LV", "only LV or EE", "all LV or EE", "not LV", "= {same}"),
    "language": ("lv", "not lv or en", "= {same}"),
    "row": ("1", "not 2", "= {same}"),
    "files": (),
    "none": (),
    "group": (),
}
"""By kind of question, else by kind of answer."""

GROUP_TESTS: Final = ("{{any: {inner}}}", "{{all: {inner}}}", "{{none: {inner}}}", "blank", "n/a")
DEFAULTS: Final[Mapping[str, Sequence[str]]] = {
    "text": ("x", "LV", "+37129555778", "a b"),
    "number": ("5", "0", "2.50", "-1"),
    "date": ("2020-02-29", "today"),
    "flag": ("yes", "no"),
    "choice": ("a",),
    "choices": ("a", "[a, b]"),
    "country": ("LV",),
    "countries": ("LV", "[LV, EE]"),
    "language": ("lv",),
    "row": ("1",),
    "files": ("x.pdf",),
    "none": ("x",),
}
ELSEWHERE: Final = frozenset({"signs", "device check"})
"""Attributes that stand in few places, and have tests of their own."""
ATTRIBUTES: Final[Mapping[str, Sequence[str]]] = {
    "hint": ("Have it ready", '"Have {it} ready & <b>bold</b>"'),
    "why": ("The law asks for it",),
    "source": ("Law 1",),
    "sensitive": ("yes", "no"),
    "width": ("short", "medium", "long"),
    "else": ("It does not fit", '"{path} is wrong"'),
    "code": ("E-22",),
    "if blank": ("Say it", "{say: Say it, code: E-39}"),
    "if many": ("One only", "{say: One only, code: E-05}"),
    "autocomplete": ("name", "email", "tel", "bday"),
    "looks like": (
        "person_name", "company_name", "latin", "personal_code", "iban", "email", "phone", "url",
        "password", "date_of_birth", "company_number", '"/[a-z]{2,9}/"', '"/(a|b)*/"', '"/^$/"',
    ),
    "max": ("9", "2", "2.5", "0", "99999999999999999999"),
    "min": ("1", "2", "-3.5", "0"),
    "on doubt": ("block", "warn", "refer"),
    "script": ("latin",),
    "country": ("LV", "EE", "a_country", "a_text", "a_choice"),
    "decimals": ("0", "2", "9"),
    "terms": ("[rules]", "rules"),
    "accept": ("default", "[pdf, jpg]", "[.PDF]"),
    "max files": ("1", "3"),
    "max size": ("1 KB", "5 MB", "2 GB"),
}  # fmt: skip
"""Values of attributes; ``when``, ``required``, ``must be``, ``default`` and ``of`` are made."""

NAMES: Final = {"row": "picked"}
"""Names of questions whose kind is a name that is taken."""

OF: Final[Mapping[str, Sequence[str]]] = {
    "row": ("rows", "others"),
    "country": ("countries", "letters + countries"),
    "countries": ("countries", "countries + letters"),
    "language": ("languages", "languages + letters"),
}
CAPTIONS: Final = ("What is it", '"Is “it”? <i> {x} %s"')
CALLED: Final = [function for function in FUNCTIONS if "item" not in function.takes]
"""Functions of answers; the flow here has no items."""

LISTS: Final = (
    "{a: First, b: Second, c: Third}",
    "{a: First, b: {caption: Second, when: {when}}, c: {caption: Third, hint: Rare}}",
    "letters",
    "letters + more",
    "countries + letters",
    "countries",
    "languages",
    "phone_codes",
)
FLOW: Final = """\
programme: trial
title: A trial
bank: trial
languages: [en, lv]
registration:
  case forms: [first]
  account form: account
  email: account.email
  phone: account.phone
  password: account.password
  password repeat: account.repeat
conditions:
CONDITIONSpersons:
  client: {caption: Client, block: person}
  rows: {caption: Each row, every: rows}
roles: {officer: Officer}
stages:
  ask: {title: Ask, items: application, done when: {application: processing or accepted}}
  look:
    title: Look
    items: look
WHENitems:
  application: {title: Application, forms: [questions], reviewed by: officer}
  look:
    title: Look
    statuses:
      open:    {caption: Open, officer sees it: seen, officer refuses: refused}
      seen:    {caption: Seen, is: good}
      refused: {caption: Refused, is: bad, officer looks again: open}
case: {applicant withdraws: closed, ends: {completed: Completed, closed: Closed}}
notices:
  code:
    {on: [registration email code, password code, new e-mail code], to: applicant, channels: email,
     subject: Code, text: "Code {code}"}
  short code:
    {on: [registration phone code, password code, new phone code], to: applicant, channels: sms,
     text: "Code {code}"}
  password:
    {on: temporary password, to: applicant, channels: [email, sms],
     subject: Code, text: "Code {password}"}
terms:
  rules:
    title: Rules
    version: "1"
    valid from: 2026-01-01
    files: {en: terms/trial/rules.en.md, lv: terms/trial/rules.en.md}
"""
FIXED: Final[Mapping[str, str]] = {
    "banks/trial.yaml": "bank: trial\ntitle: Trial bank\n",
    "lists/letters.yaml": "list: letters\nof: {a: Letter A, b: Letter B, c: Letter C}\n",
    "lists/more.yaml": "list: more\nof: {d: Letter D}\n",
    "terms/trial/rules.en.md": "# Rules\n",
    "forms/trial/account.yaml": (
        "form: account\ntitle: Account\nfields:\n"
        "  account.email: {email: E-mail}\n  account.phone: {phone: Phone}\n"
        "  account.password: {password: Password}\n"
        "  account.repeat: {password: Again, must be: = account.password, else: They differ}\n"
    ),
}


@dataclass
class Maker:
    """Makes the files of one programme from a seed, with all kinds of questions or a ``few``."""

    seed: int
    few: int = 0
    rng: Random = field(init=False)
    kinds: dict[str, str] = field(default_factory=lambda: {"plain": "text"})
    """Kind of every question, value and group that a condition of the case may name."""
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311 - the same definitions for the same seed

    def files(self) -> Files:
        """All files, whether or not ``check`` will take them."""
        first = self._fields("a", self._some())
        block = self._fields("", ("text", "date", "number", "choice", "money"), group="person")
        self.kinds |= {f"person.{name}": kind for name, kind in self.rows["person"].items()}
        second = self._fields("b", self._some())
        cells = self._fields("", {"text": "", **dict.fromkeys(self._some())}, group="rows")
        self.rows["others"] = dict(self.rows["person"])
        self.kinds |= {"rows": "group", "others": "group"}
        files = dict(FIXED)
        plain = "plain: {text: Plain}"
        files["forms/trial/first.yaml"] = _form("first", _section("First", [plain, *first], None))
        files["blocks/person.yaml"] = "\n".join(
            ["block: person", "fields:", "  full_name: {text: Name}", *_indented(block, 2),
             "values:", *_indented(self._values("own", "person"), 2)]
        ) + "\n"  # fmt: skip
        files["forms/trial/questions.yaml"] = self._questions(second, cells)
        files["rules/trial/fee.yaml"] = self._rules()
        files["rules/trial/risk.yaml"] = self._table()
        named = "{person.money: 1.., today: 2020-01-01..}"
        conditions = f"  named 0: {named}{MARK}\n  always: {{plain: answered}}\n"
        when = self.rng.choice(("{fee: low}", "{risk: high}", "named 0", self.condition()))
        flow = FLOW.replace("CONDITIONS", conditions)
        files["flows/trial.yaml"] = flow.replace("WHEN", f"    when: {when}{MARK}\n")
        return files

    def _some(self) -> list[str]:
        return self.rng.sample(list(FIELD_TYPES), self.few) if self.few else list(FIELD_TYPES)

    def _fields(self, stem: str, kinds: Iterable[str], group: str = "") -> list[str]:
        lines = []
        for kind in kinds:
            name = "_".join(filter(None, (stem, NAMES.get(kind, kind.replace(" ", "_")))))
            lines.append(f"{name}: {{{', '.join(self._entries(kind, group))}}}{MARK}")
            known = self.rows.setdefault(group, {}) if group else self.kinds
            known[name] = kind
        return lines

    def _entries(self, kind: str, group: str) -> Iterator[str]:
        of = FIELD_TYPES[kind]
        yield f"{kind}: {self.rng.choice(CAPTIONS)}"
        if kind in ("choice", "choices"):
            yield f"of: {self._list(group)}"
        elif kind == "row" or (kind in OF and self.rng.random() < 0.3):
            yield f"of: {self.rng.choice(OF[kind])}"
        known = sorted((COMMON_ATTRIBUTES | of.attributes) - {"of", "else", "code", *ELSEWHERE})
        chosen = self.rng.sample(known, self.rng.randint(0, 4))
        if "must be" in chosen or of.value == "number":
            chosen += self.rng.choice(([], ["else"], ["else", "code"]))
        for name in chosen:
            yield f"{name}: {self._attribute(name, kind, group)}"

    def _attribute(self, name: str, kind: str, group: str) -> str:
        if name == "when":
            return self.condition(group)
        if name == "required":
            return self.rng.choice(("yes", "no", self.condition(group)))
        if name == "must be":
            return self._test(kind, group)
        if name == "default":
            return self.rng.choice(_of_kind(DEFAULTS, kind))
        return self.rng.choice(ATTRIBUTES[name])

    def _list(self, group: str) -> str:
        return self.rng.choice(LISTS).replace("{when}", self.condition(group))

    def condition(self, group: str = "", depth: int = 2) -> str:
        """A condition as YAML of one line, in the case or in a row."""
        turn = self.rng.random()
        if depth and turn < 0.25:
            parts = [self.condition(group, depth - 1) for _ in range(self.rng.randint(1, 3))]
            return f"{{{self.rng.choice(('any', 'all'))}: [{', '.join(parts)}]}}"
        if depth and turn < 0.32:
            return f"{{not: {self.condition(group, depth - 1)}}}"
        if turn < 0.36:
            later = any(name.startswith("b_") for name in self.kinds)
            return self.rng.choice(("named 0", "always")) if later else "always"
        known = {**self.kinds, **self.rows.get(group, {}), "today": "date"}
        values = [name for name in known if name.rpartition("_")[2].isdecimal()]
        among = values if values and turn > 0.7 else sorted(known)
        names = self.rng.sample(among, min(len(among), self.rng.randint(1, 2)))
        tests = (f"{name}: {self._test(known[name], group, name)}" for name in names)
        return f"{{{', '.join(tests)}}}"

    def _test(self, kind: str, group: str, name: str = "") -> str:
        if kind == "group":
            inner = self.condition(name, 0) if name in self.rows else "always"
            return self.rng.choice(GROUP_TESTS).format(inner=inner)
        known = {**self.kinds, **self.rows.get(group, {})}
        same = [other for other, of in known.items() if _value(of) == _value(kind) != other]
        same = [other for other in same if other != name]
        tests = _of_kind(TESTS, kind)
        test = self.rng.choice((*tests, *tests, *PLAIN_TESTS))
        return json.dumps(test.format(same=self.rng.choice(same) if same else "x"))

    def _values(self, stem: str, group: str = "") -> list[str]:
        """Computed values: every function, of arguments of fitting and of other kinds."""
        known = {**self.kinds, **self.rows.get(group, {})}
        columns = {
            f"{rows}.{name}": kind for rows, of in self.rows.items() if rows != "person"
            for name, kind in of.items()
        }  # fmt: skip
        lines = []
        for function in CALLED:
            may_be = {**known, **columns} if function.over_rows else known
            fitting = [name for name, kind in may_be.items() if _value(kind) in function.takes]
            for turn in range(4):
                text = self._call(function.pattern.pattern, [*fitting, "today"])
                name = f"{stem}_{function.name.replace(' ', '_')}_{turn}"
                lines.append(f"{name}: {text}{MARK}")
                self._know(name, str(function.gives), group)
        return lines

    def _call(self, pattern: str, fitting: Sequence[str]) -> str:
        several = " and ".join(self.rng.choice(fitting) for _ in range(self.rng.randint(1, 3)))
        if pattern == "sum of (.+)":
            return pattern.replace("(.+)", several)
        while "(.+)" in pattern:
            pattern = pattern.replace("(.+)", self.rng.choice(fitting), 1)
        return pattern

    def _know(self, name: str, value: str, group: str) -> None:
        (self.rows.setdefault(group, {}) if group else self.kinds)[name] = value

    def _checks(self, group: str = "") -> list[str]:
        names = sorted(self.rows[group]) if group else sorted(self.kinds)
        lines = []
        for number in range(4):
            at = f", at: {self.rng.choice(names)}" if number % 2 else ""
            level = f", level: {self.rng.choice(('refuse', 'warn', 'staff'))}" if number > 1 else ""
            when = f", when: {self.condition(group)}" if number == 3 else ""
            body = self.condition(group).removeprefix("{").removesuffix("}")
            if ":" in body:
                rest = f"else: It is wrong, code: E-5{number}{at}{level}{when}"
                lines.append(f"- {{{body}, {rest}}}{MARK}")
        return lines

    def _questions(self, fields: list[str], cells: list[str]) -> str:
        own_values = self._values("row", "rows")
        case_values = self._values("case")
        group = [
            "rows:", f"  rows: {self.rng.choice(('0..3', '1..3', '2', '0..50'))}", "  each: Row",
            "  title: Rows", f"  titled by: text{MARK}", f"  when: {self.condition()}{MARK}",
            f"  hint: Some rows{MARK}", f"  why: We ask{MARK}",
            f"  if blank: {{say: Add a row, code: E-51}}{MARK}",
            "  fields:", "    plain: {text: Plain, required: no}", *_indented(cells, 4),
            "  values:", *_indented(own_values, 4),
            "  checks:", "    - {plain: not x, else: Not x}", *_indented(self._checks("rows"), 4),
            "  distinct:", "    - {by: plain, else: Twice}",
            f"    - {{by: [plain, text], where: {self.condition('rows')}, else: Twice}}{MARK}",
        ]  # fmt: skip
        others = ["others:", "  rows: 0..2", "  each: Other", "  title: Others", "  use: person",
                  f"  when: {self.condition()}{MARK}",
                  f"  copy from: {{rows: Copy}}{MARK}"]  # fmt: skip
        sections = [
            *_section("Second", [], None, "use: person", "under: person"),
            *_section("Third", fields, self.condition()),
            *_section("Fourth", [], self.condition(), groups=[*group, *others]),
        ]
        values = ["values:", *_indented(case_values, 2)]
        checks = ["checks:", "  - {plain: not x, else: Not x}", *_indented(self._checks(), 2)]
        return _form("questions", sections) + "\n".join([*values, *checks]) + "\n"

    def _rules(self) -> str:
        hit = self.rng.choice(("first", "unique", "any", "collect", "priority"))
        lines = [
            f"  - {{if: {self.condition()}, then: {{fee: {self.rng.choice(('low', 'high'))}}}, "
            f"because: It is so, source: Law {number}}}{MARK}"
            for number in range(4)
        ]
        return "\n".join(
            ["rules: fee", "title: Fee", f"hit: {hit}", "gives: {fee: {low: Low, high: High}}",
             "source: Law", "lines:", "  - {if: always, then: {fee: low}, because: Always}", *lines]
        ) + "\n"  # fmt: skip

    def _table(self) -> str:
        """A table over three names; a row that is refused goes, a column takes all with it."""
        names = self.rng.sample(
            sorted(name for name, kind in self.kinds.items() if _of_kind(TESTS, kind)), 3
        )
        rows = [
            " | ".join(
                "-" if self.rng.random() < 0.3 else self._test(self.kinds[name], "", name)[1:-1]
                for name in names
            )
            for _ in range(5)
        ]
        body = "".join(f"  | {row} || {self.rng.choice(('high', 'none'))} | x |\n" for row in rows)
        return (
            "rules: risk\ntitle: Risk\nhit: first\ngives: {risk: [high, none]}\nsource: Law\n"
            f"table: |\n  | {' | '.join(names)} || risk | because |\n{body}"
        )


def _value(kind: str) -> str:
    return FIELD_TYPES[kind].value if kind in FIELD_TYPES else kind


def _of_kind(table: Mapping[str, Sequence[str]], kind: str) -> Sequence[str]:
    return table[kind] if kind in table else table[_value(kind)]


def accepted(seed: int, few: int = 0) -> tuple[Files, Definitions] | None:
    """Files that ``check`` takes, and what it reads in them; None where lines wait in a circle."""
    return without_faults(Maker(seed, few).files())


def without_faults(files: Files) -> tuple[Files, Definitions] | None:
    """What is left of files without the lines that ``check`` refuses; None where none can go."""
    while True:
        definitions, faults = check_texts(files)
        if definitions is not None:
            return files, definitions
        wrong: dict[str, set[int]] = {}
        for fault in faults:
            if fault.severity == "error":
                wrong.setdefault(fault.span.file, set()).add(fault.span.line)
        left = {name: _without(text, wrong.get(name, set())) for name, text in files.items()}
        if left == files:
            return None
        files = {name: text for name, text in left.items() if text}


def _without(text: str, wrong: set[int]) -> str:
    """The text without its wrong lines; nothing of a table whose head is wrong."""
    lines = text.split("\n")
    removable = {number for number in wrong if _may_go(lines, number)}
    removable |= {_condition_of(lines, number) for number in wrong - removable} - {0}
    if wrong and not removable and lines[0] == "rules: risk":
        return ""
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in removable)


def _condition_of(lines: Sequence[str], number: int) -> int:
    """The line with the condition of a group, or else of its section; 0 where there is none."""
    if number > len(lines) or lines[number - 1].strip() not in ("rows:", "others:"):
        return 0
    after = range(number + 1, min(number + 8, len(lines)))
    before = range(number - 1, 0, -1)  # that of its section, or of the one before
    whens = (n for n in (*after, *before) if lines[n - 1].strip().startswith("when:"))
    return next((n for n in whens if lines[n - 1].endswith(MARK)), 0)


def _may_go(lines: Sequence[str], number: int) -> bool:
    line = lines[number - 1] if number <= len(lines) else ""
    is_row = line.startswith("  | ") and not lines[number - 2].startswith("table")
    return line.endswith(MARK) or is_row


def _form(name: str, sections: Sequence[str]) -> str:
    return "\n".join([f"form: {name}", f"title: The {name} form", "sections:", *sections]) + "\n"


def _section(
    title: str, fields: Sequence[str], when: str | None, *more: str, groups: Sequence[str] = ()
) -> list[str]:
    lines = [f"  - section: {title}", *(f"    {each}" for each in more)]
    if when is not None:
        lines.append(f"    when: {when}{MARK}")
    if fields or groups:
        lines += ["    fields:", *_indented(fields, 6), *_indented(groups, 6)]
    return lines


def _indented(lines: Sequence[str], depth: int) -> list[str]:
    return [" " * depth + line for line in lines]
