"""Stored cases opened for an operator, and what that shares with the whole product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from engine.base.system import SystemClock
from engine.bundles.library import FilesOf, Library
from engine.definitions.loader import load
from engine.definitions.model.programme import Definitions
from engine.language.catalogs import Catalogs
from engine.services.archive import Archive
from engine.services.case_renewal import Renewal
from engine.settings.demo_secrets import with_own_secrets
from engine.settings.settings import Settings, SettingsRefused, require_secrets
from engine.store.store import Store
from engine.store.vault import Vault


def prepared(settings: Settings) -> Settings:
    """Settings with all secrets: the demonstration makes its own. Raises SettingsRefused."""
    return with_own_secrets(settings) if settings.demo else require_secrets(settings)


def defined(settings: Settings) -> Definitions:
    """The definitions of these settings. Raises DefinitionsRefused and SettingsRefused."""
    definitions = load(settings.definitions)
    banks = {one.bank.name for one in definitions.programmes.values()}
    if unknown := sorted(set(settings.bank_hosts) - banks):
        told = f"there is no programme of {', '.join(unknown)}; banks: {', '.join(sorted(banks))}."
        raise SettingsRefused({"BANK_HOSTS": told})
    return definitions


def catalogs(settings: Settings) -> Catalogs:
    """The words of these settings; those beside the definitions come first."""
    return Catalogs.load([settings.definitions / "translations", settings.translations])


def bundles_in(store: Store) -> FilesOf:
    """The stored bundles."""

    def files(name: str) -> Mapping[str, str]:
        with store.read() as view:
            return view.bundles.one(name).sources

    return files


@contextmanager
def archive(settings: Settings) -> Iterator[Archive]:
    """The cases behind these settings, without serving anything."""
    settings = prepared(settings)
    vault = Vault(settings.answers_keys, settings.secret_key.encode())
    store = Store.open(settings.database, vault)
    try:
        library = Library(load(settings.definitions), catalogs(settings), bundles_in(store))
        yield Archive(store, library, SystemClock())
    finally:
        store.close()


@contextmanager
def renewing(settings: Settings) -> Iterator[Renewal]:
    """What makes cards and timers of the cases behind these settings anew."""
    settings = prepared(settings)
    vault = Vault(settings.answers_keys, settings.secret_key.encode())
    with archive(settings) as cases:
        yield Renewal(cases.store, cases.library, cases.clock, vault.hash)
