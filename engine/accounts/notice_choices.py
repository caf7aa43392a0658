"""Which notices applicants may switch off outside the cabinet, and what they chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.accounts.desk import Desk
from engine.base.dataclass import dataclass
from engine.base.records import Action
from engine.base.values import Text
from engine.definitions.model.route import CABINET, Flow


@dataclass(frozen=True, slots=True)
class Purpose:
    """What some notices are for, and by channel the notices that are on or off together."""

    words: Text
    notices: Mapping[str, tuple[str, ...]]


def off(desk: Desk, account: str, programme: str) -> frozenset[tuple[str, str]]:
    """What is off, as (notice, channel)."""
    with desk.store.read() as view:
        return view.accounts.notice_choices.off(account, programme)


def choose(desk: Desk, account: str, programme: str, chosen: frozenset[tuple[str, str]]) -> None:
    """Keep what is off from now on, and a line of the audit if that changes anything."""
    with desk.store.write() as unit:
        before = unit.accounts.notice_choices.off(account, programme)
        if before == chosen:
            return
        unit.accounts.notice_choices.put(account, programme, chosen)
        line = Action(
            "notices chosen", "user", account, desk.clock.now(), account=account,
            subject=programme, before=_in_words(before), after=_in_words(chosen),
        )  # fmt: skip
        unit.audit.append(line)


def purposes(flow: Flow) -> tuple[Purpose, ...]:
    """What applicants may choose about, in the order of the notices."""
    found: dict[str, tuple[Text, dict[str, list[str]]]] = {}
    for notice in flow.notices:
        if notice.optional is None:
            continue
        _, by_channel = found.setdefault(notice.optional.source, (notice.optional, {}))
        for channel in notice.channels:
            if channel != CABINET:
                by_channel.setdefault(channel, []).append(notice.name)
    return tuple(
        Purpose(words, {channel: tuple(names) for channel, names in by_channel.items()})
        for words, by_channel in found.values()
    )


def _in_words(chosen: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{notice}: {channel}" for notice, channel in sorted(chosen))
