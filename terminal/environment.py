"""Settings as a command sees them: the environment, and what its options say instead."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from engine.settings.demo_secrets import FILE_NAME
from engine.settings.settings import Settings, read
from terminal.options import TRANSLATIONS, definitions_here


def settings_of(data: Path | None, *, demo: bool) -> Settings:
    """The settings; unnamed definitions are those here, unnamed translations the product's."""
    settings = read(os.environ)
    if not os.environ.get("ANKETA_DEFINITIONS"):
        settings = replace(settings, definitions=definitions_here())
    if not os.environ.get("ANKETA_TRANSLATIONS"):
        settings = replace(settings, translations=TRANSLATIONS)
    if data is not None:
        settings = replace(settings, data=data)
    return replace(settings, demo=demo or settings.demo)


def has_own_secrets(data: Path | None) -> bool:
    """Whether the data folder is that of a demonstration."""
    return (data or read(os.environ).data).joinpath(FILE_NAME).exists()
