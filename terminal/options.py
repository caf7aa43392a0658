"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from engine import language
from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.definitions.loader import load
from engine.language.catalogs import LANGUAGES, Catalogs
from engine.language.reader import Reader

if TYPE_CHECKING:
    from engine.bundles.compiled import Ready
    from engine.bundles.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])

ROOT = Path(__file__).resolve().parent.parent
DEFINITIONS = ROOT / "definitions"
"""The definitions beside the code, where it has any: an installed product has none."""

TRANSLATIONS = ROOT / "translations"
if not TRANSLATIONS.is_dir():  # an installed product carries them
    TRANSLATIONS = Path(language.__file__).parent / "texts"
HERE = Path("definitions")


def definitions_here() -> Path:
    """The definitions where the command is run, else those beside the code."""
    if HERE.is_dir() and HERE.resolve() != DEFINITIONS:
        return HERE
    return DEFINITIONS if DEFINITIONS.is_dir() else HERE


class DefinitionsFolder(click.Path):
    """A folder of definitions that is there."""

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The folder; where none was named and none is here, what to do about it."""
        if Path(value) == HERE and not HERE.is_dir():
            advice = "`anketa new .` writes a first programme, --definitions names another folder"
            self.fail(f"there are no definitions here; {advice}", param, ctx)
        return super().convert(value, param, ctx)


class Day(click.ParamType[date]):
    """A calendar date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The date; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no date; write YYYY-MM-DD, as 2026-11-22", param, ctx)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for beside a command's own arguments.

    ``form`` is the output format; ``today`` and ``lang`` are None where the programme decides.
    """

    folder: Path
    form: str = ""
    lang: str | None = None
    today: date | None = None

    @property
    def library(self) -> Library:
        """Definitions and words, loaded. Raises DefinitionsRefused."""
        # What compiles and words a programme is half of all imports; `check` needs none of it.
        from engine.bundles.library import Library  # noqa: PLC0415

        return Library(load(self.folder), catalogs_of(self.folder))

    def chosen(self, library: Library, programme: str | None) -> Ready:
        """The programme that is named, else the only one. Raises AnketaError where several are."""
        names = tuple(library.current.programmes)
        if programme is None and len(names) > 1:
            raise AnketaError(f"Say which programme: {', '.join(names)}.")
        return library.today(programme or names[0])

    def day(self, ready: Ready) -> date:
        """The date to judge on."""
        return self.today or ready.today(datetime.now(UTC))

    def reader(self, library: Library, ready: Ready) -> Reader:
        """The reader of the language asked for, else of the programme's first."""
        return library.reader(self.lang or ready.programme.languages[0], ready)


def asks(*formats: str, lang: bool = False, today: bool = False) -> Callable[[Command], Command]:
    """Give a command ``--definitions`` and what else it understands, as one ``Asked``."""
    options = [_DEFINITIONS]
    if formats:
        choice = click.Choice(formats)
        options.append(
            click.option("--format", "form", type=choice, default=formats[0], show_default=True)
        )
    options += [_LANG] if lang else []
    options += [_TODAY] if today else []

    def add(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            asked = Asked(**{name: given.pop(name) for name in _NAMES if name in given})
            return command(asked, **given)

        found: Any = run
        for option in reversed(options):
            found = option(found)
        return cast(Command, found)

    return add


_NAMES = ("folder", "form", "lang", "today")
_DEFINITIONS = click.option(
    "--definitions",
    "folder",
    type=DefinitionsFolder(),
    default=definitions_here,
    help="Folder of the definitions; else `definitions` where the command is run.",
)
_LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language; else the programme's first."
)
_TODAY = click.option("--today", type=Day(), help="Date to judge on (YYYY-MM-DD); else today.")


def catalogs_of(folder: Path) -> Catalogs:
    """The translations that belong to a definitions folder, its own before those of the product."""
    return Catalogs.load([folder / "translations", TRANSLATIONS])
