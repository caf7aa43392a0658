"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars in cells are escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def code(words: str) -> str:
    """Words as they are typed."""
    return f"`{words}`" if words else ""


def fenced(words: str, language: str = "") -> str:
    """Lines as they are typed."""
    return f"```{language}\n{words.rstrip()}\n```"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
