"""Every job there is, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.base.ports import DELIVER
from engine.jobs.bench import Bench
from engine.jobs.deliver import deliver
from engine.jobs.purge import purge

PURGE: Final = "purge"

JOBS: Final[dict[str, Callable[[Bench, str], None]]] = {DELIVER: deliver, PURGE: purge}
"""A job is given the id it is about. It may run again, so it looks before it acts."""

TIMES: Final[dict[str, str]] = {PURGE: "*/10 * * * *"}
"""Jobs that run by the clock (cron, UTC)."""
