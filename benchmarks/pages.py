"""Pages and submissions against a bare Flask route, in one process, in turns.

    python benchmarks/pages.py [--rounds 30] [--profile NAME]

Every round does everything once, so that a busy machine slows all of it alike. Printed are medians
and least times of the rounds, with their ratios to the bare route: time of the processor, of this
process alone; what the child of the second rule engine takes is not in it. Requests go through
Flask's test client: routing, sessions, templates, store and both rule engines are real, only
sockets are not. Below stand what it takes to make the HTML of a form, against joining the same HTML
from its literals and its escaped answers, and how large pages are.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from found import Table, compared, show
from lxml import html
from markupsafe import escape
from werkzeug.test import TestResponse

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine import bootstrap  # noqa: E402
from engine.base.records import SavedAnswers  # noqa: E402
from engine.bootstrap import Product  # noqa: E402
from engine.definitions.faults import Faults  # noqa: E402
from engine.definitions.reading.scenarios import Scenario, read_scenarios  # noqa: E402
from engine.demo.people import LogIn, people  # noqa: E402
from engine.services.case_loading import REGISTRATION  # noqa: E402
from engine.services.case_opening import Opening, open_case  # noqa: E402
from engine.services.databases import migrate  # noqa: E402
from engine.settings import settings  # noqa: E402
from web.app import create_app  # noqa: E402
from web.applicant.shell import Filling, Letters  # noqa: E402
from web.step_files import asked  # noqa: E402

PROGRAMME, LANG, FORM = "magnetiq", "lv", "application"
NATURAL, COMPANY = "S-08 a new client", "S-22 an account with a merchant"
Posted = list[tuple[str, str]]


@dataclass
class Bench:
    """The product with two people logged in, and as many applications of theirs as are needed."""

    product: Product
    app: Flask
    clients: Mapping[str, FlaskClient]
    cases: Mapping[str, str]
    scenarios: Mapping[str, Scenario]
    copies: Iterator[int] = field(default_factory=lambda: iter(range(1_000_000)))

    def fresh(self, who: str) -> str:
        """The address of the form of an application that was only begun."""
        product, id = self.product, f"copy-{next(self.copies)}"
        with product.store.write() as unit:
            first = unit.cases.one(self.cases[who])
            begun = unit.answers.of(first.id, REGISTRATION)
            ready = product.library.serve(first.bundle, first.programme)
            page = SavedAnswers(id, REGISTRATION, begun.answers)
            case, account = replace(first, id=id, version=1), unit.accounts.one(first.account)
            opening = Opening(case, ready, account, page)
            open_case(unit, product.cases.committing, opening)
        return f"/{LANG}/{PROGRAMME}/case/{id}/{FORM}"

    def filled(self, who: str) -> str:
        """The address of a form whose answers are saved."""
        address = self.fresh(who)
        done = self.clients[who].post(address, data=multi(self.answered(who, address, "save")))
        if done.status_code != 303:
            raise RuntimeError(done.get_data(as_text=True))
        return address

    def answered(self, who: str, address: str, button: str) -> Posted:
        """What a browser posts of a form in which everything is answered."""
        ready = self.product.library.today(PROGRAMME)
        outline = ready.items[FORM]
        own = {
            name: texts
            for name, texts in self.scenarios[who].given.items()
            if outline.place(name) is not None or name in outline.groups
        }
        shown = [pair for pair in self.shown(who, address) if pair[0] not in own]
        typed = [(name, text) for name, texts in own.items() for text in texts]
        return [*shown, *typed, ("_do", button)]

    def shown(self, who: str, address: str) -> Posted:
        """What stands in the inputs of a page."""
        page = html.fromstring(self.clients[who].get(address).get_data(as_text=True))
        (form,) = page.xpath("//form[@id='typed']")
        return list(form.form_values())


Prepared = Callable[[], TestResponse]
Deed = Callable[[Bench], Prepared]
"""Prepares, untimed, one request; what it returns is timed."""


def multi(posted: Posted) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in posted:
        found.setdefault(name, []).append(text)
    return found


def shows(who: str, part: str = "form") -> Deed:
    def prepare(bench: Bench) -> Prepared:
        address = bench.filled(who)
        if part != "form":
            address = address.rpartition("/")[0]
        return lambda: bench.clients[who].get(address)

    return prepare


def keeps(who: str, *, changes: bool) -> Deed:
    """What the page sends while somebody types; with ``changes`` other questions come back."""

    def prepare(bench: Bench) -> Prepared:
        address = bench.filled(who)
        bench.clients[who].post(f"{address}/typed", data=multi(bench.shown(who, address)))
        posted = multi(bench.shown(who, address))
        if changes:
            posted["services"] = ["", "np_ib_user" if who == NATURAL else "lp_doc_renewal"]
        return lambda: bench.clients[who].post(f"{address}/typed", data=posted)

    return prepare


def posts(who: str, button: str) -> Deed:
    def prepare(bench: Bench) -> Prepared:
        address = bench.fresh(who)
        posted = multi(bench.answered(who, address, button))
        return lambda: bench.clients[who].post(address, data=posted)

    return prepare


def bare(_bench: Bench) -> Prepared:
    return lambda: BARE.get("/")


DEEDS: Mapping[str, tuple[Deed, int]] = {
    "bare route": (bare, 200),
    "start page": (lambda bench: lambda: bench.app.test_client().get(f"/{LANG}/"), 200),
    "form of a person": (shows(NATURAL), 200),
    "form of a company": (shows(COMPANY), 200),
    "stages of a company": (shows(COMPANY, "overview"), 200),
    "typing, person": (keeps(NATURAL, changes=False), 204),
    "typing, other questions, person": (keeps(NATURAL, changes=True), 200),
    "typing, company": (keeps(COMPANY, changes=False), 204),
    "typing, other questions, company": (keeps(COMPANY, changes=True), 200),
    "save, person": (posts(NATURAL, "save"), 303),
    "save, company": (posts(COMPANY, "save"), 303),
    "submit, person": (posts(NATURAL, "submit"), 303),
    "submit, company": (posts(COMPANY, "submit"), 303),
}

MUSTS = {
    "form of a company": 20.0,
    "typing, company": 8.0,
    "save, company": 15.0,
    "submit, company": 30.0,
}
NOTES = (
    "One process, one thread, through Flask's test client: routing, sessions, templates, store and "
    "both rule engines are real, only sockets are not. Least time of the rounds."
)

_bare = Flask("bare")
_bare.add_url_rule("/", "bare", lambda: "ok")
BARE = _bare.test_client()


def opened(data: Path) -> Bench:
    environment = {
        "ANKETA_DATA": str(data),
        "ANKETA_DEMO": "yes",
        "ANKETA_DEFINITIONS": str(ROOT / "definitions"),
        "ANKETA_TRANSLATIONS": str(ROOT / "translations"),
        "ANKETA_LOG_LEVEL": "error",
    }
    prepared = bootstrap.prepared(settings.read(environment))
    migrate(prepared)
    product = bootstrap.build(prepared)
    app = create_app(product)
    demo = [each for each in people(product) if each.programme == PROGRAMME and not each.is_staff]
    one = dict(zip((NATURAL, COMPANY), demo, strict=False))
    clients = {who: logged_in(app, person) for who, person in one.items()}
    found = {each.title: each for each in read_scenarios(product.library.current.sources, Faults())}
    cases = {who: case_of(clients[who]) for who in one}
    return Bench(product, app, clients, cases, found)


def logged_in(app: Flask, person: LogIn) -> FlaskClient:
    client, address = app.test_client(), f"/{LANG}/{PROGRAMME}/login"
    page = html.fromstring(client.get(address).get_data(as_text=True))
    answers = {
        "login.identifier": person.email,
        "login.password": person.password,
        "csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0],
    }
    if client.post(address, data=answers).status_code != 303:
        raise RuntimeError(person)
    return client


def case_of(client: FlaskClient) -> str:
    return str(client.get(f"/{LANG}/{PROGRAMME}/cabinet").location).rpartition("/")[2]


def timed(bench: Bench, rounds: int) -> dict[str, list[float]]:
    """Seconds by name, one for each round; the first round only warms up."""
    found: dict[str, list[float]] = {name: [] for name in DEEDS}
    for number in range(rounds + 1):
        for name, (deed, status) in DEEDS.items():
            request = deed(bench)
            begun = process_time()
            response = request()
            took = process_time() - begun
            if response.status_code != status:
                raise RuntimeError(f"{name}: {response.status_code}")
            if number:
                found[name].append(took)
    return found


@dataclass
class Watch:
    """Times the HTML of form pages where they are made, with what was read for them at hand."""

    made: Callable[[Filling, Letters], str]
    pages: list[float] = field(default_factory=list)
    literals: list[float] = field(default_factory=list)

    def page(self, filling: Filling, letters: Letters) -> str:
        begun = process_time()
        html = self.made(filling, letters)
        self.pages.append(process_time() - begun)
        pieces, answers = apart(html, filling)
        begun = process_time()
        joined = "".join(
            part for pair in zip(pieces, [*map(escape, answers), ""], strict=True) for part in pair
        )
        self.literals.append(process_time() - begun)
        if joined != html:
            raise RuntimeError("other pieces")
        return html


def watched(watch: Watch) -> Callable[[Filling, Letters], str]:
    def page(filling: Filling, letters: Letters) -> str:
        return watch.page(filling, letters)

    return page


def apart(html: str, filling: Filling) -> tuple[list[str], list[str]]:
    """The literals of a page, and the answers that stand between them."""
    pieces, answers, at = [], [], 0
    for text in (text for one in asked(filling.sheet.forms) for text in one.raw if text):
        found = html.find(f'"{escape(text)}"', at)
        if found >= 0:
            pieces.append(html[at : found + 1])
            answers.append(text)
            at = found + 1 + len(escape(text))
    return [*pieces, html[at:]], answers


def rendering(bench: Bench, rounds: int) -> list[Table]:
    """What it takes to make the HTML of forms that were read, and how large it is."""
    found = []
    for who, form in ((NATURAL, "person"), (COMPANY, "company")):
        request, watch = shows(who)(bench), Watch(Filling.page)
        request()
        with patch.object(Filling, "page", watched(watch)):
            size = max(len(request().data) for _ in range(rounds))
        name = f"rendering the form page of a {form}"
        times = {"its literals": min(watch.literals) * 1e3, name: min(watch.pages) * 1e3}
        notes = f"A form that was read becomes HTML, {size:,} bytes with whole lists."
        found.append(Table(f"HTML, {form}", "ms", compared(times, {name: 3}), notes))
    return found


def profiled(bench: Bench, name: str, rounds: int) -> None:
    """Where the time of one kind of request goes."""
    deed, _ = DEEDS[name]
    deed(bench)()
    profile = cProfile.Profile(process_time)
    for _ in range(rounds):
        request = deed(bench)
        profile.enable()
        request()
        profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def tables(rounds: int) -> list[Table]:
    """Least times, with what the issue of their ratios promises."""
    with tempfile.TemporaryDirectory() as folder:
        bench = opened(Path(folder))
        found, html = timed(bench, rounds), rendering(bench, rounds)
        bench.product.close()
    least = {name: min(times) * 1000 for name, times in found.items()}
    return [Table("Pages", "ms", compared(least, MUSTS), NOTES), *html]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--profile", choices=[*DEEDS], help="profile one kind of request instead")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = opened(Path(folder))
        try:
            if chosen.profile:
                profiled(bench, chosen.profile, chosen.rounds)
                return
            found = timed(bench, chosen.rounds)
            tell(found, chosen.rounds)
            show(rendering(bench, chosen.rounds))
        finally:
            bench.product.close()


def tell(found: Mapping[str, list[float]], rounds: int) -> None:
    """Medians and least times with their ratios to those of the bare route."""
    load, python = os.getloadavg()[0], sys.version.split()[0]
    print(f"{rounds} rounds, load {load:.1f} on {os.cpu_count()} CPUs, Python {python}")
    print(f"{'':33}{'median':>12}{'ratio':>8}{'least':>12}{'ratio':>8}")
    base = found["bare route"]
    for name, times in found.items():
        columns = "".join(
            f"{of(times) * 1000:9.2f} ms{of(times) / of(base):8.1f}" for of in (median, min)
        )
        print(f"{name:33}{columns}")


if __name__ == "__main__":
    main()
