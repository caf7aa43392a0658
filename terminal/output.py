"""Where results go: a person at a terminal, or another program behind a pipe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from engine.base.errors import AnketaError

P = ParamSpec("P")
R = TypeVar("R")
Item = TypeVar("Item")


def say(words: str = "", style: str = "") -> None:
    """One line for people; plain when piped."""
    _echo(words, style)


def say_json(value: Any) -> None:
    """A result for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def note(words: str) -> None:
    """One line beside the result, for people."""
    _echo(words, "yellow", err=True)


def fail(words: str) -> NoReturn:
    """End with one line about what went wrong and exit code 1."""
    _echo(words, "red", err=True)
    raise click.exceptions.Exit(1)


def told(command: Callable[P, R]) -> Callable[P, R]:
    """A command whose expected failures are told in one line, never as a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except AnketaError as failure:
            fail(str(failure))
        except BrokenPipeError:
            sys.stderr.close()
            raise click.exceptions.Exit(1) from None
        except OSError as failure:  # a full disk, a folder that may not be written to
            fail(str(failure))

    return run


def progress(items: Iterable[Item], total: int, words: str) -> Iterator[Item]:
    """The items, with a bar on a terminal and nothing behind a pipe."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - most verbs end before they would show a bar
    from rich.progress import track  # noqa: PLC0415

    yield from track(items, words, total=total, console=Console(stderr=True))


def _echo(words: str, style: str, *, err: bool = False) -> None:
    shown = {style: True} if style in {"bold", "dim"} else {"fg": style or None}
    color = False if os.environ.get("NO_COLOR") else None
    click.echo(click.style(words, **shown) if style else words, err=err, color=color)
