"""What a flow reads, beside its conditions: units, values, dates and events."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model.dependencies import Read, full_path, reads
from engine.definitions.model.flow_walk import flow_conditions
from engine.definitions.model.items import Happening, Item
from engine.definitions.model.route import CHANNELS, Flow


def flow_reads(flow: Flow) -> Iterator[Read]:
    """Everything a flow reads."""
    for condition, group in flow_conditions(flow):
        yield from reads(condition, group)
    for stage in flow.stages:
        if stage.given_by:
            yield Read(stage.given_by, stage.span)
    for provider in flow.providers:
        yield from (Read(path, provider.span) for path in provider.documents)
    for item in flow.items:
        yield from _beside(item)
        yield from (Read(full_path(each.subject, item.name), item.span) for each in item.shows)
        for made in (*item.makes, *item.suggests):
            if made.subject is not None:
                yield Read(full_path(made.subject, item.name), made.span)
    for notice in flow.notices:
        yield from _happenings(notice.on)
        channels = (name for name in notice.channels if name not in CHANNELS)
        named = (*notice.to, *channels, *notice.attaches)
        yield from (Read(name, notice.span) for name in named)
    for queue in flow.queues:
        yield from (Read(name, queue.span) for name in (*queue.columns, queue.order) if name)


def existence_reads(item: Item) -> Iterator[Read]:
    """What decides whether and how often there is an item."""
    yield from reads(item.when, item.name)
    if item.each is not None:
        yield Read(item.each.subject.path, item.span)
        yield from reads(item.each.where, item.each.subject.path)
    if item.forms_from:
        yield Read(item.forms_from, item.span)


def _beside(item: Item) -> Iterator[Read]:
    """What an item reads outside conditions."""
    yield from existence_reads(item)
    for value in item.values:
        yield from (Read(full_path(each, item.name), value.span) for each in value.arguments)
    if item.appointment is not None:
        for each in (item.appointment.day, item.appointment.clock):
            yield Read(full_path(each, item.name), item.appointment.span)
    for status in item.statuses:
        for timer in status.timers:
            if timer.date is not None:
                yield Read(full_path(timer.date, item.name), timer.span)
        for becomes in status.becomes:
            yield from _happenings(becomes.on)


def _happenings(on: tuple[Happening, ...]) -> Iterator[Read]:
    for happening in on:
        if happening.date is not None:
            yield Read(full_path(happening.date, happening.item), happening.span)
        elif happening.item:
            yield Read(happening.item, happening.span)
