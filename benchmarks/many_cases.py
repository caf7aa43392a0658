"""Many cases, written straight into the store: invented people's, once for each of many others.

Every case of the demonstration was made by the product itself, step by step. Here each is written
again and again under other names, ids, times and members of staff, with all that belongs to it:
answers, versions, files, events, messages, reads, timers, lines of lists, what it is found by.
Nothing is judged again, so that a hundred thousand take minutes; and what is copied is no leaf of
the ledger, which would take as long again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import Table, select
from written import write_rows

from engine.base.cards import DIFFER, LAST
from engine.base.records import StoredCase
from engine.base.staff import StaffMember
from engine.bootstrap import Product
from engine.case.number import number
from engine.case.projection import refusals
from engine.case.search import NAME, PERSONAL_CODE, name_forms, number_keys, search_key
from engine.store import tables as t
from engine.store.accounts import contact_hash
from engine.store.case_keys import place as key_place
from engine.store.columns import UtcDateTime, canonical
from engine.store.queue_rows import in_time
from engine.store.store import View
from engine.store.vault import Vault

BATCH: Final = 500
COLLEAGUES: Final = 30
"""Members of staff beside those of the demonstration."""
OF_ONE: Final = 200
"""Cases of the one account that has many."""
RECENT: Final = 400
"""Cases of which those that have ended have ended a short while ago."""
LEAST: Final = 60
"""Cases with something seldom: a full page of it, however few cases there are."""

Row = dict[str, Any]
Place = Callable[[Mapping[str, Any]], str]

OF_CASE: Final = (
    t.answers, t.files, t.submissions, t.case_events, t.receipts, t.consents, t.messages,
    t.timers, t.links, t.cards, t.queue_rows, t.queue_choices, t.confirmations, t.audit,
)  # fmt: skip
WITH_OWN_ID: Final = ("files", "submissions", "consents", "messages", "timers", "links")
PLACES: Final[Mapping[str, Place]] = {
    "answers": lambda row: f"answers/{row['case']}/{row['form']}",
    "submissions": lambda row: f"submissions/{row['id']}",
    "case_events": lambda row: f"case_events/{row['case']}/{row['number']}",
    "messages": lambda row: f"messages/{row['id']}",
    "cards": lambda row: f"cards/{row['case']}",
    "queue_rows": lambda row: f"queue_rows/{row['case']}/{row['place']}",
}
TIMES: Final = {
    one.name: [each.name for each in one.c if isinstance(each.type, UtcDateTime)] for one in OF_CASE
}
MOVED: Final = {
    "case", "account", "actor", "number", "name", "taken_by", "subject", "key", "proposer",
    "confirmer",
}  # fmt: skip
"""Columns that name the case, its people or members of staff."""
WORDS: Final = {one.name: [each.name for each in one.c if each.name in MOVED] for one in OF_CASE}
BY_CASE_KEY: Final = ("answers", "submissions", "case_events")
SYLLABLES: Final = tuple(
    a + b for a in ("b", "d", "k", "kl", "l", "m", "n", "r", "s", "tr", "v") for b in "aeiou"
)


@dataclass(frozen=True)
class Pattern:
    """A case that others are made like: its rows, and what is sealed in them, cut at its names."""

    case: StoredCase
    rows: Mapping[str, list[Row]]
    parts: Mapping[tuple[str, int], list[str]]
    named: tuple[str, ...]
    """What other cases have otherwise: id, account, number, contacts, codes, then names."""
    names: tuple[str, ...]
    is_over: bool
    refusals: tuple[int, ...]
    """Acts that led to a bad decision, by number of event."""


@dataclass
class Crowd:
    """Writes cases like the patterns; ``many`` is the account that has two hundred of them."""

    product: Product
    many: str
    chance: Random = field(default_factory=lambda: Random(7))  # noqa: S311

    def __post_init__(self) -> None:
        self.now, self.audited = self.product.clock.now(), 0
        self.written = self.unseen = 0
        with self.product.store.read() as view:
            self.vault: Vault = view.vault
            self.patterns = tuple(patterns(view, self.product))
            books = sorted(self.product.library.banks)
            called = (view.accounts.by_contact(self.many, book) for book in books)
            found = next(filter(None, called), None)
            staff = view.staff.every()
        if found is None:
            raise RuntimeError(self.many)
        self.of_many, self.password = found.id, found.password
        self.alike = self._colleagues(staff)

    def write(self, count: int) -> None:
        """So many cases more."""
        for first in range(0, count, BATCH):
            with self.product.store.write() as unit:
                rows: dict[str, list[Row]] = defaultdict(list)
                for n in range(first, min(first + BATCH, count)):
                    self._case(n, rows)
                write_rows(unit.connection, rows)

    def _colleagues(self, staff: tuple[StaffMember, ...]) -> Mapping[str, tuple[str, ...]]:
        """Each member of staff with those who have the same roles."""
        alike: dict[str, tuple[str, ...]] = {}
        with self.product.store.write() as unit:
            for n in range(COLLEAGUES):
                like = staff[n % len(staff)]
                id = f"{n:08x}{like.account[8:]}"
                account = {"id": id, "password": self.password, "language": "en", "role": ""}
                account |= {"disabled": False, "created_at": self.now, "version": 1}
                account |= {"bank": like.bank}
                write_rows(unit.connection, {"accounts": [account]})
                unit.staff.add(StaffMember(id, like.bank, self._name(), like.roles))
                alike[like.account] = (*alike.get(like.account, (like.account,)), id)
        return alike

    def _case(self, n: int, rows: dict[str, list[Row]]) -> None:
        self.written, chance = n, self.chance
        wanted = chance.random() < 0.5
        alike = [one for one in self.patterns if one.is_over == wanted]
        like = chance.choice(alike or self.patterns)
        over = like.is_over
        longest = 25 if n < RECENT else 700
        back = timedelta(days=chance.uniform(1, longest) if over else chance.choice((3, 3, 3, 30)))
        shift = -back if over else -back * chance.random()
        new = self._other(n, like, like.case.created_at + shift)
        case, account = new[like.case.id], new[like.case.account]
        key = self.vault.fresh_key()
        vaults = {name: Vault({"case": key}, self.vault.secret) for name in BY_CASE_KEY}
        told = {"id": case, "account": account, "changed_at": like.case.changed_at + shift}
        told |= {"created_at": like.case.created_at + shift}
        own = {name: getattr(like.case, name) for name in StoredCase.__dataclass_fields__}
        sealed_key = self.vault.seal_bytes(key, key_place(case))
        rows["cases"].append({**own, **told, "key": sealed_key})
        if account != self.of_many:
            self._account(account, new, like, rows)
        for table in OF_CASE:
            for place, old in enumerate(like.rows[table.name]):
                row = self._moved(table, old, new, shift)
                if table is t.messages and row["created_at"] < self.now - timedelta(days=30):
                    continue
                if table.name in PLACES and old["sealed"]:
                    text = "".join(new.get(part, part) for part in like.parts[table.name, place])
                    vault = vaults.get(table.name, self.vault)
                    row["sealed"] = vault.seal(text, PLACES[table.name](row))
                self._keep(table, row, rows)
        rows["card_keys"] += self._keys(case, like, new, rows["cards"][-1])
        rows["reads"] += self._reads(case, like, rows)

    def _keep(self, table: Table, row: Row, rows: dict[str, list[Row]]) -> None:
        if table is t.messages and self._seldom(0.003):
            row["state"] = "failed"
        if table is t.audit:
            self.audited -= 1
            row["sequence"] = self.audited
        rows[table.name].append(row)
        if table is t.queue_rows and row["kind"] == "case" and self._seldom(0.004):
            wrong = {**row, "kind": "wrong", "name": DIFFER, "place": 90, "sealed": ""}
            rows[table.name].append(wrong)

    def _seldom(self, chance: float) -> bool:
        return self.chance.random() < chance or self.written < LEAST

    def _moved(self, table: Table, old: Row, new: Mapping[str, str], shift: timedelta) -> Row:
        row = dict(old)
        for name in TIMES[table.name]:
            if row[name] is not None:
                row[name] += shift
        for name in WORDS[table.name]:
            row[name] = new.get(row[name], row[name])
        if table.name in WITH_OWN_ID:
            row["id"] = new["#"] + old["id"][8:]
        if table is t.links:
            row["hash"] = new["#"] + old["hash"][8:]
        if table is t.timers and row["look_at"] <= self.now + timedelta(days=1):
            row["look_at"] = self.now + timedelta(days=self.chance.uniform(1, 30))
        if table is t.cards:
            row["found_by"] = f"{row['title']} {row['case']} {row['number']}".casefold()
        if row.get("not_for"):
            row["not_for"] = f" {new.get(old['not_for'].strip(), '')} "
        if row.get("order") and row["order"] != LAST and row["order"][:2] == "20":
            due = datetime.fromisoformat(old["order"]).replace(tzinfo=UTC)
            row["order"] = in_time(due + shift)
        return row

    def _other(self, n: int, like: Pattern, at: datetime) -> dict[str, str]:
        """What the new case has instead of what its pattern has."""
        mark = f"{n:08x}"
        case = mark + like.case.id[8:]
        stored = StoredCase(case, "", "", "", "", "", at, at)
        account = self.of_many if n < OF_ONE else mark + like.case.account[8:]
        code = f"{self.chance.randrange(10**6):06d}-{self.chance.randrange(10**5):05d}"
        told = (case, account, number(stored), f"n{n}@example.org", f"+3712{n:07d}", code)
        names = (self._name() for _ in like.names)
        staff = {one: self.chance.choice(others) for one, others in self.alike.items()}
        return {
            **dict(zip(like.named, (*told, *names), strict=True)),
            **staff,
            "#": mark,
        }

    def _account(
        self, account: str, new: Mapping[str, str], like: Pattern, rows: dict[str, list[Row]]
    ) -> None:
        at = rows["cases"][-1]["created_at"]
        bank = self.product.library.bank_of(like.case.programme)
        row = {"id": account, "password": self.password, "language": "en", "role": "", "bank": bank}
        rows["accounts"].append(row | {"disabled": False, "created_at": at, "version": 1})
        for channel, contact in zip(("email", "phone"), like.named[3:5], strict=True):
            text = new[contact]
            sealed = self.vault.seal(text, f"contacts/{account}/{channel}")
            hashed = contact_hash(self.vault, channel, text, bank)
            row = {"hash": hashed, "account": account, "channel": channel, "sealed": sealed}
            rows["contacts"].append(row)
        seen = self.now - timedelta(days=self.chance.uniform(0, 29))
        session = {"id": f"s{account}", "account": account, "user_agent": "browser"}
        session |= {"created_at": seen, "seen_at": seen, "ends_at": seen, "revoked_at": None}
        session |= {"must_change_password": "", "waits_for_factor": False, "signed_on": False}
        rows["sessions"].append(session)

    def _keys(self, case: str, like: Pattern, new: Mapping[str, str], card: Row) -> Iterator[Row]:
        keyed_hash = self.product.search.keyed_hash
        email, phone, code = like.named[3:6]
        found = [search_key("email", new[email], keyed_hash)]
        found += [search_key("phone", new[phone].strip("+"), keyed_hash)]
        found += [search_key(PERSONAL_CODE, new[code].replace("-", ""), keyed_hash)]
        found += number_keys(card["number"], keyed_hash)
        for name in like.names:
            found += [search_key(NAME, form, keyed_hash) for form in name_forms(new[name])]
        for key in dict.fromkeys(found):
            row = {"case": case, "kind": key.kind, "hash": key.hash}
            row |= {"programme": card["programme"], "changed_at": card["changed_at"]}
            yield row | {"is_ended": not card["current"]}

    def _reads(self, case: str, like: Pattern, rows: dict[str, list[Row]]) -> Iterator[Row]:
        """Whoever acted had opened it before: mostly from a list, mostly with its documents."""
        marks: dict[tuple[str, str], Row] = {}
        for event in reversed(rows["case_events"]):
            if event["case"] != case:
                break
            if event["side"] != "bank" or not event["account"]:
                continue
            way = self.chance.choices(("list", "search", "link"), (85, 10, 5))[0]
            refuses = event["number"] in like.refusals
            parts = ("now", "answers", "documents")[: self.chance.choice((1, 2, 3, 3, 3))]
            parts = ("now",) if refuses and self.unseen < LEAST else parts
            if refuses and parts == ("now",):
                self.unseen += 1
                told = {name: event[name] for name in ("case", "number", "at")}
                rows["unopened"].append(told | {"programme": like.case.programme})
            for part in parts:
                at = event["at"] - timedelta(minutes=5)
                own = {"account": event["account"], "case": case, "part": part, "at": at}
                id = f"{event['number']:04x}{part[:2]}{case}"
                yield {"id": id, **own, "way": way, "list": "", "sealed": ""}
                marks[event["account"], part] = own | {
                    "noted_at": at, "number": event["number"], "before": None, "before_at": None,
                }  # fmt: skip
        rows["read_marks"] += marks.values()

    def _name(self) -> str:
        words = (
            "".join(self.chance.choices(SYLLABLES, k=self.chance.randrange(2, 5))) for _ in "ab"
        )
        return " ".join(words).title()


def patterns(view: View, product: Product) -> Iterator[Pattern]:
    """Every case there is, opened."""
    for case in view.cases.every():
        if case.follows:
            continue
        rows: dict[str, list[Row]] = {}
        for table in OF_CASE:
            found = view.connection.execute(select(table).where(table.c.case == case.id))
            rows[table.name] = [dict(row) for row in found.mappings()]
        card = view.cards.of_case(case.id)
        account = view.accounts.one(case.account)
        if card is None:
            continue
        names = tuple(dict.fromkeys(one.name for one in card.names))
        texts = {
            (table, place): _opened(view, table, row)
            for table in PLACES
            for place, row in enumerate(rows[table])
            if row["sealed"]
        }
        code = re.search(r"\b\d{6}-\d{5}\b", " ".join(texts.values()))
        told = (case.id, case.account, number(case), account.email, account.phone)
        named = (*told, code[0] if code else "no code", *names)
        happened = view.case_events.of_case(case.id)
        cut = re.compile("|".join(f"({re.escape(canonical(one)[1:-1])})" for one in named))
        yield Pattern(
            case,
            rows,
            {at: _cut(cut, text, named) for at, text in texts.items()},
            named,
            names,
            not card.current,
            tuple(refusals(product.programmes[case.programme].flow, happened)),
        )


def _opened(view: View, table: str, row: Row) -> str:
    vault = view.keys.vault_of(row["case"]) if table in BY_CASE_KEY else view.vault
    return vault.unseal(row["sealed"], PLACES[table](row))


def _cut(at: re.Pattern[str], text: str, named: tuple[str, ...]) -> list[str]:
    """The text in pieces, what is named in pieces of its own."""
    pieces, end = list[str](), 0
    for found in at.finditer(text):
        pieces += [text[end : found.start()], named[(found.lastindex or 1) - 1]]
        end = found.end()
    return [*pieces, text[end:]]
