"""The command line of Anketa: ``python cli.py --help``, or ``anketa --help`` once installed."""

from __future__ import annotations

import click

from terminal.judging import judge_command, validate_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Definitions in, applicants routed: check, prove, try out and serve a bank's onboarding."""


main.add_command(judge_command)
main.add_command(validate_command)

if __name__ == "__main__":
    main()
