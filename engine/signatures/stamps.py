"""Time stamps: a token that an authority made for one signature value.

Source: RFC 3161, by the pyHanko library.
"""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime

from asn1crypto import cms
from pyhanko.sign.general import SignedDataCerts, extract_certificate_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator.errors import PathError, ValidationError

from engine.signatures.people import name_of
from engine.signatures.problems import SignatureRefused
from engine.signatures.trust import Trust


def stamped_at(token: bytes, stamped: bytes, trust: Trust) -> tuple[datetime, str]:
    """The time that a token proves for these bytes, and whose clock it is.

    ``SignatureRefused`` where it proves none.
    """
    try:
        content = cms.ContentInfo.load(token, strict=True)
        if content["content_type"].native != "signed_data":
            raise SignatureRefused("time-stamp-wrong")
        signed = content["content"]
        made = signed["encap_content_info"]["content"].parsed["gen_time"].native
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SignatureRefused("time-stamp-wrong") from None
    if not isinstance(made, datetime):
        raise SignatureRefused("time-stamp-wrong")
    status = _judged(signed, stamped, trust, made)
    return judged_time(status)


def judged_time(status: TimestampSignatureStatus) -> tuple[datetime, str]:
    """The time of a stamp that was judged, and whose clock it is.

    ``SignatureRefused`` where it does not hold.
    """
    if not (status.valid and status.intact):
        raise SignatureRefused("time-stamp-wrong")
    if status.trust_problem_indic is not None:
        raise SignatureRefused("time-stamp-untrusted")
    made: datetime = status.timestamp
    return made.astimezone(UTC), name_of(status.signing_cert)


def _judged(
    signed: cms.SignedData, stamped: bytes, trust: Trust, made: datetime
) -> TimestampSignatureStatus:
    certificates: SignedDataCerts = extract_certificate_info(signed)
    context = trust.context(made, revocation=False)
    context.certificate_registry.register_multiple(certificates.other_certs)
    try:
        found = asyncio.run(
            validate_tst_signed_data(
                signed, context, lambda algorithm: hashlib.new(algorithm, stamped).digest()
            )
        )
    except (PathError, ValidationError):
        raise SignatureRefused("time-stamp-untrusted") from None
    except (SignatureValidationError, ValueError, TypeError, KeyError):
        raise SignatureRefused("time-stamp-wrong") from None
    return TimestampSignatureStatus(**found)
