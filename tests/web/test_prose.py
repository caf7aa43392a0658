"""Addresses in texts of the definitions are links, and nothing else of a text is HTML."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from web.prose import linked


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Nothing & <b>nothing</b>", []),
        ("Zoom: https://apps.example/id?a=1&b=2.", ["https://apps.example/id?a=1&b=2"]),
        ("(https://a.example/x), „https://b.example/ā”", ["https://a.example/x", "https://b.example/ā"]),
        ("http://plain.example javascript:alert(1) https://", []),
        ('https://a.example/"onclick="x', ["https://a.example/"]),
    ],
)  # fmt: skip
def test_addresses_are_links(text: str, addresses: list[str]) -> None:
    page = BeautifulSoup(linked(text), "html.parser")
    assert [one["href"] for one in page("a")] == addresses
    assert all(one["rel"] == ["noopener", "noreferrer"] for one in page("a"))
    for one in page("a"):
        one.replace_with(str(one["href"]))
    assert page.get_text() == text
