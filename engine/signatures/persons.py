"""Whether the person of a certificate is one who has to sign.

Source: ETSI EN 319 412-1; the Latvian Law on the Population Register (personal codes of the old
form, DDMMYY-NNNNN, and of the new one, which begins with 32 and may replace an old one).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from engine.signatures.due import DueSigner
from engine.signatures.findings import Signer

Likeness = Literal["same", "doubtful", "namesake", "other"]
"""``doubtful``: a person has to look, because the code cannot be compared or the name differs;
``namesake``: the same name with another code."""

LATVIAN: Final = re.compile(r"\d{11}")
NEW_FORM: Final = re.compile(r"3[2-9]\d{9}")


def likeness(signer: Signer, due: DueSigner) -> Likeness:
    """How far the person of a certificate is the one who has to sign."""
    same_name = bool(signer.name) and _letters(signer.name) == _letters(due.name)
    own, wanted = _plain(signer.code), _plain(due.code)
    if own and wanted and signer.personal:
        if own == wanted and (signer.country in ("", "LV") or not LATVIAN.fullmatch(wanted)):
            return "same" if same_name else "doubtful"
        if not same_name:
            return "other"
        return "doubtful" if _two_forms(own, wanted) else "namesake"
    return "doubtful" if same_name else "other"


def _plain(code: str) -> str:
    return "".join(letter for letter in code if letter.isalnum()).upper()


def _two_forms(one: str, other: str) -> bool:
    """Whether both are Latvian codes and one is of the old form, the other of the new one."""
    return bool(LATVIAN.fullmatch(one) and LATVIAN.fullmatch(other)) and bool(
        NEW_FORM.fullmatch(one)
    ) != bool(NEW_FORM.fullmatch(other))


def _letters(name: str) -> list[str]:
    """The parts of a name without case, marks and order: certificates are written in capitals."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name).casefold()
        if not unicodedata.combining(letter)
    )
    return sorted(re.findall(r"\w+", bare))
