"""The look of each bank: its colours and letters as a style sheet, its logo as a picture.

They are assets like our own, by their content, so nothing of a bank stands inside a page. A case
that was begun with older definitions has the look of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engine.base.colours import BLACK, TINT, WHITE, mixed, parts
from engine.base.dataclass import dataclass
from engine.definitions.model.bank import Bank, BankLook, LookFile
from web.assets import Asset, asset_of

HEAD: Final = "#0d3b46"
"""The head of a page of a bank that has no colour for it."""
SYSTEM: Final = (
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue",'
    ' "Liberation Sans", Arial, sans-serif'
)
DARKER, LINE = 0.23, 0.6
"""How much black is in what is pressed, and white in the border of what is chosen."""


@dataclass(frozen=True, slots=True)
class Dressed:
    """What a page of a bank needs: a class and its sheet, a logo, both empty where it has none.

    ``sheet`` and ``logo`` are names of assets; what is inside an element of ``kind`` has the look.
    """

    kind: str = ""
    sheet: str = ""
    logo: str = ""
    head: str = HEAD


PLAIN: Final = Dressed()


def look_assets(banks: Iterable[Bank]) -> Mapping[str, Asset]:
    """The style sheets, logos and fonts of banks, by the names that ``dressed`` gives."""
    return {asset.name: asset for bank in banks for asset in _of(bank)}


def dressed(bank: Bank) -> Dressed:
    """What pages of a bank need."""
    look, (sheet, logo) = bank.look, _names(bank)
    own = bool(look.accent or look.head or look.font)
    return Dressed(
        _kind(bank) if own else "",
        sheet if own else "",
        logo if look.logo else "",
        look.head or HEAD,
    )


def _of(bank: Bank) -> Iterator[Asset]:
    look, (sheet, logo) = bank.look, _names(bank)
    if look.logo:
        yield asset_of(logo, look.logo.content)
    letters = {
        weight: asset_of(f"{_kind(bank)}-{weight}.woff2", file.content)
        for weight, file in (("normal", look.font_file), ("bold", look.bold_file))
        if file
    }
    yield from letters.values()
    if dressed(bank).sheet:
        yield asset_of(sheet, _sheet(bank, letters).encode())


def _names(bank: Bank) -> tuple[str, str]:
    name = _kind(bank)
    return f"{name}.css", f"{name}{_suffix(bank.look.logo)}"


def _kind(bank: Bank) -> str:
    return f"bank-{bank.name}"


def _suffix(file: LookFile | None) -> str:
    return "" if file is None else file.name[file.name.rindex(".") :]


def _sheet(bank: Bank, letters: Mapping[str, Asset]) -> str:
    look = bank.look
    lines = [*_colours(look)]
    if look.font:
        lines.append(f'--bs-body-font-family: "{look.font}", {SYSTEM};')
    # Beside this sheet, so that the address holds wherever the assets are served from.
    faces = "".join(
        f'@font-face {{ font-family: "{look.font}"; font-weight: {weight}; font-display: swap;'
        f' src: url("../{file.digest}/{file.name}") format("woff2"); }}\n'
        for weight, file in letters.items()
    )
    return f"{faces}.{_kind(bank)} {{\n  " + "\n  ".join(lines) + "\n}\n"


def _colours(look: BankLook) -> Iterator[str]:
    if look.head:
        yield f"--deep: {look.head};"
    if look.accent:
        darker = mixed(look.accent, BLACK, DARKER)
        yield f"--brand: {look.accent};"
        yield f"--brand-dark: {darker};"
        yield f"--brand-tint: {mixed(look.accent, WHITE, TINT)};"
        yield f"--brand-line: {mixed(look.accent, WHITE, LINE)};"
        yield "--bs-primary: var(--brand);"
        yield "--bs-link-color: var(--brand);"
        yield "--bs-link-hover-color: var(--brand-dark);"
        yield f"--bs-primary-rgb: {_numbers(look.accent)};"
        yield f"--bs-link-color-rgb: {_numbers(look.accent)};"
        yield f"--bs-link-hover-color-rgb: {_numbers(darker)};"


def _numbers(colour: str) -> str:
    return ", ".join(map(str, parts(colour)))
