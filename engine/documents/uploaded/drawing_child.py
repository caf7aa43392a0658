"""The child process that draws a page of one file: its input is the file, its output a PNG.

Everything it needs is loaded before its limits are set; from then on it may read its input and
write its output, in so much memory and time and no more.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO, Final

import pypdfium2
from PIL import BmpImagePlugin, GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin

from engine.base.child_limits import limit
from engine.documents.uploaded.images import MOST_PIXELS

MEMORY: Final = 768 * 1_048_576
"""Bytes beyond what the child has when it starts; the largest image takes 480 MB."""

SECONDS: Final = 15
WIDEST: Final = 2_400
HIGHEST: Final = 12_000
MOST_LETTERS: Final = 20_000

OPENED: Final[Mapping[str, str]] = {
    "image/jpeg": JpegImagePlugin.JpegImageFile.format,
    "image/png": PngImagePlugin.PngImageFile.format,
    "image/gif": GifImagePlugin.GifImageFile.format,
    "image/bmp": BmpImagePlugin.BmpImageFile.format,
}


def main(media_type: str, what: str, page: str, width: str = "900") -> None:
    """``look`` tells the pages and the text of one as JSON, ``draw`` gives it as PNG."""
    limit(MEMORY, SECONDS)
    content = os.fdopen(0, "rb")
    number, wide = max(int(page), 1), min(max(int(width), 100), WIDEST)
    doing = _pdf if media_type == "application/pdf" else _image(media_type)
    sys.stdout.buffer.write(doing(content, what, number, wide))


def _pdf(content: BinaryIO, what: str, page: int, width: int) -> bytes:
    document = pypdfium2.PdfDocument(content.read())
    document.init_forms()  # values that another reader left to be drawn
    pages = len(document)
    sheet = document[min(page, pages) - 1]
    if what == "look":
        text = sheet.get_textpage().get_text_range(0, -1)[:MOST_LETTERS]
        return _told(pages, text)
    wide, high = sheet.get_size()
    scale = min(width / max(wide, 1), HIGHEST / max(high, 1))
    return _png(sheet.render(scale=scale).to_pil())


def _image(media_type: str) -> Callable[[BinaryIO, str, int, int], bytes]:
    def drawn(content: BinaryIO, what: str, page: int, width: int) -> bytes:
        image = Image.open(content, formats=[OPENED[media_type]])
        if image.width * image.height > MOST_PIXELS:
            raise MemoryError
        pages = getattr(image, "n_frames", 1) if media_type == "image/gif" else 1
        if what == "look":
            return _told(pages, "")
        image.draft("RGB", (width, HIGHEST))
        image.seek(min(page, pages) - 1)
        image.thumbnail((width, HIGHEST))
        return _png(image.convert("RGBA" if "A" in image.getbands() else "RGB"))

    return drawn


def _told(pages: int, text: str) -> bytes:
    letters = "".join(one for one in text if one.isprintable() or one in "\n\t")
    return json.dumps({"pages": pages, "text": letters}).encode()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
