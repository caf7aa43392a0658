"""The words of items, of their statuses and of the steps that move them."""

from __future__ import annotations

from typing import Final, Literal

from engine.definitions.grammar.shape import (
    ByName,
    Either,
    FewWords,
    ManyOf,
    Plain,
    Shape,
    ShapeWord,
)

TEXT, FLAG, WHOLE = Plain.TEXT, Plain.FLAG, Plain.WHOLE
WORDS, CONDITION = Plain.WORDS, Plain.CONDITION

KINDS: Final = ("good", "over", "bad")
"""What a status may be; without a word it is under way."""

CODE_USES: Final[tuple[Literal["sent", "entered"], ...]] = ("sent", "entered")
"""What a step has to do with a one-time code."""

APPOINTMENT: Final = Shape(
    "an appointment",
    (
        ShapeWord("on", TEXT, "The answer that holds its date.", required=True,
                  instead_of=("date", "day")),
        ShapeWord("at", TEXT, "The answer that holds its time, a text as 09:30.", required=True,
                  instead_of=("time", "hour")),
        ShapeWord("opens", TEXT, "From when on its steps are open, as “10 minutes before”.",
                  required=True, instead_of=("from", "begins")),
        ShapeWord("closes", TEXT, "Until when, as “30 minutes after”.",
                  required=True, instead_of=("until", "to", "ends")),
    ),
)  # fmt: skip

BRANCHES: Final = Either((TEXT, ByName(CONDITION)))
"""A status, or ``status: condition`` lines of which the first that holds counts."""

STEP: Final = Shape(
    "a step",
    (
        ShapeWord(
            "to", BRANCHES,
            "The status it leads to, “stays”, or “status: condition” lines with “otherwise” last.",
            instead_of=("target", "then to", "leads to", "goes to"),
        ),
        ShapeWord(
            "form", TEXT,
            "What is filled in with it: a form, “comment” (the applicant reads it) or “reason”"
            " (only the bank does).",
            instead_of=("asks", "asks for", "screen", "with"),
        ),
        ShapeWord(
            "adds to", TEXT, "Keeps every filled-in form as a row of this name.",
            instead_of=("repeats", "rows", "appends to"),
        ),
        ShapeWord("removes from", TEXT, "Strikes out a row of this name.", instead_of=("removes",)),
        ShapeWord(
            "signed in", TEXT,
            "Open only for a person whose signature is in the files of this question, which"
            " “signs” others.",
            instead_of=("signature in", "needs signature in"),
        ),
        ShapeWord(
            "confirmed by", Either((WORDS, ByName(CONDITION))),
            "Roles that must agree before the step counts; with conditions, all that hold.",
            instead_of=("approved by", "four eyes", "second person", "confirmed"),
        ),
        ShapeWord(
            "at most", TEXT,
            "How often: since the item came from another status (3), or in a time (1 an hour).",
            instead_of=("limit", "retries", "max", "no more than"),
        ),
        ShapeWord(
            "then", TEXT, "The status that one time more than “at most” leads to.",
            instead_of=("otherwise", "else", "after that"),
        ),
        ShapeWord("when", CONDITION, "Open only while this is true.", instead_of=("if", "for")),
        ShapeWord(
            "any time", FLAG,
            "Open also while an earlier stage is open again, after a decision, and when the case"
            " is completed.",
            instead_of=("after a decision", "always"),
        ),
        ShapeWord(
            "at the appointment", FLAG,
            "Open only around the agreed time, as “appointment” of the item says.",
            instead_of=("during", "during the appointment"),
        ),
        ShapeWord(
            "code", FewWords(CODE_USES),
            "sent: makes a one-time code, which a notice on this step tells as {code}; entered:"
            " is taken with that code only.",
            instead_of=("password", "pin", "needs a code"),
        ),
        ShapeWord(
            "caption", TEXT,
            "The button, and the words in the history; made of the step’s name where it is left"
            " out.",
            instead_of=("title", "label", "button"),
        ),
    ),
)  # fmt: skip

