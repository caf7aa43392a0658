"""The translator's files: extract what people read, merge it into the catalogs, count what is open.

``messages.pot`` holds every text of the code (marked ``N_``/``_``), of the templates and of the
definitions; the latter with their bank as context and with a comment that says what they are.
The catalogs of single banks hold only what a bank says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.language.catalogs import (
    DOMAIN,
    LANGUAGES,
    SOURCE_LANGUAGE,
    banks,
    compiled,
    po_file,
)
from engine.language.reader import placeholders

_METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
_KEYWORDS = {"N_": None, "_": None, "NC_": ((1, "c"), 2), "_n": (1, 2), "counted": (1, 2)}
_IGNORED = ("tests", "docs", "benchmarks", ".venv", "build", "node_modules")


@dataclass(frozen=True, slots=True)
class CatalogProgress:
    """How far a catalog is: messages in all, translated, marked as unsure by a merge."""

    lang: str
    total: int
    translated: int
    fuzzy: int

    @property
    def open(self) -> int:
        return self.total - self.translated


def extract(code: Path, texts: Iterable[tuple[Text, str]], moment: datetime) -> Catalog:
    """The template catalog of everything people read.

    ``texts`` pairs a definition's text with the comment for its translator; ``moment`` is written
    into the header.
    """
    catalog = Catalog(
        project="Anketa",
        charset="utf-8",
        creation_date=moment,
        copyright_holder="Anketa",
        fuzzy=False,
    )
    for folder in ("engine", "terminal", "web"):
        found = extract_from_dir(
            code / folder,
            _METHODS,
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for file, _line, message, comments, context in found:
            catalog.add(
                message,
                locations=[(f"{folder}/{file}", 0)],
                auto_comments=comments,
                context=context,
            )
    for text, comment in texts:
        place = (f"definitions/{text.span.file}", text.span.line)
        catalog.add(
            text.source, locations=[place], auto_comments=[comment], context=text.context or None
        )
    return catalog


def write_template(folder: Path, catalog: Catalog) -> Path:
    """Write ``messages.pot``; returns its path. Its date stays where nothing else is new."""
    target = folder / f"{DOMAIN}.pot"
    target.parent.mkdir(parents=True, exist_ok=True)
    moment = catalog.creation_date
    if target.exists():
        with target.open("rb") as stream:
            catalog.creation_date = read_po(stream).creation_date
        if _written(catalog) == target.read_bytes():
            return target
    catalog.creation_date = moment
    target.write_bytes(_written(catalog))
    return target


def update(folder: Path, template: Catalog, languages: Iterable[str] = LANGUAGES) -> None:
    """Merge the template into each language's catalog; nothing translated is lost or guessed."""
    for lang in languages:
        target = po_file(folder, lang)
        target.parent.mkdir(parents=True, exist_ok=True)
        catalog = _opened(target, lang)
        catalog.update(
            template, no_fuzzy_matching=True, update_creation_date=False, keep_user_comments=True
        )
        target.write_bytes(_written(catalog))


def compile_all(folder: Path, languages: Iterable[str] = LANGUAGES) -> tuple[Path, ...]:
    """Write the ``.mo`` beside each ``.po``, those of banks too; returns the files written."""
    written = []
    shared = [po_file(folder, lang) for lang in languages]
    own = [file for _bank, _lang, file in overlays(folder, languages)]
    for source, lang in ((file, file.parents[1].name) for file in (*shared, *own)):
        if source.exists():
            target = source.with_suffix(".mo")
            target.write_bytes(compiled(source, lang))
            written.append(target)
    return tuple(written)


def status(folder: Path, languages: Iterable[str] = LANGUAGES) -> tuple[CatalogProgress, ...]:
    """How far each language is; the source language needs no translation."""
    return tuple(_progress(_opened(po_file(folder, lang), lang), lang) for lang in languages)


def _progress(catalog: Catalog, lang: str) -> CatalogProgress:
    messages = [message for message in catalog if message.id]
    done = [m for m in messages if (m.string and not m.fuzzy) or lang == SOURCE_LANGUAGE]
    return CatalogProgress(lang, len(messages), len(done), sum(1 for m in messages if m.fuzzy))


def _opened(po: Path, lang: str) -> Catalog:
    if not po.exists():
        return Catalog(locale=lang, project="Anketa", charset="utf-8", fuzzy=False)
    with po.open("rb") as stream:
        return read_po(stream, locale=lang)


def _written(catalog: Catalog) -> bytes:
    """The catalog as text, in an order that reading it and writing it again does not change."""
    for message in catalog:
        message.locations.sort(key=lambda place: (place[0], place[1] or 0))
    out = BytesIO()
    write_po(out, catalog, width=100, sort_by_file=True, omit_header=False)
    return out.getvalue()


def entries(folder: Path, lang: str) -> set[tuple[str | None, object]]:
    """Every (context, source) that the catalog of a language has an entry for.

    The source of a message with plural forms is both of its own.
    """
    return {(message.context, message.id) for message in _opened(po_file(folder, lang), lang)}


def overlays(
    folder: Path, languages: Iterable[str] = LANGUAGES
) -> tuple[tuple[str, str, Path], ...]:
    """The catalogs of banks: bank, language and file of each."""
    spoken = tuple(languages)
    return tuple(
        (bank, lang, file)
        for bank in banks(folder, spoken)
        for lang in spoken
        if (file := po_file(folder / bank, lang)).exists()
    )


def place_overlays(folder: Path, template: Catalog, languages: Iterable[str] = LANGUAGES) -> None:
    """Say in the catalogs of banks where each of their texts stands; no text is added to them."""
    for _bank, lang, file in overlays(folder, languages):
        catalog = _opened(file, lang)
        for message in catalog:
            known = template.get(message.id, message.context) if message.id else None
            if known is not None:
                message.locations = list(known.locations)
                message.auto_comments = list(known.auto_comments)
        file.write_bytes(_written(catalog))


def overlay_slips(folder: Path, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """What is wrong with catalogs of banks: texts that nobody uses, or with other placeholders."""
    known = entries(folder, SOURCE_LANGUAGE)
    return tuple(
        f"{file.relative_to(folder)}: “{message.id}” {wrong}"
        for _bank, lang, file in overlays(folder, languages)
        for message in _opened(file, lang)
        if message.id and (wrong := _slip(message, known))
    )


def _slip(message: Message, known: set[tuple[str | None, object]]) -> str:
    if (message.context, message.id) not in known:
        return "is said by nobody: it, or its context, is written otherwise"
    said = _forms(message.string)
    if not all(said):
        return "has no words: the catalog of a bank holds only what differs"
    wanted = frozenset[str]().union(*map(placeholders, _forms(message.id)))
    fitting = wanted.issuperset if message.pluralizable else wanted.__eq__
    odd = [each for each in said if not fitting(placeholders(each))]
    return f"has other placeholders in “{odd[0]}”" if odd else ""


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """The text, or all plural forms of it."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)
