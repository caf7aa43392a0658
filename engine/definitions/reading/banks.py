"""The room of the banks: one file for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.base.colours import COLOUR, GROUND, READABLE, TINT, WHITE, contrast, mixed
from engine.base.values import Span, Text
from engine.definitions.faults import Faults
from engine.definitions.grammar.bank import BANK, COLOURS, CONTACT, FONT, LOOK, MAIL, OFFICE, SMS
from engine.definitions.grammar.shape import Shape
from engine.definitions.model.bank import Bank, BankLook, Office
from engine.definitions.reading.calendars import working_hours
from engine.definitions.reading.look_files import FONTS, LOGOS, look_file
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.yaml_nodes import Node, Scalar
from engine.validators import Context, email

NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,40}")
SENDER: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11}|\+?[0-9]{3,15}")
"""What networks take as the sender of a short message: letters and digits, or a number."""


def read_bank(name: str, root: MapReader, texts: Mapping[str, str], faults: Faults) -> Bank:
    """A bank, as far as it could be read; ``texts`` are all files beside it."""
    root.only(BANK.known, BANK.advice)
    written = root.scalar("bank", required=True)
    if written is not None and not NAME.fullmatch(name):
        message = f"“{name}” cannot stand in addresses of pages."
        faults.add("A210", written.span, message, "Write small letters, digits, “-” and “_”.")
    contact, mail, sms = _part(root, "contact", CONTACT), _part(root, "mail", MAIL), _sms(root)
    return Bank(
        name=name,
        title=root.needed_caption("title"),
        span=root.span,
        contact=MappingProxyType(
            {key: contact.text(key) for key in contact.entries} if contact else {}
        ),
        look=_look(name, _part(root, "look", LOOK), texts, faults),
        mail_from=_address(mail.scalar("from"), faults) if mail else "",
        mail_name=mail.text("name") if mail else "",
        sms_sender=sms,
        offices=tuple(office for node in root.items("offices") for office in _office(node, faults)),
    )


def no_bank(name: str, span: Span) -> Bank:
    """What stands for a bank that there is not."""
    return Bank(name, Text(""), span)


def _part(root: MapReader, key: str, shape: Shape) -> MapReader | None:
    part = as_map(root.node(key), shape.name, root.faults)
    if part is not None:
        part.only(shape.known, shape.advice)
    return part


def _look(name: str, look: MapReader | None, texts: Mapping[str, str], faults: Faults) -> BankLook:
    if look is None:
        return BankLook()
    colours, font = _part(look, "colours", COLOURS), _part(look, "font", FONT)
    accent = _colour(_written(colours, "accent"), faults, tinted=True) if colours else ""
    head = _colour(_written(colours, "head"), faults) if colours else ""
    logo = look_file(look.scalar("logo"), name, LOGOS, texts, faults)
    if font is None:
        return BankLook(accent, head, logo)
    files = (look_file(font.scalar(key), name, FONTS, texts, faults) for key in ("file", "bold"))
    family = _family(font.scalar("name", required=True), faults)
    return BankLook(accent, head, logo, family, *files)


def _written(colours: MapReader, key: str) -> Scalar | None:
    """What stands for a colour; a “#” without quotes has made a comment of it."""
    node = colours.node(key)
    if isinstance(node, Scalar) and not node.text and not node.style:
        message = f"“{key}” has no value: “#” begins a comment."
        colours.faults.add("A105", node.span, message, "Put the colour in quotes.")
        return None
    return colours.scalar(key)


def _colour(written: Scalar | None, faults: Faults, *, tinted: bool = False) -> str:
    """A colour dark enough for words on every ground where the pages put it."""
    if written is None:
        return ""
    colour = written.text.strip().lower()
    if not COLOUR.fullmatch(colour):
        message = f"“{written.text}” is no colour."
        faults.add("A107", written.span, message, "Write it in quotes, as “#0f5b6b”.")
        return ""
    grounds = {"white": WHITE, "the ground of pages": GROUND}
    if tinted:
        grounds["its own tint, under what is chosen,"] = mixed(colour, WHITE, TINT)
    least, ground = min((contrast(colour, each), name) for name, each in grounds.items())
    if least < READABLE:
        told = int(least * 100) / 100
        message = f"the contrast of {colour} with {ground} is {told:.2f}, less than {READABLE}."
        faults.add("A646", written.span, message, f"Take a darker one, as {_darker(colour)}.")
    return colour


def _darker(colour: str) -> str:
    """The first darker shade that can be read everywhere."""
    steps = (mixed(colour, "#000000", step / 20) for step in range(1, 21))
    fits = (
        each for each in steps
        if min(contrast(each, ground) for ground in (GROUND, mixed(each, WHITE, TINT))) >= READABLE
    )  # fmt: skip
    return next(fits, "#000000")


def _family(written: Scalar | None, faults: Faults) -> str:
    name = written.text.strip() if written else ""
    if written is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,60}", name):
        faults.add("A107", written.span, f"“{name}” is no name of letters.", "Write it as PT Sans.")
        return ""
    return name


def _address(written: Scalar | None, faults: Faults) -> str:
    if written is None:
        return ""
    result = email.validate(written.text, Context(date.min))
    if result.faults:
        message = f"“{written.text}” is no e-mail address."
        faults.add("A107", written.span, message, "Write it as clients@bank.example.")
    return result.value or ""


def _sms(root: MapReader) -> str:
    part = _part(root, "sms", SMS)
    written = part.scalar("sender", required=True) if part else None
    if written is None:
        return ""
    sender = written.text.strip()
    if not SENDER.fullmatch(sender):
        message = f"“{sender}” is no sender of short messages."
        advice = "Write up to 11 letters and digits, or a number."
        root.faults.add("A107", written.span, message, advice)
    return sender


def _office(node: Node, faults: Faults) -> tuple[Office, ...]:
    reader = as_map(node, OFFICE.name, faults)
    if reader is None:
        return ()
    reader.only(OFFICE.known, OFFICE.advice)
    hours = reader.scalar("hours")
    return (
        Office(
            reader.needed_caption("title"),
            reader.needed_caption("address"),
            reader.span,
            () if hours is None else working_hours(hours, faults),
        ),
    )
