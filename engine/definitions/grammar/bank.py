"""The words of a bank: what it is called, how it is reached, what its pages look like."""

from __future__ import annotations

from typing import Final

from engine.definitions.grammar.items import TEXT
from engine.definitions.grammar.shape import ManyOf, Shape, ShapeWord

CONTACT: Final = Shape(
    "the contact",
    (
        ShapeWord("phone", TEXT, "The phone number for questions.",
                  instead_of=("tel", "telephone")),
        ShapeWord("email", TEXT, "The e-mail address for questions.",
                  instead_of=("mail", "e-mail")),
        ShapeWord("cabinet", TEXT, "The address of the cabinet as people are told it.",
                  instead_of=("site", "url", "web", "address")),
    ),
)  # fmt: skip

COLOURS: Final = Shape(
    "the colours",
    (
        ShapeWord("accent", TEXT,
                  "Links, buttons and what is chosen, as “#0f5b6b”; dark enough for white words.",
                  instead_of=("primary", "brand", "main", "links", "buttons")),
        ShapeWord("head", TEXT,
                  "The head of pages and headings; dark enough for white words.",
                  instead_of=("header", "dark", "deep", "heading")),
    ),
)  # fmt: skip

FONT: Final = Shape(
    "the font",
    (
        ShapeWord("name", TEXT, "What the letters are called.", required=True,
                  instead_of=("family", "title")),
        ShapeWord("file", TEXT,
                  "A .woff2 file in the folder of the bank; without one, the font is used where a"
                  " machine has it.",
                  instead_of=("woff2", "src", "regular")),
        ShapeWord("bold", TEXT,
                  "Another for bold letters; without one, browsers thicken the first.",
                  instead_of=("heavy", "strong")),
    ),
)  # fmt: skip

LOOK: Final = Shape(
    "the look",
    (
        ShapeWord("colours", COLOURS, "Its colours, each as “#” and six digits.",
                  instead_of=("colors", "colour", "color")),
        ShapeWord("logo", TEXT,
                  "Its mark, an SVG or PNG in the folder of the bank, banks/NAME/; it stands on"
                  " white beside the title, about 34 points high.",
                  instead_of=("mark", "picture", "image", "icon")),
        ShapeWord("font", FONT, "The letters of its pages.", instead_of=("letters", "typeface")),
    ),
)  # fmt: skip

MAIL: Final = Shape(
    "“mail”",
    (
        ShapeWord("from", TEXT,
                  "The address that mails come from; the setting SMTP_FROM where it is left out.",
                  instead_of=("sender", "address", "email")),
        ShapeWord("name", TEXT,
                  "The name beside that address; the title of the bank where it is left out.",
                  instead_of=("title", "caption")),
    ),
)  # fmt: skip

SMS: Final = Shape(
    "“sms”",
    (
        ShapeWord("sender", TEXT,
                  "Up to 11 letters and digits, or a number; the setting SMS_SENDER where it is"
                  " left out.",
                  required=True, instead_of=("from", "name")),
    ),
)  # fmt: skip

OFFICE: Final = Shape(
    "an office",
    (
        ShapeWord("title", TEXT, "What people call it.", required=True,
                  instead_of=("name", "caption", "office")),
        ShapeWord("address", TEXT, "Where it is.", required=True, instead_of=("where", "street")),
        ShapeWord("hours", TEXT, "When it is open, as “Mon-Thu 09:00-17:00 and Fri 09:00-15:00”.",
                  instead_of=("working hours", "open", "opening hours")),
    ),
)  # fmt: skip

BANK: Final = Shape(
    "the bank",
    (
        ShapeWord("bank", TEXT, "Its name in definitions; the same as the file name.",
                  required=True, instead_of=("name", "id")),
        ShapeWord("title", TEXT, "What people read.", required=True, instead_of=("caption",)),
        ShapeWord("contact", CONTACT, "How it is reached with questions."),
        ShapeWord("offices", ManyOf(OFFICE), "Where it receives people.",
                  instead_of=("branches", "places", "office")),
        ShapeWord("look", LOOK, "What its pages, mails and documents look like.",
                  instead_of=("theme", "style", "brand")),
        ShapeWord("mail", MAIL, "Whom mails come from.", instead_of=("email", "e-mail")),
        ShapeWord("sms", SMS, "Whom short messages come from.", instead_of=("text messages",)),
    ),
)  # fmt: skip
