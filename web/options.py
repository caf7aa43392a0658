"""Options of a dropdown as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Final

from markupsafe import escape

from engine.base.dataclass import dataclass
from engine.forms.view import FieldView
from engine.forms.words import OptionView

LINE: Final = '<option value="%s"%s>%s</option>\n'
CHOSEN: Final = " selected"
MOST: Final = 256
"""Lists that are kept."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with nothing chosen. ``ends`` tells for each code where its value ends in ``html``,
    ``captions`` what is said of it."""

    html: str
    ends: Mapping[str, int]
    captions: Mapping[str, str]

    @classmethod
    def of(cls, options: Iterable[OptionView]) -> Listed:
        """The options in their order."""
        captions = {option.code: option.caption for option in options}
        html, ends = "", {}
        for code, caption in captions.items():
            ends[code] = len(html) + len(f'<option value="{escape(code)}"')
            html += LINE % (escape(code), "", escape(caption))
        return cls(html, ends, captions)

    def chosen(self, raw: tuple[str, ...]) -> str:
        """All options, with that of ``raw`` selected; a value outside is kept as one more."""
        code = raw[0] if raw else ""
        if not code:
            return self.html
        if code not in self.ends:
            return _unknown(code) + self.html
        end = self.ends[code]
        return self.html[:end] + CHOSEN + self.html[end:]

    def only(self, raw: tuple[str, ...]) -> str:
        """The same without the options that are not of ``raw``."""
        named = [code for code in self.captions if code in raw] if len(raw) > 1 else raw
        code, known = raw[0] if raw else "", [one for one in named if one in self.captions]
        lines = (
            LINE % (escape(one), CHOSEN if one == code else "", escape(self.captions[one]))
            for one in known
        )
        return (_unknown(code) if code and code not in known else "") + "".join(lines)


def _unknown(code: str) -> str:
    return f'<option value="{escape(code)}" selected>{escape(code)}</option>'


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of the definitions, each made once; those of rows name people and are not kept."""

    made: dict[int, tuple[tuple[OptionView, ...], Listed]] = field(default_factory=dict)

    def of(self, item: FieldView) -> Listed:
        """The options of a question."""
        if item.options is not item.words.options:
            return Listed.of(item.options)
        found = self.made.get(id(item.options))
        if found is None:
            if len(self.made) >= MOST:
                self.made.clear()
            found = self.made[id(item.options)] = (item.options, Listed.of(item.options))
        return found[1]
