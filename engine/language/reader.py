"""One reader per language: texts of definitions, messages of the code, numbers, dates and names.

Placeholders are written ``{name}`` and are replaced literally; a text can never reach into the
objects it is given. Formats and names of countries and languages come from CLDR through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from gettext import c2py
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.messages.plurals import get_plural
from babel.numbers import format_currency, format_decimal, get_decimal_symbol
from babel.units import format_unit

from engine.base.values import NOTHING, Text
from engine.language.calling_codes import CALLED
from engine.language.marker import PLURAL_CONTEXT

Lookup = Callable[[str, str], str]
"""(context, source) → the words of one language."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
_BLANK_LOST = re.compile(r"(?<=[a-zāčēģīķļņšūžа-яё])\.(?=[^\W\d_])")
"""A blank that CLDR leaves out after a shortened word: “Sv.Helēnas sala”."""
_UNITS = ("kilobyte", "megabyte", "gigabyte")


class Reader:
    """Turns texts and values into the words of one language.

    ``standing`` are words that any text of the definitions may name, as those for ``{bank.phone}``.
    """

    __slots__ = ("_locale", "_lookup", "_standing", "lang")

    def __init__(self, lang: str, lookup: Lookup, standing: Mapping[str, str] = NOTHING) -> None:
        self.lang = lang
        self._lookup = lookup
        self._standing = standing
        try:
            self._locale = Locale.parse(lang)
        except (UnknownLocaleError, ValueError):
            self._locale = Locale.parse("en")

    def text(self, text: Text, /, **params: object) -> str:
        """The words for a text of the definitions, its numbers as this language writes them."""
        told = {**self._standing, **self._written(params)}
        return filled(self._lookup(text.context, text.source), told)

    def standing(self, words: Mapping[str, str]) -> Reader:
        """The same reader, with words that any text of the definitions may name."""
        return Reader(self.lang, self._lookup, words)

    def object_form(self, text: Text, /) -> str:
        """The words as the object of a sentence; plain words where a language has no other form."""
        inflected = text.as_object
        words = self._lookup(inflected.context, inflected.source)
        return self.text(text) if words == inflected.source else words

    def message(self, source: str, /, **params: object) -> str:
        """The words for a message of the code, marked there with ``N_`` or ``_``."""
        return filled(self._lookup("", source), self._written(params))

    def counted(self, one: str, many: str, count: int, /, **params: object) -> str:
        """The words for so many, for one of the code's messages; ``{count}`` is the number."""
        context = f"{PLURAL_CONTEXT} {_plural_form(self.lang)(count)}"
        found = self._lookup(context, one)
        source = (one if count == 1 else many) if found == one else found
        return filled(source, self._written({"count": self.decimal(count), **params}))

    def _written(self, params: Mapping[str, object]) -> Mapping[str, object]:
        return {name: self._spelt(value) for name, value in params.items()}

    def _spelt(self, value: object) -> object:
        if isinstance(value, Decimal):
            return self.decimal(value)
        return self.date(value) if type(value) is date else value

    def territory(self, code: str) -> str:
        """Name of a country by its ISO 3166-1 alpha-2 code; the code itself if CLDR has none."""
        return _BLANK_LOST.sub(". ", str(self._locale.territories.get(code, code)))

    def language_name(self, code: str) -> str:
        """Name of a language by its ISO 639 code."""
        return str(self._locale.languages.get(code, code))

    def phone_code(self, code: str) -> str:
        """``+371`` → “Latvia (+371)”; codes shared by several countries name the main one."""
        known = f"+{code.removeprefix('+')}"
        region = CALLED.get(known)
        return known if region is None else f"{self.territory(region)} ({known})"

    def weekday_time(self, value: datetime, zone: tzinfo) -> str:
        """A moment near enough that its year goes without saying: ``Fri 27 Nov 17:00``."""
        pattern = "EEE d MMM HH:mm" if self.lang == "en" else "EEE dd.MM. HH:mm"
        return str(format_datetime(value.astimezone(zone), pattern, locale=self._locale))

    def clock(self, value: datetime, zone: tzinfo) -> str:
        """The time of day of a moment."""
        return f"{value.astimezone(zone):%H:%M}"

    def weekday(self, day: int) -> str:
        """The short name of a weekday, counted from 0 (Monday)."""
        return str(self._locale.days["format"]["abbreviated"][day])

    def date(self, value: date) -> str:
        return str(format_date(value, self._date_pattern, locale=self._locale))

    def datetime(self, value: datetime, zone: tzinfo) -> str:
        """A moment on the clock of ``zone``."""
        pattern = f"{self._date_pattern} HH:mm"
        return str(format_datetime(value.astimezone(zone), pattern, locale=self._locale))

    @property
    def _date_pattern(self) -> str:
        return "d MMMM y" if self.lang == "en" else "dd.MM.y"

    def decimal(self, value: Decimal | int) -> str:
        return str(format_decimal(value, locale=self._locale, decimal_quantization=False))

    def typed_number(self, text: str) -> str:
        """A plain number, as ``40.5``, as people of this language type it."""
        return text.replace(".", str(get_decimal_symbol(self._locale)))

    def amount(self, value: Decimal) -> str:
        """Money without its currency, always with cents."""
        return str(format_decimal(value, "#,##0.00", locale=self._locale))

    def money(self, value: Decimal, currency: str = "EUR") -> str:
        return str(format_currency(value, currency, locale=self._locale))

    def percent(self, value: Decimal) -> str:
        return f"{self.decimal(value)} %"

    def size(self, value: int) -> str:
        """A file size of so many bytes in the largest fitting unit, with one decimal at most."""
        amount, unit = Decimal(value) / 1024, 0
        while amount >= 1024 and unit < len(_UNITS) - 1:
            amount, unit = amount / 1024, unit + 1
        rounded = max(round(amount, 1), Decimal("0.1"))
        name = f"digital-{_UNITS[unit]}"
        return str(format_unit(rounded.normalize(), name, length="short", locale=self._locale))

    def list_of(self, parts: Iterable[str], style: str = "standard") -> str:
        """``a, b and c``; style ``or`` gives ``a, b or c``."""
        return str(format_list(list(parts), style=style, locale=self._locale))  # type: ignore[arg-type]

    def sort_key(self, words: str) -> tuple[tuple[int, str], ...]:
        """Order of words in this language's alphabet."""
        order = _alphabet(self.lang)
        return tuple((_place(letter, order), letter) for letter in words.casefold())


def _place(letter: str, order: Mapping[str, int]) -> int:
    """A letter of another alphabet stands where the same letter without its accent does."""
    plain = letter if letter in order else normalize("NFKD", letter)[0]
    return order.get(plain, len(order) + ord(plain))


def filled(words: str, params: Mapping[str, object]) -> str:
    """``words`` with its ``{name}`` placeholders replaced; unknown ones stay as they are."""
    if not params or "{" not in words:
        return words
    return _PLACEHOLDER.sub(lambda found: str(params.get(found[1], found[0])), words)


def placeholders(words: str) -> frozenset[str]:
    """Names of the placeholders in a text."""
    return frozenset(_PLACEHOLDER.findall(words))


@cache
def _plural_form(lang: str) -> Callable[[int], int]:
    """Which of its plural forms a language has for a number."""
    return c2py(get_plural(lang).plural_expr)


_ALPHABETS = {
    "lv": "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}


@cache
def _alphabet(lang: str) -> Mapping[str, int]:
    letters = " -" + _ALPHABETS.get(lang, _ALPHABETS["en"])
    return {letter: place for place, letter in enumerate(letters)}
