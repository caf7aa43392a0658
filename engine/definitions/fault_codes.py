"""Every mistake that a definition can hold: stable code, title, and whether it is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.errors import Severity


@dataclass(frozen=True, slots=True)
class FaultCode:
    code: str
    title: str
    severity: Severity = "error"


FAULT_CODES: Final[Mapping[str, FaultCode]] = {
    code.code: code
    for code in (
        FaultCode("A001", "A001"),
        FaultCode("A002", "A002"),
        FaultCode("A003", "A003"),
        FaultCode("A004", "A004"),
        FaultCode("A005", "A005"),
        FaultCode("A006", "A006"),
        FaultCode("A007", "A007"),
        FaultCode("A008", "A008"),
        FaultCode("A009", "A009"),
        FaultCode("A010", "A010"),
        FaultCode("A101", "A101"),
        FaultCode("A102", "A102"),
        FaultCode("A103", "A103"),
        FaultCode("A104", "A104"),
        FaultCode("A105", "A105"),
        FaultCode("A106", "A106"),
        FaultCode("A107", "A107"),
        FaultCode("A108", "A108"),
        FaultCode("A109", "A109"),
        FaultCode("A110", "A110"),
        FaultCode("A111", "A111"),
        FaultCode("A112", "A112"),
        FaultCode("A113", "A113"),
        FaultCode("A114", "A114"),
        FaultCode("A201", "A201"),
        FaultCode("A202", "A202"),
        FaultCode("A203", "A203"),
        FaultCode("A204", "A204"),
        FaultCode("A205", "A205"),
        FaultCode("A206", "A206"),
        FaultCode("A207", "A207"),
        FaultCode("A208", "A208"),
        FaultCode("A209", "A209"),
        FaultCode("A211", "A211"),
        FaultCode("A212", "A212"),
        FaultCode("A213", "A213"),
        FaultCode("A214", "A214"),
        FaultCode("A215", "A215"),
        FaultCode("A216", "A216"),
        FaultCode("A217", "A217"),
        FaultCode("A218", "A218"),
        FaultCode("A219", "A219"),
        FaultCode("A301", "A301"),
        FaultCode("A302", "A302"),
        FaultCode("A303", "A303"),
        FaultCode("A304", "A304"),
        FaultCode("A305", "A305"),
        FaultCode("A306", "A306"),
        FaultCode("A307", "A307"),
        FaultCode("A308", "A308"),
        FaultCode("A309", "A309"),
        FaultCode("A310", "A310"),
        FaultCode("A401", "A401"),
        FaultCode("A402", "A402"),
        FaultCode("A403", "A403"),
        FaultCode("A404", "A404"),
        FaultCode("A405", "A405"),
        FaultCode("A501", "A501"),
        FaultCode("A502", "A502"),
        FaultCode("A503", "A503"),
        FaultCode("A504", "A504"),
        FaultCode("A505", "A505"),
        FaultCode("A506", "A506"),
        FaultCode("A507", "A507"),
        FaultCode("A508", "A508"),
        FaultCode("A509", "A509"),
        FaultCode("A510", "A510"),
        FaultCode("A601", "A601"),
        FaultCode("A602", "A602"),
        FaultCode("A603", "A603"),
        FaultCode("A604", "A604"),
        FaultCode("A605", "A605"),
        FaultCode("A701", "A701"),
        FaultCode("A702", "A702"),
        FaultCode("A703", "A703"),
        FaultCode("A704", "A704"),
        FaultCode("A801", "A801"),
        FaultCode("A802", "A802"),
        FaultCode("A901", "A901", "warning"),
        FaultCode("A902", "A902", "warning"),
        FaultCode("A903", "A903", "warning"),
        FaultCode("A904", "A904", "warning"),
    )
}
