"""An invented authority: certificates, lists of revoked ones, and a clock that stamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from engine.signatures.rehearsal.certificates import (
    Holder,
    Key,
    Wanted,
    issued,
    named,
    named_person,
)
from engine.signatures.trust import Trust

NOW = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)


@cache
def rsa_key(number: int, size: int = 2048) -> rsa.RSAPrivateKey:
    """A key of this size, the same all through a run of tests."""
    del number
    return rsa.generate_private_key(65537, size)


@cache
def ec_key(number: int) -> ec.EllipticCurvePrivateKey:
    del number
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Authority:
    """A root, what it issued, and what it revoked."""

    name: str = "Sample Root"
    serial: int = 1
    revoked: list[tuple[int, datetime]] = field(default_factory=list)
    root: Holder = field(init=False)

    def __post_init__(self) -> None:
        key = rsa_key(hash(self.name))
        self.root = self._built(self.name, key, key, self.name, ca=True)

    def _built(
        self, name: str, key: Key, by: Key, issuer: str, *, ca: bool = False,
        begin: datetime = NOW - timedelta(days=400), end: datetime = NOW + timedelta(days=400),
        usage: bool = True, stamps: bool = False, subject: x509.Name | None = None,
    ) -> Holder:  # fmt: skip
        self.serial += 1
        wanted = Wanted(
            subject or named(name),
            key,
            self.serial,
            begin,
            end,
            ca=ca,
            commits=usage,
            stamps=stamps,
        )
        return issued(wanted, named(issuer), by)

    def person(
        self, given: str = "Anna", surname: str = "Paraudziņa", code: str = "010190-12345",
        key: Key | None = None, *, begin: datetime = NOW - timedelta(days=100),
        end: datetime = NOW + timedelta(days=100), usage: bool = True, country: str = "LV",
    ) -> Holder:  # fmt: skip
        own = key or rsa_key(100)
        subject = named_person(given, surname, code, country)
        return self._built(
            given, own, self.root.key, self.name, begin=begin, end=end, usage=usage, subject=subject
        )

    def clock(self) -> Holder:
        key = rsa_key(200)
        return self._built("Sample Clock", key, self.root.key, self.name, stamps=True)

    def revoke(self, holder: Holder, at: datetime = NOW - timedelta(days=1)) -> None:
        self.revoked.append((holder.certificate.serial_number, at))

    def list(self, at: datetime = NOW, days: int = 7) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(named(self.name))
            .last_update(at - timedelta(hours=1))
            .next_update(at + timedelta(days=days))
        )
        for serial, when in self.revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
            builder = builder.add_revoked_certificate(entry.build())
        made = builder.sign(self.root.key, hashes.SHA256())  # type: ignore[arg-type]
        return made.public_bytes(serialization.Encoding.DER)

    def trust(self, at: datetime = NOW, *, lists: bool = True) -> Trust:
        trust = Trust(at).with_certificates(self.root.pem)
        return trust.with_list(self.list(at)) if lists else trust
