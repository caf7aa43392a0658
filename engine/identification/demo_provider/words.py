"""What the pages of the provider for rehearsals say, in the languages it knows."""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The words of one language."""

    title: str
    rehearsal: str
    document: str
    full_name: str
    personal_code: str
    birth_date: str
    number: str
    valid_until: str
    country: str
    outcome: str
    passes: str
    again: str
    refused: str
    looked_at: str
    unclear: str
    last_time: str
    held: str
    ended: str
    back: str
    gone: str


WORDS: Final = {
    "en": PersonWords(
        title="Identification: rehearsal",
        rehearsal="No photo is taken here and nobody is really identified. "
        "Enter what the document says and choose how the identification ends.",
        document="What the document says",
        full_name="Given name and surname",
        personal_code="Personal code",
        birth_date="Date of birth",
        number="Document number",
        valid_until="Valid until",
        country="Country of issue (two letters)",
        outcome="How it ends",
        passes="Passed",
        again="Try again: the photo is unclear",
        refused="Finally refused",
        looked_at="A specialist has to look",
        unclear="The photo of the document is unclear. "
        "Please photograph it in good light and without reflections.",
        last_time="The last attempt was not successful.",
        held="A specialist is looking at this identification. Choose what the specialist decides.",
        ended="This identification has ended.",
        back="Return without choosing",
        gone="This link is not valid, or no longer valid. Please ask for a new one.",
    ),
    "lv": PersonWords(
        title="Identifikācija: mēģinājums",
        rehearsal="Šeit netiek fotografēts un neviens netiek identificēts pa īstam. "
        "Ievadiet, kas norādīts dokumentā, un izvēlieties, kā identifikācija beidzas.",
        document="Dokumentā norādītais",
        full_name="Vārds un uzvārds",
        personal_code="Personas kods",
        birth_date="Dzimšanas datums",
        number="Dokumenta numurs",
        valid_until="Derīgs līdz",
        country="Izdevējvalsts (divi burti)",
        outcome="Iznākums",
        passes="Sekmīga",
        again="Jāatkārto: attēls nav skaidrs",
        refused="Galīgs atteikums",
        looked_at="Jāpārbauda speciālistam",
        unclear="Dokumenta attēls nav skaidrs. "
        "Lūdzu, fotografējiet dokumentu labā apgaismojumā un bez atspīdumiem.",
        last_time="Iepriekšējais mēģinājums nebija sekmīgs.",
        held="Šo identifikāciju pārbauda speciālists. Izvēlieties speciālista lēmumu.",
        ended="Šī identifikācija ir pabeigta.",
        back="Atgriezties bez izvēles",
        gone="Saite nav derīga vai vairs nav derīga. Lūdzu, pieprasiet jaunu.",
    ),
    "ru": PersonWords(
        title="Идентификация: репетиция",
        rehearsal="Здесь не делается фото, и личность на самом деле не проверяется. "
        "Укажите данные документа и выберите, чем закончится идентификация.",
        document="Данные документа",
        full_name="Имя и фамилия",
        personal_code="Персональный код",
        birth_date="Дата рождения",
        number="Номер документа",
        valid_until="Действителен до",
        country="Страна выдачи (две буквы)",
        outcome="Результат",
        passes="Пройдена",
        again="Повторить: снимок нечёткий",
        refused="Окончательный отказ",
        looked_at="Требуется проверка специалистом",
        unclear="Снимок документа нечёткий. "
        "Пожалуйста, сфотографируйте документ при хорошем освещении и без бликов.",
        last_time="Предыдущая попытка не удалась.",
        held="Идентификацию проверяет специалист. Выберите решение специалиста.",
        ended="Эта идентификация завершена.",
        back="Вернуться без выбора",
        gone="Ссылка недействительна или больше не действует. Пожалуйста, запросите новую.",
    ),
}


def words(lang: str) -> PersonWords:
    """The words of a language; English for one that is not known."""
    return WORDS.get(lang, WORDS["en"])
