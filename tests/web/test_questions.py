"""What a page fills into the pieces of questions is what their macros would have said of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from engine.base.values import StoredFile
from engine.forms.compose import Typed, form_view
from engine.forms.view import (
    CopyView,
    FieldView,
    FormView,
    GroupView,
    ProblemView,
    TotalView,
)
from engine.forms.wording import Wording
from engine.language.reader import Reader
from tests.forms.club import club, walked
from web.drawing import TEMPLATE
from web.options import Listed
from web.picking import offered
from web.pieces import Piece, mark
from web.prose import linked
from web.questions import QuestionDrawers

READER = Reader("en", lambda _context, source: source)
GUESTS = {
    "guests.0.name": ["Jānis Ozols"],
    "guests.1.name": ["A & B"],
    "friends.0.name": ["Eve"],
    "speaker": ["2"],
}
TEXTS = st.text(max_size=12) | st.sampled_from(["\"><b>&'%s%(row)s{row}", "yes", "", "%", "LV"])
PROBLEMS = st.lists(
    st.builds(ProblemView, st.sampled_from(["refuse", "warn", "staff"]), TEXTS, TEXTS), max_size=2
).map(tuple)
FILES = st.lists(
    st.builds(StoredFile, TEXTS, TEXTS, st.integers(1, 10**8), TEXTS, TEXTS), max_size=11
).map(tuple)


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("web"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(linked=linked, offered=offered)
    made.globals.update(
        _=READER.message,
        reader=READER,
        sheet={"measures": True},
        url_for=lambda *given, **more: "/".join(map(str, (*given, *more.values()))),
        file_address=lambda id: f"/files/{id}?a=1&b=2",
        upload_address=lambda name: f"/upload/{name}?a=1&b=2",
    )
    QuestionDrawers(made, tuple, shown_before).furnish()
    return made


def shown_before(item: FieldView) -> str:
    return "q-guests-0-name" if item.row else ""


class Macros:
    """The macros themselves with real values, nothing of it made before."""

    def __getattr__(self, name: str) -> Any:
        own = {
            "chosen": lambda item, code, text: text if is_chosen(item, code) else "",
            "list_shown_before": shown_before,
            "options_html": lambda item: Markup(  # noqa: S704 - escaped there
                Listed.of(item.options).only(item.raw)
                if shown_before(item)
                else Listed.of(item.options).chosen(item.raw)
            ),
            "drawn_problems": lambda item: every(
                self.problem_line(one.level, one.text)
                for one in item.problems
                if one.level != "staff"
            ),
            "drawn_files": lambda item: every(
                self.file_line(item.path, one, READER.size(one.size), f"/files/{one.id}?a=1&b=2")
                for one in item.files
            ),
            "drawn_rows": lambda group: every(
                self.row_card(group, row, at, at + 1) for at, row in enumerate(group.rows)
            ),
            "drawn_kept": lambda row: every(self.kept_input(*pair) for pair in row.kept),
            "drawn_copies": lambda group: every(
                self.copy_button(group, one) for one in group.copies
            ),
            "drawn_totals": lambda group: every(map(self.total_line, group.totals)),
            "drawn_items": lambda some, heading="": every(
                (self.repeated if isinstance(one, GroupView) else self.question)(
                    one, one.caption == heading
                )
                for one in some
            ),
        }
        return getattr(environment().get_template(TEMPLATE).make_module(own), name)


def every(lines: Any) -> Markup:
    return Markup("").join(lines)


def is_chosen(item: FieldView, code: str) -> bool:
    return code in item.raw if code else item.raw == ("",)


@cache
def shown() -> FormView:
    form = next(form for form in club().programme.forms if form.name == "questions")
    return form_view(walked(GUESTS).case, form, Wording.of(club(), READER), Typed())


@cache
def items() -> tuple[FieldView | GroupView, ...]:
    return tuple(item for section in shown().sections for item in section.items)


def drawn(name: str, *values: object) -> str:
    source = "{{ draw(*values) }}"
    return (
        environment()
        .from_string(source)
        .render(draw=environment().globals[f"drawn_{name}"], values=values)
    )


@st.composite
def questions(draw: st.DrawFn, item: FieldView) -> FieldView:
    """The question with anything answered to it and said of it."""
    codes = [option.code for option in item.options]
    raw = st.lists(TEXTS | st.sampled_from(["yes", "no", *codes]), max_size=3).map(tuple)
    offered = st.just(item.options) | st.integers(0, len(codes)).map(lambda n: item.options[:n])
    return replace(
        item,
        raw=draw(raw),
        required=draw(st.booleans()),
        keyboard=draw(st.sampled_from(["", "numeric"])),
        problems=draw(PROBLEMS),
        options=draw(offered),
        files=draw(FILES) if item.widget == "file" else (),
        take=draw(st.none() | st.builds(CopyView, TEXTS, TEXTS, TEXTS)),
    )


@st.composite
def groups(draw: st.DrawFn, group: GroupView) -> GroupView:
    """The group with anything in its rows."""
    rows = tuple(
        replace(
            row,
            title=draw(TEXTS),
            items=tuple(draw(questions(one)) for one in row.items),
            problems=draw(PROBLEMS),
            kept=tuple(draw(st.lists(st.tuples(TEXTS, TEXTS), max_size=2))),
            removable=draw(st.booleans()),
        )
        for row in group.rows
    )
    return replace(
        group,
        rows=rows,
        may_add=draw(st.booleans()),
        copies=tuple(draw(st.lists(st.builds(CopyView, TEXTS, TEXTS, TEXTS), max_size=2))),
        totals=tuple(draw(st.lists(st.builds(TotalView, TEXTS, TEXTS), max_size=2))),
        problems=draw(PROBLEMS),
    )


@given(st.data())
def test_a_question_is_filled_in_as_its_macro_says_it(data: st.DataObject) -> None:
    items_of_rows = [
        one
        for item in items()
        for one in ((item,) if isinstance(item, FieldView) else rows_of(item))
    ]
    item = data.draw(questions(data.draw(st.sampled_from(items_of_rows))))
    quiet = data.draw(st.booleans())
    assert drawn("question", item, quiet) == str(Macros().question(item, quiet))


def rows_of(group: GroupView) -> list[FieldView]:
    return [one for row in group.rows for one in row.items]


@given(st.data())
def test_a_group_is_filled_in_as_its_macros_say_it(data: st.DataObject) -> None:
    known = [item for item in items() if isinstance(item, GroupView)]
    group = data.draw(groups(data.draw(st.sampled_from(known))))
    assert drawn("group", group, False) == str(Macros().repeated(group, False))


def test_a_form_is_filled_in_as_its_macros_say_it() -> None:
    first = shown().sections[0]
    assert drawn("form", shown()) == "".join(
        str(Macros().section_card(one, one.caption or (shown().title if one is first else "")))
        for one in shown().sections
    )


def test_what_a_page_says_around_its_questions_may_differ() -> None:
    source = "{{ drawn_question(item) }}"
    item = next(item for item in items() if item.path == "photo")
    plain, native = (
        environment().from_string(source).render(item=item, native_files=native)
        for native in (False, True)
    )
    assert 'name="photo" multiple' in native
    assert 'name="photo" multiple' not in plain


def test_a_text_of_the_definitions_cannot_look_like_a_slot() -> None:
    piece = Piece.of(f"100 % %(row)s {mark('row')} %%")
    assert piece.filled({"row": 7}) == "100 % %(row)s 7 %%"
