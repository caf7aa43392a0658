"""What readers of each language see."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.base.values import Text
from engine.language.catalogs import Catalogs
from engine.language.reader import filled, placeholders

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "first"
msgid "Account"
msgstr "Konts"

msgctxt "second"
msgid "Account"
msgstr "Norēķinu konts"

msgid "Code {code}"
msgstr "Kods {code}"
"""


@pytest.fixture
def catalogs(tmp_path):
    place = tmp_path / "lv" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(PO, encoding="utf-8")
    return Catalogs.load([tmp_path])


def test_two_banks_may_translate_the_same_words_differently(catalogs):
    reader = catalogs.reader("lv")
    assert reader.text(Text("Account", "first")) == "Konts"
    assert reader.text(Text("Account", "second")) == "Norēķinu konts"
    assert reader.text(Text("Account", "third")) == "Account"


def test_known_tells_a_translation_from_a_fallback(catalogs):
    assert catalogs.known("lv", Text("Account", "third")) is None
    assert catalogs.known("ru", Text("Account", "first")) is None
    assert catalogs.known("en", Text("Account", "first")) == "Account"


def test_an_earlier_folder_wins(catalogs, tmp_path):
    over = tmp_path / "over"
    place = over / "lv" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(PO.replace("Konts", "Rēķins"), encoding="utf-8")
    reader = Catalogs.load([over, tmp_path]).reader("lv")
    assert reader.text(Text("Account", "first")) == "Rēķins"


def test_placeholders_are_filled_literally(catalogs):
    assert catalogs.reader("lv").message("Code {code}", code="{__class__}") == "Kods {__class__}"
    assert filled("{a.b} {unknown} {x}", {"x": 1}) == "{a.b} {unknown} 1"
    assert placeholders("{one} and {two}") == {"one", "two"}


@pytest.mark.parametrize(
    ("lang", "day", "moment", "share", "size", "country", "phone"),
    [
        ("lv", "22.11.2026", "22.11.2026 12:00", "33,33 %", "150 MB", "Igaunija", "Latvija (+371)"),
        (
            "en",
            "22 November 2026",
            "22 November 2026 12:00",
            "33.33 %",
            "150 MB",
            "Estonia",
            "Latvia (+371)",
        ),
        ("ru", "22.11.2026", "22.11.2026 12:00", "33,33 %", "150 МБ", "Эстония", "Латвия (+371)"),
    ],
)
def test_numbers_dates_and_names(lang, day, moment, share, size, country, phone):
    reader = Catalogs({}).reader(lang)
    assert reader.date(date(2026, 11, 22)) == day
    assert (
        reader.datetime(datetime(2026, 11, 22, 10, tzinfo=UTC), ZoneInfo("Europe/Riga")) == moment
    )
    assert reader.percent(Decimal("33.33")) == share
    assert reader.size(157_286_400) == size
    assert reader.territory("EE") == country
    assert reader.phone_code("+371") == phone


def test_words_sort_in_the_alphabet_of_the_language():
    reader = Catalogs({}).reader("lv")
    assert sorted(["Čehija", "Dānija", "Ciparu", "Āfrika", "Austrija"], key=reader.sort_key) == [
        "Austrija",
        "Āfrika",
        "Ciparu",
        "Čehija",
        "Dānija",
    ]


@pytest.mark.parametrize(
    ("lang", "sizes"),
    [
        ("lv", ["0,1 kB", "1 kB", "1,5 kB", "150 MB", "5 GB"]),
        ("en", ["0.1 kB", "1 kB", "1.5 kB", "150 MB", "5 GB"]),
        ("ru", ["0,1 кБ", "1 кБ", "1,5 кБ", "150 МБ", "5 ГБ"]),
    ],
)
def test_sizes_of_files(lang: str, sizes: list[str]) -> None:
    reader = Catalogs({}).reader(lang)
    counts = (7, 1024, 1536, 157_286_400, 5 * 1024**3)
    assert [reader.size(count).replace("\xa0", " ") for count in counts] == sizes


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("lv", ["Curaçao", "Čehija", "Kuba", "Ķīna", "Zambija", "Žaneta"]),
        ("en", ["Albania", "Åland Islands", "Côte d’Ivoire", "Croatia", "Zimbabwe"]),
        ("ru", ["Австрия", "Ёлка", "Жасмин", "Япония", "Kuba"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet(lang: str, names: list[str]) -> None:
    reader = Catalogs({}).reader(lang)
    assert sorted(set(names), key=reader.sort_key) == names


def test_numbers_and_dates_in_a_text_are_written_as_the_reader_writes_them(catalogs):
    text = Text("{least} or more from {day}")
    params = {"least": Decimal("33.5"), "day": date(2026, 11, 22)}
    assert catalogs.reader("lv").text(text, **params) == "33,5 or more from 22.11.2026"
    assert catalogs.reader("en").text(text, **params) == "33.5 or more from 22 November 2026"


def test_a_number_stands_in_its_input_as_people_type_it(catalogs):
    assert catalogs.reader("lv").typed_number("40.5") == "40,5"
    assert catalogs.reader("ru").typed_number("40.5") == "40,5"
    assert catalogs.reader("en").typed_number("40.5") == "40.5"


def test_a_shortened_word_in_a_name_of_a_country_is_followed_by_a_blank(catalogs):
    assert catalogs.reader("lv").territory("SH") == "Sv. Helēnas sala"
    assert catalogs.reader("lv").territory("LV") == "Latvija"
    assert catalogs.reader("en").territory("UM") == "U.S. Outlying Islands"
