"""What subjects, rows and answers are called in a language: captions, never inflected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import (
    NOT_APPLICABLE,
    Absence,
    StoredFile,
    Text,
    Value,
)
from engine.definitions.model.conditions import TODAY, Literal_, Subject
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.model.items import THE_PERSON, Item
from engine.definitions.model.provided import PROVIDED
from engine.language.marker import N_
from engine.meaning.needs import COLUMN
from engine.meaning.programme import ROW, Meaning, NamedValue
from engine.meaning.reader import CaptionReader
from engine.meaning.words.citing import cited
from engine.meaning.words.item_captions import (
    PERSON,
    inner_path,
    own_field,
    standing_in_words,
)

HIDDEN: Final = N_("given")
"""In place of a sensitive answer."""

QUOTED: Final = N_("“{caption}”")

LONGEST: Final = 80
"""Characters of a free text that are quoted."""

_LISTED: Final[Mapping[str, Callable[[CaptionReader, str], str]]] = {
    "countries": lambda reader, code: reader.territory(code),
    "country": lambda reader, code: reader.territory(code),
    "languages": lambda reader, code: reader.language_name(code),
    "language": lambda reader, code: reader.language_name(code),
    "phone_codes": lambda reader, code: reader.phone_code(code),
}


@dataclass(frozen=True, slots=True)
class Captions:
    """The words of one programme for one reader.

    ``group`` is the group in whose rows we are, or the item that is taken for each.
    """

    meaning: Meaning
    reader: CaptionReader
    group: str = ""

    def within(self, group: str) -> Captions:
        """The same words, for conditions on rows of ``group``."""
        return Captions(self.meaning, self.reader, group)

    def beside(self, key: str) -> Captions:
        """The same words, for conditions on the row or one of several at ``key``."""
        name = key.partition(".")[0]
        return self.within(name if name in self.meaning.route.items else key.rpartition(".")[0])

    def subject(self, subject: Subject) -> str:
        """What a question, value, fact, item or date is called."""
        meaning, path = self.meaning, self._path(subject)
        if path in meaning.questions:
            return self.reader.text(meaning.questions[path].item.caption)
        if (field := self._field(subject)) is not None:
            return self.reader.text(field.caption)
        if (value := self._named_value(subject)) is not None:
            return self._value(value)
        if path in meaning.route.items:
            return self.reader.text(meaning.route.items[path].title)
        if path in meaning.facts:
            title = meaning.facts[path].rules.title
            return self.reader.text(title) if title else path
        return self._provided(path)

    def row(self, key: str) -> str:
        """What a row is called: ``representatives.1`` is “Representative 2”.

        Of an item taken for each the key is ``item.unit``.
        """
        name, _, unit = key.partition(".")
        if name in self.meaning.route.items:
            return self.unit(self.meaning.route.items[name], unit)
        group, _, index = key.rpartition(".")
        item = self.meaning.questions[group].item
        name = self.reader.text(item.each) if isinstance(item, Group) else group
        return f"{name} {int(index) + 1}"

    def unit(self, item: Item, unit: str) -> str:
        """Whom or what one of an item is for, as far as that is known without the answers."""
        if item.each is None or not unit:
            return self.reader.text(item.title)
        if item.each.kind == "values":
            return self._code(item.each.subject, unit)
        group, _, index = unit.rpartition(".")
        if index.isdigit() and group in self.meaning.questions:
            return self.row(unit)
        persons = self.meaning.persons.values()
        captions = (person.caption for person in persons if person.block == unit)
        return self.reader.text(next(captions, Text(unit)))

    def answer(self, subject: Subject, value: Value) -> str:
        """An answer as it is shown; sensitive ones are only said to be there."""
        if isinstance(value, Absence):
            source = N_("does not apply") if value is NOT_APPLICABLE else N_("no answer yet")
            return self.reader.message(source)
        if isinstance(value, tuple):
            return ", ".join(self.told_apart([self._one(subject, one) for one in value]))
        if self._is_hidden(subject):
            return self.reader.message(HIDDEN)
        return self._one(subject, value)

    def _is_hidden(self, subject: Subject) -> bool:
        """Sensitive answers, and dates that are read out of one."""
        computed = self._named_value(subject)
        if computed is not None and computed.function.gives == "date":
            return any(self._is_hidden(one) for one in computed.item.arguments)
        field = self._field(subject)
        return field is not None and field.sensitive

    def literal(self, subject: Subject, value: Literal_) -> str:
        """A value that a test names."""
        return self._one(subject, value)

    def cited(self, source: str) -> str:
        """What applicants read of a source."""
        return cited(source, self.meaning.programme.sources, self.reader)

    def told_apart(self, words: Sequence[str]) -> list[str]:
        """Words of a list; in quotes where one of them holds a comma of its own."""
        if len(words) < 2 or not any("," in word for word in words):
            return list(words)
        return [self.reader.message(QUOTED, caption=word) for word in words]

    def is_question(self, subject: Subject) -> bool:
        """Whether people answer it, and nothing is computed."""
        is_own = self._field(subject) is not None
        return is_own or self._path(subject) in self.meaning.questions

    def is_several(self, subject: Subject) -> bool:
        """Whether the subject may hold several choices at once."""
        path = self._path(subject)
        if path in self.meaning.route.items:
            return False
        if path in self.meaning.facts:
            return path in self.meaning.facts[path].several
        field = self._field(subject)
        return field is not None and field.kind in {"choices", "countries"}

    def is_date(self, subject: Subject) -> bool:
        """Whether the subject is a date."""
        path = self._path(subject)
        computed = self._named_value(subject)
        if computed is not None:
            return computed.function.gives == "date"
        field = self._field(subject)
        return field.kind == "date" if field is not None else path not in self.meaning.questions

    def _path(self, subject: Subject) -> str:
        if not subject.in_row:
            return subject.path
        if (item := self._item) is not None:
            return inner_path(self.meaning, item, subject.path)
        return f"{self.group}{COLUMN}{subject.path}"

    @property
    def _item(self) -> Item | None:
        return self.meaning.route.items.get(self.group)

    def _field(self, subject: Subject) -> Field | None:
        question = self.meaning.questions.get(self._path(subject))
        if question is not None:
            return question.item if isinstance(question.item, Field) else None
        item = self._item if subject.in_row else None
        return None if item is None else own_field(item, subject.path)

    def _named_value(self, subject: Subject) -> NamedValue | None:
        own = self.meaning.own_values.get(self.group, {}) if subject.in_row else {}
        return own.get(subject.path) or self.meaning.values.get(self._path(subject))

    def _value(self, value: NamedValue) -> str:
        words = [self._argument(subject) for subject in value.item.arguments]
        if len(words) == 2 and not value.function.repeats:
            return self.reader.message(value.function.frame, a=words[0], b=words[1])
        return self.reader.message(value.function.frame, of=", ".join(words))

    def _argument(self, subject: Subject) -> str:
        """An input of a value; a question of all rows is named with its group."""
        group, mark, _ = subject.path.partition(COLUMN)
        words = self.subject(subject)
        question = self.meaning.questions.get(group) if mark else None
        item = self._rows_of_steps(group) if question is None else question.item
        return f"{self.reader.text(item.each)} – {words}" if isinstance(item, Group) else words

    def _rows_of_steps(self, name: str) -> Group | None:
        """The rows of this name that steps of an item add."""
        items = self.meaning.route.items.values()
        forms = (form for item in items for form in item.own_forms)
        parts = (part for form in forms for each in form.sections for part in each.items)
        own = (part for part in parts if isinstance(part, Group))
        return next((part for part in own if part.path.rpartition(COLUMN)[2] == name), None)

    def _provided(self, path: str) -> str:
        if path == TODAY:
            return self.reader.message(N_("today"))
        if path == THE_PERSON:
            return self.reader.message(PERSON)
        if path.rpartition(COLUMN)[2] == ROW:
            return self.reader.message(N_("Row"))
        return self.reader.message(N_("Date of the application"))

    def _one(self, subject: Subject, value: object) -> str:
        if isinstance(value, bool):
            return self.reader.message(N_("yes") if value else N_("no"))
        if isinstance(value, Decimal):
            return self.reader.decimal(value)
        if isinstance(value, date):
            return self.reader.date(value)
        if isinstance(value, StoredFile):
            return value.name
        return self._code(subject, str(value)) if isinstance(value, str) else str(value)

    def _code(self, subject: Subject, code: str) -> str:
        item = self.meaning.route.items.get(self._path(subject))
        if item is not None:
            return standing_in_words(item, code, self.reader)
        for caption in self._captions(subject, code):
            if caption is not None:
                return self.reader.text(caption)
        field = self._field(subject)
        if field is None:
            return code
        listed = _provider(field, code)
        if listed in _LISTED:
            return _LISTED[listed](self.reader, code)
        return code if len(code) <= LONGEST else code[: LONGEST - 1] + "…"

    def _captions(self, subject: Subject, code: str) -> Iterator[Text | None]:
        meaning, path = self.meaning, self._path(subject)
        field = self._field(subject)
        if field is not None and field.options is not None:
            options = field.options.options
            yield from (one.short or one.caption for one in options if one.code == code)
        if path in meaning.facts:
            rules = meaning.facts[path].rules
            yield from (one.captions.get(code) for one in rules.outputs if one.name == path)
            yield from (one.title for one in meaning.route.flow.stages if one.name == code)
            yield meaning.persons[code].caption if code in meaning.persons else None
            yield from (one.title for one in meaning.programme.forms if one.name == code)
        elif path == THE_PERSON and code in meaning.persons:
            yield meaning.persons[code].caption


def _provider(field: Field, code: str) -> str:
    """The provided list, or the kind, that says what a code without a caption is called."""
    if field.options is None:
        return field.kind
    if field.options.provider or all(one.code != code for one in field.options.options):
        return field.options.provider
    # Lists joined by “+” come from several places, so the code tells which.
    return next((name for name, codes in PROVIDED.items() if code in codes), "")
