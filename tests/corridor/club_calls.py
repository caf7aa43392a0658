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
