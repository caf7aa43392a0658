"""A report as text for a terminal, and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.analysis.findings import Finding, Proof, Report
from engine.analysis.given import Given
from engine.analysis.words import Words
from engine.base.values import Absence
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    Field,
)
from engine.language.marker import N_
from engine.meaning.programme import Meaning

NOTHING_FOUND = N_("{programme}: nothing to object to")
FOUND = N_("{programme}: findings: {count}")
SMALLEST = N_("Smallest case:")
THEN = N_("Then:")
WHERE = N_("For all of these:")
CASES = N_("Combinations affected: {count}")
SEE = N_("See {lines}")
PROVED = N_("Proved:")
BOUNDED = N_("Not proved in full:")
COUNTS = N_("Combinations of answers: {combinations}. States: {states}. Seconds: {seconds}.")


def to_json(report: Report, words: Words) -> dict[str, Any]:
    """The report as plain data; texts in the language of ``words``, answers as codes."""
    return {
        "programme": report.programme,
        "combinations": report.combinations,
        "states": report.states,
        "seconds": round(report.seconds, 3),
        "findings": [_finding(one, words) for one in report.findings],
        "proved": [_proof(one, words) for one in report.proved],
        "bounded": [_proof(one, words) for one in report.bounded],
    }


def _finding(finding: Finding, words: Words) -> dict[str, Any]:
    return {
        "code": finding.code,
        "property": words.property(finding),
        "text": words.sentence(finding.text),
        "case": {name: plain(words.meaning, name, one) for name, one in finding.case},
        "run": [
            {
                "item": one.item,
                "step": one.step,
                "of": list(one.of),
                "with": {name: str(value) for name, value in one.data.items()},
                "persons": list(one.persons),
                "replaced": list(one.replaced),
            }
            for one in finding.run
        ],
        "lines": [str(line) for line in finding.lines],
        "cases": finding.cases,
        "box": {
            path: [plain(words.meaning, path, one) for one in values]
            for path, values in finding.box
        },
    }


def _proof(proof: Proof, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {"what": words.sentence(proof.what), "count": proof.count}
    return {**found, "bound": words.sentence(proof.bound)} if proof.bound else found


def plain(meaning: Meaning, name: str, given: Given) -> Any:
    """An answer in codes: the number of rows, one text, a list of texts, or None."""
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, Absence):
        return None if given.value == "blank" else given.value
    field = field_of(meaning, name)
    texts = FIELD_TYPES[field.kind].texts(given) if field else (str(given),)
    return list(texts) if isinstance(given, tuple) else texts[0] if texts else ""


def field_of(meaning: Meaning, name: str) -> Field | None:
    """The question an input name (``owners.0.share``) asks for; None for groups and facts."""
    found = meaning.questions.get(name)
    for path, question in meaning.questions.items() if found is None else ():
        if question.group and name.startswith(f"{question.group}."):
            plain_name = name.removeprefix(f"{question.group}.").partition(".")[2]
            if path == f"{question.group}[].{plain_name}":
                found = question
    return found.item if found and isinstance(found.item, Field) else None


def to_text(report: Report, words: Words) -> str:
    """The report for a person at a terminal; it ends with a line break."""
    return "\n".join(_lines(report, words)) + "\n"


def _lines(report: Report, words: Words) -> Iterator[str]:
    message = words.reader.message
    title = words.reader.text(words.meaning.programme.title)
    frame = FOUND if report.findings else NOTHING_FOUND
    yield message(frame, programme=title, count=len(report.findings))
    for finding in report.findings:
        yield ""
        yield from _told(finding, words)
    yield ""
    yield message(PROVED)
    yield from (f"  {words.proof(one)} ({one.count})" for one in report.proved)
    if report.bounded:
        yield message(BOUNDED)
        yield from (f"  {words.proof(one)}" for one in report.bounded)
    yield message(
        COUNTS,
        combinations=report.combinations,
        states=report.states,
        seconds=f"{report.seconds:.1f}",
    )


def _told(finding: Finding, words: Words) -> Iterator[str]:
    message = words.reader.message
    yield f"{finding.code} {words.sentence(finding.text)}"
    yield f"  {words.property(finding)}"
    for head, pairs in ((WHERE, words.box(finding)), (SMALLEST, words.case(finding))):
        if pairs:
            yield f"  {message(head)}"
            yield from (f"    {caption}: {answer}" for caption, answer in pairs)
    if finding.run:
        yield f"  {message(THEN)} {'  →  '.join(words.path(finding))}"
    if finding.cases:
        yield f"  {message(CASES, count=finding.cases)}"
    yield f"  {message(SEE, lines=', '.join(str(line) for line in finding.lines))}"
