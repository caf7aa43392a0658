"""An invented authority: certificates, lists of revoked ones, and a clock that stamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from engine.signatures.trust import Trust

NOW = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(number: int, size: int = 2048) -> rsa.RSAPrivateKey:
    """A key of this size, the same all through a run of tests."""
    del number
    return rsa.generate_private_key(65537, size)


@cache
def ec_key(number: int) -> ec.EllipticCurvePrivateKey:
    del number
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Holder:
    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        return asn1_keys.PrivateKeyInfo.load(
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def stamper(self, at: datetime = NOW) -> DummyTimeStamper:
        return DummyTimeStamper(self.asn1, self.asn1_key, fixed_dt=at, include_nonce=False)


@dataclass
class Authority:
    """A root, what it issued, and what it revoked."""

    name: str = "Sample Root"
    serial: int = 1
    revoked: list[tuple[int, datetime]] = field(default_factory=list)
    root: Holder = field(init=False)

    def __post_init__(self) -> None:
        key = rsa_key(hash(self.name))
        self.root = Holder(self._built(self.name, key, key, self.name, ca=True), key)

    def _built(
        self, name: str, key: Key, by: Key, issuer: str, *, ca: bool = False,
        begin: datetime = NOW - timedelta(days=400), end: datetime = NOW + timedelta(days=400),
        usage: bool = True, stamps: bool = False, subject: x509.Name | None = None,
    ) -> x509.Certificate:  # fmt: skip
        self.serial += 1
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject or _name(name))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(self.serial)
            .not_valid_before(begin)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(_usage(ca=ca, commits=usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False
            )
        )
        if stamps:
            extended = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(extended, critical=True)
        return builder.sign(by, hashes.SHA256())

    def person(
        self, given: str = "Anna", surname: str = "Paraudziņa", code: str = "010190-12345",
        key: Key | None = None, *, begin: datetime = NOW - timedelta(days=100),
        end: datetime = NOW + timedelta(days=100), usage: bool = True, country: str = "LV",
    ) -> Holder:  # fmt: skip
        own = key or rsa_key(100)
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "LV"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"{given} {surname}".upper()),
                x509.NameAttribute(NameOID.SURNAME, surname),
                x509.NameAttribute(NameOID.GIVEN_NAME, given),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, f"PNO{country}-{code}"),
            ]
        )
        made = self._built(
            given, own, self.root.key, self.name, begin=begin, end=end, usage=usage, subject=subject
        )
        return Holder(made, own)

    def clock(self) -> Holder:
        key = rsa_key(200)
        return Holder(self._built("Sample Clock", key, self.root.key, self.name, stamps=True), key)

    def revoke(self, holder: Holder, at: datetime = NOW - timedelta(days=1)) -> None:
        self.revoked.append((holder.certificate.serial_number, at))

    def list(self, at: datetime = NOW, days: int = 7) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name(self.name))
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


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, ca: bool, commits: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=commits and not ca, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=ca, crl_sign=ca,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
