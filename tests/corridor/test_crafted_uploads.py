"""A crafted file is refused with the code of its sentence, and nothing of it is left."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.base.values import Problem
from engine.bootstrap import Product
from engine.services.uploads import NewFile
from tests.corridor.people import Applicant, register
from tests.documents.crafted import DIFFERENT, UNSAFE

PATH = "client.identity_document"
EVER = datetime.max.replace(tzinfo=UTC)
CRAFTED = {**UNSAFE, **DIFFERENT}


@pytest.fixture(scope="module")
def person(on_sqlite: Product) -> Applicant:
    return register(on_sqlite)


@pytest.mark.parametrize("what", sorted(CRAFTED))
def test_s15_a_crafted_file_is_refused_and_leaves_nothing(person: Applicant, what: str) -> None:
    ending, make = CRAFTED[what]
    made = make()
    before = person.product.uploads.space.files.stored(EVER)
    incoming = NewFile(person.case_id, person.sender, PATH, f"scan.{ending}", iter([made]))
    refused = person.product.uploads.attach(incoming)
    assert isinstance(refused, Problem), refused
    assert refused.code == ("E-34" if not made else "E-35" if what in UNSAFE else "E-33")
    assert person.product.uploads.space.files.stored(EVER) == before
