"""The command line of Anketa: ``python cli.py --help``, or ``anketa --help`` once installed."""

from __future__ import annotations

import click

from terminal.catalogs import i18n
from terminal.checking import check_command
from terminal.judging import judge_command, validate_command
from terminal.service import audit, db, doctor, serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Definitions in, applicants routed: check, prove, try out and serve a bank's onboarding."""


for command in (
    check_command,
    judge_command,
    validate_command,
    serve,
    doctor,
    db,
    audit,
    i18n,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
