"""Accounts of staff: made, listed and shut out by an operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import timedelta
from typing import Final

from engine.accounts import factor_tries
from engine.accounts.desk import Desk
from engine.accounts.login import total_key
from engine.accounts.recovery import temporary_password
from engine.accounts.secrets_post import tell
from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.legible import legible_line
from engine.base.records import Account, Action
from engine.base.recoveries import Recovery
from engine.base.staff import STAFF, STAFF_BOOK, StaffMember
from engine.bundles.library import Library
from engine.definitions.faults import did_you_mean
from engine.store.errors import AlreadyStored
from engine.store.store import Unit
from engine.validators import FAULTS, VALIDATORS, Context

FIRST_PASSWORD_LASTS: Final = timedelta(days=7)
"""How long a password that was made for somebody lets them in to choose another."""


class StaffRefused(AnketaError):
    """The account cannot be made or changed like this; the text says why."""


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who is to work with cases; without ``password`` one is made."""

    email: str = field(repr=False)
    name: str = field(repr=False)
    roles: Mapping[str, tuple[str, ...]]
    language: str
    password: str = field(default="", repr=False)
    bank: str = ""
    """Needed only where no role tells it."""


@dataclass(frozen=True, slots=True)
class Hired:
    """The account, and the password that is kept nowhere in the clear."""

    account: Account
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff in a list."""

    account: Account
    member: StaffMember


@dataclass(frozen=True, slots=True)
class StaffAccounts:
    """Everything it needs is given to it."""

    desk: Desk
    library: Library

    def add(self, new: NewStaff) -> Hired:
        """Make the account. Raises StaffRefused."""
        self._check_roles(new.roles)
        now, bank = self.desk.clock.now(), self._bank_of(new)
        email, name = self._judged("email", new.email), legible_line(new.name)
        if not name:
            raise StaffRefused("Say what colleagues and applicants shall read as the name.")
        chosen = self._judged("password", new.password) if new.password else ""
        password = chosen or temporary_password(self.desk)
        account = Account(
            id=self.desk.ids.new(),
            email=email,
            phone="",
            password=self.desk.passwords.hash(chosen or self.desk.randomness.token()),
            language=new.language,
            created_at=now,
            bank=bank,
            role=STAFF,
        )
        try:
            with self.desk.store.write() as unit:
                unit.accounts.add(account)
                unit.staff.add(StaffMember(account.id, bank, name, new.roles))
                if not chosen:
                    unit.recoveries.add(self._temporary(account, password))
                    tell(self.desk, unit, "", "staff invited", account)
                unit.audit.append(
                    Action("staff added", "system", "operator", now, account=account.id,
                           detail={name: list(roles) for name, roles in new.roles.items()})
                )  # fmt: skip
        except AlreadyStored:
            raise StaffRefused("Somebody of the staff has this e-mail address already.") from None
        return Hired(account, password)

    def member(self, account: str) -> StaffMember | None:
        """The member of staff with this account, unless it is shut out, with the roles that
        programmes of the bank have today."""
        with self.desk.store.read() as view:
            member = view.staff.active(account)
        if member is None:
            return None
        own = self.library.programmes_of(member.bank)
        roles = {name: each for name, each in member.roles.items() if name in own}
        return replace(member, roles=roles)

    def every(self) -> tuple[StaffLine, ...]:
        """All members of staff, by name."""
        with self.desk.store.read() as view:
            lines = [StaffLine(view.accounts.one(one.account), one) for one in view.staff.every()]
        return tuple(sorted(lines, key=lambda line: line.member.name.casefold()))

    def disable(self, who: str, *, disabled: bool = True) -> StaffLine:
        """Shut somebody out at once, or let in again. Raises StaffRefused."""
        line, now = self.find(who), self.desk.clock.now()
        with self.desk.store.write() as unit:
            account = unit.accounts.disable(line.account, disabled=disabled)
            unit.sessions.revoke_others(account.id, now)
            action = "staff shut out" if disabled else "staff let in"
            unit.audit.append(Action(action, "system", "operator", now, account=account.id))
        return StaffLine(account, line.member)

    def assign(self, who: str, programme: str, roles: tuple[str, ...]) -> StaffLine:
        """Give somebody exactly these roles of a programme. Raises StaffRefused."""
        self._check_roles({programme: roles})
        line, bank = self.find(who), self.library.bank_of(programme)
        if line.account.bank != bank:
            told = f"“{who}” is of the staff of “{line.account.bank}”, and “{programme}”"
            raise StaffRefused(f"{told} is a programme of “{bank}”: each bank has its own staff.")
        if line.member.subject:
            raise StaffRefused(f"“{who}” has the roles that the single sign-on names.")
        others = {name: each for name, each in line.member.roles.items() if name != programme}
        now = {**others, programme: roles} if roles else others
        with self.desk.store.write() as unit:
            return self._changed(unit, line, now, "staff roles")

    def dismiss(self, who: str) -> StaffLine:
        """End an account: no role, no way in; what was done stays. Raises StaffRefused."""
        line, now = self.find(who), self.desk.clock.now()
        unknown = self.desk.passwords.hash(self.desk.randomness.token())
        with self.desk.store.write() as unit:
            account = unit.accounts.disable(line.account, disabled=True)
            unit.accounts.change_password(account, unknown)
            unit.recoveries.end(account.id, now)
            for factor in unit.factors.of_account(account.id):
                unit.factors.remove(account.id, factor.id)
            unit.factors.give_backup_codes(account.id, (), now)
            return self._changed(unit, StaffLine(account, line.member), {}, "staff dismissed")

    def _changed(
        self, unit: Unit, line: StaffLine, roles: Mapping[str, tuple[str, ...]], action: str
    ) -> StaffLine:
        """Other roles from now on: every session ends, and who had which is kept."""
        now, id = self.desk.clock.now(), line.account.id
        told = {name: list(each) for name, each in roles.items()}
        before = {f"before {name}": list(each) for name, each in line.member.roles.items()}
        member = unit.staff.change(replace(line.member, roles=roles))
        unit.sessions.revoke_others(id, now)
        detail = {**told, **before}
        unit.audit.append(Action(action, "system", "operator", now, account=id, detail=detail))
        return StaffLine(line.account, member)

    def reset(self, who: str) -> Hired:
        """A password for the next log-in, and no second factor. Raises StaffRefused.

        For somebody who lost both; whoever calls must know that it is they who ask.
        """
        line, now = self.find(who), self.desk.clock.now()
        if line.member.subject:
            raise StaffRefused(f"“{who}” logs in by single sign-on, without a password here.")
        password = temporary_password(self.desk)
        kept = self.desk.passwords.hash(self.desk.randomness.token())
        recovery = self._temporary(line.account, password)
        with self.desk.store.write() as unit:
            account = unit.accounts.change_password(line.account, kept)
            unit.recoveries.end(account.id, now)
            unit.recoveries.add(recovery)
            unit.throttles.forgive(total_key(account.id))
            factor_tries.forgive(unit, account.id)
            tell(self.desk, unit, "", "staff reset", account)
            for factor in unit.factors.of_account(account.id):
                unit.factors.remove(account.id, factor.id)
            unit.factors.give_backup_codes(account.id, (), now)
            unit.sessions.revoke_others(account.id, now)
            unit.audit.append(Action("staff reset", "system", "operator", now, account=account.id))
        return Hired(account, password)

    def _temporary(self, account: Account, password: str) -> Recovery:
        """What lets somebody in once, to choose a password of their own."""
        now, hashed = self.desk.clock.now(), self.desk.passwords.hash(password)
        ends_at = now + FIRST_PASSWORD_LASTS
        return Recovery(
            self.desk.ids.new(),
            account.bank,
            account.id,
            "email",
            account.email,
            now,
            ends_at,
            hashed,
        )

    def find(self, who: str) -> StaffLine:
        """A member of staff by e-mail address or account id. Raises StaffRefused."""
        with self.desk.store.read() as view:
            account = view.accounts.find(who) or view.accounts.by_contact(who, STAFF_BOOK)
            member = view.staff.find(account.id) if account else None
        if account is None or member is None:
            raise StaffRefused(f"Nobody of the staff is “{who}”.")
        return StaffLine(account, member)

    def known_roles(
        self, roles: Mapping[str, tuple[str, ...]], *banks: str
    ) -> dict[str, tuple[str, ...]]:
        """Of some roles those that a programme of some banks has."""
        programmes = self.library.programmes_of(*banks)
        known = {name: {role.name for role in one.flow.roles} for name, one in programmes.items()}
        found = {
            name: tuple(role for role in wanted if role in known.get(name, ()))
            for name, wanted in roles.items()
        }
        return {name: each for name, each in found.items() if each}

    def _bank_of(self, new: NewStaff) -> str:
        """Whose staff somebody is going to be: roles at two banks are two accounts."""
        named = {self.library.bank_of(name) for name in new.roles} | {new.bank} - {""}
        banks = named or self.library.banks
        if len(banks) != 1 or not banks <= self.library.banks:
            listed = ", ".join(sorted(self.library.banks))
            raise StaffRefused(f"An account of staff belongs to one bank. Banks: {listed}.")
        return next(iter(banks))

    def _check_roles(self, roles: Mapping[str, tuple[str, ...]]) -> None:
        programmes = self.library.current.programmes
        for name, wanted in roles.items():
            if name not in programmes:
                advice = did_you_mean(name, programmes)
                raise StaffRefused(f"There is no programme “{name}”. {advice}".rstrip())
            flow = programmes[name].flow
            known = [role.name for role in flow.roles]
            for role in wanted:
                if role not in known:
                    listed = ", ".join(known) or "none"
                    raise StaffRefused(f"“{name}” has no role “{role}”. Roles: {listed}.")

    def _judged(self, validator: str, text: str) -> str:
        today = self.desk.clock.now().date()
        result = VALIDATORS[validator].validate(text, Context(today))
        if result.value is None:
            words = (FAULTS[fault.code].text for fault in result.faults)
            raise StaffRefused("; ".join(words))
        return str(result.value)
