"""Flows made at random: items, persons and steps with every word that a flow has.

As in ``maker``, what is written may be wrong, and what ``check`` refuses is taken out line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from engine.definitions.model.programme import Definitions
from tests.definitions.generated.maker import MARK, Files, without_faults

ITEMS: Final = ("one", "two", "three")
STATUSES: Final = ("open", "going", "fine", "wrong")
EACH: Final = ("people", "client", "rows", "{things: a or b}", "{people: {bold: yes}}", "wanted")
WHO: Final = ("applicant", "officer", "second", "the person", "camera")
TIMES: Final = (
    "after 3 days", "after 2 hours", "1 day before slot.date", "on slot.date",
    "after 2 working days", "on bill.due",
)  # fmt: skip
FORMS: Final = {
    "one": ("comment", "reason", "slot"),
    "two": ("comment", "bill", "payment", "payment"),
    "three": ("reason", "paper"),
}
"""A form is asked by one item."""

SHOWN: Final = {
    "one": ("slot.date", "slot.date, {how many: Number}"),
    "two": ("bill.amount", "{rest: Left}, paid"),
    "three": ("paper.file, paper.number", "{day: Day}"),
}

VALUES: Final = {
    "one": ("how many: count of two fine", "wait days: days from slot.date to today"),
    "two": ("paid: sum of payments.amount", "rest: difference of bill.amount and paid"),
    "three": ("number of rows: count of rows", "day: weekday of slot.date"),
}
ROLES: Final = ("officer", "second", "auditor")
DURATIONS: Final = ("1 working day", "3 days", "2 hours")
NAMES: Final = (
    "{number}", "{bank}", "{slot.date}", "{bill.amount}", "{rest}", "{one.title}", "{two.code}",
    "{three.link}", "{link}", "{document}", "{kind}", "{full_name}", "{client.full_name}",
)  # fmt: skip
FIXED: Final[Files] = {
    "banks/trial.yaml": "bank: trial\ntitle: Trial bank\n",
    "blocks/person.yaml": """\
block: person
fields:
  full_name:  {text: Name}
  birth_date: {date: Born, must be: ..today}
  email:      {email: E-mail, required: no}
  bold:       {yesno: Bold, required: no}
""",
    "forms/trial/account.yaml": """\
form: account
title: Account
fields:
  account.email: {email: E-mail}
  account.phone: {phone: Phone}
  account.password: {password: Password}
  account.repeat: {password: Again, must be: = account.password, else: They differ}
""",
    "forms/trial/first.yaml": """\
form: first
title: First
fields:
  kind: {choice: Kind, of: {a: Kind A, b: Kind B}}
""",
    "forms/trial/questions.yaml": """\
form: questions
title: Questions
sections:
  - section: You
    use: person
    under: client
  - section: Others
    fields:
      things: {choices: Things, of: {a: First, b: Second, c: Third}}
      income: {money: Income, required: no}
      rows: {rows: 0..3, each: Row, title: Rows, use: person}
""",
    "forms/trial/more.yaml": """\
form: more
title: More
fields:
  more.text: {text: More}
  more.yes: {yesno: Sure, required: no}
""",
    "forms/trial/slot.yaml": """\
form: slot
title: A time
fields:
  slot.date: {date: Day}
  slot.time: {text: Time, required: no}
""",
    "forms/trial/bill.yaml": """\
form: bill
title: Bill
fields:
  bill.amount: {money: Amount, must be: 0.01..}
  bill.due: {date: Due, required: no}
""",
    "forms/trial/paper.yaml": """\
form: paper
title: Paper
fields:
  paper.number: {text: Number}
  paper.file: {file: Paper, required: no}
""",
    "forms/trial/payment.yaml": """\
form: payment
title: Payment
fields:
  amount: {money: Amount}
  paid_on: {date: Paid on, required: no}
""",
    "rules/trial/people.yaml": """\
rules: people
title: People
hit: collect
gives: {people: persons}
source: Law
lines:
  - {if: always, then: {people: client}, because: Always}
  - {if: {kind: a}, then: {people: rows}, because: For A}
""",
    "rules/trial/wanted.yaml": """\
