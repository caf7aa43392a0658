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
SLIPS: Final = re.compile(r"\.\.\.|  |^\s|\s$|\s[,;:.?!](?!\w)|\s-\s")
SMALL_YOU: Final = {
    "lv": re.compile(r"\b(?:jūs|jums|jūsu)\b"),
    "en": re.compile(r"(?!)"),
    "ru": re.compile(r"\b(?:вы|вас|вам|вами|ваш\w*)\b"),
}


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
