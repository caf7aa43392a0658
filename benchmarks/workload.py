"""What every engine is measured on: a company's form, twelve rules, a table; and all of it by hand.

The hand-written side is what a programmer would write for this one form and nothing else. It reads
the same posted texts and tells the same answers and the same faults.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.bundles.compiled import Ready, make_ready
from engine.definitions.loader import check_texts

TODAY: Final = date(2026, 11, 22)
SERVICES: Final = ("account", "card", "loan", "deposit", "acquiring")
INDUSTRIES: Final = tuple("ABCDEFGHIJKLMNOPQRSTU")
LANGUAGES: Final = ("lv", "en", "ru")
ROLES: Final = ("board", "procuration", "power")
BASES: Final = ("shares", "votes", "control")
COUNTRIES: Final = ("LV", "EE", "LT", "DE", "FR", "US", "GB", "SE")
TERRITORIES: Final = {"any": [{"citizenship": "LV"}, {"residence": "LV"}]}

Raw = Mapping[str, Sequence[str]]

PERSON: Final[Mapping[str, Any]] = {
    "full_name": {"text": "Name", "looks like": "person_name"},
    "personal_code": {"personal_code": "Personal code", "required": TERRITORIES},
    "birth_date": {"date": "Born", "looks like": "date_of_birth"},
    "citizenship": {"country": "Citizenship"},
    "residence": {"country": "Residence"},
}
ADULT: Final = {"age": "18..", "else": "Too young", "code": "E-22", "at": "birth_date"}
SHARE: Final = {"percent": "Share", "min": "0.01", "max": "100", "decimals": "2"}


def _group(title: str, rows: str, fields: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"rows": rows, "each": title, "title": f"{title}s", "fields": dict(fields), **more}


def _people(title: str, rows: str, **fields: Any) -> dict[str, Any]:
    values = {"age": "years from birth_date to today"}
    return _group(title, rows, {**PERSON, **fields}, values=values, checks=[ADULT])


FIELDS: Final[Mapping[str, Any]] = {
    "services": {"choices": "Services", "of": list(SERVICES)},
    "company.name": {"text": "Company", "looks like": "company_name"},
    "company.number": {"company_number": "Number", "country": "LV"},
    "company.registered": {"date": "Registered", "must be": "..today", "else": "In the future"},
    "company.industry": {"choice": "Industry", "of": list(INDUSTRIES)},
    "company.language": {"choice": "Language", "of": list(LANGUAGES)},
    "company.url": {"url": "Shop", "when": {"services": "acquiring"}},
    "company.turnover": {"money": "Turnover"},
    "company.licensed": {"tick": "Licensed"},
    "company.address": {"text": "Address", "script": "latin", "max": "200"},
    "representatives": _people(
        "Representative",
        "1..50",
        email={"email": "E-mail"},
        phone={"phone": "Phone"},
        role={"choice": "Role", "of": list(ROLES)},
        signs={"tick": "Signs"},
    ),
    "owners": _people("Owner", "0..50", share=SHARE),
    "firms": _group(
        "Firm",
        "0..50",
        {
            "name": {"text": "Name", "looks like": "company_name"},
            "country": {"country": "Country"},
            "number": {"company_number": "Number", "country": "country"},
            "share": SHARE,
        },
    ),
    "beneficial": _people("Beneficiary", "1..50", basis={"choice": "Basis", "of": list(BASES)}),
    "submitter.full_name": {"text": "Name", "looks like": "person_name"},
    "submitter.email": {"email": "E-mail"},
    "submitter.phone": {"phone": "Phone"},
    "facts.client": {"choice": "Client", "of": ["person", "company"], "required": "no"},
    "facts.resident": {"yesno": "Resident", "required": "no"},
    "facts.foreign": {"yesno": "Foreign", "required": "no"},
    "facts.risk": {"choice": "Risk", "of": ["low", "middle", "high"], "required": "no"},
    "facts.country": {"country": "Country", "required": "no"},
    "facts.turnover": {"money": "Turnover", "required": "no"},
}
FORM: Final[Mapping[str, Any]] = {
    "form": "company",
    "title": "Company",
    "fields": FIELDS,
    "values": {"owned": "sum of owners.share and firms.share"},
    "checks": [{"owned": "..100", "else": "Too much", "code": "E-43", "at": "owners"}],
}
FEE: Final = """
rules: fee
hit: first
gives: {fee: [e, d, c, b, a]}
table: |
  | facts.client | services           | facts.foreign | facts.turnover || fee |
  | company      | acquiring          | yes           | 1000000..      || e   |
  | company      | acquiring          | -             | -              || d   |
  | company      | account or loan    | yes           | -              || c   |
  | person       | loan               | -             | ..10000        || c   |
  | -            | -                  | yes           | -              || b   |
  | -            | -                  | -             | -              || a   |
