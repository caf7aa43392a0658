"""A9: warnings; nothing breaks, but somebody should look."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A901",
        "A rule without a source",
        "When the law or the policy changes, nobody finds the rules that follow from it.",
        "Name the paragraph in “source” of the row or of the file.",
        "warning",
    ),
    FaultCode(
        "A902",
        "Defined and never used",
        "It is read and translated for nothing, and readers look for its purpose.",
        "Use it, or remove it.",
        "warning",
    ),
    FaultCode(
        "A903",
        "A form that no item asks",
        "Nobody is ever shown this form.",
        "Name it in “forms” of an item, or in a step; or remove it.",
        "warning",
    ),
    FaultCode(
        "A904",
        "A status or end that is never reached",
        "Nothing leads to this status, or to this end of the case.",
        "Add a step, or remove it.",
        "warning",
    ),
    FaultCode(
        "A905",
        "A comparison sign where a range reads better",
        "“>= 18” needs quotes in YAML and breaks without them; “18..” says the same.",
        "Write the range.",
        "warning",
    ),
    FaultCode(
        "A906",
        "A row that only one engine can judge",
        "Every case is judged twice; what the second engine cannot judge sends each case of the"
        " programme to a person.",
        "Divide the row, or name a part of its condition as a value.",
        "warning",
    ),
    FaultCode(
        "A907",
        "A message speaks of another number than its check",
        "The rule was changed and the sentence was not, or the other way round; people are told"
        " something that does not hold.",
        "Correct the text, or the check.",
        "warning",
    ),
    FaultCode(
        "A908",
        "A “#” in the middle of a text",
        "After a blank YAML takes “#” for the start of a comment and drops the rest of the line.",
        "Put the text in quotes; a real comment reads better with a blank after “#”.",
        "warning",
    ),
    FaultCode(
        "A909",
        "A text that is the name of a question",
        "A test compares with the text as it stands; the answer to the other question is not read.",
        "Write “= ” before the name to compare the two answers.",
        "warning",
    ),
    FaultCode(
        "A910",
        "An outside party may say what nothing listens to",
        "What the port reports here is kept and shown to staff, but it leads nowhere.",
        "Add the step, unless a person should look at it.",
        "warning",
    ),
    FaultCode(
        "A911",
        "“done when” that says nothing new",
        "A stage is done when its items are good or over (or decided); readers look for the"
        " difference.",
        "Leave it out.",
        "warning",
    ),
)
