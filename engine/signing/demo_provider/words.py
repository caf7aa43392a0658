"""What the pages of the provider for rehearsals say, in the languages it knows."""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SignerWords:
    """The words of one language."""

    title: str
    rehearsal: str
    documents: str
    look: str
    signer: str
    so_far: str
    means: str
    eparaksts_mobile: str
    smartid: str
    stationary: str
    mobile: str
    sign: str
    decline: str
    signed: str
    declined: str
    back: str
    mails: str
    no_mails: str
    gone: str


WORDS: Final = {
    "en": SignerWords(
        title="Signing of documents: rehearsal",
        rehearsal="Nothing is signed in earnest here: the certificate is made for the rehearsal, "
        "and nobody outside of it trusts it.",
        documents="Documents to be signed",
        look="Opens in a new window",
        signer="Signs:",
        so_far="Signed so far: {done} of {all}",
        means="Signing means",
        eparaksts_mobile="eParaksts mobile",
        smartid="Smart-ID",
        stationary="eID card with a reader",
        mobile="Mobile ID",
        sign="Sign all documents",
        decline="Decline to sign",
        signed="The documents are signed with your signature. "
        "You can close this page; the Bank is told of it.",
        declined="You declined to sign. The Bank is told of it.",
        back="Back to the Bank",
        mails="Mails of this provider to signers",
        no_mails="There is no mail that waits.",
        gone="This link is not valid, or no longer valid. Please ask the Bank for a new one.",
    ),
    "lv": SignerWords(
        title="Dokumentu parakstīšana: mēģinājums",
        rehearsal="Šeit nekas netiek parakstīts pa īstam: sertifikāts ir izveidots mēģinājumam, "
        "un ārpus tā neviens tam neuzticas.",
        documents="Parakstāmie dokumenti",
        look="Atveras jaunā logā",
        signer="Paraksta:",
        so_far="Līdz šim parakstījuši: {done} no {all}",
        means="Parakstīšanas līdzeklis",
        eparaksts_mobile="eParaksts mobile",
        smartid="Smart-ID",
        stationary="eID karte ar lasītāju",
        mobile="Mobile ID",
        sign="Parakstīt visus dokumentus",
        decline="Atteikties parakstīt",
        signed="Dokumenti ir parakstīti ar Jūsu parakstu. "
        "Šo lapu var aizvērt; Banka par to ir informēta.",
        declined="Parakstīšana ir noraidīta. Banka par to ir informēta.",
        back="Atpakaļ uz Banku",
        mails="Šī pakalpojuma vēstules parakstītājiem",
        no_mails="Nav nevienas vēstules, kas gaida.",
        gone="Saite nav derīga vai vairs nav derīga. Lūdzu, pieprasiet Bankai jaunu.",
    ),
    "ru": SignerWords(
        title="Подписание документов: репетиция",
        rehearsal="Здесь ничего не подписывается по-настоящему: сертификат создан для репетиции, "
        "и вне её ему никто не доверяет.",
        documents="Документы на подпись",
        look="Открывается в новом окне",
        signer="Подписывает:",
        so_far="Подписали на данный момент: {done} из {all}",
        means="Средство подписания",
        eparaksts_mobile="eParaksts mobile",
        smartid="Smart-ID",
        stationary="Карта eID со считывателем",
        mobile="Mobile ID",
        sign="Подписать все документы",
        decline="Отказаться от подписания",
        signed="Документы подписаны Вашей подписью. "
        "Эту страницу можно закрыть: Банк об этом уведомлён.",
        declined="Подписание отклонено. Банк об этом уведомлён.",
        back="Вернуться в Банк",
        mails="Письма этого сервиса подписантам",
        no_mails="Нет писем, которые ждут.",
        gone="Ссылка недействительна или больше не действует. Пожалуйста, запросите у Банка новую.",
    ),
}


def words(lang: str) -> SignerWords:
    """The words of a language; English for one that is not known."""
    return WORDS.get(lang, WORDS["en"])
