"""What can go wrong in the store without being a defect."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError


@dataclass(frozen=True, slots=True)
class Seen:
    """Which row was written with which version in mind."""

    what: str
    id: str
    version: int


class StaleVersion(AnketaError):
    """Somebody else wrote the row since it was read; ``stored`` is what it holds now."""

    def __init__(self, seen: Seen, stored: object) -> None:
        super().__init__(f"{seen.what} was changed by somebody else in the meantime.")
        self.seen = seen
        self.stored = stored


class DraftTooLarge(AnketaError):
    """What was typed is more than one draft may hold; nothing was stored."""


class NotStored(AnketaError):
    """There is no such row or file."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} does not exist.")
        self.what = what


class AlreadyStored(AnketaError):
    """A row with the same unique value is there already; ``what`` says which value."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is already there.")
        self.what = what


class StoreUnavailable(AnketaError):
    """The database cannot be reached, read or written at the moment; nothing was stored."""


class StoreBusy(StoreUnavailable):
    """The store could not be written for longer than anybody should wait."""


class StoreBehind(AnketaError):
    """The database has another schema than this program; ``db upgrade`` brings it up."""


class StoreForeign(AnketaError):
    """The database was made by another program or an early version; nothing brings it up."""


class FileTooLarge(AnketaError):
    """A stream was longer than its limit of ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The file has more than {limit} bytes.")
        self.limit = limit


class NoKey(AnketaError):
    """Something was encrypted with a key that the settings no longer hold."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"ANKETA_ANSWERS_KEYS holds no key {key}; put the old key back behind the new one."
        )
        self.key = key
