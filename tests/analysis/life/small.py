"""Small flows, written as an analyst writes them and loaded by the real reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.analysis.life.entries import Entries
from engine.analysis.life.representatives import Life, Representative, representatives
from engine.analysis.space import world
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import Programme
from engine.meaning.programme import compile_programme
from tests.definitions.codes import with_codes

TODAY = date(2026, 11, 23)

BANK = "bank: club\ntitle: The club\n"
HEAD = """\
programme: club
title: Club
bank: club
languages: [en]
registration:
  case forms: [start]
  account form: account
  email: account.email
  phone: account.phone
  password: account.password
  password repeat: account.repeat
persons:
  members: {caption: Members, every: people, same: [full_name]}
  host: {caption: Host, block: host}
roles: {officer: Officer, approver: Approver}
providers: {scanner: {caption: Scanner, port: identification}}
"""

START = """\
form: start
title: Start
fields:
  kinds: {choices: Kinds, of: {a: A, b: B}}
  vip: {yesno: Is a friend of the club}
  host.full_name: {text: Name of the host}
  host.leads: {yesno: The host leads}
  likes: {choice: Likes, of: {music: Music, sport: Sport}, required: no}
  people:
    rows: 1..9
    each: Person
    title: People
    titled by: full_name
    fields:
      full_name: {text: Name}
      leads: {yesno: Leads}
"""

ACCOUNT = """\
form: account
title: Account
fields:
  account.email: {email: E-mail}
  account.phone: {phone: Phone, country: LV}
  account.password: {password: Password}
  account.repeat: {password: Again, must be: = account.password, else: They differ, code: E-14}
"""

PAPER = """\
form: paper
title: Paper
fields:
  paper.text: {text: What is wanted}
"""

BILL = """\
form: bill
title: Bill
fields:
  bill.amount: {money: Amount, must be: 0.01..}
"""

FREE = """\
form: free
title: Free
fields:
  free.amount: {money: Amount}
"""

PAYMENT = """\
form: payment
title: Payment
fields:
  amount: {money: Amount, must be: 0.01..}
"""

SLOT = """\
form: slot
title: Slot
fields:
  slot.date: {date: Date}
"""

FORMS: Mapping[str, str] = {
    "paper": PAPER,
    "bill": BILL,
    "free": FREE,
    "payment": PAYMENT,
    "slot": SLOT,
}

CONTRACT = """\
stages:
  asking:  {title: Asking, items: paper, done when: {paper: processing or accepted}}
  proving: {title: Proving, items: photo}
  signing: {title: Signing, items: [package, signature]}
  opening: {title: Opening, items: account}
items:
  paper: {title: Paper, forms: paper, reviewed by: officer}
  photo:
    title: Photo
    for each: members
    statuses:
      invited:
        caption: Invited
        waits for: the person
        scanner passes: passed
        scanner fails: {at most: 1, then: review}
        after 30 days: expired
      review:
        caption: Review
        officer passes: {to: passed, confirmed by: approver}
        officer fails: failed
      expired: {caption: Expired, officer asks again: invited}
      failed: {caption: Failed, is: bad, officer asks again: invited}
      passed: {caption: Passed, is: good, officer asks again: invited}
  package:
    title: Package
    rests on: paper
    statuses:
      made:    {caption: Made, officer sends: signing}
      signing:
        caption: Signing
        waits for: applicant
        becomes: {signed: {signature: all signed}}
        officer sends anew: signing
        officer withdraws: made
      signed:  {caption: Signed, is: good}
  signature:
    title: Signature
    for each: members
    statuses:
      missing: {caption: Missing, the person signs: {to: signed, when: {package: signing}}}
      signed:  {caption: Signed, is: good, becomes: {missing: package becomes made or signing}}
  account:
    title: Account
    decision: yes
    statuses:
      pending:
        caption: Pending
        officer opens: {to: opened, confirmed by: approver}
        officer refuses: refused
      opened:  {caption: Opened, is: good}
      refused: {caption: Refused, is: bad}
case:
  applicant withdraws: closed
  ends: {completed: Completed, closed: Closed}
must hold:
  - {at: proving, fits: {paper: processing or accepted}}
  - at: opening
    fits: {package: signed, signature: all signed, photo: all passed, paper: accepted}
  - {at: completed, fits: {photo: all passed, package: signed}}
  - {at: always, fits: {any: [{account: not opened}, {package: signed, photo: all passed}]}}
  - {at: closed, fits: {account: not opened}}
"""

MONEY = """\
stages:
  start: {title: Start, items: start_item}
  fee:   {title: Fee, items: invoice, when: {vip: no}}
  check: {title: Check, items: demand, opens after: start}
  end:   {title: End, items: [gift, card]}
