"""Statements for tests, written as banks write them, in an early and a later version."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
IBAN = "LV80BANK0000435195001"


@dataclass(frozen=True)
class Payment:
    amount: str = "350.00"
    currency: str = "EUR"
    reference: str = ""
    end_to_end: str = ""
    text: str = ""
    payer: str = "Sample Payer SIA"
    bank_reference: str = ""


@dataclass(frozen=True)
class Entry:
    payments: tuple[Payment, ...] = (Payment(),)
    amount: str = ""
    direction: str = "CRDT"
    status: str = "BOOK"
    reversal: str = ""
    booked: str = "2026-11-26"
    bank_reference: str = "B-1"
    number: str = "1"


@dataclass(frozen=True)
class File:
    entries: tuple[Entry, ...] = (Entry(),)
    version: str = "02"
    account: str = IBAN
    id: str = "S-1"
    sequence: str = "17"
    balances: tuple[tuple[str, str, str], ...] = ()
    before: str = '<?xml version="1.0" encoding="UTF-8"?>'
    message: str = "BkToCstmrStmt"
    also: tuple[File, ...] = field(default=())

    def but(self, **changes: object) -> File:
        return replace(self, **changes)  # type: ignore[arg-type]

    def written(self) -> bytes:
        inside = "".join(_statement(one) for one in (self, *self.also))
        head = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-26T20:00:00</CreDtTm></GrpHdr>"
        return (
            f'{self.before}\n<Document xmlns="{NAMESPACE}{self.version}">\n'
            f"<{self.message}>{head}\n{inside}</{self.message}></Document>\n"
        ).encode()


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _statement(file: File) -> str:
    account = f"<Acct><Id><IBAN>{file.account}</IBAN></Id></Acct>" if file.account else "<Acct/>"
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd></Bal>'
        for code, amount, direction in file.balances
    )
    entries = "\n".join(_entry(entry, int(file.version)) for entry in file.entries)
    return (
        f"<Stmt>{_tag('Id', file.id)}{_tag('ElctrncSeqNb', file.sequence)}"
        f"{account}{balances}\n{entries}</Stmt>"
    )


def _entry(entry: Entry, version: int) -> str:
    amount = entry.amount or entry.payments[0].amount
    status = f"<Sts><Cd>{entry.status}</Cd></Sts>" if version >= 8 else _tag("Sts", entry.status)
    details = "".join(
        _payment(payment, version, batch=len(entry.payments) > 1) for payment in entry.payments
    )
    currency = entry.payments[0].currency
    return (
        f"<Ntry>{_tag('NtryRef', entry.number)}"
        f'<Amt Ccy="{currency}">{amount}</Amt>{_tag("CdtDbtInd", entry.direction)}'
        f"{_tag('RvslInd', entry.reversal)}{status}"
        f"<BookgDt>{_tag('Dt', entry.booked)}</BookgDt>{_tag('AcctSvcrRef', entry.bank_reference)}"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _payment(payment: Payment, version: int, *, batch: bool) -> str:
    name = _tag("Nm", payment.payer)
    payer = f"<Dbtr><Pty>{name}</Pty></Dbtr>" if version >= 8 else f"<Dbtr>{name}</Dbtr>"
    own = f'<Amt Ccy="{payment.currency}">{payment.amount}</Amt>'
    amount = (
        "" if not batch else own if version >= 8 else f"<AmtDtls><TxAmt>{own}</TxAmt></AmtDtls>"
    )
    structured = (
        f"<Strd><CdtrRefInf><Ref>{escape(payment.reference)}</Ref></CdtrRefInf></Strd>"
        if payment.reference
        else ""
    )
    return (
        f"<TxDtls><Refs>{_tag('AcctSvcrRef', payment.bank_reference)}"
        f"{_tag('EndToEndId', payment.end_to_end)}</Refs>{amount}"
        f"<RltdPties>{payer}</RltdPties>"
        f"<RmtInf>{_tag('Ustrd', payment.text)}{structured}</RmtInf></TxDtls>"
    )
