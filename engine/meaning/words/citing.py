"""What applicants read of a source: the works they can look into, by the name they know.

A source is written for those who answer for it: `Guide 4.4, 7; R-06`. Numbers of internal lists say
nothing to anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.base.values import Text
from engine.meaning.reader import CaptionReader


def cited(source: str, works: Mapping[str, Text], reader: CaptionReader) -> str:
    """The parts of a source (divided by semicolons) that name one of ``works``, in its caption.

    Where the programme names no works, the source as it is written.
    """
    return "; ".join(_parts(source, works, reader)) if works else source


def _parts(source: str, works: Mapping[str, Text], reader: CaptionReader) -> Iterator[str]:
    for part in source.split(";"):
        words = part.strip()
        for name in sorted(works, key=len, reverse=True):
            if words == name or words.startswith(f"{name} "):
                place = words.removeprefix(name).strip()
                caption = reader.text(works[name])
                yield f"{caption}, {place}" if place else caption
                break
