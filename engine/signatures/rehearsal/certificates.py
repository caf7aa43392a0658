"""Certificates as an authority makes them, and who holds them."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from engine.base.dataclass import dataclass

if TYPE_CHECKING:
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key = field(repr=False)

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate in PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1_x509.Certificate:
        """The certificate as pyHanko knows it."""
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> asn1_keys.PrivateKeyInfo:
        """The key as pyHanko knows it."""
        return asn1_keys.PrivateKeyInfo.load(self.private(serialization.Encoding.DER))

    def private(self, encoding: serialization.Encoding) -> bytes:
        """The key itself."""
        return self.key.private_bytes(
            encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def stamper(self, at: datetime) -> DummyTimeStamper:
        """A clock that stamps this time."""
        # A sixth of all that is loaded, for those who sign only.
        from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper  # noqa: PLC0415

        return DummyTimeStamper(self.asn1, self.asn1_key, fixed_dt=at, include_nonce=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A certificate that is to be made."""

    subject: x509.Name
    key: Key = field(repr=False)
    serial: int
    begin: datetime
    end: datetime
    ca: bool = False
    commits: bool = True
    stamps: bool = False


def issued(wanted: Wanted, issuer: x509.Name, by: Key) -> Holder:
    """The certificate, signed with the key of the issuer."""
    key = wanted.key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(wanted.subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(wanted.serial)
        .not_valid_before(wanted.begin)
        .not_valid_after(wanted.end)
        .add_extension(x509.BasicConstraints(ca=wanted.ca, path_length=None), critical=True)
        .add_extension(_usage(ca=wanted.ca, commits=wanted.commits), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    if wanted.stamps:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return Holder(builder.sign(by, hashes.SHA256()), wanted.key)


def named(text: str) -> x509.Name:
    """The name of an authority or a clock."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def named_person(given: str, surname: str, code: str, country: str = "LV") -> x509.Name:
    """The name of a person, as Latvian certificates write it."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{given} {surname}".strip().upper()),
            *([x509.NameAttribute(NameOID.SURNAME, surname)] if surname else []),
            *([x509.NameAttribute(NameOID.GIVEN_NAME, given)] if given else []),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, f"PNO{country}-{code}"),
        ]
    )


def _usage(*, ca: bool, commits: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=commits and not ca, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=ca, crl_sign=ca,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
