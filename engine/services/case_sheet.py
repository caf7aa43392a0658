"""A case that is taken away, as a document for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.services.desk_case import DeskCase
from engine.services.sheets import PAGE_WORDS

VERSION: Final = N_("Version {number}")
STATUS: Final = N_("Status")
MESSAGES: Final = N_("Messages")
NOTES: Final = N_("Notes of the Bank")
HISTORY: Final = N_("Action history")
EXPORTED: Final = N_("Exported")


def case_sheet(content: Mapping[str, Any], told: DeskCase) -> Sheet:
    """What ``CaseExport`` tells of a case."""
    reader, case = told.reader, content["case"]
    return Sheet(
        title=f"{case['client'] or case['number']}",
        lang=reader.lang,
        facts=(
            SheetLine(reader.message(N_("Application number")), case["number"]),
            SheetLine(reader.message(STATUS), case["status"]),
            SheetLine(reader.message(EXPORTED), _time(case["exported"], told)),
        ),
        blocks=tuple(_blocks(content, told)),
        issuer=reader.text(told.case.ready.programme.bank.title),
        page_words=reader.message(PAGE_WORDS),
    )


def _blocks(content: Mapping[str, Any], told: DeskCase) -> Iterator[SheetBlock]:
    reader = told.reader
    for document in content["documents"]:
        yield SheetBlock(
            document["title"], (SheetLine(reader.message(STATUS), document["status"]),)
        )
        for one in document["versions"]:
            yield from _version(one, told, reader)
    for heading, lines in ((MESSAGES, content["messages"]), (NOTES, content["notes"])):
        if lines:
            yield SheetBlock(reader.message(heading), tuple(_said(lines, told)))
    yield SheetBlock(
        reader.message(HISTORY),
        tuple(
            SheetLine(f"{_time(one['at'], told)} · {one['who']}", _happened(one))
            for one in content["history"]
        ),
    )


def _version(one: Mapping[str, Any], told: DeskCase, reader: Reader) -> Iterator[SheetBlock]:
    title = reader.message(VERSION, number=one["version"])
    about = " · ".join(part for part in (one["by"], one["outcome"]) if part)
    yield SheetBlock(title, (SheetLine(_time(one["at"], told), about),), level=2)
    parts = dict.fromkeys(answer["part"] for answer in one["answers"])
    for part in parts:
        own = (answer for answer in one["answers"] if answer["part"] == part)
        yield SheetBlock(part, tuple(SheetLine(each["question"], _given(each)) for each in own), 2)
    if one["comments"]:
        yield SheetBlock(reader.message(N_("Comments")), tuple(_said(one["comments"], told)), 2)


def _given(answer: Mapping[str, Any]) -> str:
    return ", ".join((*(file["name"] for file in answer["files"]), answer["answer"] or "")).strip(
        ", "
    )


def _said(lines: Iterable[Mapping[str, Any]], told: DeskCase) -> Iterator[SheetLine]:
    for one in lines:
        files = ", ".join(one.get("files", ()))
        text = "\n".join(part for part in (one["text"], one.get("explained", ""), files) if part)
        yield SheetLine(f"{_time(one['at'], told)} · {one['who']}", text)


def _happened(one: Mapping[str, Any]) -> str:
    moved = " → ".join(part for part in (one["before"], one["after"]) if part)
    parts = (one["on"], one["step"], moved, one["text"], one["reason"])
    return " · ".join(part for part in parts if part)


def _time(text: str | None, told: DeskCase) -> str:
    if not text:
        return ""
    return told.reader.datetime(datetime.fromisoformat(text), told.case.ready.zone)
