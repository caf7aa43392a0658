"""Default sentences of the kinds, and how a problem is made of one."""

from __future__ import annotations

from typing import Final

from engine.base.values import BLANK, Problem, Text
from engine.definitions.kinds.type import ParsedAnswer, Sentence
from engine.definitions.model.forms import (
    Saying,
)
from engine.language.marker import N_
from engine.validators import FAULTS, ValidatorFault

MISSING: Final = Sentence("E-01", N_("This field is required"))
NOT_CHOSEN: Final = Sentence("E-01", N_("Choose an answer"))
NONE_CHOSEN: Final = Sentence("E-01", N_("Choose at least one answer"))
NO_COUNTRY: Final = Sentence("E-01", N_("Choose a country"))
NO_COUNTRIES: Final = Sentence("E-01", N_("Choose at least one country"))
WRONG_FORMAT: Final = Sentence("E-02", N_("Wrong format"))
NOT_IN_LIST: Final = Sentence("E-03", N_("Choose a value from the list"))
TOO_LONG: Final = Sentence("E-04", N_("Maximum length exceeded ({max})"))
TOO_SHORT: Final = Sentence("E-02", N_("Minimum length not reached ({min})"))
ONE_ONLY: Final = Sentence("E-05", N_("Only one answer can be given here"))
TOO_MANY_CHOICES: Final = Sentence("E-05", N_("At most {max} answers can be chosen"))
TOO_MANY_COUNTRIES: Final = Sentence("E-05", N_("At most {max} countries can be stated"))
TOO_FEW_CHOICES: Final = Sentence("E-02", N_("Choose at least {min} answers"))
BELOW: Final = Sentence("E-02", N_("Enter a number of at least {min}"))
ABOVE: Final = Sentence("E-02", N_("Enter a number of at most {max}"))
TOO_MANY_DECIMALS: Final = Sentence("E-02", N_("Enter at most {decimals} digits after the point"))
NO_NUMBER: Final = Sentence("E-02", N_("Enter a number"))
NO_DATE: Final = Sentence("E-02", N_("Enter a date that exists, for example 15.06.1985"))
IN_FUTURE: Final = Sentence("E-37", N_("The date must not be in the future"))
NOT_CONFIRMED: Final = Sentence("E-07", N_("Confirmation is required"))
FILE_TOO_LARGE: Final = Sentence("E-31", N_("The file exceeds {megabytes} MB"))
TOO_MANY_FILES: Final = Sentence("E-32", N_("At most {max} documents can be attached"))
FORMAT_NOT_ACCEPTED: Final = Sentence("E-33", N_("Format not accepted. Accepted: {accepted}"))
FILE_DIFFERS: Final = Sentence(
    "E-33",
    N_(
        "Inside, this is no {kind} file, whatever its name says. "
        "Please save or scan the document again"
    ),
)
FILE_EMPTY: Final = Sentence("E-34", N_("The file is empty"))
FILE_NOT_SAFE: Final = Sentence("E-35", N_("The file is not safe"))
SAME_FILE: Final = Sentence(
    "E-38",
    N_("This is the same file as before ({name}). Add one that answers the comment of the Bank"),
)
NO_SPACE: Final = Sentence(
    "no-space",
    N_(
        "Files cannot be taken at the moment. What you have attached already is safe: "
        "please try again later"
    ),
)
QUOTA_USED: Final = Sentence(
    "quota-used", N_("Together, your files exceed {megabytes} MB. Delete some that are not needed")
)
FILE_MISSING: Final = Sentence("E-38", N_("Attach the document"))


def problem(path: str, sentence: Sentence, **params: object) -> Problem:
    """A refusal in the words of the code."""
    return Problem(path, sentence.code, Text(sentence.text), params=params)


def said(path: str, saying: Saying | None, otherwise: Sentence, **params: object) -> Problem:
    """A refusal in the words of the definition, or of the code where it has none."""
    if saying is None:
        return problem(path, otherwise, **params)
    return Problem(path, saying.code or otherwise.code, saying.text, params=params)


def refused(*problems: Problem) -> ParsedAnswer:
    """No answer, because of these."""
    return ParsedAnswer(BLANK, problems)


def told(path: str, fault: ValidatorFault) -> Problem:
    """What a validator found, as a problem of the answer at ``path``."""
    words = FAULTS[fault.code]
    return Problem(
        path, words.number or WRONG_FORMAT.code, Text(words.text), words.level, dict(fault.params)
    )
