"""Writes what follows from a commit of a case, in that commit: nothing is lost or comes twice."""

from __future__ import annotations

from datetime import datetime

from engine.base.ports import ASK, Job
from engine.case.effects import Effects
from engine.store.store import Unit


def carry_out(unit: Unit, case: str, made: Effects, now: datetime) -> None:
    """Card, links, timers and messages; the events and lines of the history are the caller's."""
    unit.cards.put(made.card)
    if made.closed is None or made.closed:
        unit.links.revoke(case, made.closed, now)
    for link in made.links:
        unit.links.add(link)
    unit.timers.keep(case, made.timers)
    open_sessions(unit, case, made, now)
    wait = (made.quiet_until - now).total_seconds() if made.quiet_until else 0.0
    for message in made.messages:
        unit.post(message, max(wait, 0.0))


def open_sessions(unit: Unit, case: str, made: Effects, now: datetime) -> None:
    """Sessions at providers: of those that begin, move or end the provider is told."""
    for session in unit.provider_sessions.keep(case, made.sessions, now):
        unit.enqueue(Job(f"{ASK}.{session.id}.{now.timestamp():.3f}", ASK, session.id))
