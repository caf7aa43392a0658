"""Whether a message can reach the people it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import questions
from engine.definitions.model.items import THE_PERSON
from engine.definitions.model.persons import PersonGroup
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow, Notice

NEEDED: Final[Mapping[str, tuple[str, str, str]]] = {
    "sms": ("phone", "a phone number", "SMS"),
    "email": ("email", "an e-mail address", "mail"),
}
"""By channel: the kind of question, what it asks for, and what is sent."""


def report_receivers(programme: Programme, flow: Flow, faults: Faults) -> None:
    """Notices over channels whose address nobody among the receivers is asked for."""
    facts = {output.name: output.codes for rules in programme.rules for output in rules.outputs}
    groups = {group.name: group for group in programme.persons}
    asked = {name: frozenset(_kinds(group, programme)) for name, group in groups.items()}
    for notice in flow.notices:
        channels = {code for name in notice.channels for code in facts.get(name, (name,))}
        for receiver in notice.to:
            for source in _sources(receiver, notice, flow):
                people = [name for name in facts.get(source, (source,)) if name in groups]
                kinds = {kind for name in people for kind in asked[name]}
                for channel in sorted(channels & set(NEEDED)):
                    kind, what, sent = NEEDED[channel]
                    if people and kind not in kinds:
                        message = (
                            f"nobody among “{source}” is asked for {what}, so no {sent} reaches"
                            f" “{receiver}”."
                        )
                        advice = "Ask for it, or leave the channel out."
                        faults.add("A622", notice.span, message, advice)


def _sources(receiver: str, notice: Notice, flow: Flow) -> tuple[str, ...]:
    """The fact or group of persons that a receiver comes from."""
    if receiver != THE_PERSON:
        return (receiver,)
    items = (flow.item(happening.item) for happening in notice.on if happening.item)
    return tuple(dict.fromkeys(item.each.subject.path for item in items if item.each))


def _kinds(group: PersonGroup, programme: Programme) -> Iterator[str]:
    """The kinds of questions that people of a group are asked."""
    for form in programme.forms:
        for field in questions(form):
            is_own = field.group == group.every if group.every else (
                not field.group and field.path.startswith(f"{group.block}.")
            )  # fmt: skip
            if is_own:
                yield field.kind
