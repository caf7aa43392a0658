"""Latvian captions exactly as the bank's user guide has them, each at its element.

Where the guide spells a word in two ways, or wrongly (“papildus karte”), or with a word that says
nothing outside its sentence (“Tips”), the form that a clerk would write is meant.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.base.values import Text
from engine.definitions.model.forms import (
    Option,
)
from engine.forms.outline import Outline
from tests.bank.applications import LIBRARY, READY, SERVICES

LATVIAN = LIBRARY.reader("lv", READY)

QUESTIONS = {
    "client_type": "Klienta veids",
    "client.citizenship_1": "Pilsonība",
    "client.citizenship_2": "Otra pilsonība",
    "company.registration_country": "Reģistrācijas valsts",
    "account.email": "E-pasta adrese",
    "account.phone_code": "Valsts kods",
    "account.phone_number": "Tālruņa numurs",
    "account.password": "Parole",
    "account.password_repeat": "Parole vēlreiz",
    "client.full_name": "Vārds, uzvārds",
    "client.personal_code": "Personas kods",
    "client.lv_residence_permit": "Ir termiņuzturēšanās atļauja Latvijā",
    "client.birth_date": "Dzimšanas datums",
    "client.communication_language": "Saziņas valoda",
    "client.related_client": "Saistīts Bankas klients",
    "client.identity_document": "Personu apliecinošs dokuments",
    "company.resource_url": "Resursa URL, kuram pakalpojums tiks izmantots",
    "company.name": "Uzņēmuma nosaukums",
    "company.registration_number": "Reģistrācijas numurs",
    "company.communication_language": "Saziņas valoda",
    "company.personal_manager": "Personīgais menedžeris",
    "submitter.full_name": "Vārds, uzvārds",
    "submitter.personal_code": "Personas kods",
    "submitter.birth_date": "Dzimšanas datums",
    "submitter.identity_document": "Personu apliecinošs dokuments",
    "company.registration_date": "Reģistrācijas datums",
    "company.industry": "Darbības nozare",
    "company.employee_count": "Darbinieku skaits uzņēmumā",
    "company.us_related": "Vai klients ir ar ASV saistīta juridiska persona?",
    "company.licensed_payment_institution": "Licencēta maksājumu iestāde",
    "representatives[].full_name": "Vārds, uzvārds",
    "representatives[].personal_code": "Personas kods",
    "representatives[].birth_date": "Dzimšanas datums",
    "representatives[].citizenship": "Pilsonība",
    "representatives[].basis": "Pārstāvības pamats/amats",
    "representatives[].type": "Pārstāvības veids",
    "representatives[].email": "E-pasta adrese",
    "representatives[].represents_before_bank": "Pārstāvēs klientu attiecībās ar Banku",
    "owners_np[].full_name": "Vārds, uzvārds",
    "owners_np[].personal_code": "Personas kods",
    "owners_np[].birth_date": "Dzimšanas datums",
    "owners_np[].citizenship": "Pilsonība",
    "owners_np[].residence": "Rezidence",
    "owners_np[].share_percent": "Līdzdalības apjoms (%)",
    "owners_lp[].name": "Uzņēmuma nosaukums",
    "owners_lp[].registration_number": "Reģistrācijas numurs",
    "owners_lp[].registration_date": "Reģistrācijas datums",
    "owners_lp[].registration_country": "Reģistrācijas valsts",
    "owners_lp[].share_percent": "Līdzdalības apjoms (%)",
    "ubos[].full_name": "Vārds, uzvārds",
    "ubos[].personal_code": "Personas kods",
    "ubos[].birth_date": "Dzimšanas datums",
    "ubos[].tax_residence": "Nodokļu rezidences valsts",
    "ubos[].citizenship": "Pilsonība",
    "ubos[].share_percent": "Līdzdalības apjoms (%)",
    "submitter.role": "Loma uzņēmumā",
    # Proposed by the requirements, because the guide is silent.
    "client.lv_resident": "Mana rezidences valsts ir Latvija",
    "submitter.lv_citizen_or_resident": "Vai Jums ir Latvijas pilsonība vai rezidence?",
    "representatives[].phone": "Tālruņa numurs",
    "no_owners": "Nav īpašnieku",
    "services": "Interesējošie pakalpojumi",
    "consents.privacy_notice": "Ar paziņojumu iepazinos",
}
GROUPS = {
    "representatives": "Informācija par uzņēmuma pārstāvi/jiem",
    "owners_np": "Informācija par īpašnieku/iem (fiziskām personām), ja tādi ir",
    "owners_lp": "Informācija par īpašnieku/iem (juridiskām personām), ja tādi ir",
    "ubos": "Informācija par Patiesajiem labuma guvējiem",
}
SECTIONS = {
    "client_information": "Klienta informācija",
    "natural_person": "Informācija par klientu",
    "company": "Informācija par uzņēmumu",
    "submitter": "Informācija par informācijas iesniedzēju",
}
TYPES = {"natural": "Fiziska persona", "legal": "Juridiska persona"}
RENEWAL = "Dokumentu atjaunošana"
CHANGE = "(tostarp Pārstāvja / PLG / Īpašnieka(-u) maiņa)"
CHOICES: Mapping[str, tuple[str, str]] = {
    "N1": ("Jauns klients", ""),
    "N2": ("Papildu maksājumu kartes lietotājs", "Papildu kartes lietotājs"),
    "N3": ("Internetbankas lietotājs", ""),
    "L1": ("Norēķinu konts uzņēmējdarbības vajadzībām", ""),
    "L2": (
        "Līdzekļu nodrošināšana, BaaS, segregētais konts maksājumu iestādēm, VASP (virtuālo aktīvu "
        "pakalpojumu sniedzējs), CASP (kripto aktīvu pakalpojumu sniedzējs)",
        "Līdzekļu nodrošināšana, BaaS, segregētais konts maksājumu iestādēm, VASP, CASP",
    ),
    "L3": ("Norēķinu pieņemšana (jauns tirgotājs)", "Norēķinu pieņemšana"),
    "L4": (f"{RENEWAL} {CHANGE}", RENEWAL),
    "L5": (
        f"E-komercija, dokumentu atjaunošana {CHANGE}", "E-komercija, dokumentu atjaunošana",
    ),
}  # fmt: skip
STAGES = {
    "initial_info": "Sākotnējās informācijas iesniegšana",
    "photo_id": "Fotoidentifikācija",
    "doc_submission": "Dokumentu iesniegšana",
    "doc_signing": "Dokumentu parakstīšana",
    "fee": "Komisijas naudas samaksa",
    "identification": "Identifikācija",
    "account_opening": "Konta atvēršana",
    "service_activation": "Pakalpojuma pieslēgšana",
    "card_issue": "Kartes izsniegšana",
    "user_activation": "Lietotāja aktivizēšana",
}
STATUSES = {
    "account opened": "Konts tiek atvērts",
    "account not_opened": "Konts netiek atvērts",
    "acquiring started": "Sadarbība ar klientu tiek uzsākta",
    "acquiring refused": "Sadarbība ar klientu netiek uzsākta",
    "doc_renewal approved": "Dokumentu atjaunošana apstiprināta",
    "doc_renewal refused": "Dokumentu atjaunošana atteikta",
    "card issued": "Papildu maksājumu karte tiks izsniegta",
    "card refused": "Papildu maksājumu karte netiks izsniegta",
    "user activated": "Internetbankas lietotājs tiks aktivizēts",
    "user refused": "Internetbankas lietotājs netiks aktivizēts",
    "photo in_person": "Nepieciešams veikt identifikāciju klātienē",
    "photo unsuccessful": "Neveiksmīga identifikācija",
    "photo repeat": "Atkārtota identifikācija",
    "questionnaire new": "Jauns",
    "questionnaire processing": "Apstrādē",
    "questionnaire info_required": "Nepieciešama informācija",
    "questionnaire draft": "Melnraksts",
    "application processing": "Apstrādē",
    "package ready_for_signing": "Gatavs parakstīšanai",
    "package signing": "Parakstīšana",
    "package signed": "Parakstīts",
}
BUTTONS = {
    "Register": "Reģistrēties",
    "For existing clients": "Esošajiem klientiem",
    "Continue": "Turpināt",
    "Complete registration": "Pabeigt reģistrāciju",
    "Send the code again": "Nosūtīt kodu atkārtoti",
    "Submit": "Iesniegt",
    "Save": "Saglabāt",
    "Upload": "Augšupielādēt",
    "Add {what}": "Pievienot {what}",
    "Delete": "Dzēst",
    "Log in": "Ienākt",
    "Log out": "Iziet",
    "Confirmation code (e-mail)": "Apstiprināšanas kods (e-pasts)",
    "Confirmation code (phone)": "Apstiprināšanas kods (tālrunis)",
    "Completed": "Izpildīts",
    "Current": "Jāveic tagad",
    "Waiting": "Vēl nav sākts",
    "Not required": "Nav nepieciešams",
}
FACTS = {
    "identification_start button": "Sāciet identifikāciju",
}


def in_latvian(text: Text | None) -> str:
    return LATVIAN.text(text) if text else ""


def table(rows: Mapping[str, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "caption"), rows.items(), ids=rows)


@table(QUESTIONS)
def test_questions(name: str, caption: str) -> None:
    place = READY.everything.place(name.replace("[]", ".0"))
    assert place is not None
    assert in_latvian(place.field.caption) == caption


def test_every_question_of_the_guide_is_there() -> None:
    """Questionnaires and what staff fills in are the bank's own; the guide prints none of them."""
    own = {"consents.terms", "representatives[].lv_resident", "submitter.representative_row"}
    registration = READY.programme.registration
    application = READY.meaning.route.items["application"].forms
    printed = (*registration.case_forms, registration.account_form, *application)
    outline = Outline.of_programme(READY.programme, printed)
    found = {path for path in outline.order if path not in outline.groups}
    assert found - own == set(QUESTIONS)


