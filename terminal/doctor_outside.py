"""What the doctor looks at of outside parties, and of whom signatures are trusted by."""

from __future__ import annotations

from email.utils import parseaddr

from engine.base.dataclass import dataclass
from engine.base.system import SystemClock, SystemRandomness
from engine.definitions.loader import check
from engine.identification.connected import providers_of
from engine.settings.settings import Settings
from engine.signatures.believed import trust_of
from engine.signatures.people import name_of
from engine.signatures.trust import TrustUnreadable
from engine.signing.connected import signing_of


@dataclass(frozen=True, slots=True)
class SetupFinding:
    """One line of the doctor: what was looked at, how it is, and what to do."""

    what: str
    fine: bool
    how: str
    advice: str = ""


def senders(settings: Settings) -> SetupFinding:
    """Whom mails and short messages of each bank come from."""
    found, _faults = check(settings.definitions)
    banks = {one.bank.name: one.bank for one in found.programmes.values()} if found else {}
    ours = parseaddr(settings.smtp_from)[1]
    how = (
        f"{name}: {bank.mail_name or bank.title.source} <{bank.mail_from or ours}>,"
        f" {bank.sms_sender or settings.sms_sender}"
        for name, bank in banks.items()
    )
    return SetupFinding("Senders", bool(banks), "; ".join(how) or "no banks", "Run `check`.")


def identification(settings: Settings) -> SetupFinding:
    """Whether the provider takes our token; nothing of any person is sent."""
    if settings.video == "sumsub" and not settings.sumsub_token:
        return SetupFinding("Identification", False, "ANKETA_VIDEO without SUMSUB_TOKEN", "Set it.")
    if not settings.sumsub_token and settings.video == "none":
        own = "the provider of the demonstration" if settings.demo else "SUMSUB_TOKEN is not set"
        advice = "Without it the bank has to identify everybody in person."
        return SetupFinding("Identification", True, own, advice)
    found = providers_of(settings, SystemClock(), SystemRandomness())
    wrong = "; ".join(dict.fromkeys(filter(None, (one.check() for one in found.values()))))
    how = wrong or ", ".join(found)
    advice = "Look at the settings that begin with SUMSUB_ and ZOOM_."
    return SetupFinding("Identification", not wrong, how, advice)


def signing(settings: Settings) -> SetupFinding:
    """Whether the provider takes our token; nothing of any person is sent."""
    provider = signing_of(settings, SystemClock())
    if provider is None:
        own = "the provider of the demonstration" if settings.demo else "DOKOBIT_TOKEN is not set"
        advice = "Without it everybody has to sign with a signature of their own."
        return SetupFinding("Signing", True, own, advice)
    wrong = provider.check()
    advice = "Look at the settings that begin with DOKOBIT_."
    return SetupFinding("Signing", not wrong, wrong or settings.dokobit_url, advice)


def trust(settings: Settings) -> SetupFinding:
    """Whether what signatures are judged by can be read, and still holds."""
    now, advice = SystemClock().now(), "Look at SIGNATURE_TRUST and SIGNATURE_LISTS."
    try:
        known = trust_of(settings, now)
    except TrustUnreadable as fault:
        return SetupFinding("Trust", False, str(fault), advice)
    ended = [name_of(one) for one in (*known.roots, *known.between) if one.not_valid_after < now]
    wrong = [f"{one} has expired" for one in ended]
    wrong += [f"the list of {one} is too old" for one in known.lists_ended(now)]
    if not known.roots and not wrong:
        none = "no authority: every signed file is for a person to judge"
        return SetupFinding("Trust", not settings.dokobit_token, none, advice)
    told = f"{len(known.roots)} authorities, {len(known.lists)} lists of revoked certificates"
    return SetupFinding("Trust", not wrong, "; ".join(wrong) or told, advice)
