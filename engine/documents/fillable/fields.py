"""The fields of a laid-out form: values, and how they look, glyph by glyph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from engine.documents.fillable.form import PaperForm, PaperInput
from engine.documents.fillable.places import (
    BUNDLE,
    CASE,
    FORM,
    LONGEST,
    TICKED,
    WidgetPlace,
    field_name,
    tick_name,
)
from engine.documents.fillable.typeface import NAME, Typeface

SIZE: Final = 9.5
LEADING: Final = 12.0
_PAD: Final = 4.0
_REQUIRED, _READ_ONLY = 1 << 1, 1 << 0
_MULTILINE, _RADIO, _COMBO, _SEVERAL = 1 << 12, 1 << 15, 1 << 17, 1 << 21
_PRINT, _HIDDEN = 4, 2
_OFF: Final = Name.Off


class Fields:
    """Adds the fields to one document."""

    def __init__(self, pdf: Pdf, letters: Typeface) -> None:
        self.pdf, self.letters = pdf, letters
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        self.parts = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        self.offered: dict[tuple[tuple[str, str], ...], Object] = {}
        self.written_with = Dictionary({str(NAME): letters.embedded(pdf)})
        marks = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
        self.marked_with = Dictionary(ZaDb=pdf.make_indirect(marks))

    def add(self, form: PaperForm, places: Iterable[WidgetPlace]) -> None:
        """All fields of a form, in reading order."""
        fields = [*self._stamped(form)]
        for _, group in groupby(places, key=lambda place: place.asked.name):
            fields += self._of_input(list(group))
        for page in self.pdf.pages:
            page.obj.Tabs = Name.S
        fonts = dict(self.written_with.items()) | dict(self.marked_with.items())
        resources = Dictionary(Font=Dictionary(fonts))
        self.pdf.Root.AcroForm = self.pdf.make_indirect(
            Dictionary(
                Fields=Array(fields), NeedAppearances=True, DR=resources, DA=String(_font(SIZE))
            )
        )

    def _stamped(self, form: PaperForm) -> Iterator[Object]:
        stamp = form.stamp
        hidden = [(FORM, stamp.form), (CASE, stamp.case), (BUNDLE, stamp.bundle)]
        more = (pair for block in form.blocks for pair in block.hidden)
        hidden += [(field_name(name), value) for name, value in more]
        for name, value in hidden:
            field = Dictionary(
                FT=Name.Tx,
                T=String(name),
                V=String(value),
                Ff=_READ_ONLY,
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=_HIDDEN,
                Rect=Array([0, 0, 0, 0]),
                DA=String(_font(SIZE)),
            )
            yield self._on_page(field, 0)

    def _of_input(self, places: list[WidgetPlace]) -> list[Object]:
        asked = places[0].asked
        match asked.kind:
            case "line" | "lines":
                return [self._text(asked, places[0])]
            case "list" | "some of":
                return [self._list(asked, places[0])]
            case "one of":
                return [self._one_of(asked, places)]
            case "ticks":
                return [
                    self._tick(asked, place, tick_name(asked.name, place.option), place.option)
                    for place in places
                ]
            case _:
                return [self._tick(asked, places[0], field_name(asked.name), TICKED)]

    def _text(self, asked: PaperInput, place: WidgetPlace) -> Object:
        value = "\n".join(asked.values)
        field = self._widget(asked, place, field_name(asked.name), Name.Tx)
        field.V = String(value)
        field.Ff = _flags(asked) | _MULTILINE * (asked.kind == "lines")
        if asked.longest:
            field.MaxLen = min(asked.longest, LONGEST)
        field.AP = Dictionary(N=self._written(value, place, wraps=asked.kind == "lines"))
        return self._at(field, place)

    def _list(self, asked: PaperInput, place: WidgetPlace) -> Object:
        several = asked.kind == "some of"
        field = self._widget(asked, place, field_name(asked.name), Name.Ch)
        field.Opt = self._options(asked)
        chosen = [String(code) for code in asked.values]
        field.V = Array(chosen) if several else (chosen[0] if chosen else String(""))
        field.Ff = _flags(asked) | (_SEVERAL if several else _COMBO)
        captions = dict(asked.options)
        shown = "\n".join(captions.get(code, "") for code in asked.values)
        field.AP = Dictionary(N=self._written(shown, place, wraps=several))
        return self._at(field, place)

    def _options(self, asked: PaperInput) -> Object:
        """The options once in the document, however many fields offer them."""
        offered = (*((("", ""),) if asked.kind == "list" else ()), *asked.options)
        if offered not in self.offered:
            pairs = [Array([String(code), String(caption)]) for code, caption in offered]
            self.offered[offered] = self.pdf.make_indirect(Array(pairs))
        return self.offered[offered]

    def _one_of(self, asked: PaperInput, places: list[WidgetPlace]) -> Object:
        chosen = asked.values[0] if asked.values else ""
        parent = self.pdf.make_indirect(
            Dictionary(
                FT=Name.Btn,
                T=String(field_name(asked.name)),
                TU=String(asked.caption),
                Ff=_flags(asked) | _RADIO,
                V=_state(chosen),
                DA=String(_marks()),
            )
        )
        kids = []
        for place in places:
            kid = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=_PRINT,
                Parent=parent,
                Rect=Array(list(place.box)),
                AS=_state(chosen if place.option == chosen else ""),
                MK=Dictionary(CA=String("l")),
                TU=String(dict(asked.options)[place.option]),
                DA=String(_marks()),
            )
            kid.AP = Dictionary(N=self._marked(place, place.option, "l"))
            kids.append(self._at(kid, place))
        parent.Kids = Array(kids)
        return parent

    def _tick(self, asked: PaperInput, place: WidgetPlace, name: str, code: str) -> Object:
        field = self._widget(asked, place, name, Name.Btn)
        state = _state(code if code in asked.values else "")
        field.V = field.AS = state
        field.Ff = _READ_ONLY * asked.sealed
        field.MK = Dictionary(CA=String("4"))
        field.DA = String(_marks())
        if place.option:
            field.TU = String(f"{asked.caption}: {dict(asked.options)[place.option]}")
        field.AP = Dictionary(N=self._marked(place, code, "4"))
        return self._at(field, place)

    def _widget(self, asked: PaperInput, place: WidgetPlace, name: str, kind: Name) -> Dictionary:
        return Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=kind,
            T=String(name),
            TU=String(asked.caption),
            F=_PRINT,
            Rect=Array(list(place.box)),
            DA=String(_font(SIZE)),
        )

    def _at(self, widget: Dictionary, place: WidgetPlace) -> Object:
        """The widget on its page, held by the part that waits for it there."""
        made = self._on_page(widget, place.page)
        made.StructParent = place.tag.key
        self.parts[place.tag.key].K = Array([Dictionary(Type=Name.OBJR, Obj=made, Pg=made.P)])
        return made

    def _on_page(self, widget: Dictionary, number: int) -> Object:
        page = self.pdf.pages[number].obj
        made = self.pdf.make_indirect(widget)
        made.P = page
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(made)
        return made

    def _written(self, text: str, place: WidgetPlace, *, wraps: bool) -> Object:
        left, low, right, high = place.box
        width, height = right - left, high - low
        lines = self.letters.lines(text, SIZE, width - 2 * _PAD) if wraps else [text]
        start = height - SIZE - _PAD / 2 if wraps else (height - SIZE) / 2 + 2
        parts = [f"/Tx BMC q 1 1 {width - 2:.2f} {height - 2:.2f} re W n BT {_font(SIZE)} "
                 f"{LEADING} TL {_PAD} {start:.2f} Td"]  # fmt: skip
        for number, line in enumerate(lines if text else []):
            shown = f"<{self.letters.encoded(line).hex()}> Tj"
            parts.append(f"T* {shown}" if number else shown)
        parts.append("ET Q EMC")
        return self._picture(place, " ".join(parts).encode(), self.written_with)

    def _marked(self, place: WidgetPlace, code: str, mark: str) -> Dictionary:
        size = place.box[3] - place.box[1] - 1
        drawn = f"q BT /ZaDb {size:.2f} Tf 0 g 2 2.2 Td ({mark}) Tj ET Q".encode()
        states = Dictionary({str(_state(code)): self._picture(place, drawn, self.marked_with)})
        states.Off = self._picture(place, b"", Dictionary())
        return states

    def _picture(self, place: WidgetPlace, content: bytes, fonts: Dictionary) -> Object:
        left, low, right, high = place.box
        drawn = Stream(self.pdf, content)
        drawn.Type, drawn.Subtype = Name.XObject, Name.Form
        drawn.BBox = Array([0, 0, right - left, high - low])
        drawn.Resources = Dictionary(Font=fonts)
        return self.pdf.make_indirect(drawn)


def _font(size: float) -> str:
    return f"{NAME} {size:g} Tf 0 g"


def _marks() -> str:
    return "/ZaDb 0 Tf 0 g"


def _state(code: str) -> Name:
    return Name(f"/{code}") if code else _OFF


def _flags(asked: PaperInput) -> int:
    return _REQUIRED * asked.required | _READ_ONLY * asked.sealed
