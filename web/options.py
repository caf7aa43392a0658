"""Options of a dropdown as HTML, made once for each list and language."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from engine.forms.view import OptionView


def choices_html(options: tuple[OptionView, ...], raw: tuple[str, ...]) -> Markup:
    """The options, with that of ``raw`` selected; a value outside the list is kept as one more."""
    made = _made(options)
    chosen = raw[0] if raw else ""
    if not chosen:
        return made
    value = f'value="{escape(chosen)}"'
    if value not in made:
        unknown = Markup('<option value="{0}" selected>{0}</option>').format(chosen)
        return unknown + made
    return Markup(str(made).replace(value, f"{value} selected", 1))  # noqa: S704 - both are escaped


@lru_cache(maxsize=256)
def _made(options: tuple[OptionView, ...]) -> Markup:
    line = Markup('<option value="{}">{}</option>\n')
    return Markup("").join(line.format(option.code, option.caption) for option in options)
