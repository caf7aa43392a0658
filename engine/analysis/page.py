"""A report or a matrix as one HTML page: own style, nothing loaded, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from engine.analysis.findings import Finding, Report
from engine.analysis.report import (
    BOUNDED,
    CASES,
    COUNTS,
    FOUND,
    NOTHING_FOUND,
    PROVED,
    SEE,
    SMALLEST,
    THEN,
    WHERE,
)
from engine.analysis.words import Words

STYLE: Final = """
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #16202c; background: #fff;
  font: 1rem/1.5 'PT Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
article { border: 1px solid #c9d1da; border-left: .4rem solid #a3243b; border-radius: .3rem;
  margin: 1rem 0; padding: .5rem 1rem; }
dl { display: grid; grid-template-columns: minmax(10rem, 1fr) 2fr; gap: .2rem 1rem;
  margin: .5rem 0; }
dt { color: #44464f; } dd { margin: 0; }
ol { padding-left: 1.5rem; } code { font-size: .9em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { border: 1px solid #c9d1da; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #eaf2fb; } .quiet { color: #44464f; }
.sign { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 2rem; margin-top: 4rem; }
.sign div { border-top: 1px solid #16202c; padding-top: .3rem; }
@media print { body { margin: 0; max-width: none; } article, tr { break-inside: avoid; }
  thead { display: table-header-group; } @page { size: A4 landscape; margin: 12mm; } }
"""


def page(title: str, lang: str, body: Iterable[Markup]) -> str:
    """A whole document around ``body``."""
    parts = Markup("\n").join(body)
    style = Markup(STYLE)  # noqa: S704 - the constant above
    return str(
        Markup(
            '<!doctype html>\n<html lang="{lang}">\n<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<title>{title}</title><style>{style}</style></head>\n"
            "<body><main>\n{parts}\n</main></body>\n</html>\n"
        ).format(lang=lang, title=title, style=style, parts=parts)
    )


def to_html(report: Report, words: Words) -> str:
    """The report as a page for people who decide."""
    title = words.reader.text(words.meaning.programme.title)
    return page(title, words.reader.lang, _body(report, words, title))


def _body(report: Report, words: Words, title: str) -> Iterator[Markup]:
    message = words.reader.message
    frame = FOUND if report.findings else NOTHING_FOUND
    yield element("h1", message(frame, programme=title, count=len(report.findings)))
    yield element(
        "p",
        message(
            COUNTS,
            combinations=report.combinations,
            states=report.states,
            seconds=f"{report.seconds:.1f}",
        ),
    )
    yield from (_article(finding, words) for finding in report.findings)
    yield element("h2", message(PROVED))
    yield _listed("ul", (f"{words.proof(one)} ({one.count})" for one in report.proved))
    if report.bounded:
        yield element("h2", message(BOUNDED))
        yield _listed("ul", (words.proof(one) for one in report.bounded))


def _article(finding: Finding, words: Words) -> Markup:
    message = words.reader.message
    parts = [
        element("h2", f"{finding.code} {words.sentence(finding.text)}"),
        element("p", words.property(finding), "quiet"),
    ]
    for head, pairs in ((WHERE, words.box(finding)), (SMALLEST, words.case(finding))):
        if pairs:
            parts += [element("p", message(head)), definitions(pairs)]
    if finding.run:
        parts += [element("p", message(THEN)), _listed("ol", words.path(finding))]
    if finding.cases:
        parts.append(element("p", message(CASES, count=finding.cases)))
    lines = ", ".join(str(line) for line in finding.lines)
    parts.append(element("p", message(SEE, lines=lines), "quiet"))
    return Markup("<article>{}</article>").format(Markup("").join(parts))


def element(name: str, text: str, style: str = "") -> Markup:
    """One element with escaped text; ``name`` and ``style`` are our own words."""
    if style:
        return Markup('<{0} class="{2}">{1}</{0}>').format(name, text, style)
    return Markup("<{0}>{1}</{0}>").format(name, text)


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Captions with what stands beside them."""
    rows = (element("dt", caption) + element("dd", answer) for caption, answer in pairs)
    return Markup("<dl>{}</dl>").format(Markup("").join(rows))


def _listed(name: str, texts: Iterable[str]) -> Markup:
    items = Markup("").join(element("li", text) for text in texts)
    return Markup("<{0}>{1}</{0}>").format(name, items)