rules: wanted
title: Wanted
hit: collect
gives: {wanted: forms}
source: Law
lines:
  - {if: {things: a}, then: {wanted: more}, because: For A}
""",
    "rules/trial/route.yaml": """\
rules: route
title: Route
hit: collect
gives: {route: stages}
source: Law
lines:
  - {if: always, then: {route: [s_one, s_two]}, because: Always}
  - {if: {kind: a}, then: {route: s_three}, because: For A}
""",
}


@dataclass
class FlowMaker:
    """Makes the files of one programme from a seed."""

    seed: int
    rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)  # noqa: S311 - the same flow for the same seed

    def files(self) -> Files:
        """All files, whether or not ``check`` will take them."""
        lines = [*self._head(), *self._stages(), "items:", *self._application()]
        for name in ITEMS:
            lines += self._item(name)
        lines += [*self._case(), *self._lists(), *self._notices(), *self._promises()]
        return {**FIXED, "flows/trial.yaml": "\n".join(lines) + "\n"}

    def _may(self, line: str, chance: float = 0.3) -> Iterator[str]:
        if self.rng.random() < chance:
            yield line + MARK

    def _one(self, among: Sequence[str]) -> str:
        return self.rng.choice(among)

    def _head(self) -> Iterator[str]:
        yield from (
            "programme: trial", "title: A trial", "bank: trial", "languages: [en, lv]",
            "registration:", "  case forms: [first]", "  account form: account",
            "  email: account.email", "  phone: account.phone", "  password: account.password",
            "  password repeat: account.repeat",
        )  # fmt: skip
        hours = "{country: LV, working hours: Mon-Fri 09:00-17:00, days off: 2026-12-28}"
        yield from self._may(f"calendar: {hours}", 0.7)
        yield from ("conditions:", "  always: {kind: answered}", "persons:")
        yield f"  client: {{caption: Client, block: client{self._same()}}}"
        where = self._one(("", ", where: {bold: yes}", ", same as: client, same when: {kind: a}"))
        yield f"  rows: {{caption: Row, every: rows{where}{self._same()}}}"
        why = self._one((", says why: yes", ""))
        yield from (
            "roles:", "  officer: Officer",
            "  second: {caption: Second, may: [read, take, assign]}",
            f"  auditor: {{caption: Auditor, may: [read, audit]{why}}}",
            "providers: {camera: {caption: Camera, port: identification}}",
        )  # fmt: skip
        yield from self._may("listed by: things")
        again = self._one((", again: [a]", ""))
        yield from self._may(f"adding: {{asks: things, caption: Add a thing{again}}}")

    def _same(self) -> str:
        return self._one(("", ", same: [full_name, birth_date]"))

    def _stages(self) -> Iterator[str]:
        yield from ("stages:", "  asking:", "    title: Asking", "    items: application")
        yield from self._may("    done when: {application: processing or accepted}", 0.5)
        side, deep = self.rng.random() < 0.4, "    "
        for number, name in enumerate(ITEMS):
            if side and number == 1:
                yield from ("  beside:", "    together:")
            pad = deep if side and number else ""
            yield from (f"{pad}  s_{name}:", f"{pad}    title: Stage {name}")
            yield f"{pad}    items: {name}"
            yield from self._may(f"{pad}    when: {self._condition()}")
            yield from self._may(f"{pad}    from: route")
            yield from self._may(f"{pad}    opens after: asking")
            yield from self._may(f"{pad}    done when: {{{name}: {self._statuses()}}}")
            yield from self._may(f'{pad}    text: "{self._text()}"')
            yield from self._may(f"{pad}    because: It is so")

    def _application(self) -> Iterator[str]:
        yield from (
            "  application:", "    title: Application", "    forms: [questions]",
            "    reviewed by: officer",
        )  # fmt: skip
        lapsed = "info_required: {after 30 days: lapsed}, lapsed: {caption: Lapsed, is: over}"
        yield from self._may(f"    statuses: {{{lapsed}}}")

    def _item(self, name: str) -> Iterator[str]:
        yield from (f"  {name}:", f"    title: Item {name}")
        each = self._one(EACH)
        yield from self._may(f"    for each: {each}", 0.6)
        if each == "wanted":
            yield from self._may("    forms: wanted", 0.7)
        yield from self._may(f"    when: {self._condition()}", 0.2)
        yield from self._may("    reviewed by: second", 0.15)
        others = ("application", *ITEMS[: ITEMS.index(name)])
        yield from self._may(f"    rests on: {self._one(others)}")
        decides = self.rng.random() < 0.2
        yield from ["    decision: yes"] if decides else []
        yield from self._may("    any time: yes")
        values = self.rng.sample(VALUES[name], self.rng.randint(1, 2))
        yield from self._may(f"    values: {{{', '.join(values)}}}", 0.7)
        yield from self._may(f"    shows: [{self._one(SHOWN[name])}]")
        begins = (self._one(STATUSES), f"{{going: {self._condition()}, open: otherwise}}")
        yield from self._may(f"    begins: {self._one(begins)}")
        yield "    statuses:"
        for status in STATUSES:
            yield from self._status(name, status, is_last=decides and status in ("fine", "wrong"))

    def _status(self, item: str, status: str, *, is_last: bool) -> Iterator[str]:
        yield from (f"      {status}:", f"        caption: Status {status}")
        kinds = {"fine": "good", "wrong": self._one(("bad", "over"))}
        if status in kinds:
            yield f"        is: {kinds[status]}"
        else:
            yield f"        officer moves on: {self._one(('fine', 'wrong'))}"
            yield f"        waits for: {self._one(('officer', 'applicant', 'camera', 'nobody'))}"
        yield from self._may(f"        due: {self._one(DURATIONS)}")
        yield from self._may(f'        text: "{self._text()}"')
        yield from self._may(f'        to do: "{self._text()}"')
        yield from self._may(f"        shown as: {self._one(STATUSES)}", 0.15)
        events = (
            self._condition(), f"{self._one(ITEMS)} becomes {self._one(STATUSES)}",
            f"{{{item}: {self._statuses()}}}", "application becomes info_required",
        )  # fmt: skip
        yield from self._may(f"        becomes: {{{self._one(STATUSES)}: {self._one(events)}}}")
        for number in range(0 if is_last else self.rng.randint(0, 4)):
            yield f"        {self._step(item, number)}{MARK}"

    def _step(self, item: str, number: int) -> str:
        when = self._one(("", f", when: {self._condition(item)}"))
        if self.rng.random() < 0.2:
            return f"{self._one(TIMES)}: {{to: {self._one(STATUSES)}{when}}}"
        who, verb = self._one(WHO), self._one(("fails", "passes", "doubts", f"does thing {number}"))
        name, to = f"{who} {verb}", self._one((*STATUSES, "stays", self._branches()))
        words, form = [f"to: {to}"], self._one(("", *FORMS[item]))
        words += [f"form: {form}"] if form else []
        if form == "payment":
            words += [self._one(("adds to: payments", "adds to: payments", ""))]
        if self.rng.random() < 0.1:
            words = ["form: reason", "removes from: payments"]
        more = (
            f"confirmed by: {self._one(('second', '[officer, second]', '{second: {kind: a}}'))}",
            f"at most: {self._one(('2', '1 an hour', '3'))}", f"when: {self._condition(item)}",
            f"any time: {self._one(('yes', 'no'))}", "caption: Do it",
            f"at most: 1, then: {self._one(STATUSES)}",
        )  # fmt: skip
        words += self.rng.sample(more, self.rng.choice((0, 0, 1, 2)))
        return f"{name}: {{{', '.join(filter(None, words))}}}"

    def _branches(self) -> str:
        one, other = self.rng.sample(STATUSES, 2)
        return f"{{{one}: {self._condition()}, {other}: otherwise}}"

    def _case(self) -> Iterator[str]:
        yield from ("case:", "  applicant withdraws: {to: closed, caption: Withdraw}")
        yield from self._may("  officer closes: {to: closed, form: reason, confirmed by: second}")
        yield from self._may("  officer stops: {to: lost, form: comment, any time: yes}")
        status = f"{{caption: Now, when: {self._condition()}}}"
        yield from self._may(
            f"  statuses: {{now: {status}, running: {{caption: On, when: otherwise}}}}"
        )
        yield from ("  ends:", "    completed: Completed", "    closed: Closed")
        yield from self._may(f"    lost: {{caption: Lost, when: {self._condition()}}}")

    def _lists(self) -> Iterator[str]:
        yield "queues:"
        columns = ("number", "name", "since", "income", "rest", "kind", "things")
        for number in range(3):
            shown = self.rng.sample(columns, 3)
            order = self._one(("", f", order: {shown[0]}"))
            yield (
                f"  List {number}: {{for: {self._one(ROLES)}, cases: {self._condition()}, "
                f"columns: [{', '.join(shown)}]{order}}}{MARK}"
            )
        yield "  Always: {for: officer, cases: {kind: answered}, columns: [number]}"
        yield from self._may("ready texts: {Come: Please come.}")

    def _notices(self) -> Iterator[str]:
        yield "notices:"
        for kind, on in {
            "code": "[registration email code, registration phone code, password code,"
            " new e-mail code, new phone code]",
            "password": "temporary password",
        }.items():
            to = "to: applicant, channels: [email, sms], subject: Code"
            yield f'  {kind}: {{on: {on}, {to}, text: "Code {{{kind}}}"}}'
        for number in range(8):
            one, status = self._one((*ITEMS, "application")), self._one(STATUSES)
            on = self._one((
                f"{one} becomes {status}", f"{one} stays {status} for 2 days", "case ends",
                f"{one} stays {status} for every 2 days", f"{one} is overdue", f"s_{one} starts",
                "1 day before slot.date", f"{{{one}: officer fails}}", "case becomes now",
            ))  # fmt: skip
            to = self._one(
                ("applicant", "the person", "officer", "[applicant, the person]", "people")
            )
            channels = self._one(("cabinet", "[cabinet, email]", "sms", "email"))
            when = self._one(("", f", when: {self._condition()}", ", optional: Reminders"))
            yield (
                f"  N{number}: {{on: {on}, to: {to}, channels: {channels}{when}, "
                f'subject: Now, text: "{self._text()}"}}{MARK}'
            )

    def _promises(self) -> Iterator[str]:
        yield "must hold:"
        yield "  - {at: always, fits: {any: [{kind: answered}, {kind: blank}, {kind: n/a}]}}"
        for _ in range(3):
            at = self._one(("always", "completed", "s_one", "s_three", "closed"))
            yield f"  - {{at: {at}, fits: {self._condition()}, because: It must}}{MARK}"

    def _text(self) -> str:
        return f"Please look {self._one(('', *NAMES))} {self._one(('', *NAMES))}"

    def _condition(self, item: str = "") -> str:
        name, other = item or self._one(ITEMS), self._one(ITEMS)
        return self._one((
            "{kind: a}", "{things: a or b}", "{income: 5..}", "{rows: {any: {bold: yes}}}",
            f"{{{name}: {self._statuses()}}}", f"{{{other}: {self._statuses()}}}",
            f"{{{name}: proposed}}", "{application: accepted}", "{rest: ..0}", "{how many: 1..}",
            f"{{{name}: {{any: {{slot.date: ..today}}}}}}", "{slot.date: today..}",
            "{wanted: more}", "{payments: {any: {amount: 0..}}}", "{people: rows}",
            "{bill.amount: 0..10}", "{full_name: answered}", "{paper.number: answered}",
            f"{{any: [{{{name}: {self._statuses()}}}, {{kind: b}}]}}",
            f"{{not: {{{other}: {self._statuses()}}}}}",
        ))  # fmt: skip

    def _statuses(self) -> str:
        found = " or ".join(self.rng.sample(STATUSES, self.rng.randint(1, 2)))
        how = self._one(("", "", "any ", "all ", "none "))
        return f"{how}{found}{self._one(('', ' or n/a'))}"


def accepted_flow(seed: int) -> tuple[Files, Definitions] | None:
    """Files with a flow that ``check`` takes, and what it reads in them."""
    return without_faults(FlowMaker(seed).files())
