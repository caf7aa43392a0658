"""What a file input offers: files of the accepted formats, and on phones the camera.

Phones offer the camera only where media types are named, extensions say nothing to them. iPhones
turn their own format of photos into JPEG where that is named and theirs is not. ``capture`` is left
out: it would take the camera and forbid to choose a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.documents.uploaded.formats import FORMATS

WITH_CAMERA: Final = "android/allowCamera"
"""No type of any file. Chrome on Android 14 and later shows its picker of photos, which has no
camera, where all types are pictures (Chromium 40937303)."""


def offered(extensions: Iterable[str]) -> str:
    """The attribute ``accept`` of an input for files of these extensions."""
    named = tuple(extensions)
    types = [FORMATS[one].media_type for one in named if one in FORMATS]
    if types and all(one.startswith("image/") for one in types):
        types.append(WITH_CAMERA)
    return ",".join(dict.fromkeys((*types, *(f".{one}" for one in named))))
