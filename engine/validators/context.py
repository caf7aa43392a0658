"""What a validator may know besides the text it judges."""

from __future__ import annotations

from datetime import date

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one answer.

    ``today`` is the calendar date in the bank's time zone. ``country`` is the two-letter code of
    the country of registration, for ``company_number``. ``phone_region`` is the two-letter code of
    the country that a number without ``+`` is dialled in, for ``phone``.
    """

    today: date
    country: str | None = None
    phone_region: str | None = None
