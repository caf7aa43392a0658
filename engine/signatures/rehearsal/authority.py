"""The authority of a rehearsal: it gives a certificate to whoever signs there, and stamps the time.

Its root stays in a folder of the demonstration, so that a signature is trusted as long as that is.
"""

from __future__ import annotations

import os
from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from engine.base.dataclass import dataclass
from engine.signatures.rehearsal.certificates import Holder, Wanted, issued, named, named_person
from engine.signatures.trust import Trust

NAME: Final = "Rehearsal Authority (trusted by nobody in earnest)"
CLOCK: Final = "Rehearsal Clock"
FILE: Final = "authority.pem"
YEAR: Final = timedelta(days=365)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RehearsalAuthority:
    """A root that gives certificates to anybody."""

    root: Holder = field(repr=False)

    def person(self, name: str, code: str, at: datetime, country: str = "LV") -> Holder:
        """A certificate for a person, valid for a year, with a key of its own."""
        given, _, surname = name.strip().rpartition(" ")
        subject = named_person(given, surname, code, country)
        return self._issued(Wanted(subject, _key(), _serial(), at - DAY, at + YEAR))

    def clock(self, at: datetime) -> Holder:
        """A clock that may stamp; its key takes a while to make, so keep it."""
        key = rsa.generate_private_key(65537, 2048)
        wanted = Wanted(named(CLOCK), key, _serial(), at - DAY, at + YEAR, stamps=True)
        return self._issued(wanted)

    def trust(self, at: datetime) -> Trust:
        """What has to be trusted for a rehearsal, with an empty list of revoked certificates."""
        return Trust(at).with_certificates(self.root.pem).with_list(self.revoked(at))

    def revoked(self, at: datetime) -> bytes:
        """The list of revoked certificates, in DER: there are none."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(named(NAME))
            .last_update(at - timedelta(minutes=1))
            .next_update(at + 7 * DAY)
            .sign(self.root.key, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.DER)

    def _issued(self, wanted: Wanted) -> Holder:
        return issued(wanted, named(NAME), self.root.key)


def kept_in(folder: Path, at: datetime) -> RehearsalAuthority:
    """The authority whose root is in the folder; a new one where there is none."""
    file = folder / FILE
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        made = begun(at)
        folder.mkdir(parents=True, exist_ok=True)
        own = made.root.private(serialization.Encoding.PEM) + made.root.pem
        # Written whole before it has its name: on a full disk nothing half is left behind.
        with NamedTemporaryFile(dir=folder) as new:
            new.write(own)
            new.flush()
            try:
                os.link(new.name, file)
            except FileExistsError:  # another process was quicker
                return kept_in(folder, at)
        return made
    key = serialization.load_pem_private_key(content, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("The authority of the rehearsal has another kind of key.")
    return RehearsalAuthority(Holder(x509.load_pem_x509_certificate(content), key))


def begun(at: datetime) -> RehearsalAuthority:
    """A new authority."""
    key = _key()
    wanted = Wanted(named(NAME), key, _serial(), at - DAY, at + 10 * YEAR, ca=True)
    return RehearsalAuthority(issued(wanted, named(NAME), key))


def _serial() -> int:
    return x509.random_serial_number()


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
