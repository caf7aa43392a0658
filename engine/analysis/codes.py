"""Every property that is proved, by the stable code of its findings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.language.marker import N_

PROPERTIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # rules and tables
        "V101": N_("In every case a row fits"),
        "V102": N_("Never do two rows fit where only one may"),
        "V103": N_("Rows that fit together say the same"),
        "V104": N_("The tests of a row do not exclude each other"),
        "V105": N_("No row is silenced by the rows before it"),
        "V106": N_("Every row fits in some case"),
        "V107": N_("Every rule is decided when the forms are submitted"),
        # the way of a case
        "V201": N_("Every case can reach an end"),
        "V202": N_("An end stays within reach"),
        "V203": N_("Every stage is reached in some case"),
        "V204": N_("Every step is possible in some case"),
        "V205": N_("It is always known whether a stage applies"),
        "V206": N_("There is somebody for every stage that applies"),
        "V207": N_("Nothing is used before it is asked"),
        "V208": N_("Nothing goes back to a stage that does not apply"),
        "V209": N_("Every stage can be left"),
        "V210": N_("Every end is reached in some case"),
        "V211": N_("While a case is under way it is somebody’s turn"),
        "V212": N_("Every case can end without a step of the case itself"),
        "V213": N_("Nothing is under way any more when a case is completed"),
        "V214": N_("What follows by itself comes to rest"),
        # questions
        "V301": N_("Every question is asked in some case"),
        "V302": N_("No required question is hidden"),
        "V303": N_("Every required question can be answered"),
        "V304": N_("Every choice is offered in some case"),
        "V305": N_("It is always known whether an answer is required"),
        "V306": N_("Every form is collected by a stage or at registration"),
        # what the bank relies on
        "V401": N_("What the bank relies on holds"),
        "V402": N_("What the bank relies on is proved"),
        # items, people, notices
        "V501": N_("Every status is reached in some case"),
        "V502": N_("Every status has a way out"),
        "V503": N_("Every notice is sent in some case"),
        "V504": N_("Whoever acts is declared"),
        "V505": N_("Every item is needed in some case"),
        "V506": N_("What is demanded is collected by a stage"),
        "V507": N_("Every status lasts until something happens"),
        "V508": N_("No step leads where an item comes by itself"),
        "V509": N_("Every amount that is asked for is more than nothing"),
        # wording
        "V601": N_("Every text exists in every language"),
        "V602": N_("Placeholders are the same in every language"),
    }
)
