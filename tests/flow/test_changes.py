"""Changes that an analyst makes: by definitions only, each on a copy, each proved, few lines."""

from __future__ import annotations

from difflib import ndiff

import pytest

from engine.analysis.verify import verify
from engine.definitions.loader import check_texts
from tests.flow.rules.club import HEAD, TODAY, texts_of

FLOW = """\
calendar: {country: LV, working hours: Mon-Fri 09:00-17:00}
stages:
  papers: {title: Papers, items: paper}
  answer: {title: Answer, items: verdict}
items:
  paper:
    title: Paper
    statuses:
      to_send:  {caption: To be sent, applicant sends: sent}
      sent:
        caption: Sent
        officer accepts: accepted
        officer returns: {to: to_send, form: comment}
      accepted: {caption: Accepted, is: good}
  verdict:
    title: Answer
    decision: yes
    statuses:
      open:
        caption: To be decided
        officer agrees: {to: agreed, confirmed by: approver}
        officer refuses: {to: refused, form: reason, confirmed by: approver}
      agreed:  {caption: Agreed, is: good}
      refused: {caption: Refused, is: bad}
case:
  applicant withdraws: withdrawn
  ends: {completed: Completed, withdrawn: Withdrawn}
notices:
  answered: {on: verdict becomes agreed, to: applicant, subject: Answer, text: The answer is yes}
must hold:
  - {at: answer, fits: {paper: accepted}, because: Nothing is decided before it was read}
  - {at: completed, fits: {verdict: agreed or refused}, because: Every application is answered}
"""

CHANGES = {
    "another name of a status": [("caption: Sent\n", "caption: Received\n")],
    "a deadline": [("        caption: Sent\n", "        caption: Sent\n        due: 2 working days\n")],
    "a time limit": [
        ("applicant sends: sent}", "applicant sends: sent, after 30 days: forgotten}"),
        ("      sent:\n", "      forgotten: {caption: Nothing came, officer asks again: to_send}\n      sent:\n"),
    ],
    "a step": [("        officer accepts: accepted\n", "        officer accepts: accepted\n        officer asks a colleague: stays\n")],
    "a notice": [("notices:\n", "notices:\n  returned: {on: {paper: officer returns}, to: applicant, subject: Paper, text: Please correct it}\n")],
    "a right of a role": [("approver: {caption: Approver, may: read}", "approver: {caption: Approver, may: [read, note]}")],
    "two approvers": [("confirmed by: approver}\n        officer refuses", "confirmed by: [approver, director]}\n        officer refuses")],
    "a stage with an item": [
        ("  answer: {title", "  talk:   {title: Talk, items: talk}\n  answer: {title"),
        ("  verdict:\n", "  talk:\n    title: Talk\n    statuses:\n      asked: {caption: To be held, officer holds it: held}\n      held:  {caption: Held, is: good}\n  verdict:\n"),
        ("fits: {paper: accepted}", "fits: {paper: accepted, talk: held}"),
    ],
    "a document beside another": [
        ("items: paper}", "items: [paper, proof]}"),
        ("  verdict:\n", "  proof:\n    title: Proof\n    for each: members\n    statuses:\n      missing: {caption: Missing, applicant adds it: there}\n      there:   {caption: There, is: good}\n  verdict:\n"),
    ],
}  # fmt: skip
MOST_LINES = 8


@pytest.mark.parametrize("name", CHANGES)
def test_it_takes_a_few_lines_of_definitions_and_is_proved(name: str) -> None:
    before = HEAD + FLOW
    after = before
    for old, new in CHANGES[name]:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    lines = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] == "+"]
    assert 1 <= len(lines) <= MOST_LINES
    definitions, faults = check_texts(texts_of(after))
    assert definitions is not None, "\n".join(map(str, faults))
    report = verify(definitions.programmes["club"], lambda _text, _lang: "", TODAY)
    told = [finding for finding in report.findings if finding.code[1] in "245"]
    assert [(finding.code, finding.about) for finding in told] == []