"""
STEPS: Final = """
rules: steps
hit: collect
gives: {steps: [identity, register, owners, income, contract, shop]}
table: |
  | facts.client | services         | facts.resident | facts.risk     || steps    |
  | person       | -                | -              | -              || identity |
  | company      | -                | -              | -              || register |
  | company      | -                | -              | middle or high || owners   |
  | -            | loan or card     | no             | -              || income   |
  | -            | account or card  | -              | -              || contract |
  | -            | acquiring        | -              | -              || shop     |
"""
FLOW: Final[Mapping[str, Any]] = {
    "programme": "bench",
    "title": "Bench",
    "bank": "bench",
    "registration": {
        "case forms": [],
        "account form": "account",
        "email": "account.email",
        "phone": "account.phone",
        "password": "account.password",
        "password repeat": "account.repeat",
    },
    "roles": {"officer": "Officer"},
    "stages": {
        "ask": {
            "title": "Ask",
            "items": "application",
            "done when": {"application": "processing or accepted"},
        }
    },
    "items": {"application": {"title": "Form", "forms": ["company"], "reviewed by": "officer"}},
    "case": {"applicant withdraws": "closed", "ends": {"completed": "Done", "closed": "Closed"}},
    "notices": {
        "told": {
            "on": [
                "new e-mail code",
                "new phone code",
                "password code",
                "registration email code",
                "registration phone code",
            ],
            "to": "applicant",
            "channels": ["email", "sms"],
            "subject": "Your code",
            "text": "{code}",
        },
        "password": {
            "on": "temporary password",
            "to": "applicant",
            "channels": ["email", "sms"],
            "subject": "Your password",
            "text": "{password}",
        },
    },
}
ACCOUNT: Final[Mapping[str, Any]] = {
    "form": "account",
    "title": "Account",
    "fields": {
        "account.email": {"email": "E-mail"},
        "account.phone": {"phone": "Phone"},
        "account.password": {"password": "Password"},
        "account.repeat": {"password": "Password again"},
    },
}
Row = tuple[str, str, str, str, int | None]
"""Service, client, country, risk and the least turnover of a row; empty and None for any."""


def files(rows: Sequence[Row] = ()) -> dict[str, str]:
    """The definitions as files, with a table of so many rows."""
    found = {
        "banks/bench.yaml": json.dumps({"bank": "bench", "title": "Bench"}),
        "flows/bench.yaml": json.dumps(FLOW),
        "forms/bench/account.yaml": json.dumps(ACCOUNT),
        "forms/bench/company.yaml": json.dumps(FORM),
        "rules/bench/fee.yaml": FEE,
        "rules/bench/steps.yaml": STEPS,
    }
    if rows:
        found["rules/bench/band.yaml"] = _table(rows)
    return found


def ready(texts: Mapping[str, str]) -> Ready:
    """The definitions, loaded and compiled."""
    definitions, faults = check_texts(texts)
    if definitions is None:
        raise ValueError("\n".join(str(each) for each in faults if each.severity == "error"))
    return make_ready(definitions, "bench")


def _table(rows: Sequence[Row]) -> str:
    lines = [
        f"  | {service or '-'} | {client or '-'} | {country or '-'} | {risk or '-'} "
        f"| {'-' if least is None else f'{least}..'} || b{number % 50} |"
        for number, (service, client, country, risk, least) in enumerate(rows)
    ]
    head = "  | services | facts.client | facts.country | facts.risk | facts.turnover || band |"
    codes = ", ".join(f"b{number}" for number in range(50))
    return (
        f"rules: band\nhit: first\ngives: {{band: [{codes}]}}\ntable: |\n{head}\n"
        + "\n".join(lines)
        + "\n"
    )


def rows(count: int) -> list[Row]:
    """Rows of exact cells, so that a dictionary can stand for them; each more special first."""
    random = Random(1)  # noqa: S311 - the same table every time
    keys = [
        (service, client, country, risk)
        for service in SERVICES
        for client in ("person", "company")
        for country in (*COUNTRIES, *_MORE)
        for risk in ("low", "middle", "high")
    ]
    random.shuffle(keys)
    bands = -(-count // len(keys)) + 1
    found = [(*key, 1000 * band) for key in keys for band in range(bands, 0, -1)]
    return found[:count]


_MORE: Final = ("IT", "ES", "PL", "NL", "BE", "AT", "FI", "DK", "NO", "PT", "IE", "GR", "CZ")


def table_by_hand(rows: Sequence[Row]) -> Callable[[Mapping[str, Any]], str]:
    """The same table as a dictionary of sorted bounds."""
    index: dict[tuple[str, str, str, str], list[tuple[int, int]]] = {}
    for number, (service, client, country, risk, least) in enumerate(rows):
        index.setdefault((service, client, country, risk), []).append((least or 0, number))
    bounds = {key: [least for least, _ in sorted(one)] for key, one in index.items()}
    numbers = {key: [number for _, number in sorted(one)] for key, one in index.items()}

    def look_up(case: Mapping[str, Any]) -> str:
        key = (
            case["services"][0], case["facts.client"], case["facts.country"], case["facts.risk"],
        )  # fmt: skip
        found = bounds.get(key)
        if found is None:
            return ""
        place = bisect_left(found, case["facts.turnover"] + 1) - 1
        return f"b{numbers[key][place] % 50}" if place >= 0 else ""

    return look_up


def cases(count: int = 64) -> list[dict[str, Any]]:
    """Answers that the rules and the table speak of."""
    random = Random(2)  # noqa: S311 - the same cases every time
    return [
        {
            "services": (random.choice(SERVICES),),
            "facts.client": random.choice(("person", "company")),
            "facts.resident": random.random() < 0.5,
            "facts.foreign": random.random() < 0.5,
            "facts.risk": random.choice(("low", "middle", "high")),
            "facts.country": random.choice(COUNTRIES),
            "facts.turnover": Decimal(random.randrange(1000, 5_000_000)),
        }
        for _ in range(count)
    ]


def rules_by_hand(case: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The twelve rules as a programmer would write them."""
    services, turnover = case["services"], case["facts.turnover"]
    company, foreign = case["facts.client"] == "company", case["facts.foreign"]
    if company and "acquiring" in services:
        fee = "e" if foreign and turnover >= 1_000_000 else "d"
    elif (company and foreign and ("account" in services or "loan" in services)) or (
        not company and "loan" in services and turnover <= 10_000
    ):
        fee = "c"
    else:
        fee = "b" if foreign else "a"
    steps = ["register"] if company else ["identity"]
    if company and case["facts.risk"] != "low":
        steps.append("owners")
    if ("loan" in services or "card" in services) and not case["facts.resident"]:
        steps.append("income")
    if "account" in services or "card" in services:
        steps.append("contract")
    if "acquiring" in services:
        steps.append("shop")
    return fee, tuple(steps)


