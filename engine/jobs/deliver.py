"""Sends one message, and tries again later if the other side is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import structlog

from engine.base.ports import DELIVER, Job, MailFile
from engine.base.records import Message
from engine.jobs.bench import Bench
from engine.messages.channels import CHANNELS
from engine.messages.errors import DeliveryFailed
from engine.store.errors import NotStored, StoreBusy

PAUSES: Final = (5, 15, 60, 300, 900, 3600, 3600, 3600, 3600, 14400, 14400, 14400, 28800)
"""Seconds before the second, third, … attempt: about a day in all."""

TRIES: Final = 8
"""How often it is tried to write what has gone; each try waits for the database by itself."""

log = structlog.get_logger()


def deliver(bench: Bench, id: str) -> None:
    """Send the message if it is still to be sent, and was not erased with its case.

    A crash after the other side took it and before that is written down sends it once more, with
    the same Message-ID or idempotency key.
    """
    with bench.store.read() as view:
        message = view.outbox.find(id)
    if message is None or message.state != "queued":
        return
    if message.ends_at is not None and message.ends_at <= bench.clock.now():
        _give_up(bench, message, "too late to be of use")
        return
    try:
        CHANNELS[message.channel](bench.post, message, _files(bench, message))
    except DeliveryFailed as failure:
        _try_again(bench, message, failure)
    else:
        _sent(bench, message)


def _files(bench: Bench, message: Message) -> tuple[MailFile, ...]:
    """What goes with it, read for this attempt only. Raises DeliveryFailed."""
    found = []
    for one in message.files:
        if bench.files is None:
            raise DeliveryFailed("no files are kept", forever=True)
        try:
            with bench.files.open(one.id) as stream:
                found.append(MailFile(one.name, one.media_type, stream.read()))
        except NotStored:
            raise DeliveryFailed("a file to attach is gone", forever=True) from None
    return tuple(found)


def _sent(bench: Bench, message: Message) -> None:
    now = bench.clock.now()
    sent = replace(message, state="sent", sent_at=now, attempts=message.attempts + 1, error="")
    _written(bench, _emptied(bench, sent))
    log.info("message sent", message=message.id, channel=message.channel)


def _written(bench: Bench, sent: Message) -> None:
    """Write that a message has gone, so that it does not go twice because somebody else writes."""
    # With the first message that has gone.
    from tenacity import Retrying, retry_if_exception_type, stop_after_attempt  # noqa: PLC0415

    again = Retrying(
        stop=stop_after_attempt(TRIES), retry=retry_if_exception_type(StoreBusy), reraise=True
    )
    for attempt in again:
        with attempt, bench.store.write() as unit:
            unit.outbox.change(sent)


def _try_again(bench: Bench, message: Message, failure: DeliveryFailed) -> None:
    attempts = message.attempts + 1
    if failure.forever or attempts > len(PAUSES):
        _give_up(bench, replace(message, attempts=attempts), str(failure))
        return
    job = Job(f"{message.id}.{attempts}", DELIVER, message.id, PAUSES[attempts - 1])
    with bench.store.write() as unit:
        unit.outbox.change(replace(message, attempts=attempts, error=str(failure)))
        unit.enqueue(job)
    log.warning("message delayed", message=message.id, attempts=attempts, error=str(failure))


def _give_up(bench: Bench, message: Message, reason: str) -> None:
    with bench.store.write() as unit:
        unit.outbox.change(_emptied(bench, replace(message, state="failed", error=reason)))
    log.error("message not sent", message=message.id, channel=message.channel, error=reason)


def _emptied(bench: Bench, message: Message) -> Message:
    """Without its text, if that is a secret that runs out."""
    if message.ends_at is None or bench.shows_outbox:
        return message
    return replace(message, to="", subject="", body="", frame=None, files=())
