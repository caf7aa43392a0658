"""Whether a signing at a provider has documents, and whether what was signed comes back."""

from __future__ import annotations

from typing import Final

from engine.definitions.checks.attached_files import files_asked
from engine.definitions.faults import Faults
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.ports import SIGNING
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow, Provider

CODE: Final = "A638"
HANDS_OVER, DOUBTS, ENDS = "hands over", "doubts", "ends"


def report_signing(programme: Programme, flow: Flow, faults: Faults) -> None:
    """Report providers of signing that are given nothing, or whose file nobody takes over."""
    for provider in flow.providers:
        name = provider.name
        if provider.port != SIGNING:
            if provider.documents:
                message = f"“{name}” signs nothing, so it is given no documents."
                faults.add(CODE, provider.span, message, "Leave “documents” out.")
            continue
        known = files_asked(programme.forms)
        if not provider.documents:
            message = f"“{name}” is given nothing to sign."
            faults.add(CODE, provider.span, message, "Add “documents: QUESTION”.")
        for path in provider.documents:
            if path not in known:
                message = f"“{path}” is no question for files that stands outside of groups."
                faults.add(CODE, provider.span, message, "Name a question of the type “file”.")
        _comes_back(programme, flow, provider, faults)


def _comes_back(programme: Programme, flow: Flow, provider: Provider, faults: Faults) -> None:
    """What was signed is handed over, or doubted, in an item that is taken once."""
    asking = {form.name for form in programme.forms if files_asked((form,))}
    own = [
        step
        for item, _, step in item_steps(flow)
        if step.actor == provider.name and item.each is None
    ]
    if not any(step.verb == HANDS_OVER and step.form in asking for step in own):
        message = f"nobody takes over what was signed at “{provider.name}”."
        advice = f"Write a step “{provider.name} {HANDS_OVER}” with a form that asks for a file."
        faults.add(CODE, provider.span, message, advice)
    if not any(step.verb == DOUBTS for step in own):
        message = f"nobody hears of it when what “{provider.name}” hands over is not right."
        faults.add(CODE, provider.span, message, f"Write a step “{provider.name} {DOUBTS}”.")
    if not any(step.verb == ENDS and not step.form for step in own):
        message = f"nobody hears of it when a signing at “{provider.name}” ends unfinished."
        advice = f"Write a step “{provider.name} {ENDS}” without a form."
        faults.add(CODE, provider.span, message, advice)
