"""A PDF that comes back changes what its sender may change, and goes with the version it made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Pdf, String

from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.case.sending import PAPERS
from engine.services.papers import PaperClosed, PaperRequest, Papers
from engine.services.replies import Saved
from tests.corridor.club_people import Member, Staff, join
from tests.corridor.test_corrections import NAME, returned
from tests.documents.fillable.forms import changed, field


def asked(member: Member) -> PaperRequest:
    return PaperRequest(member.load_request(), "request", "en")


def brought_back(papers: Papers, member: Member, change: Callable[[Pdf], None]) -> StoredFile:
    content = changed(papers.written(asked(member)), change)
    kept = papers.take(asked(member), "form.pdf", iter([content]))
    assert isinstance(kept, StoredFile), kept
    return kept


def renamed(pdf: Pdf) -> None:
    field(pdf, "client.full_name").V = String("Berta Ozola")
    field(pdf, "client.note").V = String("Something else")


def test_a_correction_opens_on_paper_only_what_it_opens_on_screen(
    club: Product, staff: Staff
) -> None:
    member, papers = join(club), club.papers
    member.send()
    returned(member, staff, NAME)
    with_flags: dict[str, bool] = {}

    def forged(pdf: Pdf) -> None:
        for name in ("client.full_name", "client.note"):
            with_flags[name] = bool(int(field(pdf, name).get("/Ff", 0)) & 1)
            field(pdf, name).Ff = 0
        renamed(pdf)

    brought_back(papers, member, forged)
    assert with_flags == {"client.full_name": False, "client.note": True}
    paper = papers.returned(asked(member))
    assert paper is not None
    assert isinstance(papers.use(asked(member), paper.version), Saved)
    answers = member.load().draft("request").answers
    assert answers["client.full_name"] == "Berta Ozola"
    assert answers["client.note"] == "Hello"


def test_the_paper_goes_with_the_version_and_no_other_enters_after_it(
    club: Product, staff: Staff
) -> None:
    member, papers = join(club), club.papers
    assert isinstance(club.cases.save(member.entry({"client.full_name": ["Anna"]})), Saved)
    kept = brought_back(papers, member, renamed)
    member.send()
    (sent,) = (one for one in member.events if one.kind == "submitted")
    assert [one.id for one in sent.data[PAPERS]] == [kept.id]
    for act in (
        lambda: papers.written(asked(member)),
        lambda: papers.take(asked(member), "late.pdf", iter([b"%PDF-"])),
        lambda: papers.use(asked(member), 1),
        lambda: papers.remove(asked(member)),
    ):
        with pytest.raises(PaperClosed):
            act()
    case = member.load(staff.officer)
    assert club.uploaded.original(case, kept.id)[0].name == "form.pdf"
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Again"})
    assert papers.returned(asked(member)) is None
