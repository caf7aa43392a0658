"""A case is erased: its key and its files go, and what was decided stays as an unreadable trace."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import Clock, FileStore
from engine.base.records import Action
from engine.services.statement_booking import entries_of
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Erasure:
    """Everything it needs is given to it."""

    store: Store
    files: FileStore
    clock: Clock

    def erase(self, case_id: str, reason: str) -> int:
        """Make a case unreadable for good; how many files went with it. Raises NotFound.

        Whatever happens in between, no file is left for longer than until the next sweep.
        """
        with self.store.write() as unit:
            case = unit.cases.find(case_id)
            if case is None:
                raise NotFound(f"There is no case “{case_id}”.")
            files = unit.files.ids_of(case_id)
            unit.cases.erase(case_id)
            entries_of(unit).forget(case_id)
            unit.audit.append(
                Action(
                    "case erased", "system", "operator", self.clock.now(),
                    case=case_id, account=case.account, comment=reason,
                )
            )  # fmt: skip
        for file in files:
            self.files.remove(file)
        return len(files)
