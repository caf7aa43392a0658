"""Captions of the second bank word for word as the requirements have them, in three languages.

Where they print a form for one gender (“iepazinies”, “Ознакомлен(а)”), the one for both is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from engine.base.values import Text
from engine.bundles.compiled import Ready
from tests.bank.applications import LIBRARY

READY: Final[Ready] = LIBRARY.today("bluor")
Words = tuple[str, str, str]

QUESTIONS: Final[Mapping[str, Words]] = {
    "eligibility.lv_passport": (
        "Vai Jums ir izsniegta Latvijas Republikas pase?",
        "Has a passport of the Republic of Latvia been issued to you?",
        "Выдан ли Вам паспорт Латвийской Республики?",
    ),
    "eligibility.status": ("Statuss", "Status", "Статус"),
    "path": ("Identifikācijas veids", "Way of identification", "Способ идентификации"),
    "expected_monthly_turnover": (
        "Plānotais apgrozījums mēnesī (EUR)", "Expected monthly turnover (EUR)",
        "Планируемый оборот в месяц (EUR)",
    ),
    "client.full_name": ("Vārds, uzvārds", "Full name", "Имя, фамилия"),
    "client.personal_code": ("Personas kods", "Personal code", "Персональный код"),
    "client.birth_date": ("Dzimšanas datums", "Date of birth", "Дата рождения"),
    "account.email": ("E-pasta adrese", "E-mail address", "Адрес эл. почты"),
    "account.phone_number": ("Tālruņa numurs", "Phone number", "Номер телефона"),
    "document.type": (
        "Personu apliecinošs dokuments", "Identity document", "Документ, удостоверяющий личность"
    ),
    "document.image": (
        "Dokumenta fotoattēls vai skenēts attēls", "Photograph or scan of the document",
        "Фотография или скан документа",
    ),
    "session.preferred_time": (
        "Vēlamais video sesijas laiks", "Preferred time of the video session",
        "Желаемое время видеосессии",
    ),
    "session.language": (
        "Video sesijas valoda", "Language of the video session", "Язык видеосессии"
    ),
    "equipment.device": (
        "Ierīce ar kameru un mikrofonu", "Device with camera and microphone",
        "Устройство с камерой и микрофоном",
    ),
    "equipment.camera": (
        "Kamera vismaz 1080p un 10 MP, krāsu", "Camera at least 1080p and 10 MP, colour",
        "Камера не менее 1080p и 10 МП, цветная",
    ),
    "equipment.internet": (
        "Internets vismaz 8 Mbit/s", "Internet at least 8 Mbit/s", "Интернет не менее 8 Мбит/с"
    ),
    "equipment.zoom": ("Zoom ir uzstādīts", "Zoom is installed", "Zoom установлен"),
    "equipment.browser": (
        "Tīmekļa pārlūkprogramma ir uzstādīta", "A web browser is installed",
        "Веб-браузер установлен",
    ),
    "equipment.place": (
        "Klusa, labi apgaismota vieta", "Quiet, well-lit place", "Тихое, хорошо освещённое место"
    ),
    "equipment.battery": (
        "Akumulators vismaz 20 minūtēm", "Battery for at least 20 minutes",
        "Заряд батареи не менее чем на 20 минут",
    ),
    "consents.data_processing": (
        "Piekrītu datu apstrādei", "I consent to data processing",
        "Даю согласие на обработку данных",
    ),
    "consents.bank_rules": (
        "Ar Bankas noteikumiem iepazinos", "I have read the Bank’s rules",
        "Подтверждаю ознакомление с правилами Банка",
    ),
    "consents.recording": (
        "Zinu, ka video sesija tiks ierakstīta", "I know that the video session will be recorded",
        "Знаю, что видеосессия будет записана",
    ),
}  # fmt: skip
CHOICES: Final[Mapping[str, Words]] = {
    "eligibility.status citizen": ("Latvijas pilsonis", "Latvian citizen", "Гражданин Латвии"),
    "eligibility.status non_citizen": (
        "Latvijas nepilsonis", "Latvian non-citizen", "Негражданин Латвии"
    ),
    "path online": ("Tiešsaistē (video sesija)", "Online (video session)", "Онлайн (видеосессия)"),
    "path in_person": (
        "Klātienē klientu apkalpošanas centrā", "In person at the customer service centre",
        "Очно в центре обслуживания клиентов",
    ),
    "products account": ("Norēķinu konts", "Current account", "Расчётный счёт"),
    "products card": (
        "Maksājumu karte bez kredītlimita", "Payment card without credit limit",
        "Платёжная карта без кредитного лимита",
    ),
    "products other": (
        "Citi bankas pakalpojumi", "Other services of the Bank", "Другие услуги банка"
    ),
    "document.type passport": ("Pase", "Passport", "Паспорт"),
    "document.type id_card": ("ID karte", "ID card", "ID-карта"),
}  # fmt: skip
STATUSES: Final[Mapping[str, Words]] = {
    "draft": ("Melnraksts", "Draft", "Черновик"),
    "submitted": ("Iesniegts", "Submitted", "Подано"),
    "agreed": ("Video sesija saskaņota", "Video session agreed", "Видеосессия согласована"),
    "held": ("Video sesija notikusi", "Video session held", "Видеосессия состоялась"),
    "review": ("Izskatīšanā", "Under review", "На рассмотрении"),
    "opened": ("Konts atvērts", "Account opened", "Счёт открыт"),
    "not_opened": (
        "Konts netiek atvērts", "The account is not being opened", "Счёт не открывается"
    ),
    "awaiting_visit": (
        "Gaida ierašanos klientu apkalpošanas centrā",
        "Awaiting visit to the customer service centre",
        "Ожидается визит в центр обслуживания клиентов",
    ),
    "payment awaited": (
        "Gaida pirmo maksājumu", "Awaiting first payment", "Ожидается первый платёж"
    ),
    "card in_preparation": ("Kartes sagatavošana", "Card in preparation", "Подготовка карты"),
    "card sent": ("Nosūtīta pa pastu", "Sent by post", "Отправлена почтой"),
}  # fmt: skip


def texts() -> Iterator[tuple[str, Text | None, Words]]:
    """What is written, by its name, and how it must read."""
    route, fields = READY.meaning.route, READY.everything.fields
    for path, words in QUESTIONS.items():
        place = READY.everything.place(path)
        yield path, place.field.caption if place else None, words
    for name, words in CHOICES.items():
        path, _, code = name.partition(" ")
        options = fields[path].options
        found = [one.caption for one in options.options if one.code == code] if options else []
        yield name, found[0] if found else None, words
    of_case = {one.name: one.caption for one in (*route.flow.case.statuses, *route.flow.case.ends)}
    for name, words in STATUSES.items():
        item, _, status = name.partition(" ")
        yield name, route.items[item].status(status).caption if status else of_case[name], words


@pytest.mark.parametrize("lang", ["lv", "en", "ru"])
def test_everything_reads_as_required(lang: str) -> None:
    number = ("lv", "en", "ru").index(lang)
    reader = LIBRARY.reader(lang, READY)
    read = {name: reader.text(text) if text else "" for name, text, _ in texts()}
    assert read == {name: words[number] for name, _, words in texts()}
