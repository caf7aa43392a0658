"""Letters say what the definitions say, and only that."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine.base.values import Span, Text
from engine.definitions.model.flow import (
    Notice,
)
from engine.definitions.model.items import Happening
from engine.definitions.model.route import FlowNotice
from engine.language.reader import filled
from engine.messages.compose import Letter, compose, compose_product


@dataclass
class Plain:
    """A reader of the source language."""

    prefix: str = ""

    def text(self, text: Text, **params: object) -> str:
        return self.prefix + filled(text.source, params)


def notice(name: str = "n", **changes: object) -> Notice:
    values = {
        "event": "code",
        "to": "applicant",
        "channels": ("email", "sms"),
        "text": Text("Your code: {code}"),
        "placeholders": {"code": "text"},
        "subject": Text("Code"),
    }
    return Notice(name=name, span=Span("flow.yaml"), **{**values, **changes})  # type: ignore[arg-type]


def test_a_letter_per_channel() -> None:
    assert compose([notice()], "code", Plain("lv "), {"code": "123"}) == (
        Letter("n", "applicant", "email", "lv Code", "lv Your code: 123"),
        Letter("n", "applicant", "sms", "lv Code", "lv Your code: 123"),
    )


def test_other_events_cause_nothing() -> None:
    assert compose([notice()], "another", Plain(), {}) == ()


def test_every_notice_on_the_event_in_order() -> None:
    both = [notice("a", channels=("sms",)), notice("b", channels=("email",), subject=None)]
    letters = compose(both, "code", Plain(), {"code": "1"})
    assert [(letter.notice, letter.subject) for letter in letters] == [("a", "Code"), ("b", "")]


@pytest.mark.parametrize(
    ("text", "params", "body"),
    [
        ("{code} {other}", {"code": "1", "other": "2"}, "1 {other}"),
        ("{code}", {"code": "{other}", "other": "2"}, "{other}"),
        ("{code.__class__} {0} {}", {"code": "1"}, "{code.__class__} {0} {}"),
        ("{code}", {}, "{code}"),
    ],
)
def test_only_declared_placeholders_are_filled(
    text: str, params: dict[str, str], body: str
) -> None:
    (letter,) = compose([notice(text=Text(text), channels=("sms",))], "code", Plain(), params)
    assert letter.body == body


def test_a_subject_is_one_line() -> None:
    subject = Text("Code\r\nBcc: everybody@example.org\n{code}")
    (letter, _) = compose([notice(subject=subject)], "code", Plain(), {"code": "a\nb"})
    assert letter.subject == "Code Bcc: everybody@example.org a b"
    assert letter.subject not in repr(letter)


def product(name: str, *events: str, channels: tuple[str, ...] = ("email",)) -> FlowNotice:
    span = Span("flow.yaml")
    on = tuple(Happening("product", span, name=event) for event in events)
    text = Text("Your code: {code}")
    return FlowNotice(name, on, ("applicant",), channels, text, span, subject=Text("A\nB"))


def test_events_of_the_product_are_composed_from_a_flow_in_items() -> None:
    span = Span("flow.yaml")
    other = FlowNotice(
        "x", (Happening("ends", span),), ("applicant",), ("email",), Text("No"), span
    )
    notices = [
        product("a", "password code", channels=("email", "sms")),
        product("b", "another"),
        other,
    ]
    assert compose_product(notices, "password code", Plain("lv "), {"code": "123"}) == (
        Letter("a", "applicant", "email", "lv A B", "lv Your code: 123"),
        Letter("a", "applicant", "sms", "lv A B", "lv Your code: 123"),
    )
