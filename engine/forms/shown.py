"""Answers in words, for pages and documents that only show them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.base.values import Absence, StoredFile, Value
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    ChoiceList,
    Field,
    Option,
)
from engine.definitions.model.provided import HOME_COUNTRY, PHONE_CODES
from engine.language.marker import N_
from engine.language.reader import Reader

YES, NO = N_("Yes"), N_("No")


def option_caption(option: Option, reader: Reader) -> str:
    """Caption of a choice; those of provided lists come from CLDR."""
    if option.caption is not None:
        return reader.text(option.caption)
    return provided_caption(option.code, reader)


def provided_caption(code: str, reader: Reader) -> str:
    """Caption of a code of a provided list."""
    if code.startswith("+"):
        return reader.phone_code(code)
    return reader.territory(code) if code.isupper() else reader.language_name(code)


def shown(value: Value, field: Field, reader: Reader) -> str:
    """The answer to a question in the reader's language; empty for no answer."""
    if isinstance(value, Absence) or FIELD_TYPES[field.kind].widget == "password":
        return ""
    if isinstance(value, bool):
        return reader.message(YES if value else NO)
    if isinstance(value, date):
        return reader.date(value)
    if isinstance(value, Decimal):
        return _number(value, field, reader)
    if isinstance(value, tuple):
        return ", ".join(_part(part, field, reader) for part in value)
    return _part(value, field, reader)


def code_caption(code: str, options: ChoiceList | None, reader: Reader) -> str:
    """Caption of a code in its list; the code itself where the list does not know it."""
    for option in options.options if options else ():
        if option.code == code:
            return option_caption(option, reader)
    return code


def _number(value: Decimal, field: Field, reader: Reader) -> str:
    if field.kind == "percent":
        return reader.percent(value)
    return reader.money(value) if field.kind == "money" else reader.decimal(value)


def _part(part: object, field: Field, reader: Reader) -> str:
    if isinstance(part, StoredFile):
        return part.name
    if field.options is not None:
        return code_caption(str(part), field.options, reader)
    if field.kind in ("country", "countries", "language"):
        return provided_caption(str(part), reader)
    return str(part)


def in_reading_order(options: tuple[Option, ...], reader: Reader) -> tuple[Option, ...]:
    """Provided choices by the reader's alphabet with the home country first; others as written."""
    provided = [option for option in options if option.caption is None]
    home = {HOME_COUNTRY, PHONE_CODES[0]}
    ordered = sorted(
        provided,
        key=lambda option: (
            option.code not in home,
            reader.sort_key(option_caption(option, reader)),
        ),
    )
    return (*ordered, *(option for option in options if option.caption is not None))
