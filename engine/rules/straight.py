"""The engine whose word is the meaning: compiled closures, explainable, in this process."""

from __future__ import annotations

from engine.meaning.columns import as_truths
from engine.meaning.situation import Situation
from engine.rules.host import Verdict


class Straight:
    """Reads the decisions off the situation itself."""

    def judge(self, situation: Situation) -> Verdict:
        """The verdict of the one evaluator."""
        rules = situation.meaning.rules
        return Verdict(
            decisions={name: situation.decision(name) for name in rules},
            rows={
                name: as_truths(situation.judged(name), compiled.index.count)
                for name, compiled in rules.items()
            },
        )
