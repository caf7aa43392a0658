"""What a case is found by: keyed hashes of contacts, codes and the beginnings of names.

Nothing of it can be read back; whoever searches must know what to look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal
from unicodedata import combining, normalize

from engine.base.cards import CardName, SearchKey
from engine.base.values import Absence, Value
from engine.case.receivers import EMAIL, PHONE, Contact, fields
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field
from engine.meaning.situation import Situation
from engine.meaning.units import row_unit

KeyedHash = Callable[[str, str], str]

PERSONAL_CODE, COMPANY_NUMBER, NAME = "personal_code", "company_number", "name"
CASE_NUMBER: Final = "number"
CODES: Final = (PERSONAL_CODE, COMPANY_NUMBER)
"""Kinds of questions whose answers name one person or company."""

NAMES: Final = ("person_name", "company_name")
"""What answers look like that are names."""

FEWEST, MOST = 3, 12
"""How many letters of the beginning of a name are looked for."""

FEWEST_OF_NUMBER: Final = 4
"""How many signs of the number of a case are looked for: any that stand together."""

MISREAD: Final = str.maketrans("oil", "011")
"""Letters that no number of a case has, and what they are taken for."""

LetterShape = Literal["number", "digits", "email", "name", "short"]
"""What somebody typed looks like: ``digits`` are those of a code or phone, ``short`` too few."""

_WORD: Final = re.compile(r"\w+")
_NUMERIC: Final = re.compile(r"[\d\s+()./-]+")
_FEWEST_DIGITS: Final = 5
_SIGNS_OF_NUMBER: Final = 10
_FEWEST_OF_NAME: Final = 2


def search_keys(
    case: Situation, number: str, applicant: Contact, keyed_hash: KeyedHash
) -> tuple[SearchKey, ...]:
    """Everything a case is found by."""
    found: dict[SearchKey, None] = dict.fromkeys(number_keys(number, keyed_hash))
    for kind, value in _told(case, applicant):
        for text in _forms(kind, value):
            found[search_key(kind, text, keyed_hash)] = None
    return tuple(found)


def wanted_keys(text: str, keyed_hash: KeyedHash) -> tuple[tuple[SearchKey, ...], ...]:
    """What a search means, by the shape of its words: each of several ways, all keys of a way."""
    typed = text.strip()
    if "@" in typed:
        return ((search_key(EMAIL, typed.casefold(), keyed_hash),),)
    letters, ways = _letters(typed), list[tuple[SearchKey, ...]]()
    has_digits = any(letter.isdigit() for letter in letters)
    if has_digits and len(letters) >= _FEWEST_DIGITS:
        kinds = (PHONE, *CODES) if _NUMERIC.fullmatch(typed) else CODES
        ways += [(search_key(kind, letters, keyed_hash),) for kind in kinds]
    if FEWEST_OF_NUMBER <= len(letters) <= _SIGNS_OF_NUMBER and letters.isascii():
        ways.append(tuple(number_keys(typed, keyed_hash)))
    words = [_folded(word)[:MOST] for word in _WORD.findall(typed)]
    if (
        words
        and not _NUMERIC.fullmatch(typed)
        and all(len(word) >= _FEWEST_OF_NAME for word in words)
    ):
        ways.append(tuple(search_key(NAME, word, keyed_hash) for word in words))
    return tuple(ways)


def shape(text: str) -> LetterShape:
    """What somebody typed looks like, to say what would have helped."""
    letters = _letters(text)
    if "@" in text:
        return "email"
    if letters.isdigit() and len(letters) >= _FEWEST_DIGITS:
        return "digits"
    if len(letters) < FEWEST:
        return "short"
    return "number" if any(letter.isdigit() for letter in letters) else "name"


def card_names(case: Situation) -> tuple[CardName, ...]:
    """What the people and companies of a case are called; those outside of groups first."""
    found = [
        (bool(question.group), CardName(place, value))
        for question, place, value in _answers(case, _is_name)
    ]
    ordered = sorted(found, key=lambda each: each[0])
    return tuple(dict.fromkeys(name for _, name in ordered))


def matches(name: str, text: str) -> bool:
    """Whether a name is one that a search for ``text`` means: a reason to show with a hit."""
    words = [_folded(word) for word in _WORD.findall(name)]
    wanted = [_folded(word) for word in _WORD.findall(text)]
    return bool(wanted) and all(any(word.startswith(one) for word in words) for one in wanted)


def _told(case: Situation, applicant: Contact) -> Iterator[tuple[str, str]]:
    if applicant.email:
        yield EMAIL, applicant.email
    if applicant.phone:
        yield PHONE, applicant.phone
    for question, _, value in _answers(case, _is_searched):
        yield NAME if _is_name(question) else question.kind, value


def _is_name(question: Field) -> bool:
    return question.looks_like in NAMES


def _is_searched(question: Field) -> bool:
    return _is_name(question) or question.kind in (EMAIL, PHONE, *CODES)


def _answers(
    case: Situation, is_wanted: Callable[[Field], bool]
) -> Iterator[tuple[Field, str, str]]:
    """Every text that is answered to such questions, and the place of its person or company."""
    for question in fields(case.meaning):
        if not is_wanted(question):
            continue
        if not question.group:
            place = question.path.rpartition(".")[0]
            yield from _text(question, place, case.value(Subject(question.path)))
            continue
        rows = case.rows(question.group)
        for row in () if isinstance(rows, Absence) else rows:
            value = row.value(Subject(question.name, in_row=True))
            yield from _text(question, row_unit(row), value)


def _text(question: Field, place: str, value: Value) -> Iterator[tuple[Field, str, str]]:
    if isinstance(value, str) and value:
        yield question, place, value


def _forms(kind: str, value: str) -> Iterator[str]:
    """What is hashed of a value."""
    if kind == EMAIL:
        yield value.strip().casefold()
    elif kind == PHONE:
        yield _letters(value)
        yield from _national(value)
    elif kind == NAME:
        yield from name_forms(value)
    else:
        yield _letters(value)


def name_forms(name: str) -> Iterator[str]:
    """The beginnings of the words of a name."""
    for word in _WORD.findall(name):
        folded = _folded(word)
        yield from (folded[:length] for length in range(FEWEST, min(len(folded), MOST) + 1))
        yield folded[:MOST]


def _national(phone: str) -> Iterator[str]:
    """The number as it is dialled at home."""
    import phonenumbers  # noqa: PLC0415 - with the first number

    try:
        yield str(phonenumbers.parse(phone).national_number)
    except phonenumbers.NumberParseException:
        return


def number_keys(number: str, keyed_hash: KeyedHash) -> Iterator[SearchKey]:
    """A key for every few signs that stand together in the number of a case."""
    signs = _letters(number).translate(MISREAD)
    for place in range(len(signs) - FEWEST_OF_NUMBER + 1):
        yield search_key(CASE_NUMBER, signs[place : place + FEWEST_OF_NUMBER], keyed_hash)


def _letters(text: str) -> str:
    """Letters and digits only, so that spaces and dashes make no difference."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _folded(word: str) -> str:
    """Without case and accents: ``Bērziņa`` is found as ``berzina``."""
    parts = normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not combining(letter))


def search_key(kind: str, text: str, keyed_hash: KeyedHash) -> SearchKey:
    """The key of a text of a kind; the text cannot be read out of it."""
    return SearchKey(kind, keyed_hash(f"search {kind}", text))
