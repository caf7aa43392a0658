"""Cases of the bank led at the command line, on one product whose clock stands still."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from engine.base.events import CaseEvent
from engine.base.staff import STAFF_BOOK
from engine.bootstrap import Product
from engine.demo.signing import signed_package
from engine.forms.outline import Outline
from engine.signatures.believed import rehearsal_of
from engine.signatures.rehearsal.signing import RehearsedSignature, signed_container
from tests.bank.applications import PROGRAMME, READY
from tests.corridor.files import GOOD
from tests.corridor.people import Applicant, register

OFFICER, APPROVER, ACCOUNTANT, BOTH = (
    f"{name}@bank.example" for name in ("olga", "peter", "anita", "both")
)
STAFF = {
    OFFICER: ("officer",),
    APPROVER: ("approver",),
    ACCOUNTANT: ("accountant",),
    BOTH: ("officer", "approver"),
}
PHOTO, VIDEO, DOKOBIT = (f"provider:{name}" for name in ("photo system", "video system", "Dokobit"))
NUMBERS = count(1)
SIGNED = "signed_package.file"
Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Life:
    """A case and the folder for what is handed in with its steps."""

    product: Product
    person: Applicant
    folder: Path

    def run(self, step: str, who: str, item: str, *of: str, raw: Raw | None = None,
            files: Sequence[str] = (), more: Sequence[str] = (),
            content: bytes | None = None) -> tuple[int, str]:  # fmt: skip
        words = ["case", "do", self.person.case_id, step, "--as", who, "--item", item]
        words += [word for unit in of for word in ("--of", unit)]
        if raw is not None:
            file = self.folder / f"answers{next(NUMBERS)}.json"
            file.write_text(json.dumps({name: list(one) for name, one in raw.items()}), "utf-8")
            words += ["--with", str(file)]
        for question in files:
            paper = self.folder / "paper.pdf"
            if question == SIGNED:
                paper = self.folder / "paper.asice"
                content = content or self.signed()
            paper.write_bytes(content or GOOD["pdf"])
            words += ["--file", f"{question}={paper}"]
        done = CliRunner().invoke(cli.main, [*words, "--lang", "en", *more])
        return done.exit_code, done.output

    def signed(self, *only: str) -> bytes:
        """The package, signed by all who have to, or by these of them."""
        field = READY.step_forms["package", "signed_package"].outline.fields[SIGNED]
        return signed_package(self.product, self.case, field, only or None)

    def rehearsed(self, name: str) -> bytes:
        """A container with another document, signed by somebody else."""
        at = self.product.clock.now()
        person = rehearsal_of(self.product.settings, at).person(name, "010190-11111", at)
        return signed_container({"other.txt": b"text"}, RehearsedSignature(person, at))

    def does(self, step: str, who: str, item: str, *of: str, **more: object) -> str:
        """A step that is taken."""
        code, said = self.run(step, who, item, *of, **more)  # type: ignore[arg-type]
        assert code == 0, said
        return said

    def refused(self, step: str, who: str, item: str, *of: str, **more: object) -> str:
        """What is said of a step that is refused; nothing happens."""
        before = self.events
        code, said = self.run(step, who, item, *of, **more)  # type: ignore[arg-type]
        assert code == 1, said
        assert self.events == before
        return said

    def sends(self, item: str, given: Raw, unit: str = "") -> None:
        """A form with its files."""
        outline = READY.forms[unit] if unit else READY.items[item]
        raw, files = own(outline, given)
        of = (unit,) if unit else ()
        self.does("applicant sends", "applicant", item, *of, raw=raw, files=files)

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        with self.product.store.read() as view:
            return view.case_events.of_case(self.person.case_id)

    def units(self, item: str) -> tuple[str, ...]:
        """For whom or what there is one of an item."""
        return tuple(self.case.state.picture.of(item))

    def status(self, item: str) -> list[str]:
        """How an item stands, for each of its units."""
        return [one.status for one in self.case.state.picture.of(item).values()]

    @property
    def ended(self) -> str:
        return self.case.case.status

    @property
    def case(self):  # type: ignore[no-untyped-def]
        return self.product.cases.load(self.person.entry({}).request)


def own(outline: Outline, given: Raw) -> tuple[dict[str, Sequence[str]], list[str]]:
    """The answers that a form asks for, and its questions that take files."""
    raw: dict[str, Sequence[str]] = {}
    files = []
    for name, texts in given.items():
        place = outline.place(name)
        if place is not None and place.field.kind == "file":
            files.append(name)
        elif place is not None or name in outline.groups or name.endswith(".#"):
            raw[name] = texts
    return raw, files


@contextmanager
def led(bank: Product, folder: Path, kind: str) -> Iterator[Life]:
    """Somebody who has just registered, and the staff of the bank behind the command line."""
    with pytest.MonkeyPatch.context() as patch:
        for place in ("terminal.case_doing", "terminal.staff"):
            patch.setattr(f"{place}.product_of", lambda *_one, **_more: _same(bank))
        for email, roles in STAFF.items():
            with bank.store.read() as view:
                there = view.accounts.by_contact(email, STAFF_BOOK)
            if there is None:
                words = ["staff", "add", email, "--name", email, "--programme", PROGRAMME]
                words += [word for role in roles for word in ("--role", role)]
                added = CliRunner().invoke(cli.main, words)
                assert added.exit_code == 0, added.output
        yield Life(bank, register(bank, kind), folder)


@contextmanager
def _same(bank: Product) -> Iterator[Product]:
    yield bank
