"""Members of staff for whom a single sign-on vouches: made, brought up to date, and let in.

What the provider says counts: whoever it gives no role has none, at once, whatever stood here.
"""

from __future__ import annotations

from dataclasses import replace

from engine.accounts import sessions
from engine.accounts.desk import AccountRefused, Visitor
from engine.accounts.sessions import LoggedIn, Owed
from engine.accounts.single_sign_on import REFUSED, Vouched
from engine.base.dataclass import dataclass
from engine.base.records import Account, Action
from engine.base.staff import STAFF, STAFF_BOOK, StaffMember
from engine.services.staff_accounts import StaffAccounts
from engine.store.store import Unit


@dataclass(frozen=True, slots=True)
class StaffSignOn:
    """Everything it needs is given to it."""

    accounts: StaffAccounts

    def admit(self, vouched: Vouched, visitor: Visitor, language: str) -> LoggedIn | AccountRefused:
        """Let somebody in in the roles that the provider names; nobody without any."""
        desk, now = self.accounts.desk, self.accounts.desk.clock.now()
        subject = desk.vault.hash("sign-on subject", vouched.subject)
        here = self.accounts.known_roles(vouched.roles, *visitor.entrance.banks)
        unusable = desk.passwords.hash(desk.randomness.token())
        with desk.store.write() as unit:
            member = unit.staff.by_subject(subject)
            banks = {self.accounts.library.bank_of(name) for name in here}
            if member is None and len(banks) == 1:  # nobody works for two banks
                member = self._bound(unit, vouched, subject, unusable, (banks.pop(), language))
            if member is None:
                return REFUSED
            account = unit.accounts.one(member.account)
            if not visitor.entrance.knows(account):
                return REFUSED
            roles = self.accounts.known_roles(here, member.bank)
            if (member.name, dict(member.roles)) != (vouched.name, roles):
                changed = replace(member, name=vouched.name, roles=roles)
                member = unit.staff.change(changed)
                told = {name: list(each) for name, each in roles.items()}
                action = Action(
                    "staff roles", "system", "sign-on", now, account=account.id, detail=told
                )
                unit.audit.append(action)
            if account.disabled or not roles:
                unit.sessions.revoke_others(account.id, now)
                return REFUSED
            unit.audit.append(
                Action("login", "user", account.id, now, account=account.id, subject="sign-on")
            )
            return sessions.begin(desk, unit, account, visitor, Owed(signed_on=True))

    def _bound(
        self, unit: Unit, vouched: Vouched, subject: str, unusable: str, new_one: tuple[str, str]
    ) -> StaffMember | None:
        """The member of staff with this e-mail address from now on, or a new one, whose bank and
        language are given.

        An address of somebody else at the provider, or of another bank, is refused.
        """
        desk, now, (bank, language) = self.accounts.desk, self.accounts.desk.clock.now(), new_one
        account = unit.accounts.by_contact(vouched.email, STAFF_BOOK)
        if account is None:
            email, id = vouched.email, desk.ids.new()
            new = Account(id, email, "", unusable, language, now, bank, role=STAFF)
            member = StaffMember(new.id, bank, vouched.name, {}, subject=subject)
            unit.accounts.add(new)
            unit.staff.add(member)
            unit.audit.append(Action("staff added", "system", "sign-on", now, account=new.id))
            return member
        known = unit.staff.find(account.id)
        if known is None or known.subject or known.bank != bank:
            return None
        unit.accounts.change_password(account, unusable)
        unit.sessions.revoke_others(account.id, now)
        unit.audit.append(Action("staff bound", "system", "sign-on", now, account=account.id))
        return unit.staff.change(replace(known, subject=subject))
