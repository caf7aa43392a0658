"""Short pages that ask for a few things and have one button: codes, passwords, contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final, Literal

from engine.accounts.desk import AccountRefused
from engine.base.dataclass import dataclass
from engine.base.values import NOTHING
from engine.forms.view import ProblemView
from engine.language.marker import N_
from engine.services.registration import refusal
from engine.validators import FAULTS, VALIDATORS, Context
from web import locale
from web.applicant.passwords import CONDITIONS
from web.product import product
from web.render import page

Kind = Literal["contact", "email", "phone", "password", "new password", "code"]
BLANK: Final = N_("Enter this")


@dataclass(frozen=True, slots=True)
class AccountAsked:
    """One input; captions and hints are messages of the code."""

    name: str
    caption: str
    kind: Kind
    hint: str = ""
    params: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    typed: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """How labels name it."""
        return id_of(self.name)


@dataclass(frozen=True, slots=True)
class AskPage:
    """What such a page says: all texts are messages of the code."""

    heading: str
    asked: tuple[AccountAsked, ...]
    button: str
    here: str
    lead: str = ""
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    back: tuple[str, str] = ("", "")
    sign: str = ""
    pause: int = 0
    """Seconds until a code may be sent again; there is such a button if it is not negative."""
    resends: bool = False


def ask_page(
    what: AskPage, problems: tuple[ProblemView, ...] = (), status: int = 200
) -> tuple[str, int]:
    """The page, with problems at its inputs."""
    return page("applicant/asked.html", status, what=what, problems=problems, conditions=CONDITIONS)


def refused(told: AccountRefused, name: str, caption: str = "") -> ProblemView:
    """A refusal as a problem at an input."""
    found = refusal(told)
    words = locale.reader().text(found.message, **found.params)
    shown = locale.reader().message(caption) if caption else ""
    return ProblemView("refuse", found.code, words, name, id_of(name), shown)


def blank(name: str, caption: str) -> ProblemView:
    """Nothing was entered."""
    reader = locale.reader()
    return ProblemView(
        "refuse", "E-01", reader.message(BLANK), name, id_of(name), reader.message(caption)
    )


def judged(validator: str, typed: str, name: str, caption: str) -> str | tuple[ProblemView, ...]:
    """What was typed, clean, or what is wrong with it."""
    result = VALIDATORS[validator].validate(typed, Context(product().clock.now().date()))
    if result.value is not None:
        return str(result.value)
    reader = locale.reader()
    return tuple(
        ProblemView(
            "refuse",
            FAULTS[one.code].number or one.code,
            reader.message(FAULTS[one.code].text, **one.params),
            name,
            id_of(name),
            reader.message(caption),
        )
        for one in result.faults
    )


def id_of(name: str) -> str:
    """The id of an input by its name."""
    return name.replace(".", "-").replace("_", "-")