items:
  start_item:
    title: Start
    statuses:
      new:  {caption: New, officer begins: done}
      done: {caption: Done, is: good, officer goes back: new}
  invoice:
    title: Invoice
    any time: yes
    values: {paid so far: sum of payments.amount, rest: difference of bill.amount and paid so far}
    statuses:
      to_issue: {caption: To issue, officer issues: {to: issued, form: bill}}
      issued:
        caption: Issued
        waits for: applicant
        becomes: {paid: {rest: ..0}, part: {paid so far: 0.01..}}
        officer records: {form: payment, adds to: payments}
        officer cancels: to_issue
      part:
        caption: Part
        waits for: applicant
        becomes: {paid: {rest: ..0}, issued: {paid so far: ..0}}
        officer records: {form: payment, adds to: payments}
        officer takes back: {form: reason, removes from: payments}
      paid:
        caption: Paid
        is: good
        becomes: {part: {rest: 0.01.., paid so far: 0.01..}, issued: {rest: 0.01..}}
        officer takes back: {form: reason, removes from: payments, any time: no}
  demand:
    title: Demand
    for each: members
    any time: yes
    statuses:
      none_yet: {caption: None, is: over, officer demands: agreed}
      agreed:
        caption: Agreed
        waits for: the person
        scanner passes: passed
        officer withdraws: none_yet
      passed: {caption: Passed, is: good, officer demands: agreed}
  gift:
    title: Gift
    for each: kinds
    decision: yes
    statuses:
      pending: {caption: Pending, officer gives: given, officer refuses: refused}
      given:   {caption: Given, is: good}
      refused: {caption: Refused, is: bad}
  card:
    title: Card
    decision: yes
    when: {demand: any passed}
    statuses:
      pending: {caption: Pending, officer gives: given}
      given:   {caption: Given, is: good}
case:
  officer closes: {to: closed, confirmed by: approver}
  ends: {completed: Completed, closed: Closed}
must hold:
  - {at: end, fits: {invoice: paid or n/a}}
  - {at: completed, fits: {demand: none agreed, invoice: paid or n/a}}
  - {at: always, fits: {any: [{gift: none given}, {invoice: paid or n/a}]}}
"""

APPEAL = """\
stages:
  asking:   {title: Asking, items: paper}
  checking: {title: Checking, items: [scan, visit]}
  deciding: {title: Deciding, items: grant, done when: {grant: granted or refused}}
  appealing: {title: Appealing, items: appeal, when: {grant: refused}}
items:
  paper: {title: Paper, forms: paper, reviewed by: officer}
  scan:
    title: Scan
    for each: members
    statuses:
      open:   {caption: Open, waits for: the person, scanner passes: passed, scanner fails: failed}
      failed: {caption: Failed, becomes: {passed: {visit: passed}}, officer fails: stopped}
      stopped: {caption: Stopped, is: bad, officer asks again: open}
      passed: {caption: Passed, is: good}
  visit:
    title: Visit
    for each: members
    statuses:
      not_needed: {caption: Not needed, is: over, becomes: {asked: scan becomes failed}}
      asked:
        caption: Asked
        waits for: officer
        officer meets: passed
        officer meets nobody: {at most: 1}
        officer gives up: not_needed
      passed: {caption: Passed, is: good}
  grant:
    title: Grant
    decision: yes
    statuses:
      pending:
        caption: Pending
        officer grants: {to: granted, when: {scan: all passed}, confirmed by: approver}
        officer refuses: refused
      granted: {caption: Granted, is: good}
      refused: {caption: Refused, is: bad, becomes: {pending: appeal becomes accepted}}
  appeal:
    title: Appeal
    statuses:
      possible:
        caption: Possible
        waits for: applicant
        applicant appeals: lodged
        after 30 days: missed
      lodged:   {caption: Lodged, officer accepts: accepted, officer rejects: rejected}
      missed:   {caption: Missed, is: over}
      accepted: {caption: Accepted, is: over}
      rejected: {caption: Rejected, is: bad}
case:
  applicant withdraws: withdrawn
  ends:
    completed: Completed
    withdrawn: Withdrawn
    rejected: {caption: Rejected, when: {appeal: rejected}}
must hold:
  - {at: deciding, fits: {scan: all passed, paper: accepted}}
  - {at: rejected, fits: {grant: refused}}
  - {at: always, fits: {any: [{grant: not granted}, {scan: all passed}]}}
"""

VISITS = """\
stages:
  meeting: {title: Meeting, items: visit}
  writing: {title: Writing, items: [letter, gift]}
items:
  visit:
    title: Visit
    for each: who
    statuses:
      open:
        caption: Open
        officer agrees: {to: agreed, form: slot}
        officer skips: {to: skipped, when: {leads: no}}
      agreed:
        caption: Agreed
        waits for: officer
        officer agrees: {to: agreed, form: slot}
        officer meets: {to: passed, when: {slot.date: ..today}}
        approver skips: skipped
      passed: {caption: Passed, is: good, officer agrees: {to: agreed, form: slot}}
      skipped: {caption: Skipped, is: over}
  letter:
    title: Letter
    rests on: visit
    statuses:
      draft:
        caption: Draft
        officer sends: {to: sent, when: {visit: {any: {slot.date: ..<today}}}}
        officer posts: {to: posted, when: {any: [{vip: yes}, {visit: all passed}]}}
        officer drops: dropped
      sent:    {caption: Sent, is: good}
      posted:  {caption: Posted, is: good}
      dropped: {caption: Dropped, is: over}
  gift:
    title: Gift
    decision: yes
    when: {vip: yes}
    statuses:
      pending: {caption: Pending, officer gives: given}
      given:   {caption: Given, is: good}