STATUS: Final = Shape(
    "a status",
    (
        ShapeWord("caption", TEXT,
                  "What people read; translated in the catalogs. The usual life of a form has its"
                  " own.",
                  instead_of=("title", "label", "name")),
        ShapeWord(
            "is", FewWords(KINDS),
            "good, over (finished, no judgement) or bad (the case stands still; of a decision:"
            " finished). Without it the item is under way.",
            instead_of=("final", "end", "kind"),
        ),
        ShapeWord(
            "text", TEXT, "What the applicant reads while it stands so.",
            instead_of=("shows", "says", "tells", "hint"),
        ),
        ShapeWord(
            "to do", TEXT,
            "What whoever it waits for is told to do, as an order: “Pay EUR {rest}”.",
            instead_of=("asks for", "order", "task"),
        ),
        ShapeWord(
            "shown as", TEXT, "The status of this item that the applicant sees instead.",
            instead_of=("applicant sees", "seen as"),
        ),
        ShapeWord(
            "waits for", TEXT,
            "Whose turn it is: a role, applicant, the person, a provider or nobody. Not needed"
            " where one side has steps.",
            instead_of=("by", "waiting for", "turn"),
        ),
        ShapeWord(
            "due", TEXT,
            "By when whoever it waits for should act, as “1 working day”, or “1 working day since"
            " visit becomes held” where the time does not begin with this status.",
            instead_of=("deadline", "sla", "within"),
        ),
        ShapeWord(
            "becomes",
            ByName(Either((TEXT, CONDITION, ManyOf(Either((TEXT, ByName(TEXT))))))),
            "What follows by itself: “status: condition” (as soon as it holds) or “status: event”"
            " (“package becomes signed”).",
            instead_of=("follows", "falls back to", "automatically"),
        ),
    ),
    others=Either((TEXT, STEP)),
)  # fmt: skip

ITEM: Final = Shape(
    "an item",
    (
        ShapeWord("title", TEXT, "Heading that people read.", required=True,
                  instead_of=("caption", "name", "label")),
        ShapeWord(
            "for each", Either((TEXT, CONDITION)),
            "One item for each person, value or row; a condition filters.",
            instead_of=("each", "one for each", "for every", "repeats"),
        ),
        ShapeWord("when", CONDITION, "Needed only while this is true.", instead_of=("if",)),
        ShapeWord(
            "begins", BRANCHES, "The status it begins in, where that is not the first.",
            instead_of=("starts", "start", "initial"),
        ),
        ShapeWord(
            "forms", WORDS,
            "The forms the applicant fills in here, or the fact that names one for each value.",
            instead_of=("form",),
        ),
        ShapeWord(
            "reviewed by", TEXT,
            "The role that reviews the forms. The item then has the usual life of a form; statuses"
            " written below add to it or change it.",
            instead_of=("by", "checked by", "reviewer"),
        ),
        ShapeWord(
            "rests on", WORDS,
            "As soon as one of these items is not good or over any more, this one is back in its"
            " first status.",
            instead_of=("depends on", "needs", "based on"),
        ),
        ShapeWord(
            "decision", FLAG,
            "Its good and bad statuses are decisions: once made, no step undoes what stands before"
            " it.",
        ),
        ShapeWord(
            "any time", FLAG, "All its steps are open at any time; a step may say no.",
            instead_of=("always", "on demand", "on demand after"),
        ),
        ShapeWord(
            "appointment", APPOINTMENT,
            "The time that was agreed, in answers, and how long before and after it steps “at the"
            " appointment” are open.",
            instead_of=("meeting", "slot", "meets"),
        ),
        ShapeWord("values", ByName(TEXT), "Values computed from what its steps asked.",
                  instead_of=("value", "computed")),
        ShapeWord(
            "makes", ByName(TEXT),
            "Answers that nobody fills in: each is made when a step asks it, as"
            " “invoice.no: next of invoices”.",
            instead_of=("generates", "creates", "fills"),
        ),
        ShapeWord(
            "suggests", ByName(TEXT),
            "What questions of its steps are filled with at first, and whoever takes the step may"
            " change.",
            instead_of=("defaults", "proposes", "prefills"),
        ),
        ShapeWord(
            "shows", ManyOf(Either((TEXT, ByName(TEXT)))),
            "What the applicant sees of it besides its status: answers of its steps, and values;"
            " “name: caption” where the caption is another.",
            instead_of=("details", "visible"),
        ),
        ShapeWord(
            "statuses", ByName(STATUS),
            "Where the item can stand; the first is where it begins.",
            instead_of=("states", "status", "steps"),
        ),
        ShapeWord("source", TEXT, "The paragraph, rule or requirement that this comes from."),
    ),
)  # fmt: skip
