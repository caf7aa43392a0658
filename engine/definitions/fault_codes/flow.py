"""A6: the flow."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A601",
        "“for each” of something that is not several",
        "An item is taken once for each person of a fact, each chosen value of a"
        " question, or each row of a group.",
        "Name a fact of persons, or write {question: a or b}.",
    ),
    FaultCode(
        "A603",
        "A status without a way out",
        "An item would stay in it for ever, and nobody said that it is finished.",
        "Add a step, or say that it “is” good, bad or over.",
    ),
    FaultCode(
        "A604",
        "Persons that are asked nowhere",
        "People with a duty are found in a block of questions or in the rows of a group.",
        "Write either “block” or “every”.",
    ),
)
