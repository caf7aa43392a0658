"""Letters say what the definitions say, and only that."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine.base.values import Span, Text
from engine.definitions.model.items import Happening
from engine.definitions.model.route import Notice
from engine.language.reader import filled
from engine.messages.compose import Letter, compose


@dataclass
class Plain:
    """A reader of the source language."""

    prefix: str = ""

    def text(self, text: Text, **params: object) -> str:
        return self.prefix + filled(text.source, params)


def product(
    name: str = "n",
    *events: str,
    channels: tuple[str, ...] = ("email", "sms"),
    text: str = "Your code: {code}",
    subject: str | None = "Code",
) -> Notice:
    span = Span("flow.yaml")
    on = tuple(Happening("product", span, name=event) for event in events or ("code",))
    shown = None if subject is None else Text(subject)
    return Notice(name, on, ("applicant",), channels, Text(text), span, subject=shown)


def test_a_letter_per_channel() -> None:
    assert compose([product()], "code", Plain("lv "), {"code": "123"}) == (
        Letter("n", "applicant", "email", "lv Code", "lv Your code: 123"),
        Letter("n", "applicant", "sms", "lv Code", "lv Your code: 123"),
    )


def test_other_events_cause_nothing() -> None:
    span = Span("flow.yaml")
    end = Notice("x", (Happening("ends", span),), ("applicant",), ("email",), Text("No"), span)
    assert compose([product(), end], "another", Plain(), {}) == ()


def test_every_notice_on_the_event_in_order() -> None:
    both = [product("a", channels=("sms",)), product("b", channels=("email",), subject=None)]
    letters = compose(both, "code", Plain(), {"code": "1"})
    assert [(letter.notice, letter.subject) for letter in letters] == [("a", "Code"), ("b", "")]


@pytest.mark.parametrize(
    ("text", "params", "body"),
    [
        ("{code} {other}", {"code": "1"}, "1 {other}"),
        ("{code}", {"code": "{other}", "other": "2"}, "{other}"),
        ("{code.__class__} {0} {}", {"code": "1"}, "{code.__class__} {0} {}"),
        ("{code}", {}, "{code}"),
    ],
)
def test_only_placeholders_are_filled(text: str, params: dict[str, str], body: str) -> None:
    (letter,) = compose([product(text=text, channels=("sms",))], "code", Plain(), params)
    assert letter.body == body


def test_a_subject_is_one_line() -> None:
    subject = "Code\r\nBcc: everybody@example.org"
    (letter, _) = compose([product(subject=subject)], "code", Plain(), {"code": "a\nb"})
    assert letter.subject == "Code Bcc: everybody@example.org"
    assert letter.subject not in repr(letter)
