"""What came back against what was due: exactly these documents, signed by exactly these people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from engine.signatures.containers import MIME
from engine.signatures.due import Due, DueDocument, DueSigner, one_name_each
from engine.signatures.holding import checked_for
from engine.signatures.intake import FOR_A_PERSON, Intake, ReturnedFile, compared, judged
from engine.signatures.problems import PROBLEMS
from engine.signatures.rehearsal.authority import kept_in
from engine.signatures.rehearsal.signing import (
    RehearsedSignature,
    signed_anyhow,
    signed_container,
    signed_pdf,
    signed_too,
)
from engine.signatures.told import file_read, file_told
from engine.signatures.trust import Trust
from tests.signatures import pdfs
from tests.signatures.asice import FILES, Signing, container, packed
from tests.signatures.authority import NOW, ec_key
from tests.signatures.pdfs import PdfSigning
from tests.signatures.test_signed_files import REFUSED, Office, office

ANNA = DueSigner("anna", "Anna Paraudziņa", "010190-12345")
JANIS = DueSigner("janis", "Jānis Paraugs", "321234-12345")
PAGE, BARE = pdfs.plain(), pdfs.bare()


def due(*signers: DueSigner, files: dict[str, bytes] | None = None) -> Due:
    documents = tuple(
        DueDocument(name, hashlib.sha256(content).hexdigest(), len(content))
        for name, content in (FILES if files is None else files).items()
    )
    return Due(documents, signers or (ANNA,))


def taken(what: Due, *contents: bytes, trust: Trust | None = None) -> Intake:
    """As ``judged`` does it, without a child for each."""
    files = (checked_for(one, "file", what.documents, trust or office().trust) for one in contents)
    return compared(tuple(files), what)


def codes(intake: Intake) -> set[str]:
    return {one.code for one in intake.problems}


def anna_as(name: str = "Anna", surname: str = "Paraudziņa", code: str = "010190-12345") -> Signing:
    return Signing(office().authority.person(name, surname, code, ec_key(2)))


Made = Callable[[Office], tuple[Due, bytes]]

PDF_DUE = due(files={"ligums.pdf": PAGE})


@cache
def _bank_document(o: Office) -> bytes:
    return pdfs.signed(PdfSigning(o.janis, "Bank"), content=PAGE)


def _bank_signed(o: Office) -> tuple[Due, bytes]:
    document = _bank_document(o)
    what = due(files={"ligums.pdf": document})
    return what, pdfs.signed(PdfSigning(o.anna, "Client"), content=document)


def _foreign(o: Office):  # type: ignore[no-untyped-def]
    return o.authority.person(key=ec_key(3), country="EE")


PROVEN: dict[str, Made] = {
    "container": lambda o: (due(), o.whole),
    "both in one": lambda o: (
        due(ANNA, JANIS),
        container(o.plain, Signing(o.janis, 2), together=True),
    ),
    "code written without a hyphen": lambda o: (due(replace(ANNA, code="01019012345")), o.whole),
    "name in capitals, other order, without marks": lambda o: (
        due(replace(ANNA, name="PARAUDZINA ANNA")),
        o.whole,
    ),
    "names in another normal form": lambda o: (
        due(files={"Li\u0304gums.pdf": b"1"}),
        container(o.plain, files={"Līgums.pdf": b"1"}),
    ),
    "a container in it": lambda o: (
        due(files={"inside.asice": o.whole}),
        container(o.plain, files={"inside.asice": o.whole}),
    ),
    "PDF": lambda o: (PDF_DUE, pdfs.signed(PdfSigning(o.anna), content=PAGE)),
    "PDF without any form": lambda o: (
        due(files={"ligums.pdf": BARE}),
        pdfs.signed(PdfSigning(o.anna), content=BARE),
    ),
    "PDF, certified": lambda o: (
        PDF_DUE,
        pdfs.signed(PdfSigning(o.anna, certify=True), content=PAGE),
    ),
    "PDF by both": lambda o: (
        replace(PDF_DUE, signers=(ANNA, JANIS)),
        pdfs.signed(PdfSigning(o.anna), PdfSigning(o.janis, "Signature2"), content=PAGE),
    ),
    "PDF that the bank has signed": _bank_signed,
}

NOT_PROVEN: dict[str, tuple[Made, set[str]]] = {
    "one more document": (
        lambda o: (due(), container(o.plain, files={**FILES, "new.pdf": b"x"})),
        {"document-extra"},
    ),
    "one document less": (
        lambda o: (due(), container(o.plain, files=dict(list(FILES.items())[:1]))),
        {"document-missing"},
    ),
    "one document is another": (
        lambda o: (due(), container(o.plain, files={**FILES, "ligums.pdf": b"x"})),
        {"document-changed"},
    ),
    "a document twice": (
        lambda o: (due(), container(o.plain, files={**FILES, "copy.pdf": FILES["ligums.pdf"]})),
        {"document-extra"},
    ),
    "nothing of it": (
        lambda o: (due(), container(o.plain, files={"a.pdf": b"a"})),
        {"document-other"},
    ),
    "a container in a container": (
        lambda o: (due(), container(o.plain, files={"inside.asice": o.whole})),
        {"document-other"},
    ),
    "renamed": (
        lambda o: (
            due(files={"a.pdf": b"a", "b.pdf": b"b"}),
            container(o.plain, files={"a.pdf": b"a", "draft.pdf": b"b"}),
        ),
        {"document-renamed"},
    ),
    "names changed over": (
        lambda o: (
            due(files={"a.pdf": b"a", "b.pdf": b"b"}),
            container(o.plain, files={"a.pdf": b"b", "b.pdf": b"a"}),
        ),
        {"document-renamed"},
    ),
    "somebody else only": (
        lambda o: (due(), container(Signing(o.janis))),
        {"signer-extra", "signer-none"},
    ),
    "somebody else too": (
        lambda o: (due(), container(o.plain, Signing(o.janis, 2), together=True)),
        {"signer-extra"},
    ),
    "namesake": (
        lambda o: (due(), container(anna_as(code="020290-54321"))),
        {"signer-namesake", "signer-none"},
    ),
    "the same digits of another country": (
        lambda o: (due(), container(Signing(_foreign(o)))),
        {"signer-namesake", "signer-none"},
    ),
    "the new form of a code": (
        lambda o: (due(), container(anna_as(code="321111-22222"))),
        {"signer-doubtful"},
    ),
    "another name": (
        lambda o: (due(), container(anna_as(surname="Pēteriņa"))),
        {"signer-doubtful"},
    ),
    "no code was given": (lambda o: (due(replace(ANNA, code="")), o.whole), {"signer-doubtful"}),
    "two of a name and no code": (
        lambda o: (due(replace(ANNA, code=""), replace(ANNA, key="other", code="")), o.whole),
        {"signer-namesake", "signer-none"},
    ),
    "signed twice": (
        lambda o: (due(), container(o.plain, replace(o.plain, number=2), together=True)),
        {"signer-twice"},
    ),
    "one signature counts for one of two": (
        lambda o: (due(ANNA, replace(ANNA, key="other", code="020290-54321")), o.whole),
        set(),
    ),
    "PDF changed before it was signed": (
        lambda o: (
            PDF_DUE,
            pdfs.signed(PdfSigning(o.anna), content=pdfs.with_larger_page(PAGE)),
        ),
        {"document-changed"},
    ),
    "PDF: a field filled in before": (
        lambda o: (
            PDF_DUE,
            pdfs.signed(PdfSigning(o.anna), content=pdfs.with_filled_field(PAGE)),
        ),
        {"document-changed"},
    ),
    "PDF: another one put after it": (
        lambda o: (PDF_DUE, pdfs.signed(PdfSigning(o.anna), content=pdfs.put_after(PAGE))),
        {"document-changed"},
    ),
    "PDF: another one": (
        lambda o: (PDF_DUE, pdfs.signed(PdfSigning(o.anna), content=pdfs.plain("Other"))),
        {"document-other"},
    ),
    "PDF: only what the bank has signed": (
        lambda o: (replace(_bank_signed(o)[0]), _bank_document(o)),
        {"no-signature"},
    ),
    "PDF as it was given": (lambda o: (PDF_DUE, PAGE), {"no-signature"}),
    "one PDF of two": (
        lambda o: (
            due(files={"ligums.pdf": PAGE, "other.pdf": pdfs.plain("Other")}),
            pdfs.signed(PdfSigning(o.anna), content=PAGE),
        ),
        {"document-unsigned"},
    ),
}


@pytest.mark.parametrize("name", PROVEN)
def test_exactly_what_was_due(name: str) -> None:
    intake = taken(*PROVEN[name](office()))
    assert (intake.proven, codes(intake), intake.missing) == (True, set(), ())


@pytest.mark.parametrize("name", NOT_PROVEN)
def test_anything_else(name: str) -> None:
    made, expected = NOT_PROVEN[name]
    intake = taken(*made(office()))
    assert codes(intake) == expected
    assert not intake.proven
    assert {one.code for one in intake.refused} == expected - FOR_A_PERSON


def test_several_files_are_taken_together() -> None:
    o, other = office(), pdfs.plain("Other")
    what = due(ANNA, JANIS, files={"ligums.pdf": PAGE, "other.pdf": other})
    both = [
        pdfs.signed(PdfSigning(o.anna), PdfSigning(o.janis, "Second"), content=PAGE),
        pdfs.signed(PdfSigning(o.anna), content=other),
    ]
    assert taken(what, *both).standing == {"anna": "signed", "janis": "missing"}
    assert codes(taken(what, *both)) == {"document-unsigned"}
    containers = [container(o.plain), container(Signing(o.janis))]
    assert taken(due(ANNA, JANIS), *containers).proven


def test_the_child_says_the_same() -> None:
    o = office()
    what = due(ANNA, JANIS)
    for content in (o.whole, b"", container(Signing(o.stranger))):
        assert judged([ReturnedFile("file", content)], what, o.trust) == taken(what, content)


def test_what_was_found_is_read_back_as_told() -> None:
    o = office()
    stamped = container(Signing(o.revoked, stamper=o.clock.stamper(NOW)), o.plain)
    for content in (stamped, o.whole, b"x"):
        found = checked_for(content, "file", due().documents, o.trust)
        assert file_read(file_told(found)) == found
        assert file_told(file_read(file_told(found))) == file_told(found)


def test_thousands_of_signatures_cost_nothing() -> None:
    o = office()
    many = [replace(o.plain, number=number) for number in range(60)]
    assert "too-many-signatures" in codes(taken(due(), container(*many, together=True)))
    assert "too-many-signatures" in codes(taken(due(), container(*many)))


def test_names_in_a_container_are_one_each() -> None:
    assert one_name_each(["a.pdf", "A.pdf", "b", "a.pdf"]) == (
        "a.pdf",
        "A (2).pdf",
        "b",
        "a (3).pdf",
    )


def test_every_reason_is_met_by_a_file() -> None:
    files = [codes for _, codes in (*REFUSED.values(), *NOT_PROVEN.values())]
    unmet = PROBLEMS.keys() - set().union(*files) - {"revocation-unknown"}
    assert unmet <= {
        "too-many-signatures",
        "pdf-encrypted",
        "pdf-coverage",
        "signer-unnamed",
        "too-much",
    }


def test_a_rehearsal_signs_what_is_proven(tmp_path: Path) -> None:
    authority = kept_in(tmp_path, NOW)
    assert kept_in(tmp_path, NOW).root.der == authority.root.der
    first, second = (
        RehearsedSignature(authority.person(one.name, one.code, NOW), NOW, clock)
        for one, clock in ((ANNA, None), (JANIS, authority.clock(NOW)))
    )
    what, trust = due(ANNA, JANIS), authority.trust(NOW)
    ready = packed({"mimetype": MIME, **FILES})
    content = signed_anyhow(signed_anyhow(ready, first), second)
    assert taken(what, content, trust=trust).proven
    content = signed_too(signed_container(FILES, first), second)
    assert judged([ReturnedFile("file", content)], what, trust).proven
    pdf = signed_pdf(signed_pdf(BARE, first), second)
    what = due(ANNA, JANIS, files={"ligums.pdf": BARE})
    assert judged([ReturnedFile("file", pdf)], what, trust).proven
