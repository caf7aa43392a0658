"""Members of staff with a browser each, as the desk sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PROGRAMME, soup, token

PASSWORD = "Abcdef1!"
NUMBERS = count(1)
HOME = f"/en/staff/{PROGRAMME}/queues/"


@dataclass
class Colleague:
    """A member of staff and the browser that is theirs."""

    client: FlaskClient
    account: str
    email: str
    password: str = PASSWORD

    def post(self, address: str, page: str = "/en/staff/profile", **typed: Any) -> TestResponse:
        """Post to an address with the token of a page."""
        shown = soup(self.client.get(page))
        return self.client.post(address, data={"csrf_token": token(shown), **typed})

    def log_in(self, password: str = "") -> TestResponse:
        """Give e-mail and password."""
        secret = password or self.password
        typed = {"login.identifier": self.email, "login.password": secret}
        return self.post("/en/staff/login", "/en/staff/login", **typed)

    def is_in(self) -> bool:
        """Whether cases are open."""
        return self.client.get(HOME).status_code == 200


def hired(
    product: Product, app: Flask, *roles: str, password: str = PASSWORD,
    programmes: Mapping[str, tuple[str, ...]] | None = None,
) -> Colleague:  # fmt: skip
    """Somebody who has not logged in yet; without ``password`` one is made."""
    email = f"colleague{next(NUMBERS)}@bank.example.org"
    known = {PROGRAMME: roles} if programmes is None else programmes
    made = product.staff.add(NewStaff(email, "Ilze Paraugniece", known, "en", password))
    return Colleague(app.test_client(), made.account.id, email, made.password)
