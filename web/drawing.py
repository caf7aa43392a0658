"""Questions as HTML: drawn once by the macros of ``parts/questions.html``, filled in by pages.

WTForms and the macros take milliseconds for what is the same in every page but for names of rows,
answers and problems. So each question, row, group and section is a piece (``web.pieces``), made
when it is first asked for and kept as long as the words that it says. How anything looks is the
macros' affair alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from jinja2 import Environment
from jinja2.runtime import Context
from markupsafe import escape

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.forms.view import (
    CopyView,
    FieldView,
    FormView,
    GroupView,
    ProblemView,
    RowView,
    SectionView,
    TotalView,
)
from engine.forms.wording import html_id
from web.options import Lists
from web.pieces import Choices, KeptPieces, Piece, mark

TEMPLATE: Final = "parts/questions.html"
SHARED: Final = ("_", "reader", "lang", "native_files", "conditions", "password_name")
"""What macros know of a page."""
FEW: Final = 4
"""Choices of a question outside rows that stand there as cards."""
REFUSED: Final = (ProblemView("refuse", "", ""),)
QuestionView = FieldView | GroupView
Page = Context | Mapping[str, Any]


class PieceVariant(NamedTuple):
    """What of an answer another piece is needed for: a list that stands further up, other choices
    than usual, files, and whether more of them may come."""

    is_like: bool = False
    codes: tuple[str, ...] | None = None
    has_files: bool = False
    has_room: bool = True


USUAL: Final = PieceVariant()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws on one page."""

    page: Page
    environment: Environment
    kept: KeptPieces
    lists: Lists
    shown_before: Callable[[FieldView], str]
    measures: bool

    def forms(self, forms: Sequence[FormView]) -> str:
        """Forms that are filled in together."""
        return "".join(self.form(form, len(forms) > 1) for form in forms)

    def form(self, form: FormView, titled: bool = True) -> str:
        """All sections of a form; one without a caption may say the title of the form."""
        shown = [section for section in form.sections if section.items]
        return "".join(
            self.section(one, one.caption or (form.title if titled and one is shown[0] else ""))
            for one in shown
        )

    def section(self, section: SectionView, caption: str) -> str:
        measures = section.measures if self.measures else ()
        key = (section.id, caption, section.hint, section.columns, measures)
        piece = self.kept.plain.get(key)
        if piece is None:
            piece = self.kept.plain[key] = self.made("section_card", section, caption)
        return piece.filled({"items": self.items(section.items, caption)})

    def items(self, some: Iterable[QuestionView], heading: str = "") -> str:
        """Questions and groups; a heading that only repeats ``heading`` is left to screen
        readers."""
        return "".join(
            self.group(one, one.caption == heading)
            if isinstance(one, GroupView)
            else self.question(one, one.caption == heading)
            for one in some
        )

    def question(self, item: FieldView, quiet: bool = False) -> str:
        """One question with what is answered to it and said of it."""
        problems = item.problems
        slots: dict[str, object] = {
            "row": item.row,
            "problems": self.problems(item) if problems else "",
        }
        if item.take:
            slots |= {"taken": escape(item.take.title), "takes": escape(item.take.caption)}
        refused = item.refused if problems else False
        way = self.answered(item, slots)
        key = (quiet, item.required, refused, item.keyboard, item.take is None, way)
        pieces = self.kept.of(item.words)
        piece = pieces.get(key)
        if piece is None:
            piece = pieces[key] = self.asking(item, quiet, way)
        return piece.with_chosen(item.raw, slots) if piece.choices else piece.filled(slots)

    def answered(self, item: FieldView, slots: dict[str, object]) -> PieceVariant:
        """Put the answer into its slots."""
        if _has_cards(item):
            if item.options is item.words.options:
                return USUAL
            slots |= {f"o{at}": escape(one.caption) for at, one in enumerate(item.options)}
            return PieceVariant(codes=tuple(one.code for one in item.options))
        if item.words.widget == "choice":
            before, listed = self.shown_before(item), self.lists.of(item)
            slots["options"] = listed.only(item.raw) if before else listed.chosen(item.raw)
            slots["like"] = before
            return PieceVariant(is_like=True) if before else USUAL
        if item.words.widget == "file":
            slots["files"] = self.files(item)
            slots["upload"] = escape(self.page["upload_address"](item.path))
            return PieceVariant(
                has_files=bool(item.files), has_room=len(item.files) < item.max_files
            )
        slots["value"] = escape(item.raw[0]) if item.raw else ""
        return USUAL

    def asking(self, item: FieldView, quiet: bool, way: PieceVariant) -> Piece:
        """The piece of a question, as it stands in any row."""
        question, options = item.words.question, item.options
        path = item.path if item.row is None else f"{question.group}.{mark('row')}.{question.name}"
        if way.codes is not None:
            options = tuple(replace(one, caption=mark(f"o{at}")) for at, one in enumerate(options))
        marked = replace(
            item,
            path=path,
            id=html_id(path),
            raw=(mark("value"),),
            shown="",
            options=options,
            problems=REFUSED if item.refused else (),
            take=item.take and CopyView("", mark("takes"), mark("taken")),
        )
        return self.made("question", marked, quiet, like=mark("like") if way.is_like else "")

    def group(self, group: GroupView, quiet: bool = False) -> str:
        """A repeating group with its rows."""
        key, pieces = (quiet, group.may_add), self.kept.of(group.words)
        piece = pieces.get(key)
        if piece is None:
            bare = replace(group, rows=(), copies=(), totals=(), problems=())
            piece = pieces[key] = self.made("repeated", bare, quiet)
        return piece.filled(
            {
                "problems": self.problems(group) if group.problems else "",
                "rows": "".join(self.row(group, row, at) for at, row in enumerate(group.rows)),
                "copies": "".join(self.copy(group, one) for one in group.copies),
                "totals": "".join(map(self.total, group.totals)),
            }
        )

    def row(self, group: GroupView, row: RowView, at: int) -> str:
        key, pieces = ("row", bool(row.title), row.removable), self.kept.of(group.words)
        piece = pieces.get(key)
        if piece is None:
            id = html_id(f"{group.path}.{mark('row')}")
            title = mark("title") if row.title else ""
            bare = RowView(id, 0, title, (), (), (), row.removable)
            piece = pieces[key] = self.made("row_card", group, bare, mark("row"), mark("number"))
        return piece.filled(
            {
                "row": at,
                "number": at + 1,
                "title": escape(row.title),
                "kept": "".join(
                    self.small("kept_input", {"name": name, "value": value})
                    for name, value in row.kept
                ),
                "problems": self.problems(row) if row.problems else "",
                "items": self.items(row.items),
            }
        )

    def problems(self, item: FieldView | GroupView | RowView) -> str:
        """What applicants are told of a question, a row or a group."""
        return "".join(
            self.small("problem_line", {"text": one.text}, one.level)
            for one in item.problems
            if one.level != "staff"
        )

    def summary(self, problems: Sequence[ProblemView]) -> str:
        """All that is wrong with a page, above its questions."""
        return str(self.macros({}).summary(problems)) if problems else ""

    def files(self, item: FieldView) -> str:
        """The files that were added to a question."""
        return "".join(self.file(item.path, one) for one in item.files)

    def file(self, path: str, file: StoredFile) -> str:
        return self.small(
            "file_line",
            {
                "path": path,
                "id": file.id,
                "name": file.name,
                "size": self.page["reader"].size(file.size),
                "address": self.page["file_address"](file.id),
            },
        )

    def copy(self, group: GroupView, copy: CopyView) -> str:
        return self.small(
            "copy_button",
            {
                "path": group.path,
                "source": copy.source,
                "caption": copy.caption,
                "title": copy.title,
            },
        )

    def total(self, total: TotalView) -> str:
        return self.small("total_line", {"id": total.id, "text": total.text})

    def small(self, macro: str, texts: Mapping[str, str], level: str = "") -> str:
        """A piece that says the same wherever it stands; ``texts`` are plain, by slot."""
        key = (macro, level)
        piece = self.kept.plain.get(key)
        if piece is None:
            given = _SMALL[macro](level)
            piece = self.kept.plain[key] = self.made(macro, *given)
        return piece.filled({slot: escape(text) for slot, text in texts.items()})

    def made(self, macro: str, *given: object, like: str = "") -> Piece:
        """What a macro makes of values with marks in them."""
        choices = Choices()
        names: dict[str, Any] = {
            "sheet": SimpleNamespace(measures=self.measures),
            "chosen": choices.mark,
            "upload_address": lambda _name: mark("upload"),
            "list_shown_before": lambda _item: like,
            "options_html": lambda _item: mark("options"),
        }
        for slot in ("problems", "files", "rows", "kept", "copies", "totals", "items"):
            names[f"drawn_{slot}"] = lambda *_given, slot=slot: mark(slot)
        return Piece.of(str(getattr(self.macros(names), macro)(*given)), choices)

    def macros(self, names: Mapping[str, Any]) -> Any:
        """The macros, which know ``names`` and what is the same for all pages of this kind."""
        known = {name: self.page.get(name) for name in SHARED}
        return self.environment.get_template(TEMPLATE).make_module({**known, **names})


def _has_cards(item: FieldView) -> bool:
    widget = item.words.widget
    if widget == "choice":
        return item.row is None and len(item.options) <= FEW
    return widget in ("choices", "yesno")


def _marks(*slots: str) -> SimpleNamespace:
    return SimpleNamespace(**{slot: mark(slot) for slot in slots})


_SMALL: Final[Mapping[str, Callable[[str], tuple[object, ...]]]] = {
    "problem_line": lambda level: (level, mark("text")),
    "kept_input": lambda _: (mark("name"), mark("value")),
    "total_line": lambda _: (_marks("id", "text"),),
    "copy_button": lambda _: (_marks("path"), _marks("source", "caption", "title")),
    "file_line": lambda _: (mark("path"), _marks("id", "name"), mark("size"), mark("address")),
}
