"""The package signed elsewhere: what comes back counts for exactly whom it proves."""

from __future__ import annotations

from dataclasses import replace

from engine.base.records import MailFrame
from engine.case.letter_files import MOST, with_files
from engine.jobs.bench import Bench
from engine.jobs.deliver import deliver
from engine.meaning.flow.signed import judged_files, standing_in
from engine.messages.nowhere import Nowhere
from engine.messages.smtp import SmtpMailer
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.overview_parts import files_of_item
from tests.bank.life import OFFICER, PHOTO, SIGNED, Life
from tests.bank.test_life import company, firm, to_sign
from tests.bank.test_overview import identified_again
from tests.corridor.files import GOOD
from tests.fakes import Mailbox

__all__ = ["firm"]

UPLOADS = "applicant uploads the signed package"
ASICE = "application/vnd.etsi.asic-e+zip"
REFUSES = "officer refuses the signatures"
CONFIRMS = "officer confirms the signature"


def test_a_package_signed_elsewhere(firm: Life, smtp_server: Mailbox) -> None:
    firm.sends("application", company())
    for unit in firm.units("photo"):
        firm.does("photo system passes", PHOTO, "photo", unit)
    identified_again(firm, company())
    to_sign(firm)
    first, second, third = firm.units("signature")
    a_new_version_voids_what_was_signed(firm, first)
    assert "document-other" in uploading(firm, firm.rehearsed("Anna Cita"), refused=True)
    uploading(firm, firm.signed(first, second))
    picture = firm.case.state.picture
    standing = {unit: standing_in(picture, SIGNED, unit) for unit in (first, second, third)}
    assert standing == {first: "signed", second: "signed", third: "missing"}
    assert "[not signed]" in firm.refused(CONFIRMS, OFFICER, "signature", third)
    firm.does(CONFIRMS, OFFICER, "signature", first)
    firm.does(REFUSES, OFFICER, "package", more=["--comment", "One is missing"])
    assert firm.status("signature") == ["signed", "missing", "missing"]
    uploading(firm, firm.signed())
    for unit in (second, third):
        firm.does(CONFIRMS, OFFICER, "signature", unit)
    assert firm.status("package") == ["signed"]
    assert shown(firm) == ["paper.pdf", "paper.asice"]
    everybody_has_a_copy(firm, smtp_server)


def everybody_has_a_copy(life: Life, mailbox: Mailbox) -> None:
    """Each signer by mail, at the own address; a file that no mail carries is told of."""
    product, state = life.product, life.case.state
    with product.store.read() as view:
        newest = view.outbox.newest(5_000)
    sent = [one for one in newest if one.files and one.case == life.person.case_id]
    assert len({one.to for one in sent}) == 3
    server = (mailbox.host, mailbox.port, "none", "bank@bank.example")
    post = SmtpMailer(*server, product.clock), Nowhere()  # type: ignore[arg-type]
    bench = Bench(product.store, product.clock, post, files=product.cases.committing.files)
    for one in sent:
        deliver(bench, one.id)
    assert sorted(to for (to,) in mailbox.recipients) == sorted(one.to for one in sent)
    for mail in mailbox.messages:
        assert mail["From"] == "AS Magnetiq Bank <noreply@magnetiq.example>"
        (part,) = mail.iter_attachments()
        assert (part.get_filename(), part.get_content_type()) == ("paper.asice", ASICE)
        body = mail.get_body()
        assert body is not None
        assert "paper.asice" in body.get_content()
    notice = next(one for one in state.route.flow.notices if one.attaches)
    case, reader = state.world.situation(state.picture), product.library.reader("en", state.ready)
    (file,) = case.answers[SIGNED]
    large = replace(case, answers={**case.answers, SIGNED: (replace(file, size=MOST + 1),)})
    without = with_files(replace(sent[0], frame=MailFrame("Bank"), files=()), large, notice, reader)
    assert not without.files
    assert without.frame is not None
    assert without.frame.facts[-1][1].endswith("they can be downloaded")


def a_new_version_voids_what_was_signed(firm: Life, first: str) -> None:
    before = firm.signed()
    uploading(firm, before)
    firm.does(CONFIRMS, OFFICER, "signature", first)
    firm.does(REFUSES, OFFICER, "package", more=["--comment", "New terms"])
    other = GOOD["pdf"] + b"\n"
    anew = "officer sends a new version"
    firm.does(anew, OFFICER, "package", files=["package.documents"], content=other)
    found = judged_files(firm.case.state.picture, SIGNED)
    assert found is not None
    assert not found.holds
    assert shown(firm) == ["paper.pdf"]
    assert firm.status("signature") == ["not_open"] * 3
    firm.does("applicant agrees", "applicant", "package")
    assert "document-changed" in uploading(firm, before, refused=True)


def uploading(life: Life, content: bytes, *, refused: bool = False) -> str:
    does = life.refused if refused else life.does
    said = does(UPLOADS, "applicant", "package", files=[SIGNED], content=content)
    sender = senders.applicant(life.case.case.account)
    entry = StepEntry(life.case.case.id, sender, "package", UPLOADS)
    for file in life.case.files_of(entry.draft):  # what was refused stays until it is taken out
        assert life.product.uploads.detach(entry.request, SIGNED, file.id, entry) is None
    return said


def shown(life: Life) -> list[str]:
    """The files that the applicant sees beside the package."""
    package = life.case.state.route.items["package"]
    return [one.name for one in files_of_item(life.case, package, "")]
