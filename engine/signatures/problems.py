"""Every reason why a signed file is refused: its code and its sentence."""

from __future__ import annotations

from typing import Final

from engine.language.marker import N_
from engine.signatures.findings import SignatureProblem

PROBLEMS: Final = {
    "not-a-container": N_("The file is neither an ASiC-E container (.asice, .edoc) nor a PDF."),
    "too-large": N_("The file, or something in it, is larger than is accepted."),
    "zip-damaged": N_("The container is damaged and cannot be read."),
    "zip-encrypted": N_("Something in the container is locked with a password."),
    "zip-method": N_("The container is packed in a way that signed containers never are."),
    "zip-names": N_("A name in the container leads out of it or is not a plain file name."),
    "zip-duplicate": N_("Two things in the container have the same name."),
    "zip-disagrees": N_("The container lists its content in two ways that do not agree."),
    "mimetype-missing": N_("The container does not say what it is (no “mimetype”)."),
    "mimetype-wrong": N_("The container says that it is something other than ASiC-E."),
    "cades": N_("The container holds signatures in CAdES; only XAdES is read."),
    "no-document": N_("There is no document in the container."),
    "no-signature": N_("There is no signature in the file."),
    "too-many-signatures": N_("There are more signatures than are accepted."),
    "signature-unreadable": N_("A signature file is no proper XML."),
    "signature-doctype": N_(
        "A signature file has a document type (DOCTYPE), which is not allowed."
    ),
    "signature-form": N_("A signature file is not built as XAdES in ASiC-E is."),
    "duplicate-id": N_("Two parts of a signature file have the same identifier."),
    "signed-properties": N_("The properties of a signature are not signed exactly once."),
    "properties-target": N_("The properties of a signature belong to another signature."),
    "reference-transform": N_(
        "What is signed is changed by a transformation before it is compared."
    ),
    "reference-outside": N_("A signature refers to something that is not in the container."),
    "reference-twice": N_("A signature names the same document twice."),
    "not-covered": N_("A document in the container is not covered by a signature."),
    "certificate-missing": N_("The certificate that a signature names is not in the file."),
    "certificate-weak": N_("A signature names its certificate by a digest that is no longer safe."),
    "algorithm-weak": N_(
        "A signature uses SHA-1 or another algorithm that is no longer safe. Please sign anew"
        " with a current program."
    ),
    "algorithm-unknown": N_("A signature uses an algorithm that is not accepted."),
    "content-changed": N_("A document was changed after it was signed."),
    "signature-wrong": N_("The value of a signature does not fit what it signs."),
    "key-usage": N_("A certificate is not meant for signing documents."),
    "chain-untrusted": N_("A certificate was not issued by an authority that is trusted here."),
    "certificate-expired": N_(
        "A certificate was not valid at the time of the check, and no time stamp proves an "
        "earlier one."
    ),
    "certificate-revoked": N_("A certificate was revoked."),
    "revocation-unknown": N_("Whether a certificate was revoked could not be checked."),
    "time-stamp-wrong": N_("A time stamp does not belong to its signature."),
    "time-stamp-untrusted": N_("A time stamp was not made by an authority that is trusted here."),
    "pdf-damaged": N_("The PDF is damaged and cannot be read."),
    "pdf-encrypted": N_("The PDF is locked with a password."),
    "pdf-coverage": N_("A signature does not cover the whole PDF as it was signed."),
    "pdf-appended": N_("Something was added to the PDF after the last signature."),
    "pdf-changed": N_("The PDF was changed after it was signed."),
    "too-much": N_("The file cannot be checked: it is built in a way that takes too much."),
    "document-other": N_("The file does not hold the documents that are to be signed."),
    "document-extra": N_(
        "The file holds a document that is not among those that are to be signed."
    ),
    "document-missing": N_("A document that is to be signed is not in the file."),
    "document-changed": N_("A document is not as it was when it was given to sign."),
    "document-renamed": N_("A document has another name than when it was given to sign."),
    "document-unsigned": N_(
        "A document that is to be signed was not signed by everybody who signed another."
    ),
    "signer-none": N_("Nobody who has to sign signed the file."),
    "signer-extra": N_("Somebody signed who does not have to sign."),
    "signer-namesake": N_(
        "Somebody signed who has the same name as a person who has to sign, and another "
        "personal code."
    ),
    "signer-doubtful": N_(
        "Whether a signature is that of a person who has to sign must be looked at: name or "
        "personal code cannot be compared, or one of them differs."
    ),
    "signer-unnamed": N_("A signature does not say whose it is."),
    "signer-twice": N_("A person signed more than once."),
}


def problem(code: str) -> SignatureProblem:
    """The problem of this code."""
    return SignatureProblem(code, PROBLEMS[code])


class SignatureRefused(Exception):
    """The file, or one signature, cannot be looked at further."""

    def __init__(self, code: str) -> None:
        super().__init__(PROBLEMS[code])
        self.problem = problem(code)
