"""What people write, and how they call their files, is text on every page and in every paper."""

from __future__ import annotations

import json
import re
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from engine.bootstrap import Product
from engine.case.comments import CommentPlace
from engine.services import senders
from engine.services.comment_acts import CommentEntry
from tests.journeys.answers import PDF
from tests.journeys.cases import done, hired, played
from tests.journeys.serving import PROGRAMME, soup, token
from tests.web.test_at_once import entered

TRAP = '<img src=x onerror=alert(1)><b>\'"&amp;{{ 7*7 }}</b><a href="javascript:x">${7*7}\u202e\x1b'
NAME = "<img src=x onerror=alert(1)>\u202efdp.pdf"
RAW = re.compile("<img src=x|<b>'|javascript:x\"|\u202e|\x1b|&gt;49|\\$49")


def writes(client: FlaskClient, page: str, address: str, **typed: object) -> None:
    """Send a form as a browser would, with a file."""
    shown = soup(client.get(page))
    data = {"csrf_token": token(shown), "text": TRAP, "_do": "send", **typed}
    answer = client.post(address, data=data, content_type="multipart/form-data")
    assert answer.status_code == 303


def test_nothing_that_is_written_is_anything_but_text(product: Product, app: Flask) -> None:
    officer, auditor = hired(product, "Olga", "officer"), hired(product, "Audra", "auditor")
    play = played(product, (officer,), "A client who has sent the form")
    anna, olga, audra = (
        entered(product, app, account)
        for account in (play.account, officer.member.account, auditor.member.account)
    )
    desk = f"/en/staff/{PROGRAMME}/cases/{play.case_id}"
    own = f"/en/{PROGRAMME}/case/{play.case_id}"
    writing = f"{own}/messages/write"
    writes(anna, writing, writing, **{"message.files": (BytesIO(PDF), NAME)})
    writes(olga, f"{desk}/messages", f"{desk}/messages")
    writes(olga, desk, f"{desk}/notes")
    sender = senders.staff(officer.member.account)
    place = CommentPlace("client.full_name")
    product.cases.comment(CommentEntry(play.case_id, sender, "application", "", place, TRAP))
    done(play, sender, "application", "officer returns", comment=TRAP)
    why = soup(audra.get(f"{desk}/why?to=now"))
    told = {"csrf_token": token(why), "reason": "other", "other": TRAP}
    assert audra.post(f"{desk}/why?to=now", data=told).status_code == 303

    parts = ("", "/messages", "/history", "/documents", "/documents/application", "/reads")
    pages = [(audra, desk + part) for part in parts]
    pages += [(olga, desk + part) for part in parts[:-1]]
    pages += [(anna, own + part) for part in ("", "/messages", "/history", "/application")]
    seen = 0
    for reader, address in pages:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        html = answer.get_data(as_text=True)
        assert not RAW.search(html), address
        seen += html.count("&lt;img src=x")
    assert seen > 10
    handed_out(anna, f"{own}/messages")
    exported(audra, desk)


def handed_out(client: FlaskClient, page: str) -> None:
    """A file is given to be kept, and never shown by the browser."""
    link = soup(client.get(page)).select_one("a[href*='/messages/files/']")
    assert link is not None
    taken = client.get(str(link["href"]))
    assert taken.headers["Content-Disposition"].startswith("attachment; filename=")
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in taken.headers["Content-Security-Policy"]
    assert taken.headers["X-Content-Type-Options"] == "nosniff"


def exported(client: FlaskClient, desk: str) -> None:
    """The case on paper and as data says what was written."""
    made = {}
    for form in ("pdf", "json"):
        asked = {"csrf_token": token(soup(client.get(desk))), "as": form}
        answer = client.post(f"{desk}/export", data=asked)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        made[form] = answer.data
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(made["pdf"])).pages)
    assert "<img src=x" in words
    told = json.loads(made["json"])["export"]
    assert TRAP.rstrip("\x1b\u202e") in [one["text"] for one in told["messages"]]
