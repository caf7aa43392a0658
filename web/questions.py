"""Functions for templates that draw questions, groups and forms (``web.drawing``)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from engine.base.dataclass import dataclass
from engine.forms.view import FieldView
from web.drawing import Drawing, Page
from web.options import Lists
from web.pieces import KeptPieces


@dataclass(frozen=True, slots=True)
class QuestionDrawers:
    """Gives templates the functions that draw questions.

    ``place`` tells where a page stands, as far as its questions say so: its language, its bank and
    what its addresses begin with. ``shown_before`` names the dropdown that has the same list.
    """

    environment: Environment
    place: Callable[[], Hashable]
    shown_before: Callable[[FieldView], str]
    kept: dict[Hashable, KeptPieces] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)

    def furnish(self) -> None:
        """Put the functions into the environment."""
        drawers: Mapping[str, Callable[[Drawing], Callable[..., str]]] = {
            "drawn_forms": lambda drawing: drawing.forms,
            "drawn_form": lambda drawing: drawing.form,
            "drawn_items": lambda drawing: drawing.items,
            "drawn_group": lambda drawing: drawing.group,
            "drawn_question": lambda drawing: drawing.question,
            "drawn_summary": lambda drawing: drawing.summary,
            "drawn_problems": lambda drawing: drawing.problems,
            "drawn_files": lambda drawing: drawing.files,
        }
        for name, drawer in drawers.items():
            self.environment.globals[name] = self._drawing(drawer)

    def _drawing(self, drawer: Callable[[Drawing], Callable[..., str]]) -> Callable[..., Markup]:
        @pass_context
        def draw(page: Context, *given: object) -> Markup:
            return Markup(drawer(self.on(page))(*given))  # noqa: S704 - slots are escaped

        return draw

    def on(self, page: Page) -> Drawing:
        """What draws on a page, of which it must know its words and the addresses of its files."""
        conditions, sheet = page.get("conditions") or {}, page.get("sheet")
        measures = bool(getattr(sheet, "measures", False))
        key = (
            self.place(),
            bool(page.get("native_files")),
            page.get("password_name") or "",
            tuple(conditions),
            measures,
        )
        kept = self.kept.setdefault(key, KeptPieces())
        return Drawing(page, self.environment, kept, self.lists, self.shown_before, measures)
