"""What the clock says to cases: a moment that was waited for has come."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.later import CaseTimer
from engine.base.receipts import Receipt
from engine.meaning.flow.commands import Refusal
from engine.services.case_entries import StepEntry
from engine.services.case_renewal import Renewal
from engine.services.corridor import Corridor
from engine.services.senders import CLOCK_ITSELF


@dataclass(frozen=True, slots=True)
class ClockOfCases:
    """Sends the commands of the clock through the corridor, which judges them again."""

    corridor: Corridor
    renewal: Renewal

    def ring(self, timer: CaseTimer) -> bool:
        """Tell the case that the moment has come; whether anything happened. Raises NotFound."""
        if timer.data.get("every") and not self._is_next(timer):
            return False
        entry = StepEntry(
            timer.case,
            CLOCK_ITSELF,
            timer.item,
            timer.step,
            (timer.of,),
            arrival=timer.arrival,
            data=timer.data,
        )
        reply = self.corridor.do(entry)
        if isinstance(reply, Refusal):
            # The case has moved on in a way that its own commit did not see.
            self.renewal.one(timer.case)
        return isinstance(reply, Receipt) and reply.last >= reply.first

    def _is_next(self, timer: CaseTimer) -> bool:
        """Whether it is the one to raise of several that were missed while nothing ran."""
        self.renewal.one(timer.case)
        with self.renewal.store.read() as view:
            return view.timers.find(timer.id) is not None

    def sweep(self) -> int:
        """Set what is missing, for all cases; how many timers were."""
        return self.renewal.every().timers
