"""Stored cases without anything that is served."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import Clock
from engine.bundles.library import Library
from engine.services.case_loading import CaseRequest, LoadedCase, loaded
from engine.services.senders import applicant
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Archive:
    """Stored cases for the operator at the command line, who is no applicant."""

    store: Store
    library: Library
    clock: Clock

    def loaded(self, case_id: str) -> LoadedCase:
        """Any case. Raises NotFound."""
        with self.store.read() as view:
            case = view.cases.find(case_id)
            if case is None:
                raise NotFound(f"There is no case “{case_id}”.")
            request = CaseRequest(case.id, applicant(case.account))
            return loaded(view, self.library.serve, request, self.clock.now())
