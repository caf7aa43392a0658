"""E-mail addresses: syntax, and one spelling for each."""

from __future__ import annotations

from datetime import date

import pytest

from engine.validators import Context, email

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  anna@example.org\n", "anna@example.org"),
        ("Anna.Ozola+bank@Example.ORG", "Anna.Ozola+bank@example.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("a@b.example", "a@b.example"),
        ("Anna Ozola <anna@example.org>", "anna@example.org"),
        ('"Ozola, Anna" <mailto:anna@example.org>', "anna@example.org"),
        ("mailto:anna@example.org", "anna@example.org"),
        ("info@ādaži.example", "info@xn--dai-0oa14d.example"),
        ("info@xn--dai-0oa14d.example", "info@xn--dai-0oa14d.example"),
    ],
)
def test_addresses_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert email.validate(typed, CONTEXT).value == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example",
        "anna@localhost",
        "anna@@example.org",
        "anna@exa mple.org",
        "anna ozola@example.org",
        "<anna@example.org",
        "<anna@example.org> <berta@example.org>",
        "mailto:",
        "anna..ozola@example.org",
        ".anna@example.org",
        "anna@-example.org",
        "anna@example..org",
        '"anna ozola"@example.org',
        "anna@[192.0.2.1]",
        "jānis@example.org",
        "anna@example.org\nBcc: all@example.org",
        "anna@example.org\r\n\r\nHello",
        "anna@example.org\x00",
        "anna@example.org, berta@example.org",
        "anna@\ud800.org",
        "a" * 65 + "@example.org",
        "anna@" + "a" * 250 + ".org",
    ],
)
def test_what_no_mail_server_can_be_given_is_refused(typed: str) -> None:
    assert email.validate(typed, CONTEXT).codes == ("email",)


def test_people_read_the_domain_in_its_own_letters() -> None:
    assert email.format("info@xn--dai-0oa14d.example") == "info@ādaži.example"
    assert email.format("unknown") == "unknown"
