"""A statement of the demonstration: it pays what waits to be paid, once in part, once wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from xml.sax.saxutils import escape

from engine.base.errors import NotFound
from engine.base.money import PaymentReference
from engine.bootstrap import Product
from engine.definitions.model.ports import BOOKS
from engine.services import senders
from engine.services.case_loading import CaseRequest
from engine.services.payment_steps import is_open, provider_of, step_of
from engine.store.money import References

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\n'
    "<BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId><CreDtTm>{at}</CreDtTm></GrpHdr>\n"
    "<Stmt><Id>{id}</Id>"
    "<CreDtTm>{at}</CreDtTm><Acct><Id><IBAN>{iban}</IBAN></Id></Acct>\n"
)
BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    '<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    "<Dt><Dt>{day}</Dt></Dt></Bal>\n"
)
ENTRY = (
    '<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="{currency}">{amount}</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
    "<AcctSvcrRef>{bank}</AcctSvcrRef><NtryDtls><TxDtls>"
    "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
    "<RltdPties><Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr></RltdPties>"
    "<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
)
FOOT = "</Stmt></BkToCstmrStmt></Document>\n"
OPENING = Decimal("10000.00")
GIFT = Decimal("12.00")


def demo_statement(product: Product, programme: str) -> bytes:
    """The statement, made of what waits now; the last payment quotes nothing."""
    flow = product.programmes[programme].flow
    account, now = flow.accounts[0], product.clock.now()
    with product.store.read() as view:
        made = References(view.connection).of(programme)
    rows = [
        (amount, f"Payment {reference}") for reference, amount in _waiting(product, made.values())
    ]
    rows.append((GIFT, "Thank you"))
    day, id = now.date().isoformat(), f"DEMO-{now:%Y%m%d%H%M%S}"
    shared = {"currency": account.currency, "day": day}
    entries = "".join(
        ENTRY.format(
            number=place, amount=amount, bank=f"{id}-{place}", payer="Paraugs", text=escape(text),
            **shared,
        )
        for place, (amount, text) in enumerate(rows, 1)
    )  # fmt: skip
    closing = OPENING + sum((amount for amount, _ in rows), Decimal())
    balances = "".join(
        BALANCE.format(code=code, amount=amount, **shared)
        for code, amount in (("OPBD", OPENING), ("CLBD", closing))
    )
    head = HEAD.format(id=id, at=f"{now:%Y-%m-%dT%H:%M:%S}", iban=account.iban)
    return (head + balances + entries + FOOT).encode()


def _waiting(product: Product, made: Iterable[PaymentReference]) -> Iterator[tuple[str, Decimal]]:
    """What can be paid now: references with the amount, of which the first is paid in part."""
    is_first = True
    for one in made:
        amount = _amount(product, one)
        if amount is not None:
            part = (amount / 4).quantize(Decimal("0.01")) if is_first else amount
            is_first = False
            yield one.reference, part


def _amount(product: Product, made: PaymentReference) -> Decimal | None:
    """What an invoice asks for, where a payment would be taken now."""
    try:
        case = product.cases.load(CaseRequest(made.case, senders.CLOCK_ITSELF))
    except NotFound:
        return None
    flow = case.state.route.flow
    provider = provider_of(flow)
    item = case.state.route.items[made.item]
    step = step_of(item, BOOKS, provider)
    if step is None:
        return None
    as_provider = product.cases.load(CaseRequest(made.case, senders.provider(provider)))
    now = case.state.picture.instance(item.name)
    if now.status == "" or item.status(now.status).is_done:
        return None
    if not is_open(as_provider, item.name, step.name):
        return None
    return next((one for one in now.answers.values() if isinstance(one, Decimal)), None)
