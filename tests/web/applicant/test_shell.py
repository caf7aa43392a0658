"""A page that is filled in is what its template says of real values."""

from __future__ import annotations

import pytest
from flask import g, render_template, url_for

from tests.journeys.serving import Applicant, typed_on
from web.applicant.shell import Filling, Letters, companion

ODD = "a b&c='<\">%s%(row)s/é"


def rendered(self: Filling) -> str:
    """The page without any pieces around its questions."""
    sheet = self.sheet
    return render_template(
        "applicant/form.html",
        sheet=sheet,
        forms=sheet.forms,
        problems=sheet.problems,
        version=self.version,
        shape=self.shape,
        saved=self.saved,
        companion=companion(sheet),
        here=url_for("applicant.form", case_id=sheet.case_id, place=sheet.place),
        overview_address=url_for("applicant.overview", case_id=sheet.case_id),
        typed_address=url_for("applicant.keep", case_id=sheet.case_id, place=sheet.place),
        typed_form="typed",
        file_address=self.addresses["file_address"],
        upload_address=self.addresses["upload_address"],
    )


def looked_at(company: Applicant) -> None:
    """The page untouched, with a query, with something said, refused, and after a script."""
    company.client.get(company.address)
    company.client.get(f"{company.address}?x={ODD}")
    typed = {**typed_on(company.sheet()), "company.name": ODD}
    company.client.post(company.address, data={**typed, "_do": "save"})
    company.client.get(company.address)
    company.client.post(company.address, data={**typed_on(company.sheet()), "_do": "submit"})
    company.client.post(f"{company.address}/typed", data=typed, headers={"HX-Request": "true"})
    company.client.get(company.address)


def test_a_page_is_what_its_template_says(
    company: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press("add:owners_np")
    page, pairs = Filling.page, []

    def both(filling: Filling, letters: Letters) -> str:
        filled = page(filling, letters)
        g.pop("lists_shown", None)
        pairs.append((filled, rendered(filling)))
        return filled

    monkeypatch.setattr(Filling, "page", both)
    looked_at(company)
    assert len(pairs) >= 6
    assert [filled for filled, _ in pairs] == [whole for _, whole in pairs]
