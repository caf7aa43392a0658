"""Signed files: what is accepted, and each damage refused with a code of its own."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import cli
from engine.signatures.check import checked
from engine.signatures.containers import BOM, MIME
from engine.signatures.findings import Signer
from engine.signatures.trust import Trust, TrustUnreadable
from tests.signatures import asice, pdfs
from tests.signatures.asice import DS, FILES, SHA1, XADES, Signing, container, packed
from tests.signatures.authority import NOW, Authority, ec_key, rsa_key
from tests.signatures.pdfs import PdfSigning


class Office:
    """Everybody who signs, made once when the first file is asked for."""

    def __init__(self) -> None:
        self.authority = Authority()
        self.other = Authority("Other Root")
        person = self.authority.person
        self.anna = person()
        self.janis = person("Jānis", "Paraugs", "321234-12345", ec_key(1))
        self.revoked = person("Rita", "Atsaukta", "020290-12345", rsa_key(3))
        self.authority.revoke(self.revoked)
        self.expired = person("Emīls", "Vecais", key=rsa_key(4), end=NOW - timedelta(days=10))
        self.future = person("Zane", "Rīta", key=rsa_key(5), begin=NOW + timedelta(days=1))
        self.short = person("Īsa", "Atslēga", key=rsa_key(6, 1024))
        self.encrypts = person("Nav", "Parakstam", key=rsa_key(7), usage=False)
        self.stranger = self.other.person("Svešs", "Cilvēks", key=rsa_key(8))
        self.clock = self.authority.clock()
        self.other_clock = self.other.clock()
        self.trust = self.authority.trust()
        self.plain = Signing(self.anna)
        self.whole = container(self.plain)


@cache
def office() -> Office:
    return Office()


def found(content: bytes, trust: Trust | None = None) -> set[str]:
    file = checked(content, "file", trust or office().trust)
    return {problem.code for problem in file.every_problem}


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}


Made = Callable[[Office], bytes]

ACCEPTED: dict[str, Made] = {
    "RSA": lambda o: o.whole,
    "EC": lambda o: container(Signing(o.janis)),
    "time stamp": lambda o: container(Signing(o.anna, stamper=o.clock.stamper(NOW))),
    "EC with time stamp": lambda o: container(Signing(o.janis, stamper=o.clock.stamper(NOW))),
    "two in one file": lambda o: container(o.plain, Signing(o.janis, 2), together=True),
    "two in two files": lambda o: container(o.plain, Signing(o.janis)),
    "one document": lambda o: container(o.plain, files={"a.pdf": b"%PDF-1.7"}),
    "names in Latvian": lambda o: container(
        o.plain, files={"Līgums Nr. 5.pdf": b"1", "mape/Ēka.txt": b"2"}
    ),
    "stored": lambda o: packed({"mimetype": MIME} | _parts(o.whole), zipfile.ZIP_STORED),
    "mimetype with a mark": lambda o: container(o.plain, mimetype=BOM + MIME),
    "mimetype last": lambda o: packed(_parts(o.whole) | {"mimetype": MIME}),
    "manifest": lambda o: container(o.plain, extra={"META-INF/manifest.xml": b"<manifest/>"}),
    "stamped while valid": lambda o: container(
        Signing(o.expired, stamper=o.clock.stamper(NOW - timedelta(days=20)))
    ),
    "stamped before revoked": lambda o: container(
        Signing(o.revoked, stamper=o.clock.stamper(NOW - timedelta(days=2)))
    ),
    "PDF, RSA": lambda o: pdfs.signed(PdfSigning(o.anna)),
    "PDF, EC": lambda o: pdfs.signed(PdfSigning(o.janis)),
    "PDF, older kind": lambda o: pdfs.signed(PdfSigning(o.anna, cades=False)),
    "PDF, time stamp": lambda o: pdfs.signed(PdfSigning(o.anna, stamper=o.clock.stamper(NOW))),
    "PDF, two": lambda o: pdfs.signed(PdfSigning(o.anna), PdfSigning(o.janis, "Signature2")),
    "PDF, certified": lambda o: pdfs.signed(PdfSigning(o.anna, certify=True)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str) -> None:
    o = office()
    file = checked(ACCEPTED[name](o), "file", o.trust)
    assert file.every_problem == ()
    assert file.accepted
    for one in file.signatures:
        assert (one.content, one.chain, one.revocation) == ("intact", "trusted", "checked")
        assert one.time == ("proven" if "stamp" in name else "claimed")


def _node(path: str, change: Callable[[etree._Element], None]) -> asice.Nodes:
    def changed(signature: etree._Element) -> None:
        node = signature.find(path, {"ds": DS, "xades": XADES})
        assert node is not None
        change(node)

    return changed


def _set(path: str, name: str, value: str) -> asice.Nodes:
    return _node(path, lambda node: node.set(name, value))


def _text(path: str, value: str) -> asice.Nodes:
    return _node(path, lambda node: setattr(node, "text", value))


def _without(path: str) -> asice.Nodes:
    def cut(node: etree._Element) -> None:
        above = node.getparent()
        assert above is not None
        above.remove(node)

    return _node(path, cut)


def _twice(path: str) -> asice.Nodes:
    def again(node: etree._Element) -> None:
        above = node.getparent()
        assert above is not None
        above.append(etree.fromstring(etree.tostring(node)))

    return _node(path, again)


def _before(o: Office, change: asice.Nodes) -> bytes:
    return container(replace(o.plain, before=change))


def _after(o: Office, change: asice.Nodes) -> bytes:
    return container(replace(o.plain, after=change))


def _signature_file(content: bytes) -> bytes:
    return packed({"mimetype": MIME, **FILES, "META-INF/signatures0.xml": content})


def _xml(o: Office) -> bytes:
    return zipfile.ZipFile(BytesIO(o.whole)).read("META-INF/signatures0.xml")


def _patched(content: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    assert old in content
    return content.replace(old, new, count)


def _locked(content: bytes) -> bytes:
    """The bit of encryption set in every header of the directory and before the data."""
    made = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.find(mark)
        while start >= 0:
            made[start + offset] |= 1
            start = made.find(mark, start + 4)
    return bytes(made)


REFERENCE = "ds:SignedInfo/ds:Reference"
C14N_XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]>'
OF_PROPERTIES = f"{REFERENCE}[@Type]"

REFUSED: dict[str, tuple[Made, set[str]]] = {
    "empty": (lambda o: b"", {"not-a-container"}),
    "text": (lambda o: b"hello", {"not-a-container"}),
    "picture": (lambda o: b"\x89PNG\r\n\x1a\n", {"not-a-container"}),
    "cut off": (lambda o: o.whole[: len(o.whole) // 2], {"zip-damaged"}),
    "bytes changed inside": (
        lambda o: _patched(o.whole, b"ligums.pdf", b"LIGUMS.pdf"),
        {"zip-disagrees"},
    ),
    "locked": (lambda o: _locked(o.whole), {"zip-encrypted"}),
    "other packing": (
        lambda o: packed({"mimetype": MIME, "a.txt": b"a" * 99}, zipfile.ZIP_BZIP2),
        {"zip-method"},
    ),
    "name leads out": (lambda o: container(o.plain, extra={"../a.txt": b""}), {"zip-names"}),
    "absolute name": (lambda o: container(o.plain, extra={"/a.txt": b""}), {"zip-names"}),
    "backslash": (lambda o: container(o.plain, extra={"a\\b.txt": b""}), {"zip-names"}),
    "drive": (lambda o: container(o.plain, extra={"C:/a.txt": b""}), {"zip-names"}),
    "names alike": (lambda o: container(o.plain, extra={"LIGUMS.pdf": b""}), {"zip-duplicate"}),
    "too many parts": (
        lambda o: container(o.plain, extra={f"{n}.txt": b"" for n in range(300)}),
        {"too-large"},
    ),
    "bomb": (lambda o: container(o.plain, extra={"a.txt": bytes(140 * 2**20)}), {"too-large"}),
    "no mimetype": (lambda o: container(o.plain, mimetype=None), {"mimetype-missing"}),
    "ASiC-S": (
        lambda o: container(o.plain, mimetype=b"application/vnd.etsi.asic-s+zip"),
        {"mimetype-wrong"},
    ),
    "office document": (
        lambda o: container(o.plain, mimetype=b"application/vnd.oasis.opendocument.text"),
        {"mimetype-wrong"},
    ),
    "CAdES": (lambda o: container(o.plain, extra={"META-INF/signature.p7s": b"x"}), {"cades"}),
    "no document": (lambda o: container(o.plain, files={}), {"no-document"}),
    "no signature": (lambda o: packed({"mimetype": MIME, **FILES}), {"no-signature"}),
    "not XML": (lambda o: _signature_file(b"signature"), {"signature-unreadable"}),
    "document type": (lambda o: _signature_file(DOCTYPE + b"<a/>"), {"signature-doctype"}),
    "other root": (lambda o: _signature_file(b"<Signatures/>"), {"signature-form"}),
    "nothing in it": (
        lambda o: _signature_file(b'<XAdESSignatures xmlns="http://uri.etsi.org/02918/v1.2.1#"/>'),
        {"signature-form"},
    ),
    "something else in it": (
        lambda o: _signature_file(
            _patched(_xml(o), b"</asic:XAdESSignatures>", b"<a/></asic:XAdESSignatures>")
        ),
        {"signature-form"},
    ),
    "same number twice": (lambda o: _after(o, _set("ds:KeyInfo", "Id", "P1")), {"duplicate-id"}),
    "properties not signed": (lambda o: _before(o, _without(OF_PROPERTIES)), {"signed-properties"}),
    "properties signed twice": (lambda o: _before(o, _twice(OF_PROPERTIES)), {"signed-properties"}),
    "properties of another": (
        lambda o: _before(o, _set(".//xades:QualifyingProperties", "Target", "#S2")),
        {"properties-target"},
    ),
    "properties elsewhere": (
        lambda o: _before(o, _set(OF_PROPERTIES, "URI", "ligums.pdf")),
        {"signed-properties"},
    ),
    "transformed": (
        lambda o: _before(
            o,
            _node(
                REFERENCE,
                lambda node: node.insert(
                    0,
                    etree.fromstring(
                        f'<ds:Transforms xmlns:ds="{DS}">'
                        f'<ds:Transform Algorithm="{C14N_XPATH}"/></ds:Transforms>'
                    ),
                ),
            ),
        ),
        {"reference-transform"},
    ),
    "properties transformed": (
        lambda o: _before(o, _set(f"{OF_PROPERTIES}//ds:Transform", "Algorithm", C14N_XPATH)),
        {"reference-transform"},
    ),
    "refers to a file of the machine": (
        lambda o: _before(o, _set(REFERENCE, "URI", "file:///etc/hostname")),
        {"reference-outside", "not-covered", "signature-wrong"},
    ),
    "refers to the net": (
        lambda o: _before(o, _set(REFERENCE, "URI", "http://127.0.0.1:9/x")),
        {"reference-outside", "not-covered", "signature-wrong"},
    ),
    "refers into itself": (
        lambda o: _before(o, _set(REFERENCE, "URI", "#V1")),
        {"reference-outside"},
    ),
    "refers to nothing": (lambda o: _before(o, _set(REFERENCE, "URI", "")), {"reference-outside"}),
    "document signed twice": (lambda o: _before(o, _twice(REFERENCE)), {"reference-twice"}),
    "document added": (lambda o: container(o.plain, extra={"new.txt": b"x"}), {"not-covered"}),
    "one document left out": (
        lambda o: container(replace(o.plain, files=("ligums.pdf",))),
        {"not-covered"},
    ),
    "second signs less": (
        lambda o: container(o.plain, Signing(o.janis, 2, files=("ligums.pdf",))),
        {"not-covered"},
    ),
    "document changed": (
        lambda o: container(o.plain, change={"ligums.pdf": b"other"}),
        {"content-changed"},
    ),
    "digest changed": (
        lambda o: _after(o, _text(f"{REFERENCE}/ds:DigestValue", "AAAA")),
        {"signature-wrong"},
    ),
    "value changed": (lambda o: _after(o, _text("ds:SignatureValue", "AAAA")), {"signature-wrong"}),
    "value of nothing": (lambda o: _after(o, _text("ds:SignatureValue", "")), {"signature-wrong"}),
    "claimed time changed": (
        lambda o: _after(o, _text(".//xades:SigningTime", "2020-01-01T00:00:00Z")),
        {"content-changed"},
    ),
    "no certificate": (
        lambda o: container(replace(o.plain, certificates=())),
        {"certificate-missing"},
    ),
    "another's certificate": (
        lambda o: container(replace(o.plain, certificates=(o.janis.der,))),
        {"certificate-missing"},
    ),
    "certificate is no certificate": (
        lambda o: container(replace(o.plain, certificates=(b"abc",))),
        {"certificate-missing"},
    ),
    "certificate by SHA-1": (
        lambda o: container(replace(o.plain, certificate_digest=SHA1)),
        {"certificate-weak"},
    ),
    "SHA-1": (
        lambda o: container(replace(o.plain, digest=SHA1, method=asice.RSA1)),
        {"algorithm-weak", "signature-wrong"},
    ),
    "short key": (lambda o: container(Signing(o.short)), {"algorithm-weak"}),
    "key by password": (
        lambda o: _before(
            o, _set("ds:SignedInfo/ds:SignatureMethod", "Algorithm", f"{DS}hmac-sha1")
        ),
        {"algorithm-weak", "signature-wrong"},
    ),
    "unknown algorithm": (
        lambda o: _before(o, _set("ds:SignedInfo/ds:SignatureMethod", "Algorithm", "urn:mine")),
        {"algorithm-unknown", "signature-wrong"},
    ),
    "not for signing": (lambda o: container(Signing(o.encrypts)), {"key-usage"}),
    "stranger": (lambda o: container(Signing(o.stranger)), {"chain-untrusted"}),
    "stranger brings a root": (
        lambda o: container(Signing(o.stranger, certificates=(o.stranger.der, o.other.root.der))),
        {"chain-untrusted"},
    ),
    "root signs": (lambda o: container(Signing(o.authority.root)), {"key-usage"}),
    "expired": (lambda o: container(Signing(o.expired)), {"certificate-expired"}),
    "not valid yet": (lambda o: container(Signing(o.future)), {"certificate-expired"}),
    "stamped once expired": (
        lambda o: container(Signing(o.expired, stamper=o.clock.stamper(NOW))),
        {"certificate-expired"},
    ),
    "revoked": (lambda o: container(Signing(o.revoked)), {"certificate-revoked"}),
    "stamped once revoked": (
        lambda o: container(Signing(o.revoked, stamper=o.clock.stamper(NOW))),
        {"certificate-revoked"},
    ),
    "stamp of a stranger": (
        lambda o: container(Signing(o.anna, stamper=o.other_clock.stamper(NOW))),
        {"time-stamp-untrusted"},
    ),
    "stamp of no clock": (
        lambda o: container(Signing(o.anna, stamper=o.anna.stamper(NOW))),
        {"time-stamp-untrusted"},
    ),
    "stamp is no stamp": (
        lambda o: container(
            Signing(
                o.anna,
                stamper=o.clock.stamper(NOW),
                after=_text(".//xades:EncapsulatedTimeStamp", "AAAA"),
            )
        ),
        {"time-stamp-wrong"},
    ),
    "PDF without signature": (lambda o: pdfs.plain(), {"no-signature"}),
    "PDF cut off": (lambda o: pdfs.signed(PdfSigning(o.anna))[:2000], {"pdf-damaged"}),
    "PDF of nothing": (lambda o: b"%PDF-1.7\n", {"pdf-damaged"}),
    "PDF changed": (
        lambda o: pdfs.flipped(
            pdfs.signed(PdfSigning(o.anna)), b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 999"
        ),
        {"content-changed"},
    ),
    "PDF: junk after the end": (
        lambda o: pdfs.signed(PdfSigning(o.anna)) + b"\n% something\n",
        {"pdf-appended"},
    ),
    "PDF: field filled in after": (
        lambda o: pdfs.with_filled_field(pdfs.signed(PdfSigning(o.anna))),
        {"pdf-appended", "pdf-changed"},
    ),
    "PDF: page changed after": (
        lambda o: pdfs.with_larger_page(pdfs.signed(PdfSigning(o.anna))),
        {"pdf-appended", "pdf-changed"},
    ),
    "PDF: field filled in between": (
        lambda o: pdfs.signed(
            PdfSigning(o.janis, "Signature2"),
            content=pdfs.with_filled_field(pdfs.signed(PdfSigning(o.anna))),
        ),
        {"pdf-changed"},
    ),
    "PDF by SHA-1": (lambda o: pdfs.signed(PdfSigning(o.anna, digest="sha1")), {"algorithm-weak"}),
    "PDF, short key": (lambda o: pdfs.signed(PdfSigning(o.short)), {"algorithm-weak"}),
    "PDF of a stranger": (lambda o: pdfs.signed(PdfSigning(o.stranger)), {"chain-untrusted"}),
    "PDF, revoked": (lambda o: pdfs.signed(PdfSigning(o.revoked)), {"certificate-revoked"}),
    "PDF, expired": (lambda o: pdfs.signed(PdfSigning(o.expired)), {"certificate-expired"}),
    "PDF, not for signing": (lambda o: pdfs.signed(PdfSigning(o.encrypts)), {"key-usage"}),
    "PDF, stamp of a stranger": (
        lambda o: pdfs.signed(PdfSigning(o.anna, stamper=o.other_clock.stamper(NOW))),
        {"time-stamp-untrusted"},
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    o = office()
    made, codes = REFUSED[name]
    file = checked(made(o), "file", o.trust)
    assert {problem.code for problem in file.every_problem} == codes
    assert not file.accepted


def test_without_lists_of_revoked_ones_nothing_is_accepted() -> None:
    o = office()
    trust = o.authority.trust(lists=False)
    for content in (o.whole, pdfs.signed(PdfSigning(o.anna))):
        file = checked(content, "file", trust)
        assert [(one.chain, one.revocation) for one in file.signatures] == [
            ("trusted", "not checked")
        ]
        assert found(content, trust) == {"revocation-unknown"}


def test_an_old_list_says_nothing_of_today() -> None:
    o = office()
    trust = replace(o.trust, lists=()).with_list(o.authority.list(NOW - timedelta(days=60), days=7))
    assert found(o.whole, trust) == {"revocation-unknown"}


def test_an_authority_between_needs_no_trust_of_its_own() -> None:
    o = office()
    trust = (
        Trust(NOW).with_certificates(o.anna.pem + o.other.root.pem).with_list(o.authority.list())
    )
    assert found(o.whole, trust) == {"chain-untrusted"}


def test_who_signed_is_told_as_the_certificate_says() -> None:
    o = office()
    file = checked(container(o.plain, Signing(o.janis, 2), together=True), "file", o.trust)
    assert [one.signer for one in file.signatures] == [
        Signer("Anna Paraudziņa", "010190-12345", "LV", personal=True),
        Signer("Jānis Paraugs", "321234-12345", "LV", personal=True),
    ]
    assert [one.name for one in file.documents] == list(FILES)


@pytest.mark.parametrize("content", [b"", b"abc", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_trust_that_cannot_be_read_is_said(content: bytes) -> None:
    with pytest.raises(TrustUnreadable):
        Trust(NOW).with_certificates(content)
    with pytest.raises(TrustUnreadable):
        Trust(NOW).with_list(content)


@pytest.mark.parametrize("step", [7, 97])
def test_no_bytes_make_it_fail(step: int) -> None:
    """Bytes are turned over here and there: it may refuse, and never fails or accepts."""
    o = office()
    for whole in (o.whole, ACCEPTED["PDF, time stamp"](o)):
        for place in range(step, len(whole), len(whole) // 15):
            content = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
            file = checked(content, "file", o.trust)
            assert not file.accepted or file.documents == checked(whole, "file", o.trust).documents


def test_the_command(tmp_path: Path) -> None:
    o = office()
    paths = {
        "file.asice": o.whole, "root.pem": o.authority.root.pem, "list.crl": o.authority.list(),
    }  # fmt: skip
    for name, content in paths.items():
        (tmp_path / name).write_bytes(content)
    told = CliRunner().invoke(
        cli.main,
        ["signature", "check", str(tmp_path / "file.asice"), "--trust", str(tmp_path / "root.pem"),
         "--crl", str(tmp_path / "list.crl"), "--at", NOW.isoformat(), "--format", "json"],
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    read = json.loads(told.output)
    assert read["container"] == "asice"
    assert read["accepted"] is True
    assert read["problems"] == []
    assert read["signatures"] == [
        {
            "signer": {"name": "Anna Paraudziņa", "code": "010190-12345"},
            "country": "LV", "personal": True, "content": "intact", "chain": "trusted",
            "trusted_by": "Sample Root", "revocation": "checked",
            "listed_at": "2026-11-26T13:00:00Z", "time": "claimed", "time_by": "",
            "at": "2026-11-26T13:59:00Z", "level": "B-B", "problems": [],
        }
    ]  # fmt: skip
    alone = CliRunner().invoke(cli.main, ["signature", "check", str(tmp_path / "file.asice")])
    assert alone.exit_code == 1
    assert "chain-untrusted" in alone.output
    assert "Not accepted." in alone.output
