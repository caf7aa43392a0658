"""What is said about a programme does not depend on the order in which it is written down."""

from __future__ import annotations

import pytest

from engine.analysis.verify import verify
from tests.analysis.random_programmes import made
from tests.analysis.test_the_bank import said, shuffled
from tests.meaning.definitions import TODAY


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_rows_and_forms_in_any_order(seed: int) -> None:
    programme = made(seed)
    known = lambda _lang, text: text.source  # noqa: E731
    expected = said(verify(programme, known, TODAY))
    assert said(verify(shuffled(programme, seed), known, TODAY)) == expected
