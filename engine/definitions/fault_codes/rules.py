"""A5: rules and tables."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A501",
        "Not a table",
        "A table is a heading and rows, each beginning and ending with a bar, after “table: |”.",
        "Write it so.",
    ),
    FaultCode(
        "A502",
        "The double bar is missing",
        "“||” parts what is tested from what is given; in a CSV file an empty heading does.",
        "Write it once in each row; a bar inside a text is “\\|”.",
    ),
    FaultCode(
        "A503",
        "A row of another width",
        "Which cell belongs to which heading would be a guess.",
        "Give the row as many cells as the heading.",
    ),
    FaultCode(
        "A504",
        "No rows, or two ways of writing them",
        "Rules have either a table, or lines, or a CSV file.",
        "Keep one of them.",
    ),
    FaultCode(
        "A505",
        "An empty cell",
        "An empty cell could mean “anything” or “forgotten”.",
        "Write “-” for anything.",
    ),
    FaultCode(
        "A506",
        "A result that nobody declared",
        "“gives” lists what these rules give; beside it there are because, source and valid.",
        "Take the suggestion, or add it to “gives”.",
    ),
    FaultCode(
        "A507",
        "A result that no column gives",
        "“gives” promises a fact that no row would ever state.",
        "Add a column, or remove it from “gives”.",
    ),
    FaultCode(
        "A508",
        "Not a value of this result",
        "The fact can only be one of the codes in “gives”.",
        "Take the suggestion, or add the code.",
    ),
    FaultCode(
        "A509",
        "Several values where one is decided",
        "Only “hit: collect” gives several values.",
        "Keep one of them, or change “hit”.",
    ),
    FaultCode(
        "A510",
        "A stage that its rule never gives",
        "“from” names a fact that cannot hold this stage, so nobody would ever come here.",
        "Add the stage to what the rule gives.",
    ),
    FaultCode(
        "A511",
        "Two rule files give one fact",
        "Which of the two is right would depend on the order of files.",
        "Bring the rows together in one file, or rename one fact.",
    ),
)
