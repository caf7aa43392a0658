"""All settings, read once from the environment, in one table.

``SETTINGS`` is what docs/settings.md and ``doctor`` print. Secrets never show in ``repr``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.sites import Sites
from engine.settings.parsers import (
    address,
    addresses,
    flag,
    keys,
    names,
    one_of,
    optional_address,
    paths,
    roles,
    secret,
    span,
    whole,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: the variable, what it means, its default, how its text is read."""

    name: str
    meaning: str
    default: str
    read: Callable[[str], Any] = str
    secret: bool = False


class SettingsRefused(AnketaError):
    """Some settings cannot be used; ``faults`` tells all of them, by name of the variable."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values of all settings; ``read`` makes them."""

    data: Annotated[
        Path, Setting("ANKETA_DATA", "Folder for the database, files and logs", "data", Path)
    ]
    database_url: Annotated[
        str,
        Setting(
            "DATABASE_URL",
            "SQLite or PostgreSQL; empty means SQLite in the data folder",
            "",
            secret=True,
        ),
    ] = field(repr=False)
    definitions: Annotated[
        Path, Setting("ANKETA_DEFINITIONS", "Folder of the definitions", "definitions", Path)
    ]
    translations: Annotated[
        Path, Setting("ANKETA_TRANSLATIONS", "Folder of the translations", "translations", Path)
    ]
    secret_key: Annotated[
        str,
        Setting(
            "ANKETA_SECRET_KEY",
            "Signs cookies and hashes codes and contacts; made by itself in demo mode",
            "",
            secret,
            secret=True,
        ),
    ] = field(repr=False)
    answers_keys: Annotated[
        Mapping[str, bytes],
        Setting(
            "ANKETA_ANSWERS_KEYS",
            "AES keys, NAME:BASE64 of 32 bytes, the first encrypts; made by itself in demo mode",
            "",
            keys,
            secret=True,
        ),
    ] = field(repr=False)
    demo: Annotated[
        bool,
        Setting(
            "ANKETA_DEMO",
            "Demonstration: keys make themselves, messages end in a local outbox page",
            "no",
            flag,
        ),
    ]
    base_url: Annotated[
        str,
        Setting(
            "ANKETA_BASE_URL",
            "Address that links in messages start with",
            "http://127.0.0.1:8000",
            address,
            addresses,
        ),
    ]
    trusted_hosts: Annotated[
        tuple[str, ...],
        Setting(
            "TRUSTED_HOSTS",
            "Host names to answer to; empty: that of the base address; a demonstration also "
            "answers to this machine's",
            "",
            names,
        ),
    ]
    bank_hosts: Annotated[
        Mapping[str, str],
        Setting(
            "BANK_HOSTS",
            "Banks with a host of their own: BANK=https://HOST, divided by commas; there no other "
            "bank is served, and its messages lead there",
            "",
            addresses,
        ),
    ]
    trusted_proxies: Annotated[
        int,
        Setting(
            "TRUSTED_PROXIES",
            "Proxies in front that are believed",
            "0",
            whole(0, 5),
        ),
    ]
    staff_second_factor: Annotated[
        bool,
        Setting(
            "ANKETA_STAFF_SECOND_FACTOR",
            "Whether staff must set up a second factor before they see a case; a demonstration "
            "only offers it",
            "yes",
            flag,
        ),
    ]
    oidc_issuer: Annotated[
        str,
        Setting(
            "OIDC_ISSUER",
            "Single sign-on of staff: the provider's address as it writes it; empty for none",
            "",
            optional_address,
            paths,
        ),
    ]
    oidc_client_id: Annotated[
        str, Setting("OIDC_CLIENT_ID", "Our name at the provider of the single sign-on", "")
    ]
    oidc_client_secret: Annotated[
        str,
        Setting(
            "OIDC_CLIENT_SECRET",
            "Our password at the provider of the single sign-on",
            "",
            secret=True,
        ),
    ] = field(repr=False)
    oidc_name: Annotated[
        str,
        Setting("OIDC_NAME", "What staff call the single sign-on", "Single sign-on"),
    ]
    oidc_email_claim: Annotated[
        str, Setting("OIDC_EMAIL_CLAIM", "The claim that holds the e-mail address", "email")
    ]
    oidc_roles_claim: Annotated[
        str, Setting("OIDC_ROLES_CLAIM", "The claim that holds groups or roles", "roles")
    ]
    oidc_roles: Annotated[
        Mapping[str, tuple[str, str]],
        Setting(
            "OIDC_ROLES",
            "What values of that claim mean: VALUE=PROGRAMME/ROLE, divided by commas",
            "",
            roles,
        ),
    ]
    sumsub_url: Annotated[
        str,
        Setting(
            "SUMSUB_URL",
            "Photo identification: address of the provider",
            "https://api.sumsub.com",
            address,
            addresses,
        ),
    ]
    sumsub_token: Annotated[
        str,
        Setting(
            "SUMSUB_TOKEN",
            "Photo identification: our token; empty connects no provider",
            "",
            secret=True,
        ),
    ] = field(repr=False)
    sumsub_secret: Annotated[
        str,
        Setting("SUMSUB_SECRET", "The key that signs what we ask", "", secret=True),
    ] = field(repr=False)
    sumsub_webhook_secret: Annotated[
        str,
        Setting("SUMSUB_WEBHOOK_SECRET", "The key that signs what they call", "", secret=True),
    ] = field(repr=False)
    sumsub_level: Annotated[
        str,
        Setting("SUMSUB_LEVEL", "What is checked of a person, as named there", "basic-kyc-level"),
    ]
    video: Annotated[
        Literal["none", "sumsub", "zoom"],
        Setting(
            "ANKETA_VIDEO",
            "Who serves video identification: none, sumsub (its people hold the call) or zoom "
            "(the bank's own do)",
            "none",
            one_of("none", "sumsub", "zoom"),
        ),
    ]
    sumsub_video_level: Annotated[
        str,
        Setting("SUMSUB_VIDEO_LEVEL", "The level of video calls, as named there", "video-ident"),
    ]
    zoom_url: Annotated[
        str,
        Setting("ZOOM_URL", "Address of the interface of Zoom", "https://api.zoom.us", address),
    ]
    zoom_tokens: Annotated[
        str, Setting("ZOOM_TOKENS", "Address that gives tokens for it", "https://zoom.us", address)
    ]
    zoom_account: Annotated[str, Setting("ZOOM_ACCOUNT", "Our account at Zoom", "")]
    zoom_client_id: Annotated[
        str, Setting("ZOOM_CLIENT_ID", "Our name of the server-to-server app there", "")
    ]
    zoom_client_secret: Annotated[
        str, Setting("ZOOM_CLIENT_SECRET", "Its password", "", secret=True)
    ] = field(repr=False)
    zoom_webhook_secret: Annotated[
        str,
        Setting(
            "ZOOM_WEBHOOK_SECRET", "The secret token that signs what Zoom calls", "", secret=True
        ),
    ] = field(repr=False)
    zoom_host: Annotated[
        str,
        Setting("ZOOM_HOST", "Who holds the calls there: an e-mail address, or me", "me"),
    ]
    dokobit_url: Annotated[
        str,
        Setting(
            "DOKOBIT_URL",
            "Signing: address of the provider",
            "https://gateway.dokobit.com",
            address,
            addresses,
        ),
    ]
    dokobit_api: Annotated[
        Literal["gateway", "portal"],
        Setting(
            "DOKOBIT_API",
            "Signing: gateway (signers go there from our pages) or portal (Dokobit writes to them "
            "by e-mail; then the address is https://app.dokobit.com)",
            "gateway",
            one_of("gateway", "portal"),
        ),
    ]
    dokobit_token: Annotated[
        str,
        Setting(
            "DOKOBIT_TOKEN",
            "Signing: our token; empty connects no provider",
            "",
            secret=True,
        ),
    ] = field(repr=False)
    dokobit_single: Annotated[
        Literal["pdf", "asice"],
        Setting(
            "DOKOBIT_SINGLE",
            "How one PDF alone is signed: pdf (inside of it) or asice (in a container)",
            "pdf",
            one_of("pdf", "asice"),
        ),
    ]
    signature_trust: Annotated[
        tuple[Path, ...],
        Setting(
            "SIGNATURE_TRUST",
            "Signatures: PEM files of the authorities that are trusted, divided by commas",
            "",
            paths,
        ),
    ]
    signature_lists: Annotated[
        tuple[Path, ...],
        Setting(
            "SIGNATURE_LISTS",
            "Signatures: their lists of revoked certificates, divided by commas; read anew each "
            "time",
            "",
            paths,
        ),
    ]
    smtp_host: Annotated[str, Setting("SMTP_HOST", "Mail server; empty sends no mail", "")]
    smtp_port: Annotated[
        int, Setting("SMTP_PORT", "Port of the mail server", "587", whole(1, 65535))
    ]
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"],
        Setting(
            "SMTP_SECURITY", "starttls, tls or none", "starttls", one_of("starttls", "tls", "none")
        ),
    ]
    smtp_user: Annotated[
        str, Setting("SMTP_USER", "Name at the mail server; empty logs in nowhere", "")
    ]
    smtp_password: Annotated[
        str, Setting("SMTP_PASSWORD", "Password at the mail server", "", secret=True)
    ] = field(repr=False)
    smtp_from: Annotated[
        str,
        Setting(
            "SMTP_FROM", "Sender of mails of banks that name none", "noreply@onboarding.example"
        ),
    ]
    sms_gateway_url: Annotated[
        str,
        Setting(
            "SMS_GATEWAY_URL", "Address that takes short messages as JSON; empty sends none", ""
        ),
    ]
    sms_gateway_token: Annotated[
        str, Setting("SMS_GATEWAY_TOKEN", "Bearer token for the gateway", "", secret=True)
    ] = field(repr=False)
    sms_sender: Annotated[
        str, Setting("SMS_SENDER", "Sender of short messages of banks that name none", "Anketa")
    ]
    session_idle: Annotated[
        timedelta,
        Setting(
            "ANKETA_SESSION_IDLE_MINUTES",
            "Minutes without a request that end a session",
            "15",
            span("minutes"),
        ),
    ]
    session_length: Annotated[
        timedelta,
        Setting(
            "ANKETA_SESSION_HOURS", "Hours that end a session in any case", "12", span("hours")
        ),
    ]
    code_length: Annotated[
        timedelta,
        Setting(
            "ANKETA_CODE_MINUTES",
            "Minutes that a confirmation code is valid",
            "10",
            span("minutes"),
        ),
    ]
    code_pause: Annotated[
        timedelta,
        Setting(
            "ANKETA_CODE_PAUSE_SECONDS",
            "Seconds before a code may be sent again",
            "60",
            span("seconds"),
        ),
    ]
    codes_per_hour: Annotated[
        int,
        Setting(
            "ANKETA_CODES_PER_HOUR",
            "Codes that one contact is sent in an hour at most, the first one not counted",
            "5",
            whole(1, 100),
        ),
    ]
    codes_per_range: Annotated[
        int,
        Setting(
            "ANKETA_CODES_PER_RANGE",
            "Codes in an hour for numbers alike but for three digits; free in demo mode",
            "100",
            whole(1, 1_000_000),
        ),
    ]
    codes_per_address: Annotated[
        int,
        Setting(
            "ANKETA_CODES_PER_ADDRESS",
            "Codes that one network address may cause in an hour; free in demo mode",
            "300",
            whole(1, 1_000_000),
        ),
    ]
    logins_per_address: Annotated[
        int,
        Setting(
            "ANKETA_LOGINS_PER_ADDRESS",
            "Log-ins that one network address may try in those minutes; free in demo mode",
            "300",
            whole(1, 1_000_000),
        ),
    ]
    registration_length: Annotated[
        timedelta,
        Setting(
            "ANKETA_REGISTRATION_HOURS",
            "Hours after which an unfinished registration is deleted",
            "24",
            span("hours"),
        ),
    ]
    login_failures: Annotated[
        int,
        Setting("ANKETA_LOGIN_FAILURES", "Failed log-ins that lock a contact", "5", whole(1, 100)),
    ]
    login_window: Annotated[
        timedelta,
        Setting(
            "ANKETA_LOGIN_WINDOW_MINUTES",
            "Minutes in which they count, and of the lock",
            "15",
            span("minutes"),
        ),
    ]
    free_space: Annotated[
        int,
        Setting(
            "ANKETA_FREE_SPACE_MB",
            "Megabytes that uploads leave free on the disk",
            "2048",
            whole(0, 10_000_000),
        ),
    ]
    case_files: Annotated[
        int,
        Setting(
            "ANKETA_CASE_FILES_MB",
            "Megabytes that the files of one application may take",
            "300",
            whole(1, 1_000_000),
        ),
    ]
    account_files: Annotated[
        int,
        Setting(
            "ANKETA_ACCOUNT_FILES_MB",
            "Megabytes that the files of all applications of an applicant may take",
            "1000",
            whole(1, 1_000_000),
        ),
    ]
    worker: Annotated[
        str,
        Setting("ANKETA_WORKER", "Name of this process among several workers", "local"),
    ]
    log_format: Annotated[
        Literal["text", "json"],
        Setting("ANKETA_LOG_FORMAT", "text or json", "text", one_of("text", "json")),
    ]
    log_level: Annotated[
        str,
        Setting(
            "ANKETA_LOG_LEVEL",
            "debug, info, warning or error",
            "info",
            one_of("debug", "info", "warning", "error"),
        ),
    ]

    @property
    def sites(self) -> Sites:
        """Where the pages of each bank are."""
        return Sites(self.base_url, self.bank_hosts)

    @property
    def database(self) -> str:
        """The database URL to use."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'anketa.sqlite3'}"


_ROWS: Final[dict[str, Setting]] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}
SETTINGS: Final = tuple(_ROWS.values())


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from the environment. Raises ``SettingsRefused`` with every fault at once."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, setting in _ROWS.items():
        text = environment.get(setting.name, "").strip() or setting.default
        try:
            values[name] = setting.read(text)
        except ValueError as error:
            faults[setting.name] = f"{error}."
    if faults:
        raise SettingsRefused(faults)
    return Settings(**values)


def require_secrets(settings: Settings) -> Settings:
    """The same settings. Raises ``SettingsRefused`` for secrets that are empty or badly guarded."""
    wanted = {
        "ANKETA_SECRET_KEY": settings.secret_key,
        "ANKETA_ANSWERS_KEYS": settings.answers_keys,
    }
    advice = "set it, or use demo mode; see docs/settings.md."
    faults = {name: advice for name, value in wanted.items() if not value}
    if settings.oidc_issuer and not settings.oidc_issuer.startswith("https:"):
        faults["OIDC_ISSUER"] = "write an https address: passwords and codes go there."
    if faults:
        raise SettingsRefused(faults)
    return settings
