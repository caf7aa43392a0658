"""A3: tests, values and patterns."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A301",
        "Not a value of this question",
        "The answer can never be this, so the test can never be true.",
        "Take one of the codes in the message.",
    ),
    FaultCode(
        "A302",
        "A value of the wrong kind",
        "A number, a date, a text and a yes or no are never equal to each other.",
        "Write the value in the way of its kind.",
    ),
    FaultCode(
        "A303",
        "Not a test",
        "What stands here says nothing that could be judged.",
        "Write a value, “a or b”, “not a”, “18..”, “only a”, “answered”, “= other question”.",
    ),
    FaultCode(
        "A304",
        "A test that this kind of question has not",
        "Ranges are for numbers and dates, “only” and “all” for several choices, rows for groups;"
        " files and groups are only answered or blank.",
        "Use a test of this kind.",
    ),
    FaultCode(
        "A305",
        "Two kinds compared",
        "Answers of different kinds are never equal.",
        "Compare questions of one kind.",
    ),
    FaultCode(
        "A306",
        "An empty range",
        "The lower end lies above the upper one, so nothing fits.",
        "Write the smaller end first.",
    ),
    FaultCode(
        "A307",
        "Not a condition",
        "A condition is {question: test, …}, the name of a condition, or any:, all:, not:.",
        "Write it so.",
    ),
    FaultCode(
        "A308",
        "A function or attribute of another kind",
        "A sum needs numbers, years need dates, a country needs a choice.",
        "Name a question of that kind.",
    ),
    FaultCode(
        "A309",
        "Not a known function",
        "Values are computed by a closed list of functions, so that each can be explained and"
        " proved.",
        "Take one of the examples.",
    ),
    FaultCode(
        "A310",
        "A pattern that cannot be used",
        "Patterns are RE2, which reads any text in time proportional to its length; look-around and"
        " back-references do not exist in it.",
        "Rewrite the pattern without them.",
    ),
)
