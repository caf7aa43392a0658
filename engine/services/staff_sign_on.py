"""Members of staff for whom a single sign-on vouches: made, brought up to date, and let in.

What the provider says counts: whoever it gives no role has none, at once, whatever stood here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.accounts import sessions
from engine.accounts.desk import AccountRefused, Visitor
from engine.accounts.sessions import LoggedIn, Owed
from engine.accounts.single_sign_on import REFUSED, Vouched
from engine.base.records import Account, Action
from engine.base.staff import STAFF, StaffMember
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
        roles = self.accounts.known_roles(vouched.roles)
        unusable = desk.passwords.hash(desk.randomness.token())
        with desk.store.write() as unit:
            member = unit.staff.by_subject(subject)
            if member is None and not roles:
                return REFUSED
            if member is None:
                member = self._bound(unit, vouched, subject, unusable, language)
            if member is None:
                return REFUSED
            account = unit.accounts.one(member.account)
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
        self, unit: Unit, vouched: Vouched, subject: str, unusable: str, language: str
    ) -> StaffMember | None:
        """The member of staff with this e-mail address from now on, or a new one.

        An address that belongs to an applicant, or to somebody else at the provider, is refused.
        """
        desk, now = self.accounts.desk, self.accounts.desk.clock.now()
        account = unit.accounts.by_contact(vouched.email)
        if account is None:
            new = Account(desk.ids.new(), vouched.email, "", unusable, language, now, role=STAFF)
            member = StaffMember(new.id, vouched.name, {}, subject=subject)
            unit.accounts.add(new)
            unit.staff.add(member)
            unit.audit.append(Action("staff added", "system", "sign-on", now, account=new.id))
            return member
        known = unit.staff.find(account.id) if account.role == STAFF else None
        if known is None or known.subject:
            return None
        unit.accounts.change_password(account, unusable)
        unit.sessions.revoke_others(account.id, now)
        unit.audit.append(Action("staff bound", "system", "sign-on", now, account=account.id))
        return unit.staff.change(replace(known, subject=subject))
