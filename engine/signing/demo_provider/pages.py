"""Pages of a signer: the documents, the means of signing, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from engine.base.dataclass import dataclass
from engine.outside.rehearsal.exchange import Answer, Request
from engine.outside.rehearsal.pages import page
from engine.signing.demo_provider.acts import Acts
from engine.signing.demo_provider.signings import Signatory, Signing, Signings
from engine.signing.demo_provider.words import SignerWords, words
from engine.signing.dokobit import OPTIONS

PACKAGE: Final = "engine.signing.demo_provider"
PAGES: Final = "/signing/"
MAILS: Final = "/mails"
ENDINGS: Final = {"pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class SignerPages:
    """Answers browsers of signers."""

    signings: Signings
    acts: Acts

    def answer(self, request: Request) -> Answer:
        """A page, or a document."""
        if request.path == MAILS:
            return self._mails(request.query.get("lang", ""))
        token, _, rest = request.path.removeprefix(PAGES).partition("/")
        signing = self.signings.find(token) if request.path.startswith(PAGES) else None
        key = request.query.get("access_token", "")
        signer = signing.signer(key) if signing else None
        if signing is None or signer is None:
            return _page(404, "en", words(request.query.get("lang", "")), {"state": "gone"})
        if rest:
            return self._document(signing, rest)
        if request.method == "POST":
            signing = self._act(signing, signer, request.form)
            signer = signing.signer(key) or signer
        return self._show(signing, signer)

    def _act(self, signing: Signing, signer: Signatory, form: Mapping[str, str]) -> Signing:
        if signer.state != "pending":
            return signing
        if form.get("do") == "decline":
            return self.acts.decline(signing, signer)
        means = form.get("means", "")
        if form.get("do") == "sign" and means in OPTIONS:
            return self.acts.sign(signing, signer, means)
        return signing

    def _show(self, signing: Signing, signer: Signatory) -> Answer:
        told, done = words(signing.lang), sum(one.state == "signed" for one in signing.signers)
        shown: dict[str, Any] = {
            "state": signer.state,
            "heading": signing.title,
            "signer": signer.full_name,
            "so_far": told.so_far.format(done=done, all=len(signing.signers)),
            "documents": [
                (name, f"{PAGES}{signing.token}/{place}?access_token={quote(signer.token)}")
                for place, (name, _) in enumerate(signing.documents)
            ],
            "means": OPTIONS,
            "back": _home(signing.called),
        }
        return _page(200, signing.lang, told, shown)

    def _mails(self, lang: str) -> Answer:
        told = words(lang)
        shown = {
            "state": "mails",
            "mails": [
                (one.email, signing.title, link_of(signing, one)) for signing, one in self.mails
            ],
        }
        return page(PACKAGE, "mails.html", 200, lang, told, **shown)

    @property
    def mails(self) -> list[tuple[Signing, Signatory]]:
        """What this provider wrote to signers who have not signed."""
        return [
            (signing, one)
            for signing in self.signings.every()
            for one in signing.signers
            if signing.mailed and one.email and one.state == "pending"
        ]

    def _document(self, signing: Signing, place: str) -> Answer:
        number = int(place) if place.isdecimal() and place.isascii() and len(place) < 3 else -1
        if not 0 <= number < len(signing.documents):
            return _page(404, signing.lang, words(signing.lang), {"state": "gone"})
        name, token = signing.documents[number]
        kind = ENDINGS.get(name.rpartition(".")[2].casefold(), "application/octet-stream")
        headers = {
            "Content-Type": kind,
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        return Answer(200, self.signings.file(token) or b"", headers)


def link_of(signing: Signing, signer: Signatory) -> str:
    """Where somebody signs, on this provider."""
    return f"{PAGES}{signing.token}?access_token={quote(signer.token)}"


def _home(called: str) -> str:
    """The first page of the client."""
    at = urlsplit(called)
    return f"{at.scheme}://{at.netloc}/" if at.scheme in ("http", "https") and at.netloc else ""


def _page(status: int, lang: str, told: SignerWords, shown: Mapping[str, Any]) -> Answer:
    return page(PACKAGE, "page.html", status, lang, told, **shown)
