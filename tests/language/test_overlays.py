"""The catalogs of single banks hold what they say otherwise, and nothing that nobody says."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.language import catalog_files
from engine.language.catalogs import Catalogs, po_file

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
SHARED = """\
#: web/templates/page.html
msgid "Log in"
msgstr "Ienākt"

msgctxt "shared"
msgid "Sent to {name}"
msgstr "Nosūtīts: {name}"
"""


def written(folder: Path, lang: str, words: str) -> Path:
    file = po_file(folder, lang)
    file.parent.mkdir(parents=True)
    file.write_text(HEAD + words, "utf-8")
    return file


def test_slips_of_the_catalog_of_a_bank_are_named(tmp_path: Path) -> None:
    for lang in ("en", "lv"):
        written(tmp_path, lang, SHARED)
    assert catalog_files.overlay_slips(tmp_path) == ()
    own = """\
msgid "Log in"
msgstr "Nāciet"

msgid "Log out"
msgstr "Ejiet"

msgctxt "shared"
msgid "Sent to {name}"
msgstr "Nosūtīts: {nome}"

msgid "Sent to {name}"
msgstr "Nosūtīts: {name}"
"""
    file = written(tmp_path / "small", "lv", own)
    slips = catalog_files.overlay_slips(tmp_path)
    assert [slip.split("“")[1].split("”")[0] for slip in slips] == [
        "Log out", "Sent to {name}", "Sent to {name}",
    ]  # fmt: skip
    assert sum("said by nobody" in slip for slip in slips) == 2
    assert sum("other placeholders" in slip for slip in slips) == 1
    assert all(slip.startswith("small/lv/") for slip in slips)
    assert file.with_suffix(".mo") in catalog_files.compile_all(tmp_path)


def test_a_bank_says_it_in_its_words_and_the_rest_as_everybody(tmp_path: Path) -> None:
    written(tmp_path, "lv", SHARED)
    written(tmp_path / "small", "lv", 'msgid "Log in"\nmsgstr "Nāciet"\n')
    written(tmp_path / "small", "en", 'msgid "Log in"\nmsgstr "Come in"\n')
    catalogs = Catalogs.load([tmp_path])
    said = [catalogs.reader(lang, bank).message("Log in")
            for bank in ("small", "great", "") for lang in ("en", "lv")]  # fmt: skip
    assert said == ["Come in", "Nāciet", "Log in", "Ienākt", "Log in", "Ienākt"]
    earlier = tmp_path / "earlier"
    shutil.copytree(tmp_path / "small", earlier / "small")
    file = po_file(earlier / "small", "lv")
    file.write_text(file.read_text("utf-8").replace("Nāciet", "Lūdzam"), "utf-8")
    both = Catalogs.load([earlier, tmp_path])
    assert both.reader("lv", "small").message("Log in") == "Lūdzam"
