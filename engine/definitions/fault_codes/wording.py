"""A7: texts, their languages and placeholders."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A701",
        "A placeholder that nothing fills in",
        "The text would be shown with the braces in it.",
        "Take the suggestion, or remove it from the text (in a flow without items: declare it in"
        " “placeholders”).",
    ),
    FaultCode(
        "A702",
        "Terms without a language",
        "Applicants would be asked to agree to a text they cannot read.",
        "Add the file of that language.",
    ),
    FaultCode(
        "A703",
        "A text without a translation",
        "The programme promises this language, and people would read English instead.",
        "Translate it in the catalog of that language.",
    ),
    FaultCode(
        "A704",
        "A placeholder that differs between languages",
        "In one of the languages a value would be missing, or braces would be shown.",
        "Let both texts hold the same placeholders.",
    ),
)
