"""What can go wrong with a provider, to be switched on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Answers = Literal["well", "slow", "down", "busy", "nonsense", "broken"]
"""``down`` is status 500, ``busy`` 429, ``broken`` a connection that closes without an answer."""

Calls = Literal["well", "twice", "forged", "weak", "held", "lost"]
"""``forged``: signed with another secret; ``weak``: with SHA-1; ``held``: kept until released."""


@dataclass
class Trouble:
    """How the provider answers, and how it calls back; ``pause`` are the seconds of ``slow``."""

    answers: Answers = "well"
    calls: Calls = "well"
    pause: float = 6.0
