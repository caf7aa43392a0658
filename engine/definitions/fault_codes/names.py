"""A2: names that nothing bears, and names that are taken."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A201",
        "No such question, value or fact",
        "The condition speaks of a name that nothing in this programme bears.",
        "Take the suggestion, or add the question.",
    ),
    FaultCode(
        "A202",
        "No such condition",
        "A word alone is the name of a condition, and the flow has none of this name.",
        "Take the suggestion, or add it to “conditions” of the flow.",
    ),
    FaultCode(
        "A203",
        "No such group",
        "Only a repeating group has rows to look at.",
        "Take the suggestion.",
    ),
    FaultCode(
        "A204",
        "No such list",
        "The choices cannot be found, or there are none.",
        "Take the suggestion, or add lists/NAME.yaml.",
    ),
    FaultCode(
        "A205",
        "A code that tests would misread",
        "Tests use “or”, commas, “..”, “only”, “all”, “=”, “answered”, “blank”, “n/a”, “-” and"
        " “today” themselves; targets use “next” and “stay”.",
        "Give it another code; the caption may stay.",
    ),
    FaultCode(
        "A206",
        "No such block",
        "The questions to be used here cannot be found.",
        "Take the suggestion, or add blocks/NAME.yaml.",
    ),
    FaultCode(
        "A207",
        "No such kind of question",
        "A question begins with its kind: “text: Caption”, “date: Caption”, …",
        "Take the suggestion, or look up the kinds.",
    ),
    FaultCode(
        "A208",
        "A name that is taken",
        "One name means one thing in a programme; conditions could not tell the two apart.",
        "Choose another name.",
    ),
    FaultCode(
        "A209",
        "No such validator",
        "“looks like” and “script” name a validator, or “looks like” gives a pattern between"
        " slashes.",
        "Take the suggestion.",
    ),
    FaultCode(
        "A210",
        "A name that cannot be written everywhere",
        "Names stand in addresses of pages, in conditions and in tables: letters, digits and “_”,"
        " beginning with a letter; “any”, “all”, “not” and, in rows, “row” have a meaning already.",
        "Rename it.",
    ),
    FaultCode(
        "A211",
        "No such file",
        "A file that is named here does not lie in the folder.",
        "Add the file, or correct its path.",
    ),
    FaultCode(
        "A212",
        "No such actor or receiver",
        "Nobody of this name acts in the flow, so the step could never be taken.",
        "Take the suggestion, or add it to “roles” or “providers”.",
    ),
    FaultCode(
        "A213",
        "No such form",
        "An item, a step or the registration names a form that does not exist.",
        "Take the suggestion, or add the form.",
    ),
    FaultCode(
        "A214",
        "No such stage",
        "The flow has no stage of this name.",
        "Take the suggestion.",
    ),
    FaultCode(
        "A216",
        "No such status",
        "The item has no status of this name, or the case no such end.",
        "Take the suggestion, or add it to “statuses”.",
    ),
    FaultCode(
        "A218",
        "No such persons",
        "“same as” names other persons of the flow.",
        "Take the suggestion.",
    ),
    FaultCode(
        "A219",
        "A folder without a flow",
        "Forms and rules lie in the folder of a programme, and no flow has its name; nobody reads"
        " them.",
        "Rename the folder, or add the flow.",
    ),
    FaultCode(
        "A220",
        "No such terms",
        "A consent names a text to read that the flow does not have.",
        "Take the suggestion, or add it to “terms”.",
    ),
    FaultCode(
        "A221",
        "No such item",
        "A stage, an event or “rests on” names an item that the flow does not have.",
        "Take the suggestion, or add it to “items”.",
    ),
    FaultCode(
        "A222",
        "No such step",
        "The event would never happen: no status of the item has a step of this name.",
        "Take the suggestion; a step is named by its whole key, as “officer accepts”.",
    ),
    FaultCode(
        "A223",
        "A step that its port does not report",
        "What an outside party does is told by the port it is connected to, word for word.",
        "Take one of the words in the message.",
    ),
    FaultCode(
        "A224",
        "No such notice",
        "A scenario expects a notice that the flow does not have.",
        "Take the suggestion; the number of a notice is enough, as NT-03.",
    ),
    FaultCode(
        "A225",
        "No such account or series",
        "What is made names an own account of the bank or a number series that the flow lacks.",
        "Take the suggestion, or add it to “accounts” or “number series”.",
    ),
    FaultCode(
        "A226",
        "No such bank",
        "“bank” of a flow names a file in banks/, where the name, contact and look of a bank stand"
        " once for all its programmes.",
        "Take the suggestion, or add banks/NAME.yaml.",
    ),
)
