"""A mail as text and as a page, both saying the same: one sober sheet in the colours of a bank.

No logo: a mail may load nothing, and mail programs list a picture that comes along as a file.

What must not be lost stands in the elements themselves, because many mail programs drop style
sheets; the sheet in the head only adds colours for those who read in the dark.
"""

from __future__ import annotations

import re
from dataclasses import field
from html import escape
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.records import MailFrame

ADDRESS: Final = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
CODE: Final = re.compile(r"(?<![\w+.-])[0-9]{6}(?![\w-])")

ACCENT, HEAD = "#0f5f6e", "#0d3b46"
"""Colours of a bank that has none of its own."""

_WORDS: Final = "font-size:17px;line-height:1.5;color:#1c2a2e"
_FACT: Final = "font-size:15px;line-height:1.5;color:#1c2a2e"
_BANK: Final = "font-size:15px;font-weight:bold;color:{head}"
_FOOT: Final = "font-size:13px;line-height:1.5;color:#56666b"
_NUMBER: Final = "font-size:24px;letter-spacing:3px"
_LINK: Final = "color:{accent};word-break:break-all"
_PRESSED: Final = (
    "display:inline-block;padding:13px 22px;border-radius:8px;background:{accent};"
    "color:#ffffff;font-size:16px;font-weight:bold;text-decoration:none"
)
_DARK: Final = (
    "@media (prefers-color-scheme: dark){.b{background:#14191b!important}"
    ".s{background:#1e2629!important;border-color:#3a474b!important;border-top-width:1px!important}"
    ".t{color:#f1f5f6!important}.q{color:#b9c6ca!important}.l{color:#8fd3e0!important}}"
)

_SHEET: Final = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    "<title>{subject}</title><style>{dark}</style></head>"
    '<body class="b" style="margin:0;padding:24px 12px;background:#f2f4f5;'
    'font-family:Arial,Helvetica,sans-serif">'
    '<div class="s" style="max-width:560px;margin:0 auto;padding:24px 28px 12px;'
    "background:#ffffff;border:1px solid #d5dcde;border-top:4px solid {accent};"
    'border-radius:10px">{bank}'
    '<h1 class="t" style="margin:0 0 16px;font-size:22px;line-height:1.3;color:{head}">'
    '{subject}</h1>{body}<hr style="border:0;border-top:1px solid #d5dcde;margin:24px 0 16px">'
    "{foot}</div></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class MailPage:
    """One mail: its subject, its words, and what stands around them."""

    subject: str
    words: str = field(repr=False)
    lang: str
    frame: MailFrame

    def text(self) -> str:
        """As plain text."""
        frame = self.frame
        parts = [self.words.strip()]
        if frame.facts:
            parts.append("\n".join(f"{name}: {said}" for name, said in frame.facts))
        if self._link:
            parts.append(f"{frame.link_words}:\n{self._link}")
        foot = f"-- \n{frame.bank}"
        parts.append(f"{foot}\n{frame.foot}" if frame.foot else foot)
        return "\n\n".join(parts) + "\n"

    def html(self) -> str:
        """As a page that needs nothing from elsewhere."""
        frame, accent, head = self.frame, self.frame.accent or ACCENT, self.frame.head or HEAD
        said = [_linked(part, accent) for part in self.words.strip().split("\n\n")]
        body = [_paragraph(part, "t", _WORDS) for part in said]
        body += [_paragraph(_fact(*each), "t", _FACT) for each in frame.facts]
        body += [_button(self._link, frame.link_words, accent)] if self._link else []
        return _SHEET.format(
            lang=escape(self.lang),
            subject=escape(self.subject),
            dark=_DARK,
            accent=accent,
            head=head,
            bank=_paragraph(escape(frame.bank), "q", _BANK.format(head=head)),
            body="".join(body),
            foot=_paragraph(escape(frame.foot), "q", _FOOT),
        )

    @property
    def _link(self) -> str:
        """Where to go on, unless the words say so already."""
        return "" if self.frame.link in self.words else self.frame.link


def _paragraph(inner: str, kind: str, style: str) -> str:
    return f'<p class="{kind}" style="margin:0 0 14px;{style}">{inner}</p>' if inner else ""


def _fact(name: str, said: str) -> str:
    return f"<strong>{escape(name)}:</strong> {escape(said)}"


def _button(link: str, words: str, accent: str) -> str:
    address, pressed = escape(link, quote=True), _PRESSED.format(accent=accent)
    return f'<p style="margin:22px 0"><a href="{address}" style="{pressed}">{escape(words)}</a></p>'


def _linked(words: str, accent: str) -> str:
    """Words with their addresses to press and their codes to be seen."""
    made, last = [], 0
    for found in ADDRESS.finditer(words):
        made.append(_lines(words[last : found.start()]))
        address = escape(found[0], quote=True)
        style = _LINK.format(accent=accent)
        made.append(f'<a class="l" href="{address}" style="{style}">{address}</a>')
        last = found.end()
    return "".join((*made, _lines(words[last:])))


def _lines(words: str) -> str:
    shown = escape(words).replace("\n", "<br>")
    return CODE.sub(lambda code: f'<strong style="{_NUMBER}">{code[0]}</strong>', shown)
