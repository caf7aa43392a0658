"""Browsers that were let in before: their tries are counted apart from those of strangers.

Else whoever knows an e-mail address could keep its owner out by wrong passwords all day long. The
mark names nobody and opens nothing; it only shows that this account was logged in with it once.
"""

from __future__ import annotations

import hmac
from typing import Final

from engine.accounts.desk import Desk, Visitor

LONGEST: Final = 200


def mark(desk: Desk, account: str, visitor: Visitor) -> str:
    """What a browser keeps after a log-in: the mark it has for this account, or a new one."""
    if name_of(desk, account, visitor):
        return visitor.known
    name = desk.ids.new()
    return f"{name}.{_proof(desk, account, name)}"


def name_of(desk: Desk, account: str, visitor: Visitor) -> str:
    """Under which name the tries of this browser are counted; empty for a stranger to the account.

    Without an account it is reckoned all the same, so that the time tells nothing.
    """
    name, _, proof = visitor.known[:LONGEST].partition(".")
    is_right = hmac.compare_digest(proof.encode(), _proof(desk, account, name).encode())
    return name if account and name and is_right else ""


def _proof(desk: Desk, account: str, name: str) -> str:
    return desk.vault.hash("known browser", f"{account} {name}")
