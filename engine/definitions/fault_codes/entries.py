"""A1: the shape of entries."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A101",
        "An unknown word",
        "Nothing reads this key here, so what it says would be lost.",
        "Take the suggestion, or look up which words belong here.",
    ),
    FaultCode(
        "A102",
        "Something is missing",
        "The entry cannot be understood without this key.",
        "Add it.",
    ),
    FaultCode(
        "A103",
        "The wrong shape",
        "A text stands where a list or a mapping is expected, or the other way round.",
        "Write it in the shape the message names.",
    ),
    FaultCode(
        "A104",
        "A comma that starts a new entry",
        "Inside { } YAML takes the words after a comma for a key of their own, without a value.",
        "Write “or” between choices, or put the text in quotes.",
    ),
    FaultCode(
        "A105",
        "An empty value",
        "The key is there, but says nothing.",
        "Write a value, or remove the key.",
    ),
    FaultCode(
        "A106",
        "Not one of the few words",
        "Only the words in the message have a meaning here.",
        "Take one of them.",
    ),
    FaultCode(
        "A107",
        "A number, size or flag that cannot be read",
        "The value must be a plain number, a whole number, a size, a range of rows, or yes or no.",
        "Write it as the message shows.",
    ),
    FaultCode(
        "A108",
        "A line of a list with the wrong number of cells",
        "Which cell belongs to which heading would be a guess.",
        "Give every line the cells of the heading; a text with a comma needs quotes.",
    ),
    FaultCode(
        "A109",
        "“under” without a use",
        "“under” puts the questions of a block below a prefix; without a block, or in the rows of a"
        " group, it means nothing.",
        "Remove it, or write the whole path at each question.",
    ),
    FaultCode(
        "A110",
        "A group inside a group",
        "Rows cannot have rows of their own.",
        "Put the group beside the other one.",
    ),
    FaultCode(
        "A111",
        "A dot in the name of a row's question",
        "Questions of a group have plain names; the group is their prefix already.",
        "Write the last part only.",
    ),
    FaultCode(
        "A112",
        "A code without a message",
        "“code” is the number of the message in “else”; without it nobody ever says it.",
        "Add “else”, or remove “code”.",
    ),
    FaultCode(
        "A113",
        "The name inside differs from the file's",
        "Everything is found by the name of its file; two names for one thing confuse readers.",
        "Write the name of the file, or rename the file.",
    ),
    FaultCode(
        "A114",
        "A form without questions",
        "Applicants would be shown an empty page.",
        "Add “fields” or “sections”, or remove the file.",
    ),
    FaultCode(
        "A115",
        "The published schema does not allow this",
        "Editors complete and mark definitions by the published schemas, so a file that the engine"
        " reads must fit them too.",
        "Compare with docs/language.md. If the file is right, the schema is wrong: report it.",
    ),
    FaultCode(
        "A116",
        "Files in a repeating group",
        "Files are uploaded one by one and kept by the name of their question; when a row is"
        " removed, the rows after it are counted anew and files would change their owner.",
        "Ask for the files of all rows in one question outside the group.",
    ),
)
