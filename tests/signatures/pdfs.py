"""PDF signed as signing programs do, and what may be done to them afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.generic import NameObject, NumberObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen import canvas

from tests.signatures.authority import Holder


@dataclass(frozen=True)
class PdfSigning:
    holder: Holder
    field: str = "Signature1"
    stamper: DummyTimeStamper | None = None
    digest: str = "sha256"
    certify: bool = False
    cades: bool = True


def plain(text: str = "Sample agreement") -> bytes:
    """A page with a field that can be filled in."""
    made = BytesIO()
    page = canvas.Canvas(made)
    page.drawString(72, 720, text)
    page.acroForm.textfield(name="amount", value="100", x=72, y=600, width=200, height=20)
    page.save()
    return made.getvalue()


def bare() -> bytes:
    """A page without any form."""
    made = BytesIO()
    page = canvas.Canvas(made)
    page.drawString(72, 720, "Sample agreement")
    page.save()
    return made.getvalue()


def signed(*signings: PdfSigning, content: bytes | None = None) -> bytes:
    made = plain() if content is None else content
    for signing in signings:
        made = _sign(made, signing)
    return made


def _sign(content: bytes, signing: PdfSigning) -> bytes:
    registry = SimpleCertificateStore()
    signer = signers.SimpleSigner(
        signing_cert=signing.holder.asn1,
        signing_key=signing.holder.asn1_key,
        cert_registry=registry,
    )
    subfilter = (
        fields.SigSeedSubFilter.PADES
        if signing.cades
        else fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    about = signers.PdfSignatureMetadata(
        field_name=signing.field,
        md_algorithm=signing.digest,
        certify=signing.certify,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        subfilter=subfilter,
    )
    writer = IncrementalPdfFileWriter(BytesIO(content))
    made: BytesIO = signers.sign_pdf(writer, about, signer, timestamper=signing.stamper)
    return made.getvalue()


def with_filled_field(content: bytes) -> bytes:
    """The field of the form is given another value in a further revision."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[NameObject("/V")] = pdf_string("1000000")
    writer.update_container(field)
    return _written(writer)


def with_larger_page(content: bytes) -> bytes:
    """The page is shown twice as large."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/UserUnit")] = NumberObject(2)
    writer.update_container(page)
    return _written(writer)


def put_after(content: bytes) -> bytes:
    """Another whole PDF after this one, whose tables know nothing of what stands before."""
    other, start = plain("Another agreement"), len(content)
    table = other.rindex(b"xref\n", 0, other.rindex(b"startxref"))
    head, end = other[:table], other[table:]
    lines = [
        b"%010d" % (int(line[:10]) + start) + line[10:] if b" n" in line[-3:] else line
        for line in end.split(b"\n")
    ]
    moved = b"\n".join(lines).replace(b"startxref\n%d" % table, b"startxref\n%d" % (table + start))
    return content + head + moved


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def flipped(content: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in content
    return content.replace(old, new, 1)
