"""The kinds of questions, by the word that stands before the caption in a definition."""

from __future__ import annotations

from typing import Final

from engine.definitions.kinds import (
    choice,
    choices,
    company_number,
    consent,
    countries,
    country,
    date,
    email,
    file,
    iban,
    language,
    long_text,
    money,
    note,
    number,
    password,
    percent,
    personal_code,
    phone,
    row,
    text,
    tick,
    url,
    yesno,
)
from engine.definitions.kinds.type import (
    COMMON_ATTRIBUTES,
    FieldType,
    ParsedAnswer,
    ReadContext,
    Sentence,
    Sure,
    ValueKind,
)

__all__ = [
    "COMMON_ATTRIBUTES",
    "FIELD_TYPES",
    "FieldType",
    "ParsedAnswer",
    "ReadContext",
    "Sentence",
    "Sure",
    "ValueKind",
]

FIELD_TYPES: Final[dict[str, FieldType]] = {
    kind.name: kind
    for kind in (
        text.KIND,
        long_text.KIND,
        email.KIND,
        phone.KIND,
        url.KIND,
        date.KIND,
        number.KIND,
        percent.KIND,
        money.KIND,
        yesno.KIND,
        tick.KIND,
        consent.KIND,
        choice.KIND,
        choices.KIND,
        country.KIND,
        countries.KIND,
        language.KIND,
        personal_code.KIND,
        company_number.KIND,
        iban.KIND,
        file.KIND,
        password.KIND,
        row.KIND,
        note.KIND,
    )
}
