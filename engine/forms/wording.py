"""The words of forms in one language, put together once and not at every request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.kinds.file import DEFAULT_UPLOAD
from engine.definitions.model.forms import (
    Field,
    Form,
    Group,
    Option,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.provided import PROVIDED
from engine.forms.influence import influential
from engine.forms.shown import in_reading_order, option_caption, provided_caption
from engine.forms.walk import items_of
from engine.forms.widgets import control
from engine.forms.words import (
    FieldWords,
    GroupWords,
    Limits,
    OptionView,
    ReasonView,
    Requirement,
    TermsView,
)
from engine.language.reader import Reader
from engine.meaning.programme import Meaning
from engine.meaning.words.citing import cited

PROVIDED_FOR = {"country": "countries", "countries": "countries", "language": "languages"}
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """All questions and groups of a programme by path, for one reader."""

    reader: Reader
    fields: Mapping[str, FieldWords]
    groups: Mapping[str, GroupWords]

    @classmethod
    def of(cls, meaning: Meaning, reader: Reader) -> Wording:
        """The words of every form of a programme."""
        return cls.of_forms(meaning.programme.forms, meaning, reader)

    @classmethod
    def of_forms(cls, forms: Iterable[Form], meaning: Meaning, reader: Reader) -> Wording:
        """The words of some forms, as a form that a step asks."""
        items = tuple(items_of(forms))
        groups = [item for item in items if isinstance(item, Group)]
        fields = [item for item in items if isinstance(item, Field)]
        fields += [member for group in groups for member in group.items]
        writer = _Writer(reader, meaning.programme, influential(meaning))
        return cls(
            reader,
            MappingProxyType({field.path: writer.field(field) for field in fields}),
            MappingProxyType({group.path: writer.group(group) for group in groups}),
        )


def html_id(name: str) -> str:
    """An input name as an id: ``owners.0.share`` is ``q-owners-0-share``."""
    return f"q-{_UNSAFE.sub('-', name)}"


class _Writer:
    def __init__(self, reader: Reader, programme: Programme, influence: frozenset[str]) -> None:
        self.reader, self.influence = reader, influence
        self.sources = programme.sources
        self.terms = {terms.name: terms for terms in programme.terms}
        self.lists: dict[tuple[Option, ...] | str, tuple[OptionView, ...]] = {}
        self.made: dict[tuple[OptionView, ...], tuple[OptionView, ...]] = {}

    def field(self, field: Field) -> FieldWords:
        return FieldWords(
            question=field,
            widget=FIELD_TYPES[field.kind].widget,
            requirement=_requirement(field),
            caption=self.reader.text(field.caption),
            hint=self.words(field.hint),
            why=self.reasons(field.why, field.source),
            options=self.options(field),
            terms=tuple(self.terms_views(field.terms)),
            limits=limits(field),
            control=control(field),
            conditional=field.path in self.influence,
        )

    def group(self, group: Group) -> GroupWords:
        return GroupWords(
            group=group,
            caption=self.reader.text(group.caption),
            hint=self.words(group.hint),
            each=self.reader.text(group.each),
            object_form=self.reader.object_form(group.each),
            why=self.reasons(group.why, group.source),
            conditional=group.path in self.influence,
        )

    def words(self, text: Text | None) -> str:
        return "" if text is None else self.reader.text(text)

    def reasons(self, why: Text | None, source: str) -> tuple[ReasonView, ...]:
        if why is None:
            return ()
        return (ReasonView(self.reader.text(why), cited(source, self.sources, self.reader)),)

    def terms_views(self, names: Iterable[str]) -> Iterable[TermsView]:
        for name in names:
            if name in self.terms:
                terms = self.terms[name]
                yield TermsView(name, self.reader.text(terms.title), terms.version)

    def options(self, field: Field) -> tuple[OptionView, ...]:
        """Choices in reading order; equal lists are one, however many questions use them."""
        if field.options is not None:
            choices = field.options.options
            return self.listed(choices, self.option_views(choices))
        if field.kind not in PROVIDED_FOR:
            return ()
        name = PROVIDED_FOR[field.kind]
        codes = PROVIDED[name]
        return self.listed(
            name, (OptionView(code, provided_caption(code, self.reader)) for code in codes)
        )

    def listed(
        self, key: tuple[Option, ...] | str, views: Iterable[OptionView]
    ) -> tuple[OptionView, ...]:
        if key not in self.lists:
            made = tuple(views)
            self.lists[key] = self.made.setdefault(made, made)
        return self.lists[key]

    def option_views(self, choices: tuple[Option, ...]) -> Iterable[OptionView]:
        for option in in_reading_order(choices, self.reader):
            yield OptionView(
                option.code,
                option_caption(option, self.reader),
                self.words(option.hint),
                self.words(option.heading),
            )


def limits(field: Field) -> Limits:
    """What an input can know of the limits of its answers."""
    if FIELD_TYPES[field.kind].value == "files":
        upload = field.upload or DEFAULT_UPLOAD
        return Limits(accept=upload.accept, max_files=upload.max_files, max_size=upload.max_size)
    schema = FIELD_TYPES[field.kind].json_schema(field)
    least = schema.get("minimum", schema.get("minLength", schema.get("minItems", "")))
    most = schema.get("maximum", schema.get("maxLength", schema.get("maxItems", "")))
    return Limits(str(least), str(most), schema.get("x-decimals"))


def _requirement(question: Field) -> Requirement:
    if isinstance(question.required, bool):
        return "always" if question.required else "never"
    return "depends"