def posted(**changes: str) -> dict[str, list[str]]:
    """A company's form with everything answered, as a browser posts it; ``changes`` by place."""
    found: dict[str, list[str]] = {
        "services": ["account", "card", "acquiring"],
        "company.name": ["SIA Rīta Rasa"],
        "company.number": ["40003521600"],
        "company.registered": ["15.06.2005"],
        "company.industry": ["K"],
        "company.language": ["lv"],
        "company.url": ["https://shop.example/lv"],
        "company.turnover": ["1 250 000,50"],
        "company.licensed": ["no"],
        "company.address": ["Brīvības iela 1-2, Rīga, LV-1010"],
        "submitter.full_name": ["Anna Bērziņa"],
        "submitter.email": ["anna@example.org"],
        "submitter.phone": ["+371 20 000 000"],
    }
    for number, code in enumerate(("150685-11230", "010190-12346", "290288-10005")):
        person = _person(f"representatives.{number}", _fitting(code))
        found |= person | {
            f"representatives.{number}.email": [f"person{number}@example.org"],
            f"representatives.{number}.phone": [f"+3712000000{number}"],
            f"representatives.{number}.role": [ROLES[number]],
            f"representatives.{number}.signs": ["no", "yes"],
        }
    for number, code in enumerate(("150685-11230", "010190-12346")):
        found |= _person(f"owners.{number}", _fitting(code))
        found[f"owners.{number}.share"] = ["30,5"]
        found |= _person(f"beneficial.{number}", _fitting(code))
        found[f"beneficial.{number}.basis"] = [BASES[number]]
    found |= {
        "firms.0.name": ["OÜ Hommik"],
        "firms.0.country": ["EE"],
        "firms.0.number": ["12345678"],
        "firms.0.share": ["39"],
    }
    return found | {place.replace("__", "."): [text] for place, text in changes.items()}


