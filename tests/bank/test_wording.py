"""How the bank's texts are written: the order of its guide, and the typography of each language."""

from __future__ import annotations

import re
from typing import Final

import pytest

from engine.definitions.loader import load
from engine.definitions.model.texts import texts
from engine.language.catalogs import LANGUAGES, Catalogs
from terminal.options import DEFINITIONS, TRANSLATIONS
from tests.bank.applications import READY

CATALOGS: Final = Catalogs.load([TRANSLATIONS])
TEXTS: Final = tuple(
    {(one.context, one.source): one for one, _ in texts(load(DEFINITIONS))}.values()
)

GUIDE: Final = {
    "2.1.1": "client_type client.citizenship_1 client.citizenship_2",
    "2.3.1": "account.email account.phone_code account.phone_number account.password "
    "account.password_repeat",
    "3.1.1": "services client.full_name client.personal_code client.lv_residence_permit "
    "client.birth_date client.communication_language client.related_client "
    "client.identity_document",
    "3.2.2 company": "company.name company.registration_number company.registration_date "
    "company.industry company.communication_language company.personal_manager "
    "company.resource_url company.employee_count company.us_related "
    "company.licensed_payment_institution",
    "3.2.2 representatives": "representatives[].full_name representatives[].personal_code "
    "representatives[].birth_date representatives[].citizenship representatives[].basis "
    "representatives[].type representatives[].email representatives[].represents_before_bank",
    "3.2.2 owners": "owners_np[].full_name owners_np[].personal_code owners_np[].birth_date "
    "owners_np[].citizenship owners_np[].residence owners_np[].share_percent owners_lp[].name "
    "owners_lp[].registration_number owners_lp[].registration_date "
    "owners_lp[].registration_country owners_lp[].share_percent",
    "3.2.2 beneficial owners": "ubos[].full_name ubos[].personal_code ubos[].birth_date "
    "ubos[].tax_residence ubos[].citizenship ubos[].share_percent",
    "3.2.2 submitter": "submitter.full_name submitter.personal_code submitter.birth_date "
    "submitter.role submitter.identity_document",
}

QUOTES: Final = {
    "lv": re.compile(r"[“«»'\"]|„[^”]*(?:„|$)"),
    "en": re.compile(r"[„«»'\"]|“[^”]*(?:“|$)"),
    "ru": re.compile(r"[“”„'\"]|«[^»]*(?:«|$)"),
}
SLIPS: Final = re.compile(r"\.\.\.|  |^\s|\s$|\s[,;:.?!](?!\w)|(?!\n)\s-\s")
SMALL_YOU: Final = {
    "lv": re.compile(r"\b(?:jūs|jums|jūsu)\b"),
    "en": re.compile(r"(?!)"),
    "ru": re.compile(r"\b(?:вы|вас|вам|вами|ваш\w*)\b"),
}

SAID_BADLY: Final = {
    "lv": (
        r"[Pp]apildus maks|[Ii]epazinies|\w+ies ar pazi|18 gadus vec|Latviešu vai angļu val|"
        r"e-pasta adrese vai tālruņa|Lauks ir oblig|Tam, kurš|^Aktuāls$|^Gaida$|"
        r"Jāveic identifikācija:|Sekojiet nākam|Atkārtota parole|8 zīm|\b[Ss]piediet|Uz posmiem|"
        r"^Ņemt |izņemta no|^Tips$|Pārstāvības tips|apskatīs|par daudz vienam|Šo lapu tā|"
        r"Pievienot Pār|^Dzēst:|[Rr]eģistrējies\b|\b(?:aizmirsis|pārliecināts|vēlējies)\b|"
        r"\b[Dd]atn|\b[Ss]eans|[Pp]ārlūk(?!programm)|\botr\w+ faktor|\b[Ii]enāciet|\bdarba viet|"
        r"^Gaida: \{|“|\bzvaniet (?:\+|\{)|netiks informēts|esat pieņēmuši|nekas negaida"
    ),
    "ru": (
        r"\b[Пп]одать|[Пп]оданн|^Подано(?!$)|[Пп]одач|[Пп]одающ|субъект\w+ данных|[Зз]аочн|"
        r"Общие правила сделок|Э-коммерц|Кто из представ|^(?:Текущий|Ожидает|Завершён)$|"
        r"На латышском или англ|Тому, кто проходит|Почему меня|на предприятии|"
        r"Количество работ|Скопировать из|не моложе|Недействит|\((?:а|ась|ла)\)|"
        r"Вы (?:\w+ )?\w+(?:ался|ил|ыл)\b|\w – \w|\bзаявлени|\bвтор\w+ фактор|СМС|по э-почте|"
        r"позвоните (?:\+|\{)|\bотныне|ничего не ждёт|Никому не пишется"
    ),
    "en": (
        r"Name, surname|Latvian or English sp|[Pp]rocurator|Payment acceptance \(new|"
        r"Extent of part|information submitter|Whoever is|at any hour|What will I|\bperhaps\b|"
        r"To the stages|needs an own|identification is required\. Book with|is Payable|"
        r"\b(?:his|her|he|she)\b"
    ),
}
"""What reading aloud found: calques, two words for one thing, forms for one gender only."""

