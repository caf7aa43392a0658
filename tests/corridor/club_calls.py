"""The club, whose visits are calls at an agreed time."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.corridor.club_people import FOLDER

CALL = """\
  visit:
    title: Call
    for each: persons
    any time: yes
    appointment: {on: slot.day, at: slot.time, opens: 10 minutes before, closes: 30 minutes after}
    statuses:
      not_required: {caption: Not required, is: over, officer demands a visit: to_agree}
      to_agree:     {caption: To be agreed, officer agrees a time: {to: agreed, form: slot}}
      agreed:
        caption: Agreed
        waits for: the person
        text: |-
          Call on {slot.day}.
          - Bring your passport.
        the person asks for the code:
          {to: stays, at the appointment: yes, code: sent, at most: 3 an hour, caption: Start}
        the person comes in: {to: talking, at the appointment: yes, code: entered}
        caller passes: done
        caller ends: done
        caller doubts: to_agree
        caller misses: to_agree
        after the appointment: to_agree
        officer agrees another time: {to: agreed, form: slot}
        officer ends: done
      talking:
        caption: Talking
        waits for: the person
        the person asks for the code:
          {to: stays, at the appointment: yes, code: sent, at most: 3 an hour, caption: Start}
        the person comes in: {to: stays, at the appointment: yes, code: entered}
        caller passes: done
        caller ends: done
        caller doubts: to_agree
        caller misses: to_agree
        officer ends: done
      done:         {caption: Done, is: good}

"""
COMES_IN = """\
        the person comes in: {to: talking, at the appointment: yes, form: joining}
        after 3 times E-61: locked
"""
LOCKED = """\
      locked:
        caption: The password is void
        officer agrees another time: {to: agreed, form: slot}
"""
JOINING = """\
form: joining
title: Join the call
fields:
  joining.password: {text: Password, sensitive: yes}
checks:
  - {joining.password: = slot.password, else: The password is not right, code: E-61}
"""
NOTICES = """\
  agreed:
    {on: visit becomes agreed, to: the person, channels: email, subject: Call, text: "Call: {link}"}
  call code:
    {on: {visit: the person asks for the code}, to: the person, channels: sms, text: "Code: {code}"}
"""


def with_calls(folder: Path) -> Path:
    """The club, whose visits are calls."""
    made = folder / "club"
    shutil.copytree(FOLDER, made)
    flow = made / "flows/club.yaml"
    text = flow.read_text(encoding="utf-8")
    text = re.sub(r"  visit:\n.*?(?=  place:\n)", lambda _: CALL, text, flags=re.DOTALL)
    text = text.replace(
        "identification}\n\nstages",
        "identification}\n  caller: {caption: Caller, port: video identification}\n\nstages",
    )
    flow.write_text(text + NOTICES, encoding="utf-8")
    slot, friend = made / "forms/club/slot.yaml", made / "forms/club/friends.yaml"
    slot.write_text(
        slot.read_text(encoding="utf-8") + "  slot.time: {text: Time}\n", encoding="utf-8"
    )
    asked = "      email: {email: E-mail, required: no}\n"
    more = f"{asked}      phone: {{phone: Phone, country: LV, required: no}}\n"
    friend.write_text(friend.read_text(encoding="utf-8").replace(asked, more), encoding="utf-8")
    return made


def with_passwords(folder: Path) -> Path:
    """The same, but that whoever comes enters a password that stands in the cabinet."""
    made = with_calls(folder)
    flow, slot = made / "flows/club.yaml", made / "forms/club/slot.yaml"
    text = flow.read_text(encoding="utf-8")
    text = re.sub(
        r"        the person asks for the code:\n.*\n        the person comes in: {to: (\w+).*\n",
        lambda found: COMES_IN if found[1] == "talking" else "",
        text,
    )
    text = re.sub(r"  call code:\n.*\n", "", text)
    text = text.replace("      talking:\n", f"{LOCKED}      talking:\n", 1)
    text = text.replace(
        "30 minutes after}\n",
        "30 minutes after}\n    makes: {slot.password: 8 random letters and digits}\n",
    )
    text = text.replace("          Call on {slot.day}.\n", "          Password {slot.password}.\n")
    flow.write_text(text, encoding="utf-8")
    asked = slot.read_text(encoding="utf-8")
    asked += "  slot.password: {text: Password}\n"
    slot.write_text(asked, encoding="utf-8")
    (made / "forms/club/joining.yaml").write_text(JOINING, encoding="utf-8")
    return made
