"""The coverage matrix in the words of one language, fit to be signed: HTML, CSV, and plain rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup

from engine.analysis.coverage import CoverageLine, Matrix, section_of
from engine.analysis.coverage_items import CoverageItem, StageOfSheet, stages_of_sheet
from engine.analysis.page import definitions, element, page
from engine.analysis.words import Words
from engine.base.dataclass import dataclass
from engine.base.values import NOT_APPLICABLE, Value
from engine.definitions.model.conditions import Subject
from engine.language.marker import N_
from engine.meaning.words.captions import Captions

TITLE = N_("Coverage matrix: {programme}")
BANK = N_("Bank")
DATE = N_("Date")
BUNDLE = N_("Definitions (SHA-256)")
COUNT = N_("Combinations")
BLOCKS = N_("Parts of the forms")
STAGES = N_("Stages")
ENDS = N_("Ends within reach")
ITEMS = N_("What is done, and for whom")
FOR_WHOM = N_("{item} ({units})")
OPEN = N_("depends on other answers")
PERHAPS = N_("{what} (depends on other answers)")
ON_DEMAND = N_("{what} (on demand)")
NOBODY = N_("none")
CHECKED = N_("Checked by (name, position)")
SIGNATURE = N_("Signature")
SIGNED_ON = N_("Date of signature")


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """A list to be signed: ``facts`` stand under the title, ``signatures`` over empty lines."""

    title: str
    lang: str
    facts: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signatures: tuple[str, ...]


def sheet(matrix: Matrix, words: Words, day: date, fingerprint: str) -> CoverageSheet:
    """The matrix in words; ``fingerprint`` names the bundle, ``day`` the day it was made."""
    message, text = words.reader.message, words.reader.text
    captions = Captions(words.meaning, words.reader)
    programme = words.meaning.programme
    axes = [captions.subject(Subject(path)) for path in matrix.axes]
    facts = [captions.subject(Subject(name)) for name in _told(matrix, words)]
    return CoverageSheet(
        title=message(TITLE, programme=text(programme.title)),
        lang=words.reader.lang,
        facts=(
            (message(BANK), text(programme.bank.title)),
            (message(DATE), words.reader.date(day)),
            (message(BUNDLE), fingerprint),
            (message(COUNT), str(len(matrix.lines))),
        ),
        header=(
            "#", *axes, message(BLOCKS), *facts, message(STAGES), message(ITEMS)
        ),
        rows=tuple(
            (str(number), *_row(matrix, line, words))
            for number, line in enumerate(matrix.lines, start=1)
        ),
        signatures=(message(CHECKED), message(SIGNATURE), message(SIGNED_ON)),
    )  # fmt: skip


def _told(matrix: Matrix, words: Words) -> list[str]:
    """Facts with a column of their own: those that name stages have the column of stages."""
    given = {stage.given_by for stage in stages_of_sheet(words.meaning)}
    return [name for name in matrix.facts if name not in given]


def _row(matrix: Matrix, line: CoverageLine, words: Words) -> Iterator[str]:
    captions = Captions(words.meaning, words.reader)
    for path, value in line.answers:
        yield captions.answer(Subject(path), value)
    yield "; ".join(_blocks(line, words))
    known = dict(line.facts)
    for name in _told(matrix, words):
        yield _fact(captions, name, known[name])
    yield _way(line, words)
    yield "; ".join(_item(item, captions) for item in line.items)


def _item(found: CoverageItem, captions: Captions) -> str:
    item = captions.meaning.route.items[found.item]
    title = captions.reader.text(item.title)
    if found.units is None:
        return captions.reader.message(PERHAPS, what=title)
    if item.each is None:
        return title
    units = ", ".join(captions.unit(item, unit) for unit in found.units)
    return captions.reader.message(FOR_WHOM, item=title, units=units)


def _blocks(line: CoverageLine, words: Words) -> Iterator[str]:
    for block in line.blocks:
        form, section = section_of(words.meaning, block)
        name = words.reader.text(section.caption or form.title)
        yield name if block.certain else words.reader.message(PERHAPS, what=name)


def _fact(captions: Captions, name: str, value: Value | None) -> str:
    if value is None:
        return captions.reader.message(OPEN)
    if value is NOT_APPLICABLE:
        return captions.reader.message(NOBODY)
    return captions.answer(Subject(name), value)


def _way(line: CoverageLine, words: Words) -> str:
    """Stages in their order; those side by side are joined with a plus."""
    applying = dict(line.stages)
    known = [one for one in stages_of_sheet(words.meaning) if one.name in applying]
    blocks = groupby(enumerate(known), key=lambda one: one[1].together or one[0])
    parts = []
    for _, members in blocks:
        names = [_stage(stage, words, certain=applying[stage.name]) for _, stage in members]
        parts.append(" + ".join(names))
    return " → ".join(parts)


def _stage(stage: StageOfSheet, words: Words, *, certain: bool) -> str:
    title = words.reader.text(stage.title)
    if stage.beside:
        return words.reader.message(ON_DEMAND, what=title)
    return title if certain else words.reader.message(PERHAPS, what=title)


def to_csv(found: CoverageSheet) -> str:
    """The rows as CSV (RFC 4180) under their header, with a byte order mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(found.header)
    writer.writerows(tuple(_harmless(cell) for cell in row) for row in found.rows)
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def to_html(found: CoverageSheet) -> str:
    """The matrix as a page to print and sign."""
    return page(found.title, found.lang, _body(found))


def _body(found: CoverageSheet) -> Iterator[Markup]:
    yield element("h1", found.title)
    yield definitions(found.facts)
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(caption) for caption in found.header
    )
    lines = Markup("\n").join(
        Markup("<tr>{}</tr>").format(Markup("").join(element("td", cell) for cell in row))
        for row in found.rows
    )
    yield Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)
    signatures = Markup("").join(element("div", caption) for caption in found.signatures)
    yield Markup('<div class="sign">{}</div>').format(signatures)
