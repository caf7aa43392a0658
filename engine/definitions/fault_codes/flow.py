"""A6: the flow."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A601",
        "“each” of something that is not several",
        "A stage or an item is taken once for each person of a fact, each chosen value of a"
        " question, or each row of a group.",
        "Name a fact of persons, or write {question: a or b}.",
    ),
    FaultCode(
        "A602",
        "A stage without a way out",
        "Cases would stay in it for ever.",
        "Give it an outcome that leads on.",
    ),
    FaultCode(
        "A603",
        "A status without a way out",
        "An item would stay in it for ever, and nobody said that it is finished.",
        "Add a step, or say that it “is” good, bad or over (“end: yes” of a document).",
    ),
    FaultCode(
        "A604",
        "Persons that are asked nowhere",
        "People with a duty are found in a block of questions or in the rows of a group.",
        "Write either “block” or “every”.",
    ),
    FaultCode(
        "A605",
        "An actor without a role",
        "Only the applicant, the system and providers act without a role of the bank's staff.",
        "Add “role”.",
    ),
)
