"""What could not be sent: said in words, and sent again by whoever may write."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.base.errors import NotFound
from engine.base.records import Message
from engine.bootstrap import Product
from engine.services.desk_lists import StaffViewer
from tests.corridor.club_people import PROGRAMME, hire, join


def test_what_failed_is_said_in_words_and_sent_again_once(club: Product) -> None:
    member = join(club)
    member.send()
    clerk = StaffViewer(hire(club, "Wanda", "clerk").account, PROGRAMME, ("clerk",), "en")
    auditor = hire(club, "Audra", "auditor")
    failed = Message(
        "lost", "email", "a@example.org", "Welcome", "Dear Anna", "en", club.clock.now(),
        case=member.case_id, state="failed", attempts=2, error="mail server: refused (550)",
    )  # fmt: skip
    late = replace(failed, id="late", ends_at=club.clock.now() - timedelta(hours=1))
    with club.store.write() as unit:
        unit.outbox.add(failed)
        unit.outbox.add(late)

    page = club.queues.page(clerk, "~undelivered")
    said = "The mail server did not accept it: refused (550)."
    assert [line.status for line in page.lines] == [said, said]
    reads = StaffViewer(auditor.account, PROGRAMME, ("auditor",), "en")
    assert [one.why for one in club.taking.send_again(reads, ["lost"]).left] == ["right"]

    outcome = club.taking.send_again(clerk, ["lost", "late", "lost"])
    assert (outcome.done, [one.why for one in outcome.left]) == (1, ["late"])
    with club.store.read() as view:
        again = view.outbox.one("lost")
        actions = [(a.action, a.actor, a.subject) for a in view.audit.of_case(member.case_id)]
    assert (again.state, again.attempts, again.error) == ("queued", 0, "")
    assert ("message sent again", clerk.account, "lost") in actions
    assert [one.why for one in club.taking.send_again(clerk, ["lost"]).left] == ["sent"]
    with pytest.raises(NotFound):
        club.taking.send_again(clerk, ["none such"])
