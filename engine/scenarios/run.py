"""Scenarios run through the same machine as real cases, in every language of the programme."""

from __future__ import annotations

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.reading.scenarios import Scenario
from engine.scenarios.items_run import run_in_items
from engine.scenarios.outcome import Ran


def run(
    scenario: Scenario,
    library: Library,
    engines: RuleEngines,
    lang: str = "",
    *,
    silent: bool = False,
) -> Ran:
    """Run one scenario. Failures are told in ``lang``, else the programme's first language.

    With ``silent`` the case is judged but not put into words in every language.
    """
    lang = lang or library.today(scenario.programme).programme.languages[0]
    return Ran(scenario, run_in_items(scenario, library, engines, lang, silent=silent))
