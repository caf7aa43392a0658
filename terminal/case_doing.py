"""``case do``: a step of anybody, through the same decision and commit as pages take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from engine.base.errors import AnketaError, NotFound
from engine.base.receipts import Receipt
from engine.base.values import Problem
from engine.bootstrap import Product
from engine.case.form_pages import SAVES, SENDS, is_form_step
from engine.definitions.reading.answers_file import read_answers
from engine.language.reader import Reader
from engine.meaning.flow.commands import Refusal
from engine.meaning.flow.proposals import parsed_answer
from engine.meaning.picture import CASE
from engine.meaning.words.captions import Captions
from engine.meaning.words.refusals import refusal_in_words
from engine.services.case_entries import FormEntry, StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.replies import Clash, Refused, Saved
from engine.services.step_acts import only_unit
from engine.services.uploads import NewFile
from terminal.case_showing import LANG, history_of, names_of, told_line
from terminal.output import say, told
from terminal.products import case_called, product_of, reader_of, seen_by_bank, sender_called
from terminal.service import DATA, DEMO

Reply = Receipt | Refused | Clash | Refusal | Saved


@click.command("do")
@click.argument("name", metavar="CASE")
@click.argument("step")
@click.option("--as", "who", required=True, help=(
    "Who acts: an account by e-mail or id, applicant, provider:NAME, person:UNIT or clock."
))  # fmt: skip
@click.option("--item", default="", help="The item; needed where several have such a step.")
@click.option("--of", "units", multiple=True, help="For whom or what; may be repeated.")
@click.option(
    "--with", "answers", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answers to the form, as YAML or JSON.",
)  # fmt: skip
@click.option("--file", "files", multiple=True, metavar="QUESTION=PATH", help="A file to attach.")
@click.option("--comment", default="", help="A comment, which the applicant may read.")
@click.option("--reason", default="", help="A reason, for the bank only.")
@click.option("--key", default="", help="A key under which it is done once.")
@click.option("--seen", type=int, help="The last event that was seen; refused if more happened.")
@LANG
@DATA
@DEMO
@told
def do(
    name: str, step: str, who: str, lang: str | None, data: Path | None, **given: object
) -> None:
    """Take a step of a case, or say why it cannot be taken; exit 1 then."""
    demo = bool(given.pop("demo"))
    with product_of(data, demo=demo) as product:
        case = seen_by_bank(product, case_called(product, name))
        entry = _entry(product, case, step, who, given)
        attached = _attached(product, entry, given)
        reply: Reply | Problem = attached or _done(product, case, entry)
        reader = reader_of(product, case, lang)
        after = product.cases.load(CaseRequest(case.case.id, entry.sender))
        lines = history_of(after, reader, case.events[-1].number + 1 if case.events else 1)
        names = names_of(product, lines)
    _tell(reply, after, reader)
    for line in lines:
        say(told_line(line, names, after, reader))


def _entry(
    product: Product, case: LoadedCase, step: str, who: str, given: dict[str, object]
) -> StepEntry:
    raw: dict[str, tuple[str, ...]] = {}
    if isinstance(given["answers"], Path):
        raw |= read_answers(given["answers"])
    raw |= {name: (str(given[name]),) for name in ("comment", "reason") if given[name]}
    units, seen = given["units"], given["seen"]
    return StepEntry(
        case_id=case.case.id,
        sender=sender_called(product, case.case, who),
        item=str(given["item"]) or _item_with(case, step),
        step=step,
        units=tuple(map(str, units)) if isinstance(units, tuple) else (),
        raw=raw,
        key=str(given["key"]),
        seen=seen if isinstance(seen, int) else None,
    )


def _item_with(case: LoadedCase, step: str) -> str:
    """The only item that has such a step now, or a proposal to answer. Raises AnketaError."""
    found = list(dict.fromkeys(_items_with(case, step)))
    if len(found) == 1:
        return found[0]
    if found:
        raise AnketaError(f"Several items have “{step}”: say --item {' or '.join(found)}.")
    raise AnketaError(f"No item has a step “{step}”. `case show` lists what is open.")


def _items_with(case: LoadedCase, step: str) -> Iterator[str]:
    flow, picture = case.state.route.flow, case.state.picture
    here: list[str] = []
    for item in flow.items:
        statuses = [instance.status for instance in picture.of(item.name).values()]
        if any(item.step(status, step) for status in statuses):
            here.append(item.name)
    here += [CASE for each in flow.case.steps if each.name == step]
    if not here and parsed_answer(step):
        proposals = (name for (name, _), each in picture.instances.items() if each.proposal)
        here += [*proposals, *([CASE] if picture.proposal else [])]
    yield from here or (
        item.name
        for item in flow.items
        if any(item.step(status.name, step) for status in item.statuses)
        or any(timer.name == step for status in item.statuses for timer in status.timers)
    )


def _attached(
    product: Product, entry: StepEntry, given: dict[str, object]
) -> Refusal | Problem | None:
    files = given["files"]
    is_form = entry.step in (SAVES, SENDS)
    for each in files if isinstance(files, tuple) else ():
        path, _, place = str(each).partition("=")
        try:
            content = Path(place).read_bytes()
        except OSError as fault:
            raise AnketaError(f"{place} cannot be read: {fault.strerror}.") from None
        file = NewFile(
            entry.case_id, entry.sender, path, Path(place).name, [content],
            None if is_form else entry,
        )  # fmt: skip
        try:
            kept = product.uploads.attach(file)
        except NotFound:
            raise AnketaError(f"No question “{path}” takes a file here.") from None
        if isinstance(kept, Refusal | Problem):
            return kept
    return None


def _done(product: Product, case: LoadedCase, entry: StepEntry) -> Reply:
    if not entry.raw or not is_form_step(case.state, entry.item, entry.step):
        return product.cases.do(entry)
    unit = only_unit(case, entry)
    key = f"{entry.item}/{unit}" if unit else entry.item
    form = FormEntry(
        entry.case_id, entry.sender, entry.item, unit, entry.raw, case.draft(key).version, entry.key
    )
    if entry.step == SAVES:
        return product.cases.save(form)
    return product.cases.submit(replace(form))


def _tell(reply: Reply | Problem, case: LoadedCase, reader: Reader) -> None:
    """Say what came of it; exit 1 where it was refused."""
    if isinstance(reply, Refusal):
        _tell_refusal(reply, case, reader)
    elif isinstance(reply, Problem):
        _tell_problems((reply,), reader)
    elif isinstance(reply, Refused):
        _tell_problems(reply.problems, reader)
    elif isinstance(reply, Clash):
        raise AnketaError("The form was changed by somebody else in the meantime.")
    elif isinstance(reply, Receipt) and reply.last < reply.first:
        say("Nothing happened: the moment was not that of this arrival.")
    elif isinstance(reply, Receipt) and reply.held:
        say(f"engines: {reply.engines} – held for a person.", "yellow")


def _tell_refusal(refusal: Refusal, case: LoadedCase, reader: Reader) -> None:
    state = case.state
    words = refusal_in_words(
        state.world, state.picture, refusal, Captions(case.ready.meaning, reader)
    )
    say(f"{words.text}  [{words.code}]", "red")
    for obstacle in words.obstacles:
        say(f"  {obstacle.title}: {obstacle.status}")
    if words.who:
        say(f"  {', '.join(words.who)}")
    raise click.exceptions.Exit(1)


def _tell_problems(problems: tuple[Problem, ...], reader: Reader) -> None:
    for each in problems:
        words = reader.text(each.message, **each.params)
        say(f"  {each.path}  {each.code} {words}", "red" if each.level == "refuse" else "yellow")
    raise click.exceptions.Exit(1)
