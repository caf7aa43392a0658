"""A6, from A606 on: items, their statuses and steps, the route and the notices."""

from typing import Final

from engine.definitions.fault_codes.code import FaultCode

CODES: Final = (
    FaultCode(
        "A606",
        "Two roles that steps could mistake for each other",
        "A step begins with the name of who acts; one name is the beginning of the other.",
        "Rename one of them.",
    ),
    FaultCode(
        "A607",
        "An item in no stage, or in two",
        "Every item stands in exactly one stage: there it begins, and that stage waits for it.",
        "Name it in “items” of one stage.",
    ),
    FaultCode(
        "A608",
        "A stage that is never done",
        "A stage is done when its items are; without items it needs “done when”.",
        "Name its items, or say “done when”.",
    ),
    FaultCode(
        "A609",
        "Whose turn is it?",
        "Several sides can lead out of this status, so lists and pages could not tell whom the"
        " case waits for.",
        "Say “waits for”: a role, applicant, the person, a provider or nobody.",
    ),
    FaultCode(
        "A610",
        "One status asked of several",
        "There is one such item for each person, value or row; whether all of them must stand so,"
        " or one, must be said.",
        "Write any, all or none before the statuses.",
    ),
    FaultCode(
        "A611",
        "Several asked of one",
        "There is one such item only, so “any”, “all” and “none” mean nothing; of items"
        " every one is said with “all”, never with “only”.",
        "Leave the word out, or write “all”.",
    ),
    FaultCode(
        "A612",
        "“the person” is nobody here",
        "“the person” is whom an item is for, and this one is not taken for each person.",
        "Name a role or “applicant”.",
    ),
    FaultCode(
        "A613",
        "A condition leads out of what is finished",
        "The condition holds for as long as it lasts and would throw away the next answer in the"
        " breath in which it comes.",
        "Write the event: “questionnaire becomes to_renew”.",
    ),
    FaultCode(
        "A614",
        "Statuses that become each other",
        "Each follows by itself from the other, so the case would never come to rest.",
        "Let one of them wait for a step, or let the conditions exclude each other.",
    ),
    FaultCode(
        "A615",
        "Not an event",
        "The notice would never be sent, and the status never follow: nothing like this happens.",
        "Write “ITEM becomes STATUS”, “ITEM stays STATUS for 7 days”, “ITEM is overdue”, “2 days"
        " before DATE”, “STAGE starts”, “case ends”, or {ITEM: step}.",
    ),
    FaultCode(
        "A616",
        "A role that can do nothing",
        "It has no step, confirms none, and “may” gives it no right: it can do and see nothing.",
        "Add a step, or “may: read”.",
    ),
    FaultCode(
        "A617",
        "“otherwise” is missing or not the last",
        "Of several lines the first that holds counts. If none holds the step would lead nowhere;"
        " what stands after “otherwise” is never looked at.",
        "Write “otherwise” once, as the last line.",
    ),
    FaultCode(
        "A618",
        "“then” without “at most”",
        "“then” is where one time more than “at most” leads.",
        "Add “at most: 3”, or write the status in “to”.",
    ),
    FaultCode(
        "A619",
        "Not a time",
        "Nobody could count it.",
        "Write “after 30 days”, “3 days before DATE” or “on DATE”; times are minutes, hours, days,"
        " working days, months and years.",
    ),
    FaultCode(
        "A620",
        "Working days without a calendar",
        "Which days are worked differs by country, and when a working day ends by the bank.",
        "Add “calendar: {country: LV, working hours: Mon-Fri 09:00-17:00}”.",
    ),
    FaultCode(
        "A621",
        "A mail without a subject",
        "Mails without a subject are taken for spam.",
        "Add “subject”.",
    ),
    FaultCode(
        "A622",
        "A message that reaches nobody",
        "None of these people is asked for the number or address that the channel needs.",
        "Ask for it in the form of these people, or leave the channel out.",
    ),
    FaultCode(
        "A623",
        "A placeholder that belongs to each of several",
        "There is one such answer for each person, value or row, and here it cannot be said whose.",
        "Leave it out, or write the text where that item is spoken of.",
    ),
    FaultCode(
        "A624",
        "Rows of different kinds under one name",
        "All rows of one name are read together, so the forms that fill them must ask the same.",
        "Ask the same questions in both forms, or use two names.",
    ),
    FaultCode(
        "A625",
        "A step that does not say what somebody does",
        "Who acts and what is done make the name of the step, and from it the button is made.",
        "Write the verb as “officer returns”.",
    ),
    FaultCode(
        "A626",
        "Two buttons with the same words",
        "Nobody could tell them apart, on the page or in the history.",
        "Give one of the steps a “caption”.",
    ),
    FaultCode(
        "A627",
        "A name that belongs to “confirmed by”",
        "A proposed step is confirmed, returned or taken back under these names.",
        "Choose another name.",
    ),
    FaultCode(
        "A628",
        "“opens after” a stage that does not stand before",
        "A stage opens once an earlier one is done for the first time.",
        "Name an earlier stage.",
    ),
    FaultCode(
        "A629",
        "An item that rests on what comes later",
        "What an item rests on must be finished before it begins.",
        "Name items of earlier stages only.",
    ),
    FaultCode(
        "A630",
        "A decision that a step undoes",
        "A decision that was told to people is not taken back by a step; only what happens to"
        " another item, as an appeal, opens it again.",
        "Let it follow (“becomes: {to_decide: appeal becomes overturned}”), or leave “decision”"
        " out.",
    ),
    FaultCode(
        "A631",
        "Forms that would be the same for each",
        "A form of the case is filled in once, and this item is taken for each person, value or"
        " row: nobody could send it.",
        "Let the forms be named by what the item is taken for, or give a step a form.",
    ),
    FaultCode(
        "A632",
        "A notice that must not be switched off",
        "Whoever switched it off would miss what they must do, what was decided, or a code; or"
        " there is nothing to switch off, or it would reach them nowhere any more.",
        "Leave “optional” out, or let it go to the applicant, in the cabinet too, about what waits"
        " for somebody else.",
    ),
    FaultCode(
        "A633",
        "A step at an appointment that there is none of",
        "Steps “at the appointment” and “after the appointment” count from the time that the item"
        " says was agreed.",
        "Add “appointment: {on: DATE, at: TIME, opens: 10 minutes before, closes: 30 minutes"
        " after}”.",
    ),
    FaultCode(
        "A634",
        "A one-time code that nobody gets, or that opens nothing",
        "A step makes the code, a notice on it tells it to whoever takes the step, and another step"
        " of the same item is taken with it. They are steps of the applicant or of the person, for"
        " staff could not type it, and ask and propose nothing else.",
        "Write a step with “code: sent”, one with “code: entered”, and a notice with {code} on the"
        " first.",
    ),
    FaultCode(
        "A635",
        "An answer that cannot be made so",
        "What “makes” and “suggests” name must be a question that a step of the item asks, and"
        " what stands after it must give an answer of its kind.",
        "Take the words in the message.",
    ),
    FaultCode(
        "A636",
        "A number that a proposal would use up",
        "A series has no gaps, and a step that others must confirm may be returned.",
        "Leave “confirmed by” out, or do not make a number with this step.",
    ),
    FaultCode(
        "A637",
        "Payments that would never be booked",
        "A payment of a statement finds its item by the reference and the account, and is kept as a"
        " row with its amount.",
        "Take the advice in the message.",
    ),
    FaultCode(
        "A638",
        "A signing of nothing, or one of which nothing comes back",
        "Whoever lets people sign must be given documents, and what was signed must come back to"
        " the case, or be doubted, before the last signature counts.",
        "Give the provider “documents: QUESTION” of a form for files, and write two steps of it in"
        " an item that is taken once: “hands over” with a form that asks for a file, and “doubts”.",
    ),
    FaultCode(
        "A639",
        "A code that nobody is sent",
        "Whoever registers types in a code from a mail and one from a text message; whoever forgot"
        " a password, or has another contact, waits for one, too, and for a temporary password."
        " Without notices that send them the pages wait for what never comes.",
        "Add a notice on the event, to the applicant, by that channel, with {code} or {password} in"
        " its text.",
    ),
    FaultCode(
        "A640",
        "Signed files that do not fit",
        "“signs” names the question whose documents a file signs; “signed in” lets a step be taken"
        " only for a person whose signature is in such a file.",
        "Name a question of files, and in “signed in” one that “signs” others, in an item that is"
        " taken for persons.",
    ),
    FaultCode(
        "A641",
        "Files that no mail may carry",
        "“attaches” names questions whose files go with a mail to people of the case. Nobody else"
        " is sent papers of a case, and no other channel carries files.",
        "Name a question of files that stands outside of groups, in a notice by e-mail to the"
        " applicant or to persons.",
    ),
    FaultCode(
        "A642",
        "A log-in that may stay blank",
        "Whoever registers is sent a code to the e-mail address and to the phone, and comes in with"
        " a password: all are asked of everybody, always.",
        "Leave “required” and “when” out, also of the section and the form.",
    ),
    FaultCode(
        "A643",
        "A flow in which nobody of the bank can act",
        "No role has a step: whatever is sent in, nobody can answer it, correct it or close it.",
        "Add a step of a role to a status, or to the case: “officer closes: closed”.",
    ),
    FaultCode(
        "A644",
        "Tries that nothing refuses",
        "“after 5 times CODE” counts how often a check of a form refused a step of this status with"
        " the code. Where no such check says it, it would never come.",
        "Write the code of a check of a form that a step of the status asks, or give the check the"
        " code.",
    ),
    FaultCode(
        "A645",
        "A device check in vain",
        "The browser measures the device of an applicant who is logged in, once for each tick.",
        "Measure a thing at one tick of a form that comes after the registration, not in a group.",
    ),
    FaultCode(
        "A646",
        "A colour that words cannot be read on",
        "Links, buttons and headings are written in the colours of the bank, or white on them."
        " Below a contrast of 4.5 many people cannot read them (WCAG 2.2, 1.4.3).",
        "Take a darker shade; the message names one.",
    ),
    FaultCode(
        "A647",
        "A mark for staff that nobody is shown",
        "“level: staff” marks an answer of a document that is sent, for whoever reads it. What is"
        " typed for a step is taken at once, and its marks would be lost.",
        "Refuse or warn instead, or send a notice on the step to the role.",
    ),
)
