"""The words of a flow: who acts, the route, the case, queues and notices."""

from __future__ import annotations

from typing import Final, get_args

from engine.definitions.grammar.items import CONDITION, FLAG, ITEM, STEP, TEXT, WHOLE, WORDS
from engine.definitions.grammar.shape import (
    ByName,
    Either,
    ManyOf,
    Shape,
    ShapeWord,
)
from engine.definitions.model.route import Right

RIGHTS: Final[tuple[Right, ...]] = get_args(Right)

ROLE: Final = Shape(
    "a role",
    (
        ShapeWord("caption", TEXT, "What people read of the role.", required=True,
                  instead_of=("title", "name")),
        ShapeWord(
            "may", WORDS,
            "Rights beside the steps: read, take, assign, note (staff only), write (to the"
            " applicant), audit (who opened what, a case as it stood, exports). A role with a step"
            " may read, take and note unless it says so.",
            instead_of=("rights", "can"),
        ),
        ShapeWord(
            "says why", FLAG,
            "Says why before it opens a case that it has neither taken nor in one of its lists.",
        ),
    ),
)  # fmt: skip

PROVIDER: Final = Shape(
    "a provider",
    (
        ShapeWord("caption", TEXT, "What people read of the provider.", required=True,
                  instead_of=("title", "name")),
        ShapeWord("port", TEXT, "What it is connected to; the port says what it reports."),
        ShapeWord("documents", WORDS,
                  "Questions for files: what is answered is what people sign there.",
                  instead_of=("files", "signs")),
    ),
)  # fmt: skip

OWN_ACCOUNT: Final = Shape(
    "an own account",
    (
        ShapeWord("payee", TEXT, "Whose account it is.", required=True,
                  instead_of=("name", "owner", "holder")),
        ShapeWord("registration number", TEXT, "The number of the payee in its register.",
                  instead_of=("reg no", "registration no")),
        ShapeWord("address", TEXT, "Where the payee is to be found."),
        ShapeWord("iban", TEXT, "Its number.", required=True, instead_of=("number", "account")),
        ShapeWord("currency", TEXT, "The currency that is paid in; EUR where it is left out."),
        ShapeWord("bic", TEXT, "The code of the bank that keeps it.", instead_of=("swift",)),
    ),
)  # fmt: skip

SERIES: Final = Shape(
    "a number series",
    (
        ShapeWord(
            "text", TEXT,
            "How a number is written, with {count} in it; where {year} is in it as well, it begins"
            " anew every year.",
            required=True, instead_of=("pattern", "format"),
        ),
        ShapeWord("digits", WHOLE, "How many digits the count has at least.",
                  instead_of=("length", "width")),
    ),
)  # fmt: skip

STAGE: Final = Shape(
    "a stage",
    (
        ShapeWord("title", TEXT, "Heading that people read.", required=True,
                  instead_of=("caption", "name")),
        ShapeWord("items", WORDS, "The items that belong to the stage.",
                  instead_of=("item", "forms")),
        ShapeWord(
            "done when", CONDITION,
            "When the stage is done, where that is not “all of its items are good or over”.",
            instead_of=("done", "until", "ends when"),
        ),
        ShapeWord(
            "opens after", TEXT,
            "An earlier stage: once that is done for the first time, this one runs beside the"
            " others, and only what stands after it waits for it.",
            instead_of=("on demand after", "after", "beside"),
        ),
        ShapeWord("when", CONDITION, "Needed only while this is true.", instead_of=("if",)),
        ShapeWord("from", TEXT, "The fact that names the stages that apply."),
        ShapeWord("text", TEXT, "What the applicant reads while the stage is open.",
                  instead_of=("shows", "says", "hint")),
        ShapeWord("because", TEXT, "The reason in words, shown beside the result."),
        ShapeWord("source", TEXT, "The paragraph, rule or requirement that this comes from."),
    ),
)  # fmt: skip

TOGETHER: Final = Shape(
    "stages side by side",
    (ShapeWord("together", ByName(STAGE), "Stages that run side by side.", required=True),),
)

CASE_STATUS: Final = Shape(
    "a status of the case",
    (
        ShapeWord("caption", TEXT, "What people read of the case.", required=True,
                  instead_of=("title",)),
        ShapeWord("when", CONDITION, "Shown while this is true, or “otherwise”; the first counts.",
                  required=True, instead_of=("if",)),
    ),
)  # fmt: skip

END: Final = Shape(
    "an end",
    (
        ShapeWord("caption", TEXT, "What people read of the case.", required=True,
                  instead_of=("title",)),
        ShapeWord("when", CONDITION, "The case ends so as soon as this holds.",
                  instead_of=("if",)),
    ),
)  # fmt: skip

CASE: Final = Shape(
    "the case",
    (
        ShapeWord(
            "statuses", ByName(CASE_STATUS), "What people read of the case; the first that holds.",
            instead_of=("states", "status"),
        ),
        ShapeWord(
            "ends", ByName(Either((TEXT, END))),
            "How a case can end. The first holds while every stage is done; the others are final.",
            required=True, instead_of=("end",),
        ),
    ),
    others=Either((TEXT, STEP)),
)  # fmt: skip