def _person(place: str, code: str) -> dict[str, list[str]]:
    day, month, year = code[:2], code[2:4], code[4:6]
    return {
        f"{place}.full_name": ["Jānis Bērziņš-Kalns"],
        f"{place}.personal_code": [code],
        f"{place}.birth_date": [f"{day}.{month}.19{year}"],
        f"{place}.citizenship": ["LV"],
        f"{place}.residence": ["LV"],
    }


_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _check_digit(digits: str) -> str:
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return str((1101 - weighted) % 11 % 10)


def _fitting(code: str) -> str:
    return code[:-1] + _check_digit(code.replace("-", ""))


VARIANTS: Final[Sequence[Mapping[str, list[str]]]] = (
    posted(),
    posted(company__number="LV40003521600"),
    posted(owners__0__share="20"),
    posted(representatives__0__personal_code="150685-11239"),
    posted(owners__1__birth_date="01.01.2015"),
    posted(company__url=""),
    posted(owners__0__share="60"),
    posted(beneficial__0__personal_code=""),
    posted(company__industry="Z"),
    posted(submitter__full_name=""),
)
"""Three that are in order, and seven with one fault each."""

Faults = list[tuple[str, str]]
"""Place and stable code of what is wrong."""

_NAME = re.compile(r"[A-Za-zĀ-ž]+(?:[ '\-.]+[A-Za-zĀ-ž]+)*\.?")
_FIRM = re.compile(r"[A-Za-zÀ-ž0-9 \-'\"&.,()/+!:]{2,200}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}")
_PHONE = re.compile(r"\+(?:371[26][0-9]{7}|37[02][0-9]{7,8})")
_CODE = re.compile(r"([0-9]{6})-?([0-9]{5})")
_URL = re.compile(r"https?://(?:[a-z0-9\-]+\.)+[a-z0-9]+(?:/\S*)?")
_DATE = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_NUMBER = re.compile(r"-?[0-9 ]+(?:[.,][0-9]{1,2})?")
_FIRM_WEIGHTS = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)
_ROW = re.compile(r"([a-z]+)\.([0-9]+)\.[a-z_]+")


def form_by_hand(known: frozenset[str]) -> Callable[[Raw], tuple[dict[str, Any], Faults]]:
    """A function that reads the company's form; ``known`` are the countries."""
    return lambda raw: _Hand(known, raw).form()


