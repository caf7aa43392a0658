"""The whole product for one command, as an operator uses it; nothing is served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.base.errors import AnketaError
from engine.base.records import StoredCase
from engine.base.staff import STAFF_BOOK
from engine.bootstrap import Product, build
from engine.language.reader import Reader
from engine.services import senders
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.senders import CLOCK_ITSELF, Sender
from engine.store.cards import Query
from terminal.environment import has_own_secrets, settings_of


@contextmanager
def product_of(data: Path | None, *, demo: bool) -> Iterator[Product]:
    """The product behind the settings."""
    product = build(settings_of(data, demo=demo or has_own_secrets(data)))
    try:
        yield product
    finally:
        product.close()


def case_called(product: Product, name: str) -> StoredCase:
    """A case by its id, or by the number that people read out. Raises AnketaError."""
    with product.store.read() as view:
        case = view.cases.find(name)
        if case is not None:
            return case
        found = view.cards.find(Query(words=name), count=2) if name else ()
        if len(found) == 1:
            return view.cases.one(found[0].case)
    raise AnketaError(f"There is no case “{name}”.")


def seen_by_bank(product: Product, case: StoredCase) -> LoadedCase:
    """The case as the product itself sees it. Raises AnketaError for one without items."""
    found = product.cases.load(CaseRequest(case.id, CLOCK_ITSELF))
    if found.ready.programme.flow is None:
        raise AnketaError(f"The flow of “{case.programme}” has no items, so nothing can be done.")
    return found


def sender_called(product: Product, case: StoredCase, who: str) -> Sender:
    """Who acts: ``applicant``, an account by id or e-mail, ``provider:NAME``, ``person:UNIT``,
    ``clock``. Raises AnketaError.
    """
    kind, colon, name = who.partition(":")
    if colon and kind == "provider":
        return Sender("provider", name=name, operator=True)
    if colon and kind == "person":
        return Sender("user", unit=name, operator=True)
    if who == "clock":
        return Sender("system", name=CLOCK_ITSELF.name, operator=True)
    if who == "applicant":
        return Sender("user", case.account, operator=True)
    with product.store.read() as view:
        books = (STAFF_BOOK, product.library.bank_of(case.programme))
        called = (view.accounts.by_contact(who, book) for book in books)
        account = view.accounts.find(who) or next(filter(None, called), None)
        is_staff = account is not None and view.staff.find(account.id) is not None
    if account is None:
        raise AnketaError(f"Nobody is called “{who}”: name an account by its id or e-mail.")
    side = senders.staff(account.id).side if is_staff else senders.applicant(account.id).side
    return Sender(side, account.id, operator=True)


def reader_of(product: Product, case: LoadedCase, lang: str | None) -> Reader:
    """The reader of a language, else of the programme's first."""
    return product.library.reader(lang or case.ready.programme.languages[0], case.ready)