QUEUE: Final = Shape(
    "a queue",
    (
        ShapeWord("for", WORDS, "The roles whose list it is.", required=True,
                  instead_of=("role", "roles", "by", "to")),
        ShapeWord("cases", CONDITION, "Which cases stand in it.", instead_of=("when", "where")),
        ShapeWord("columns", WORDS, "What is shown of each: number, name, since, or a question.",
                  instead_of=("shows", "fields")),
        ShapeWord("order", TEXT, "The column it is sorted by.",
                  instead_of=("sort", "sorted by", "order by")),
        ShapeWord("caption", TEXT, "Its heading; the name of the queue where it is left out."),
    ),
)  # fmt: skip

NOTICE: Final = Shape(
    "a notice",
    (
        ShapeWord(
            "on", Either((TEXT, ByName(TEXT), ManyOf(Either((TEXT, ByName(TEXT)))))),
            "What sends it: “photo becomes invited”, “photo stays invited for 7 days”, “photo is"
            " overdue”, “2 days before DATE”, “STAGE starts”, “case ends”, {photo: officer passes},"
            " or an event of the product.",
            required=True, instead_of=("event", "after"),
        ),
        ShapeWord("when", CONDITION, "Sent only if this holds then.", instead_of=("if",)),
        ShapeWord(
            "to", WORDS, "Who receives it: applicant, the person, roles, persons, or a fact.",
            required=True, instead_of=("for", "receiver", "who"),
        ),
        ShapeWord("channels", WORDS, "cabinet, email, sms, or a fact; cabinet and email at first.",
                  instead_of=("channel", "by", "via")),
        ShapeWord(
            "optional", TEXT,
            "What it is for, in words: beside them applicants may switch off its mails and short"
            " messages; in the cabinet it always stands. Notices with equal words share them.",
            instead_of=("may be switched off", "preference"),
        ),
        ShapeWord("subject", TEXT, "Subject of the mail."),
        ShapeWord("attaches", WORDS,
                  "Questions whose files go with the mail; too large ones are told with the link.",
                  instead_of=("attachments", "files", "with")),
        ShapeWord("text", TEXT, "The message; {name} is filled in.", required=True,
                  instead_of=("says", "shows", "message")),
    ),
)  # fmt: skip

CALENDAR: Final = Shape(
    "the calendar",
    (
        ShapeWord("country", TEXT, "The country of the holidays.", required=True),
        ShapeWord("working hours", TEXT, "As “Mon-Fri 09:00-17:00”.", instead_of=("hours",)),
        ShapeWord("days off", WORDS, "Further days without work, as 2026-12-24.",
                  instead_of=("holidays", "closed")),
    ),
)  # fmt: skip

PROMISE: Final = Shape(
    "a line of “must hold”",
    (
        ShapeWord("at", TEXT, "A stage, an end, or “always”.", required=True),
        ShapeWord("fits", CONDITION, "What is true then.", required=True),
        ShapeWord("when", CONDITION, "Promised only while this is true.", instead_of=("if",)),
        ShapeWord("because", TEXT, "The reason in words."),
    ),
)  # fmt: skip

ADDING: Final = Shape(
    "what is added",
    (
        ShapeWord("asks", TEXT, "The question of several choices that is asked anew.",
                  required=True, instead_of=("question", "of")),
        ShapeWord("caption", TEXT, "The button on the overview.", required=True,
                  instead_of=("title", "label", "button")),
        ShapeWord("again", WORDS, "Choices that may be chosen any number of times.",
                  instead_of=("always", "repeats")),
    ),
)  # fmt: skip

FLOW: Final = Shape(
    "the flow",
    (
        ShapeWord("roles", ByName(Either((TEXT, ROLE))), "People of the bank who act.",
                  required=True, instead_of=("actors",)),
        ShapeWord("providers", ByName(Either((TEXT, PROVIDER))),
                  "Outside parties that act by themselves."),
        ShapeWord("accounts", ByName(OWN_ACCOUNT), "Accounts of the bank, on which it is paid.",
                  instead_of=("own accounts", "bank accounts")),
        ShapeWord("number series", ByName(Either((TEXT, SERIES))),
                  "Series of numbers without a gap, as of invoices.",
                  instead_of=("numbers", "sequences", "counters", "series")),
        ShapeWord("stages", ByName(Either((TOGETHER, STAGE))), "The route, stage after stage.",
                  required=True),
        ShapeWord("items", ByName(ITEM), "Everything that has a status.", required=True,
                  instead_of=("documents", "tasks", "objects")),
        ShapeWord("case", CASE, "The case itself: its steps, what people read of it, its ends.",
                  required=True),
        ShapeWord("adding", ADDING,
                  "What an applicant may add once a case is completed: a further case with the"
                  " answers that are known.",
                  instead_of=("additions", "further cases")),
        ShapeWord("queues", ByName(QUEUE), "Further lists of cases for roles."),
        ShapeWord("listed by", TEXT,
                  "The question with choices whose answer every list shows and can be narrowed to.",
                  instead_of=("list by", "filter", "filters", "filter by")),
        ShapeWord("ready texts", ByName(TEXT),
                  "Texts by their names that staff put into messages, in the reader's language.",
                  instead_of=("templates", "texts")),
        ShapeWord("notices", ByName(NOTICE), "Messages and when they are sent."),
        ShapeWord("must hold", ManyOf(PROMISE), "What the bank relies on, proved for every case."),
        ShapeWord("calendar", CALENDAR, "When the bank works."),
    ),
)  # fmt: skip
