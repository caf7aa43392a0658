"""A4 and A8: circles, contradictions, and the order in which things are known."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A401",
        "A circle of conditions",
        "Each of these conditions is explained by the next, so none has a meaning.",
        "Let one of them do without the others.",
    ),
    FaultCode(
        "A402",
        "Things that wait for each other",
        "Each of these questions, values, facts or stages needs the next to be known first.",
        "Let one of them do without the next.",
    ),
    FaultCode(
        "A403",
        "A question that is never asked",
        "Its conditions, with those of its form, section and group, can never be true together.",
        "Change one of the two tests in the message.",
    ),
    FaultCode(
        "A404",
        "A row that never fires",
        "Two tests of the row exclude each other.",
        "Change one of the two, or remove the row.",
    ),
    FaultCode(
        "A405",
        "A stage that never comes",
        "Two tests of its guard, or of the guards of one of its items, exclude each other.",
        "Change one of the two.",
    ),
    FaultCode(
        "A801",
        "Used before it is known",
        "The answer or item is there only in a later stage, so the condition would stay undecided.",
        "Ask it earlier, or decide without it.",
    ),
    FaultCode(
        "A802",
        "Used and never known",
        "No item asks this question of a case; of the account only e-mail and phone are known.",
        "Name its form in an item, or decide without it.",
    ),
)
