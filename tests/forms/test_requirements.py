"""The list of what will be needed, before a form is begun."""

from __future__ import annotations

from engine.forms.requirements import needs
from engine.forms.wording import Wording
from tests.forms.club import club, outline
from tests.forms.test_views import reader
from tests.meaning.definitions import situation


def test_documents_numbers_and_people_each_once() -> None:
    found = needs(situation(club(), {}), outline(), Wording.of(club(), reader()))
    assert [(each.what, each.caption, each.of, each.certain) for each in found] == [
        ("number", "Personal code", "", False),
        ("number", "Employer", "", False),
        ("document", "Photo", "", True),
        ("people", "Guests", "", True),
        ("people", "Friends", "", False),
    ]
    guests = found[3]
    assert (guests.least, guests.most) == (1, 3)