class _Hand:
    """One post while it is read by hand."""

    __slots__ = ("faults", "known", "raw")

    def __init__(self, known: frozenset[str], raw: Raw) -> None:
        self.known, self.raw = known, raw
        self.faults: Faults = []

    def form(self) -> tuple[dict[str, Any], Faults]:
        rows = self.rows()
        found: dict[str, Any] = {}
        services = self.raw.get("services", ())
        chosen = tuple(code for code in SERVICES if code in services)
        if len(chosen) != len(services) or not chosen:
            self.faults.append(("services", "E-01" if not services else "E-03"))
        found["services"] = chosen
        self.put(found, "company.name", "company.name", self.firm)
        self.put(found, "company.number", "company.number", self.latvian)
        self.put(found, "company.registered", "company.registered", self.past)
        self.put(found, "company.industry", "company.industry", self.listed(INDUSTRIES))
        self.put(found, "company.language", "company.language", self.listed(LANGUAGES))
        if "acquiring" in chosen:
            self.put(found, "company.url", "company.url", self.url)
        self.put(found, "company.turnover", "company.turnover", self.number)
        found["company.licensed"] = "yes" in self.raw.get("company.licensed", ())
        self.put(found, "company.address", "company.address", self.text)
        found["representatives"] = tuple(
            self.representative(number) for number in rows.get("representatives", ())
        )
        found["owners"] = tuple(self.owner(number) for number in rows.get("owners", ()))
        found["firms"] = tuple(self.firm_row(number) for number in rows.get("firms", ()))
        found["beneficial"] = tuple(
            self.beneficial(number) for number in rows.get("beneficial", ())
        )
        self.put(found, "submitter.full_name", "submitter.full_name", self.name)
        self.put(found, "submitter.email", "submitter.email", self.email)
        self.put(found, "submitter.phone", "submitter.phone", self.phone)
        shares = (row.get("share") for row in (*found["owners"], *found["firms"]))
        if sum(share for share in shares if share is not None) > 100:
            self.faults.append(("owners", "E-43"))
        return found, self.faults

    def rows(self) -> dict[str, list[int]]:
        found: dict[str, set[int]] = {}
        for name in self.raw:
            if match := _ROW.fullmatch(name):
                found.setdefault(match[1], set()).add(int(match[2]))
        return {name: sorted(numbers) for name, numbers in found.items()}

    def put(
        self,
        into: dict[str, Any],
        key: str,
        place: str,
        read: Callable[[str, str], Any],
        *,
        required: bool = True,
    ) -> None:
        texts = self.raw.get(place, ())
        text = texts[0].strip() if texts else ""
        if not text:
            if required:
                self.faults.append((place, "E-01"))
            return
        value = read(text, place)
        if value is not None:
            into[key] = value

    def person(self, place: str) -> dict[str, Any]:
        row: dict[str, Any] = {}
        self.put(row, "full_name", f"{place}.full_name", self.name)
        self.put(row, "birth_date", f"{place}.birth_date", self.born)
        self.put(row, "citizenship", f"{place}.citizenship", self.country)
        self.put(row, "residence", f"{place}.residence", self.country)
        needed = "LV" in (row.get("citizenship"), row.get("residence"))
        self.put(row, "personal_code", f"{place}.personal_code", self.code, required=needed)
        return row

    def representative(self, number: int) -> dict[str, Any]:
        place = f"representatives.{number}"
        row = self.person(place)
        self.put(row, "email", f"{place}.email", self.email)
        self.put(row, "phone", f"{place}.phone", self.phone)
        self.put(row, "role", f"{place}.role", self.listed(ROLES))
        row["signs"] = "yes" in self.raw.get(f"{place}.signs", ())
        return row

    def owner(self, number: int) -> dict[str, Any]:
        row = self.person(f"owners.{number}")
        self.put(row, "share", f"owners.{number}.share", self.share)
        return row

    def firm_row(self, number: int) -> dict[str, Any]:
        place = f"firms.{number}"
        row: dict[str, Any] = {}
        self.put(row, "name", f"{place}.name", self.firm)
        self.put(row, "country", f"{place}.country", self.country)
        read = self.latvian if row.get("country") == "LV" else self.text
        self.put(row, "number", f"{place}.number", read)
        self.put(row, "share", f"{place}.share", self.share)
        return row

    def beneficial(self, number: int) -> dict[str, Any]:
        row = self.person(f"beneficial.{number}")
        self.put(row, "basis", f"beneficial.{number}.basis", self.listed(BASES))
        return row

    def wrong(self, place: str, code: str) -> None:
        self.faults.append((place, code))

    def matched(self, text: str, place: str, shape: re.Pattern[str], code: str) -> str | None:
        if shape.fullmatch(text):
            return text
        return self.wrong(place, code)

    def text(self, text: str, place: str) -> str | None:
        return text if len(text) <= 200 else self.wrong(place, "E-04")

    def name(self, text: str, place: str) -> str | None:
        return self.matched(text, place, _NAME, "E-20")

    def firm(self, text: str, place: str) -> str | None:
        return self.matched(text, place, _FIRM, "E-20")

    def email(self, text: str, place: str) -> str | None:
        return self.matched(text, place, _EMAIL, "E-19")

    def phone(self, text: str, place: str) -> str | None:
        return self.matched(text.replace(" ", ""), place, _PHONE, "E-19")

    def url(self, text: str, place: str) -> str | None:
        return self.matched(text, place, _URL, "E-36")

    def country(self, text: str, place: str) -> str | None:
        return text if text in self.known else self.wrong(place, "E-03")

    def listed(self, codes: tuple[str, ...]) -> Callable[[str, str], str | None]:
        return lambda text, place: text if text in codes else self.wrong(place, "E-03")

    def code(self, text: str, place: str) -> str | None:
        shape = _CODE.fullmatch(text)
        if not shape:
            return self.wrong(place, "E-25")
        digits = shape[1] + shape[2]
        if digits[0] == "3" and digits[1] >= "2":
            return f"{shape[1]}-{shape[2]}"
        century = {"0": 1800, "1": 1900, "2": 2000}.get(digits[6])
        try:
            date((century or 0) + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
        except ValueError:
            return self.wrong(place, "E-26")
        if _check_digit(digits) != digits[10]:
            return self.wrong(place, "E-27")
        return f"{shape[1]}-{shape[2]}"

    def latvian(self, text: str, place: str) -> str | None:
        digits = text.removeprefix("LV").replace(" ", "")
        if len(digits) == 11 and digits.isdecimal():
            weighted = sum(w * int(d) for w, d in zip(_FIRM_WEIGHTS, digits, strict=True))
            if weighted % 11 == 3:
                return digits
        return self.wrong(place, "E-30")

    def day(self, text: str, place: str) -> date | None:
        shape = _DATE.fullmatch(text)
        try:
            return date(int(shape[3]), int(shape[2]), int(shape[1])) if shape else None
        except ValueError:
            return self.wrong(place, "E-02")

    def past(self, text: str, place: str) -> date | None:
        found = self.day(text, place)
        return found if found is None or found <= TODAY else self.wrong(place, "E-02")

    def born(self, text: str, place: str) -> date | None:
        found = self.day(text, place)
        if found is None:
            return self.wrong(place, "E-02")
        years = TODAY.year - found.year - ((TODAY.month, TODAY.day) < (found.month, found.day))
        if not 0 <= years <= 120:
            return self.wrong(place, "E-23")
        if years < 18:
            self.wrong(place, "E-22")
        return found

    def number(self, text: str, place: str) -> Decimal | None:
        if not _NUMBER.fullmatch(text):
            return self.wrong(place, "E-02")
        return Decimal(text.replace(" ", "").replace(",", "."))

    def share(self, text: str, place: str) -> Decimal | None:
        found = self.number(text, place)
        return found if found is None or 0 < found <= 100 else self.wrong(place, "E-02")


def faults_of(problems: Iterator[Any]) -> set[tuple[str, str]]:
    """What is refused, as the hand-written side tells it."""
    return {(each.path, each.code) for each in problems if each.level == "refuse"}