case:
  applicant withdraws: closed
  ends: {completed: Completed, closed: Closed}
must hold:
  - {at: writing, fits: {any: [{vip: yes}, {visit: all passed}]}}
  - {at: writing, fits: {visit: none agreed}}
  - {at: always, fits: {visit: {none: {leads: yes, visit: skipped}}}}
  - {at: always, fits: {any: [{letter: not sent}, {visit: {any: {slot.date: ..today}}}]}}
"""

WHO = """\
rules: who
hit: collect
gives: {who: persons}
source: House rules 1
lines:
  - {if: {vip: yes}, then: {who: host}}
  - {if: {vip: no}, then: {who: members}}
"""

PROPOSED = """\
stages: {first: {title: First, items: [grant, letter]}, second: {title: Second, items: party}}
items:
  grant:
    title: Grant
    statuses:
      open:
        caption: Open
        officer grants: {to: granted, confirmed by: approver}
        officer refuses: {to: refused, confirmed by: approver}
        officer waits: open
      granted: {caption: Granted, is: good, officer reopens: {to: open, confirmed by: approver}}
      refused: {caption: Refused, is: over}
  letter:
    title: Letter
    statuses:
      draft:
        caption: Draft
        becomes: {held: {grant: proposed}}
        officer sends: {to: sent, when: {grant: not proposed}}
      held:
        caption: Held
        officer frees: {to: draft, when: {grant: not proposed}}
        officer burns: burnt
      sent: {caption: Sent, is: good}
      burnt: {caption: Burnt, is: over}
  party:
    title: Party
    statuses:
      off: {caption: Off, officer begins: {to: on, when: {grant: not proposed}}}
      on:  {caption: On, is: good}
case:
  applicant withdraws: closed
  ends: {completed: Completed, closed: Closed}
must hold:
  - {at: always, fits: {any: [{letter: not sent}, {grant: not proposed}]}}
  - {at: always, fits: {any: [{letter: not draft}, {grant: not proposed}]}}
  - {at: completed, fits: {grant: not proposed}}
"""

ANEW = """\
stages:
  asking:  {title: Asking, items: wish}
  looking: {title: Looking, items: look}
  paying:  {title: Paying, items: fee, when: {free.amount: 100..}}
items:
  wish: {title: Wish, forms: free, reviewed by: officer}
  look:
    title: Look
    statuses:
      open:
        caption: Open
        officer corrects: {to: corrected, form: free}
        officer passes: {to: done, when: {free.amount: ..1000}}
      corrected: {caption: Corrected, officer passes: done, officer looks again: open}
      done: {caption: Done, is: good}
  fee:
    title: Fee
    statuses:
      due:  {caption: Due, approver confirms: paid}
      paid: {caption: Paid, is: good}
case:
  applicant withdraws: closed
  ends: {completed: Completed, closed: Closed}
must hold:
  - {at: completed, fits: {any: [{fee: paid}, {free.amount: ..<100}]}}
  - {at: looking, fits: {any: [{look: not corrected}, {free.amount: 5..}]}}
"""
"""What the applicant answered is asked anew by a step."""

FLOWS: Mapping[str, str] = {
    "contract": CONTRACT,
    "money": MONEY,
    "appeal": APPEAL,
    "visits": VISITS,
    "proposed": PROPOSED,
    "anew": ANEW,
}


def programme(flow: str) -> Programme:
    """A programme with a flow; it may be warned of, but not refused."""
    texts = {"flows/club.yaml": with_codes(HEAD + flow), "forms/club/start.yaml": START}
    texts |= {"banks/club.yaml": BANK, "forms/club/account.yaml": ACCOUNT}
    texts |= {"rules/club/who.yaml": WHO} if "for each: who" in flow else {}
    asked = (name for name in FORMS if re.search(rf"forms?: {name}\b", flow))
    texts |= {f"forms/club/{name}.yaml": FORMS[name] for name in asked}
    definitions, faults = check_texts(texts)
    refused = [fault for fault in faults if not fault.code.startswith("A9")]
    assert definitions is not None, "\n".join(map(str, refused))
    return definitions.programmes["club"]


@dataclass(frozen=True, slots=True)
class Small:
    """A small flow with its representative cases."""

    life: Life
    cases: tuple[Representative, ...]
    entries: Entries


def small(ready: Programme) -> Small:
    """What the proofs look at of a programme."""
    life = Life.of(world(compile_programme(ready), TODAY))
    entries = life.entries()
    return Small(life, representatives(life, 5_000), entries)
