"""The child process that reads one form: its input is the file, its output JSON.

Everything it needs is loaded before its limits are set; from then on it may read its input and
write its output, in so much memory and time and no more.
"""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from typing import Any, Final

from pikepdf import Array, Dictionary, PasswordError, Pdf, PdfError

from engine.base.child_limits import limit
from engine.documents.fillable.field_values import Tangled, TooMuch, Values
from engine.documents.fillable.places import BUNDLE, CASE, FORM

MEMORY: Final = 256 * 1_048_576
SECONDS: Final = 10


def main() -> None:
    """Tell what stands in the form, as JSON."""
    limit(MEMORY, SECONDS)
    told = read(os.fdopen(0, "rb").read())
    sys.stdout.buffer.write(json.dumps(told).encode())


def read(content: bytes) -> dict[str, Any]:
    """The values of a form with its stamp, or what is wrong with the whole of it."""
    try:
        with Pdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            return _values(pdf)
    except PasswordError:
        return {"fault": "password"}
    except Tangled:
        return {"fault": "tangled"}
    except TooMuch:
        return {"fault": "too much"}
    except (PdfError, ValueError, TypeError, RecursionError):
        return {"fault": "damaged" if b"%PDF-" in content[:1024] else "not a PDF"}


def _values(pdf: Pdf) -> dict[str, Any]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return {"fault": "no fields"}
    if "/XFA" in form:
        return {"fault": "XFA"}
    fields = form.get("/Fields")
    if not isinstance(fields, Array) or not len(fields):
        return {"fault": "no fields"}
    values = Values()
    values.read(fields)
    stamp = [values.found.pop(name, [""])[0] for name in (FORM, CASE, BUNDLE)]
    if not all(stamp):
        return {"fault": "not ours"}
    return {"stamp": stamp, "values": values.found, "faults": values.faults}
