"""The child process that checks one signed file: its input is trust and file, its output JSON.

Everything it needs is loaded before its limits are set; from then on it may read its input and
write its output, in so much memory and time and no more.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from typing import Final

from engine.base.child_limits import limit
from engine.signatures.due import DueDocument
from engine.signatures.holding import checked_for
from engine.signatures.told import file_told
from engine.signatures.trust import trust_read

MEMORY: Final = 768 * 1_048_576
SECONDS: Final = 20


def main() -> None:
    """Tell what is signed and by whom, as JSON."""
    limit(MEMORY, SECONDS)
    logging.disable()
    with os.fdopen(0, "rb") as stream:
        asked = json.loads(stream.readline())
        content = stream.read()
    documents = [DueDocument(**one) for one in asked["documents"]]
    found = checked_for(content, asked["name"], documents, trust_read(asked["trust"]))
    sys.stdout.write(json.dumps(file_told(found)))
