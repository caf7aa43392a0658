"""The desk with passwords that are quick to check: its people log in again and again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from flask import Flask

from engine.accounts.passwords import Passwords
from engine.bootstrap import Product
from engine.services.staff_accounts import StaffAccounts
from web.app import create_app


@pytest.fixture(scope="session")
def quick(product: Product) -> Product:
    """The product; only its hashes are weak."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    desk = replace(product.desk, passwords=Passwords(hasher))
    return replace(product, desk=desk, staff=StaffAccounts(desk, product.library))


@pytest.fixture(scope="session")
def desk_app(quick: Product) -> Flask:
    """Its application."""
    return create_app(quick)
