"""Letters to staff about their accounts: the product's own words, for no programme has any.

None carries a password: whoever reads the mailbox of a colleague must not come in by that.
"""

from __future__ import annotations

from typing import Final

from engine.accounts.desk import LetterContext
from engine.base.dataclass import dataclass
from engine.base.records import MailFrame
from engine.bundles.library import Library
from engine.language.marker import N_
from engine.messages.compose import Letter, one_line


@dataclass(frozen=True, slots=True)
class _LetterWords:
    subject: str
    body: str


FOOT: Final = N_("{bank} sends you this because you have an account at its desk.")
WORDS: Final = {
    "staff invited": _LetterWords(
        N_("Your account at the desk of {bank}"),
        N_(
            "An account was made for you with which you work with cases of {bank}. Log in with "
            "this e-mail address at {address}. You are given the first password by your "
            "administrator, and not by mail; it holds for 7 days and works once. Then you choose "
            "a password of your own."
        ),
    ),
    "staff reset": _LetterWords(
        N_("Your log-in at the desk was reset"),
        N_(
            "Your password and your second factors at the desk of {bank} are void, and you are "
            "logged out everywhere. You are given a password for the next log-in by your "
            "administrator, and not by mail. If you did not ask for this, tell your administrator "
            "at once."
        ),
    ),
    "password changed": _LetterWords(
        N_("Your password at the desk was changed"),
        N_(
            "Your password at the desk of {bank} was changed, and you were logged out everywhere "
            "else. If it was not you, tell your administrator at once."
        ),
    ),
    "second factor changed": _LetterWords(
        N_("Your second factor at the desk was changed"),
        N_(
            "A second factor of your account at the desk of {bank} was added or removed. If it "
            "was not you, tell your administrator at once."
        ),
    ),
    "second factor locked": _LetterWords(
        N_("Too many wrong second factors at the desk"),
        N_(
            "Somebody who knows your password for the desk of {bank} has given a wrong second "
            "factor several times. If it was not you, change your password at once and tell your "
            "administrator."
        ),
    ),
    "log-in locked": _LetterWords(
        N_("Too many wrong tries at the desk"),
        N_(
            "Somebody has tried several times in vain to log in at the desk of {bank} with your "
            "e-mail address, so that logging in is closed for a while. If it was not you, tell "
            "your administrator."
        ),
    ),
}


def written(library: Library, site: str, event: str, where: LetterContext) -> tuple[Letter, ...]:
    """The letter on an event, as mail, in the name of a bank."""
    name = next(iter(library.programmes_of(where.bank)), "")
    if not name or event not in WORDS:
        return ()
    ready = library.today(name)
    reader, words = library.reader(where.language, ready), WORDS[event]
    own = ready.programme.bank
    bank = reader.text(own.title)
    body = reader.message(words.body, bank=bank, address=f"{site}/{where.language}/staff/login")
    subject = one_line(reader.message(words.subject, bank=bank))
    foot = reader.message(FOOT, bank=bank)
    frame = MailFrame(bank, foot=foot, accent=own.look.accent, head=own.look.head)
    sender = own.sender("email", bank)
    return (Letter(event, "staff", "email", subject, body, frame, sender),)
