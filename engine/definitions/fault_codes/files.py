"""A0: files, and what YAML makes of them."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A001",
        "A file cannot be used",
        "It is missing, empty, too large, of another kind, or lies outside the folder; nothing"
        " outside the folder is ever read.",
        "Put a file of the right kind in the place the message names.",
    ),
    FaultCode(
        "A002",
        "The file is not plain UTF-8 text",
        "Other encodings change letters, and signs that nobody sees can make a line mean something"
        " else than it shows.",
        "Save the file as UTF-8 and delete the invisible sign.",
    ),
    FaultCode(
        "A003",
        "This is not YAML",
        "The file cannot be read beyond this place.",
        "Look at the line and the one before: brackets, quotation marks, indentation, “: ”.",
    ),
    FaultCode(
        "A004",
        "A second document in one file",
        "A line “---” begins a second document, and nobody would read it.",
        "Remove the line, or make a file of its own.",
    ),
    FaultCode(
        "A005",
        "A tag",
        "YAML takes a text that begins with “!” for a tag and drops it: “!= x” would silently"
        " mean “x”.",
        "Write “not x”, or put the text in quotes.",
    ),
    FaultCode(
        "A006",
        "An anchor, an alias or a merge key",
        "“&”, “*” and “<<” copy values to places where no reader sees them, and small files can"
        " grow without end.",
        "Write the value out, or make a block or a named condition of it.",
    ),
    FaultCode(
        "A007",
        "Too much in one file",
        "A file holds at most 20,000 values, 50 levels deep.",
        "Split the file.",
    ),
    FaultCode(
        "A008",
        "A key that is not a word",
        "A list or a mapping stands where a name is expected; often a text that begins with a"
        " bracket.",
        "Put the text in quotes.",
    ),
    FaultCode(
        "A009",
        "Two equal keys",
        "YAML would silently keep the last one.",
        "Keep one of the two; the message names the line of the first.",
    ),
    FaultCode(
        "A010",
        "A question mark inside brackets",
        "YAML readers disagree about a “?” inside { } or [ ], so the same file would mean different"
        " things in an editor and here.",
        "Put the text in quotes.",
    ),
    FaultCode(
        "A011",
        "A picture or font that cannot be used",
        "It stands on every page of the bank: it must be of the right kind, small, and draw without"
        " running or loading anything.",
        "Save it as the message says.",
    ),
)