SAID_WELL: Final = {
    "lv": (
        "Papildu maksājumu karte", "Ar paziņojumu iepazinos", "Jābūt sasniegtam 18 gadu vecumam",
        "Latīņu burtiem, kā pasē vai ID kartē", "Aizpildiet šo lauku", "Jāveic tagad",
        "Vēl nav sākts", "Izpildīts", "Parole vēlreiz",
        "Sekojiet pieteikuma gaitai: pie katra posma ir paskaidrojums", "vismaz 8 rakstzīmes",
        "Atpakaļ uz pieteikuma posmiem", "Izmantot saglabāto", "Pārstāvības veids", "pārstāvi",
        "Vai dzēst {number}. {what}?", "Pārāk liels datu apjoms", "Šo lapu šādi atvērt nevar",
        "Pirms pieteikums tiek virzīts tālāk, to izskatīs Bankas darbinieks.",
    ),
    "ru": (
        "Первичные сведения", "Сведения о заявителе",
        "Уведомление об обработке персональных данных",
        "Общие условия обслуживания", "Кем из представителей Вы являетесь?", "Нужно сейчас",
        "Впереди", "Выполнено", "Латинскими буквами, как в паспорте или ID-карте",
        "Зачем это нужно?", "Роль в компании", "Число сотрудников", "Отправка информации",
        "Скопировать данные представителя", "Предоставление документов",
        "Кабинет пользователя (удалённая идентификация)",
    ),
    "en": (
        "Full name", "In Latin letters, as in the passport or ID card", "About you",
        "Card acquiring (new merchant)", "What you will need", "Back to your application",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_read_aloud_stays_mended(lang: str) -> None:
    # The keys of a translated catalog are the English texts.
    messages = CATALOGS.messages["lv" if lang == "en" else lang]
    said = {(source if lang == "en" else text) for (_, source), text in messages.items()}
    assert [text for text in said if re.search(SAID_BADLY[lang], text)] == []
    assert set(SAID_WELL[lang]) - said == set()


@pytest.mark.parametrize("paths", GUIDE.values(), ids=GUIDE)
def test_questions_stand_in_the_order_of_the_guide(paths: str) -> None:
    wanted = paths.split()
    assert [path for path in READY.everything.order if path in wanted] == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", [QUOTES, SLIPS, SMALL_YOU], ids=["quotes", "slips", "you"])
def test_typography(lang: str, rule: re.Pattern[str] | dict[str, re.Pattern[str]]) -> None:
    pattern = rule[lang] if isinstance(rule, dict) else rule
    reader = CATALOGS.reader(lang)
    assert [said for text in TEXTS if pattern.search(said := reader.text(text))] == []


@pytest.mark.parametrize("lang", ["lv", "ru"])
def test_no_letter_of_another_script(lang: str) -> None:
    reader = CATALOGS.reader(lang)
    foreign = re.compile(r"[А-Яа-яЁё]") if lang == "lv" else re.compile(r"[ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž]")
    assert [said for text in TEXTS if foreign.search(said := reader.text(text))] == []
