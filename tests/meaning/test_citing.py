"""What applicants read of sources: the works they know, nothing of internal lists."""

from __future__ import annotations

import pytest

from engine.base.values import Text
from engine.language.catalogs import Catalogs
from engine.meaning.words.citing import cited

READER = Catalogs({"lv": {("", "User guide"): "Lietotāja rokasgrāmata"}}).reader("lv")
WORKS = {"Guide": Text("User guide"), "Guide to fees": Text("Price list")}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Guide 4.4, 7; R-06, R-15", "Lietotāja rokasgrāmata, 4.4, 7"),
        ("Guide", "Lietotāja rokasgrāmata"),
        ("spec RD-11; Guide 6.1", "Lietotāja rokasgrāmata, 6.1"),
        ("Guide to fees 2; Guide 9", "Price list, 2; Lietotāja rokasgrāmata, 9"),
        ("Guidelines 3", ""),
        ("R-06", ""),
        ("", ""),
    ],
)
def test_only_works_that_people_know_are_cited(source: str, words: str) -> None:
    assert cited(source, WORKS, READER) == words


def test_without_such_works_the_source_stands_as_written() -> None:
    assert cited("Price list, 1.1; R-06", {}, READER) == "Price list, 1.1; R-06"
