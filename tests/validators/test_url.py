"""Web addresses: the table of the requirements, hosts, and what tries to look like one."""

from __future__ import annotations

from datetime import date

import pytest

from engine.validators import Context, url
from engine.validators.result import ValidatorFault

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("shop.example/lv", "https://shop.example/lv"),
        ("https://veikals.example", "https://veikals.example"),
        ("http://veikals.example", "http://veikals.example"),
        ("  HTTPS://Veikals.EXAMPLE/Lv?Q=1#Top ", "https://veikals.example/Lv?Q=1#Top"),
        ("shop.example:8443/lv", "https://shop.example:8443/lv"),
        ("shop.example.", "https://shop.example"),
        ("shop.example?q=āž", "https://shop.example?q=āž"),
        ("bērziņš.example", "https://xn--brzi-bva32apg.example"),
        ("192.0.2.1/shop", "https://192.0.2.1/shop"),
        ("a-b.c-d.example", "https://a-b.c-d.example"),
    ],
)
def test_addresses_are_completed_and_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert url.validate(typed, CONTEXT).value == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "shop",
        "https://",
        "https://shop",
        "https://shop.",
        "https://.example",
        "https://shop..example",
        "https://-shop.example",
        "https://shop_1.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "javascript://shop.example/%0aalert(1)",
        "data:text/html,x.y",
        "mailto:anna@example.org",
        "https://bank.example@shop.example",
        "https://user:secret@shop.example",
        "https://shop.example:99999",
        "https://shop.example:port",
        "https://[::1]/",
        "https://[shop.example",
        "https://256.0.0.1",
        "https://1.2.3",
        "shop .example",
        "shop.example/a b",
        "shop.example\\@evil.example",
        "shop.example/<script>",
        "shop.example/\x00",
        "shop.example/\n1",
        "shop.example/\u202etxt",
        "shop.example/\ud800",
        "a" * 64 + ".example",
        ("a" * 60 + ".") * 5 + "example",
        "xn--\u0101.example",
    ],
)
def test_what_is_no_web_page_is_refused(typed: str) -> None:
    assert url.validate(typed, CONTEXT).codes == ("url",)


def test_the_limit_counts_the_completed_address() -> None:
    longest = "shop.example/".ljust(2048 - len("https://"), "a")
    assert url.validate(longest, CONTEXT).value == f"https://{longest}"
    refused = url.validate(longest + "a", CONTEXT)
    assert refused.faults == (ValidatorFault("too-long", {"max": 2048}),)


def test_the_limit_holds_after_the_host_is_spelt_in_ascii() -> None:
    typed = "https://" + "ā" * 10 + ".example/"
    assert url.validate(typed.ljust(2048, "a"), CONTEXT).codes == ("too-long",)
