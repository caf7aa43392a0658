"""The product with a thousand and with a hundred thousand cases: lists, search, steps, jobs.

    python benchmarks/queues.py [--rounds 30] [--few 1000] [--many 100000] [--keep FOLDER]
        [--server postgresql://…/postgres] [--only PATTERN]

The cases are those of the demonstration, written many times (``many_cases.py``); ``--keep`` keeps
the databases for the next time. Every round asks both databases for everything once, in turns, so
that a busy machine slows both alike. Printed are median and 95th percentile, their ratios, and
how many lines each page had, in the end for all lists and all searches together; more than twice
is too much where they had as many. Times are those
of the processor with SQLite, which works in this process, and of the clock with a server.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desks import Desk, desks  # noqa: E402
from sqlalchemy import select, update  # noqa: E402

from engine.base.staff import STAFF_BOOK  # noqa: E402
from engine.case.search import PERSONAL_CODE, search_key  # noqa: E402
from engine.jobs.purge import purge  # noqa: E402
from engine.jobs.timers import ring, tick  # noqa: E402
from engine.meaning.flow.decide import permitted  # noqa: E402
from engine.services import senders  # noqa: E402
from engine.services.case_entries import StepEntry  # noqa: E402
from engine.services.case_loading import CaseRequest  # noqa: E402
from engine.services.claim_acts import Claim  # noqa: E402
from engine.services.control import CONTROL_LISTS  # noqa: E402
from engine.services.desk_lists import StaffViewer, groups  # noqa: E402
from engine.services.message_acts import MessagePost  # noqa: E402
from engine.store import tables as t  # noqa: E402

MOST_TIMES: Final = 2.0
ONWARD: Final = re.compile(r'rel="next" href="([^"]+)"')
RANG: Final = 5
"""Timers that come in one round of jobs."""

Deed = Callable[[Desk], object]


def deeds(desk: Desk) -> Iterator[tuple[str, Deed]]:
    """Everything that is measured, by name."""
    programme = desk.product.programmes[desk.programme]
    roles = tuple(role.name for role in programme.flow.roles)
    viewer = StaffViewer(account(desk), desk.programme, roles, "en")
    for group in groups(viewer, programme.flow):
        for each in group.lists:
            yield f"list {each.name}", lambda d, n=each.name: d.get(f"queues/{n}")
            yield f"list {each.name}, next page", lambda d, n=each.name: onward(d, f"queues/{n}")
            asked = {"taken": ("all", "nobody", "me")} if each.asks_taken else {}
            asked |= {"due": ("overdue", "today", "week")} if each.asks_due else {}
            asked |= {"choice": choices(desk)} if each.asks_choice else {}
            for name, values in asked.items():
                for value in values:
                    at = f"queues/{each.name}?taken=all&{name}={value}"
                    yield f"list {each.name}, {name}: {value}", lambda d, at=at: d.get(at)
    for each in CONTROL_LISTS:
        yield f"control {each}", lambda d, n=each: d.get(f"audit/{n}")
        yield f"control {each}, next page", lambda d, n=each: onward(d, f"audit/{n}")
    yield "search: number", lambda d: d.search(told(d)["number"])
    yield "search: part of a number", lambda d: d.search(told(d)["number"][-5:])
    yield "search: e-mail", lambda d: d.search("n777@example.org")
    yield "search: phone", lambda d: d.search("+37120000777")
    yield "search: personal code", lambda d: d.search(told(d)["code"])
    yield "search: name", lambda d: d.search(told(d)["name"])
    yield "search: beginning of a name", lambda d: d.search("tra")
    yield "search: nothing", lambda d: d.search("zzzzzz")
    for part in ("", "/answers", "/documents", "/messages", "/history", "/reads", "/why"):
        yield f"case page{part}", lambda d, p=part: d.get(f"cases/{case(d)}{p}?list=~open")
    yield "cabinet with one case", lambda d: d.one.get(f"/en/{d.programme}/cabinet")
    yield "cabinet with 200 cases", lambda d: d.get("cabinet", d.many)
    yield "overview of an applicant", lambda d: d.get(f"case/{own(d)}", d.many)
    yield "a case is taken", claims
    yield "a message is sent", writes
    yield "a step is taken", steps
    yield "a round of timers", rings
    yield "purge", lambda d: purge(d.product.worker._bench, "")  # noqa: SLF001


def account(desk: Desk) -> str:
    with desk.product.store.read() as view:
        found = view.accounts.by_contact("desk@example.org", STAFF_BOOK)
    return found.id if found else ""


def choices(desk: Desk) -> tuple[str, ...]:
    """Two codes that lists are narrowed to: a frequent one, and the rarest there is."""
    with desk.product.store.read() as view:
        found = view.connection.execute(select(t.queue_choices.c.choice)).scalars().all()
    ordered = sorted(set(found), key=lambda code: (-found.count(code), code))
    return tuple(dict.fromkeys((*ordered[:1], *ordered[-1:])))


def onward(desk: Desk, place: str) -> None:
    """The page after the first; its address is asked for once."""
    if place not in desk.kept:
        found = ONWARD.search(desk.get(place))
        desk.kept[place] = found[1].replace("&amp;", "&") if found else place
    desk.get(desk.kept[place])


def told(desk: Desk) -> dict[str, str]:
    """What a case of many is found by."""
    if "told" not in desk.kept:
        with desk.product.store.read() as view:
            id = view.connection.execute(
                select(t.cases.c.id).where(t.cases.c.id.startswith("00000309"))
            ).scalar_one()
            card = view.cards.of_case(id)
            keys = select(t.card_keys.c.hash).where(
                t.card_keys.c.case == id, t.card_keys.c.kind == PERSONAL_CODE
            )
            hashes = set(view.connection.execute(keys).scalars())
            answers = str([dict(one.answers) for one in view.answers.all_of(id)])
        codes = re.findall(r"\d{6}-\d{5}", answers)
        hashed = desk.product.search.keyed_hash
        known = [
            code
            for code in codes
            if search_key(PERSONAL_CODE, code.replace("-", ""), hashed).hash in hashes
        ]
        if card is None:
            raise RuntimeError(id)
        desk.kept["told"] = {"number": card.number, "name": card.names[0].name, "code": known[0]}
    return desk.kept["told"]


def case(desk: Desk) -> str:
    """One of the open cases: the same of both desks, for its pattern is the same."""
    if "case" not in desk.kept:
        like = (
            select(t.cards.c.case).where(t.cards.c.case.startswith("0000")).order_by(t.cards.c.case)
        )
        with desk.product.store.read() as view:
            every = view.connection.execute(like.limit(900)).scalars().all()
            desk.kept["case"] = next(
                id for id in every if (card := view.cards.of_case(id)) and card.current
            )
    return str(desk.kept["case"])


def own(desk: Desk) -> str:
    if "own" not in desk.kept:
        desk.kept["own"] = re.search(r"/case/(\w+)", desk.get("cabinet", desk.many))[1]  # type: ignore[index]
    return str(desk.kept["own"])


def claims(desk: Desk) -> None:
    """Take the case, and give it back the next time."""
    holder = desk.kept["holder"] = "" if desk.kept.get("holder") else account(desk)
    desk.product.cases.claim(Claim(case(desk), senders.staff(account(desk)), holder))


def writes(desk: Desk) -> None:
    post = MessagePost(case(desk), senders.staff(account(desk)), "What is still missing?")
    desk.product.talks.send(post)


def prepared_steps(desk: Desk, count: int, pattern: str) -> str:
    """Find cases in which a step is open that asks nothing, one for each round, all of one pattern;
    the pattern, for the other desk."""
    sender, found = senders.staff(account(desk)), desk.kept.setdefault("steps", [])
    rows = select(t.queue_rows.c.case).where(t.queue_rows.c.kind == "turn").limit(4000)
    if pattern:
        rows = rows.where(t.queue_rows.c.case.endswith(pattern))
    with desk.product.store.read() as view:
        every = dict.fromkeys(view.connection.execute(rows).scalars())
    for id in every:
        if len(found) >= count or (pattern and not id.endswith(pattern)):
            continue
        loaded = desk.product.cases.load(CaseRequest(id, sender))
        moves = permitted(loaded.state.world, loaded.state.picture, loaded.actor, loaded.now)
        for move in moves:
            if not move.form and not move.answer and move.item != "case":
                found.append(StepEntry(id, sender, move.item, move.name, (move.unit,)))
                pattern = pattern or id[8:]
                break
    return pattern


def steps(desk: Desk) -> None:
    if desk.kept["steps"]:
        desk.product.cases.do(desk.kept["steps"].pop())


def come(desk: Desk) -> None:
    """Let so many timers come: as many of one step at both desks, and each brings it about."""
    now = desk.product.clock.now()
    later = select(t.timers.c.id).where(
        t.timers.c.look_at > now + timedelta(hours=1), t.timers.c.due_at <= now
    )
    with desk.product.store.write() as unit:
        ids = (
            unit.connection.execute(later.order_by(t.timers.c.step, t.timers.c.id).limit(RANG))
            .scalars()
            .all()
        )
        change = update(t.timers).where(t.timers.c.id.in_(ids)).values(look_at=now)
        unit.connection.execute(change)
    desk.kept["timers"] = ids


def rings(desk: Desk) -> None:
    bench = desk.product.worker._bench  # noqa: SLF001
    tick(bench, "")
    for id in desk.kept["timers"]:
        ring(bench, id)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option, usual in (("--rounds", 30), ("--few", 1_000), ("--many", 100_000)):
        parser.add_argument(option, type=int, default=usual)
    for option in ("--keep", "--server", "--only"):
        parser.add_argument(option, default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.keep or temporary)
        both = desks(folder, (given.few, given.many), given.server)
        worst = measured(both, given.rounds, given.only)
        for desk in both:
            desk.product.close()
    raise SystemExit(worst > MOST_TIMES)


def measured(both: list[Desk], rounds: int, only: str) -> float:
    """Do everything so often; the worst ratio."""
    wanted = [(name, deed) for name, deed in deeds(both[0]) if re.search(only, name)]
    if any(name == "a step is taken" for name, _ in wanted):
        pattern = ""
        for desk in both:
            pattern = prepared_steps(desk, rounds + 2, pattern)
    gc.collect()
    gc.freeze()  # what two products stand on is looked through in no round
    for round_ in range(rounds + 2):
        for name, deed in wanted:
            for desk in both if round_ % 2 else both[::-1]:
                if name == "a round of timers":
                    come(desk)
                desk.timed(name, deed)
        if round_ == 1:
            for desk in both:
                desk.times.clear()
    names = [name for name, _ in wanted]
    return table([*names, *pooled(names, both)], both)


def pooled(names: list[str], both: list[Desk]) -> list[str]:
    """Put the times of all pages of a kind together: rows whose 95th percentile says something
    after few rounds, for whoever opens any of them."""
    rows = []
    for row, begins in (("every list", ("list ", "control ")), ("every search", ("search: ",))):
        members = [name for name in names if name.startswith(begins)]
        for desk in both if members else ():
            desk.times[row] = [time for name in members for time in desk.times[name]]
            desk.lines[row] = sum(desk.lines[name] for name in members)
        rows += [row] if members else []
    return rows


def table(names: Iterable[str], both: list[Desk]) -> float:
    """Print the table; the worst ratio."""
    few, many = (f"{desk.count:,}" for desk in both)
    heads = ("lines", f"p50 of {few}", f"p50 of {many}", "ratio")
    heads += (f"p95 of {few}", f"p95 of {many}", "ratio")
    print(f"| | {' | '.join(heads)} |\n|---{'|---:' * len(heads)}|")
    worst = 0.0
    for name in names:
        less, more = (desk.times[name] for desk in both)
        pairs = [(median(less), median(more)), (_p95(less), _p95(more))]
        shown = [desk.lines[name] for desk in both]
        if shown[0] >= shown[1] / 2:  # a longer page takes longer, wherever its lines come from
            worst = max(worst, *(b / a for a, b in pairs))
        cells = " | ".join(f"{a:.1f} | {b:.1f} | {b / a:.2f}" for a, b in pairs)
        lines = "/".join(map(str, dict.fromkeys(shown))) if any(shown) else ""
        print(f"| {name} | {lines} | {cells} |", flush=True)
    return worst


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