@table(GROUPS)
def test_groups(name: str, caption: str) -> None:
    assert in_latvian(READY.everything.groups[name].caption) == caption


@table(SECTIONS)
def test_sections(name: str, caption: str) -> None:
    assert in_latvian(READY.form(name).sections[0].caption) == caption


@table(TYPES)
def test_client_types(name: str, caption: str) -> None:
    assert in_latvian(option("client_type", name).caption) == caption


@table(CHOICES)
def test_services(name: str, caption: tuple[str, str]) -> None:
    found = option("services", SERVICES[name])
    assert (in_latvian(found.caption), in_latvian(found.short)) == caption


def test_cards_and_internet_bank_stand_below_one_heading() -> None:
    for name in ("N2", "N3"):
        heading = option("services", SERVICES[name]).heading
        assert (
            in_latvian(heading) == "Papildu maksājumu kartes lietotājs / internetbankas lietotājs"
        )


@table(STAGES)
def test_stages(name: str, caption: str) -> None:
    titles = {stage.name: stage.title for stage in READY.meaning.route.flow.stages}
    assert in_latvian(titles[name]) == caption


@table(STATUSES)
def test_statuses(name: str, caption: str) -> None:
    item, _, status = name.partition(" ")
    assert in_latvian(READY.meaning.route.items[item].status(status).caption) == caption


@table(BUTTONS)
def test_buttons(name: str, caption: str) -> None:
    assert LATVIAN.message(name) == caption


@table(FACTS)
def test_facts(name: str, caption: str) -> None:
    fact, _, code = name.partition(" ")
    outputs = {one.name: one for rules in READY.programme.rules for one in rules.outputs}
    assert in_latvian(outputs[fact].captions[code]) == caption


def option(question: str, code: str) -> Option:
    choices = READY.everything.fields[question].options
    assert choices is not None
    return next(one for one in choices.options if one.code == code)
