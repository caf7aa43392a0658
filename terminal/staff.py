"""``staff``: who works with cases, in which roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine.bootstrap import Product
from engine.services.staff_accounts import NewStaff, StaffAccounts, StaffLine, StaffRefused
from terminal.output import note, say, say_json, told
from terminal.products import product_of
from terminal.service import DATA, DEMO


@click.group("staff")
def staff() -> None:
    """People of the bank who work with cases."""


@staff.command("add")
@click.argument("email")
@click.option("--name", required=True, help="What colleagues and applicants read.")
@click.option(
    "--role", "roles", multiple=True, required=True, help="A role of the flow; may be repeated."
)
@click.option("--programme", help="The programme; needed where there are several.")
@click.option("--lang", default="lv", show_default=True, help="Language of messages.")
@click.option("--ask", is_flag=True, help="Ask for the password instead of making one.")
@DATA
@DEMO
@told
def add(email: str, data: Path | None, *, ask: bool, demo: bool, **given: Any) -> None:
    """Make an account with roles; its password is shown once."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else ""
    name, roles = given["name"], given["roles"]
    with product_of(data, demo=demo) as product:
        chosen = _programme(product, given["programme"])
        new = NewStaff(email, name, {chosen: roles}, given["lang"], password)
        hired = _accounts(product).add(new)
    where = f"{chosen}, at {hired.account.bank}"
    say(f"{name}, {', '.join(roles)} of {where}: {hired.account.id}")
    if not ask:
        note(f"Password, shown this once: {hired.password}")


@staff.command("list")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@DATA
@DEMO
@told
def list_staff(form: str, data: Path | None, *, demo: bool) -> None:
    """Everybody of the staff, bank by bank, with roles; who is shut out is marked."""
    with product_of(data, demo=demo) as product:
        lines = sorted(_accounts(product).every(), key=lambda line: line.account.bank)
    if form == "json":
        say_json([_data(line) for line in lines])
        return
    for line in lines:
        mark = "  shut out" if line.account.disabled else ""
        who = f"{line.account.id}  {line.account.bank}  {line.account.email}  {line.member.name}"
        say(f"{who}  {_roles(line)}{mark}")


@staff.command("disable")
@click.argument("who", metavar="EMAIL")
@click.option("--undo", is_flag=True, help="Let in again.")
@DATA
@DEMO
@told
def disable(who: str, data: Path | None, *, undo: bool, demo: bool) -> None:
    """Shut somebody out at once, by e-mail address or account id; what they did stays."""
    with product_of(data, demo=demo) as product:
        line = _accounts(product).disable(who, disabled=not undo)
    say(f"{line.member.name} is {'let in again' if undo else 'shut out'}.")


@staff.command("roles")
@click.argument("who", metavar="EMAIL")
@click.option("--role", "roles", multiple=True, help="A role of the flow; may be repeated.")
@click.option("--programme", help="The programme; needed where there are several.")
@click.option("--none", is_flag=True, help="No role of the programme any more.")
@DATA
@DEMO
@told
def assign(who: str, data: Path | None, *, none: bool, demo: bool, **given: Any) -> None:
    """Give somebody exactly these roles of a programme, at once: their sessions end."""
    if none == bool(given["roles"]):
        raise StaffRefused("Say which roles, by --role, or --none.")
    with product_of(data, demo=demo) as product:
        chosen = _programme(product, given["programme"])
        line = _accounts(product).assign(who, chosen, given["roles"])
    say(f"{line.member.name}: {_roles(line) or 'no role'}")


@staff.command("end")
@click.argument("who", metavar="EMAIL")
@DATA
@DEMO
@told
def end(who: str, data: Path | None, *, demo: bool) -> None:
    """End an account for good: roles, password, second factors and sessions go at once.

    What was done stays under its name.
    """
    with product_of(data, demo=demo) as product:
        line = _accounts(product).dismiss(who)
    say(f"{line.member.name} is not of the staff any more.")


@staff.command("reset")
@click.argument("who", metavar="EMAIL")
@DATA
@DEMO
@told
def reset(who: str, data: Path | None, *, demo: bool) -> None:
    """A password for the next log-in, shown once; second factors and sessions end.

    For somebody who lost password or second factor. Make sure that it is they who ask.
    """
    with product_of(data, demo=demo) as product:
        hired = _accounts(product).reset(who)
    note(f"Password for the next log-in, shown this once: {hired.password}")


def _accounts(product: Product) -> StaffAccounts:
    return StaffAccounts(product.desk, product.library)


def _programme(product: Product, named: str | None) -> str:
    if named is not None:
        return named
    names = list(product.programmes)
    if len(names) != 1:
        raise StaffRefused(f"Say which programme: {', '.join(names) or 'there is none'}.")
    return names[0]


def _roles(line: StaffLine) -> str:
    parts = (f"{name}: {', '.join(roles)}" for name, roles in line.member.roles.items())
    return "; ".join(parts)


def _data(line: StaffLine) -> dict[str, object]:
    return {
        "account": line.account.id,
        "bank": line.account.bank,
        "email": line.account.email,
        "name": line.member.name,
        "roles": {name: list(roles) for name, roles in line.member.roles.items()},
        "disabled": line.account.disabled,
    }
