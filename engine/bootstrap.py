"""The one place that knows every real part at once and puts the product together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from importlib.metadata import entry_points

from engine import validators
from engine.accounts.desk import Desk, LoginLimits
from engine.accounts.passwords import Passwords
from engine.base import logs
from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError, NotFound
from engine.base.ports import Clock, Randomness
from engine.base.system import RandomIds, SystemClock, SystemRandomness
from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.kinds.file import MEGABYTE
from engine.definitions.model.programme import Programme
from engine.identification.connected import providers_of
from engine.jobs.bench import Bench
from engine.jobs.queue import DurableQueue
from engine.jobs.worker import Worker
from engine.language.catalogs import Catalogs
from engine.messages.post import post_of
from engine.rules.durable import Durable, installed
from engine.rules.straight import Straight
from engine.services.adding import AddedCases
from engine.services.agreed_start import AgreedStart
from engine.services.applicant_pages import ApplicantPages
from engine.services.case_clock import ClockOfCases
from engine.services.case_commit import Committing
from engine.services.case_desk import CaseDesk
from engine.services.case_renewal import Renewal
from engine.services.case_search import CaseSearch
from engine.services.corridor import Corridor
from engine.services.document_pages import Documents
from engine.services.erasure import Erasure
from engine.services.file_copies import FileCopies
from engine.services.file_space import FileLimits, FileSpace
from engine.services.histories import Histories
from engine.services.opened import bundles_in, catalogs, defined, prepared
from engine.services.outside_parties import OutsideParties
from engine.services.papers import Papers
from engine.services.personal_pages import PersonalPages
from engine.services.presence import WhoIsHere
from engine.services.programme_letters import letters_of
from engine.services.queues import Queues
from engine.services.reads import Reads
from engine.services.ready_texts import ReadyTexts
from engine.services.registration import Reception
from engine.services.sent_messages import SentMessages
from engine.services.signed_copies import SignedCopies
from engine.services.signed_intake import SignedIntake
from engine.services.signing_rounds import SigningRounds
from engine.services.staff_accounts import StaffAccounts
from engine.services.statement_booking import StatementBooking
from engine.services.statement_intake import StatementIntake
from engine.services.taking import Taking
from engine.services.talks import Talks
from engine.services.unmatched import Unmatched
from engine.services.uploaded_files import UploadedFiles
from engine.services.uploads import Uploads
from engine.settings.settings import Settings
from engine.signatures.believed import trust_of
from engine.signing.connected import signing_of
from engine.store.errors import StoreBusy
from engine.store.files import LocalFiles
from engine.store.schema import check
from engine.store.store import Store
from engine.store.vault import Vault
from engine.validators.extension import GROUP
from engine.validators.extension import load as load_validators


@dataclass(frozen=True, slots=True)
class Product:
    """Everything a desk of ``web`` asks; ``worker`` does the queued work."""

    settings: Settings
    library: Library
    catalogs: Catalogs
    store: Store = field(repr=False)
    clock: Clock
    desk: Desk = field(repr=False)
    staff: StaffAccounts = field(repr=False)
    reception: Reception = field(repr=False)
    cases: Corridor = field(repr=False)
    uploads: Uploads = field(repr=False)
    erasure: Erasure = field(repr=False)
    queues: Queues = field(repr=False)
    reads: Reads = field(repr=False)
    case_desk: CaseDesk = field(repr=False)
    queries: ApplicantPages = field(repr=False)
    uploaded: UploadedFiles = field(repr=False)
    outside: OutsideParties = field(repr=False)
    worker: Worker = field(repr=False)
    close: Callable[[], None] = field(repr=False)

    @property
    def sent(self) -> SentMessages:
        """The messages that were sent or wait to be."""
        return SentMessages(self.store)

    @property
    def who_is_here(self) -> WhoIsHere:
        """Who else has a case open."""
        return WhoIsHere(self.store, self.clock)

    @property
    def documents(self) -> Documents:
        """The documents of cases, version by version."""
        return Documents(self.store, self.library)

    @property
    def taking(self) -> Taking:
        """Who has which case."""
        return Taking(self.cases, self.queues)

    @property
    def search(self) -> CaseSearch:
        """The search of the desk."""
        ids, keyed_hash = self.cases.ids, self.cases.committing.keyed_hash
        return CaseSearch(self.store, self.library, self.clock, ids, keyed_hash)

    @property
    def ready_texts(self) -> ReadyTexts:
        """What staff put into what they write."""
        return ReadyTexts(self.store, self.library, self.cases.ids)

    @property
    def talks(self) -> Talks:
        """The messages of cases."""
        return Talks(self.store, self.library, self.cases, self.uploads.space.files)

    @property
    def histories(self) -> Histories:
        """The action histories of cases."""
        return Histories(self.store, self.library)

    @property
    def agreed(self) -> AgreedStart:
        """What begins at an agreed time."""
        return AgreedStart(self.cases, self.library, self.desk, self.outside)

    @property
    def unmatched(self) -> Unmatched:
        """Account statements, and payments of them that wait for a person."""
        read = StatementIntake(StatementBooking(self.cases), self.uploads.space.files)
        return Unmatched(read, self.cases.committing.keyed_hash)

    @property
    def papers(self) -> Papers:
        """Forms that are filled in as PDF."""
        return Papers(self.cases, self.uploads)

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """The programmes that take new applicants, by name."""
        return self.library.current.programmes

    @property
    def added_cases(self) -> AddedCases:
        """What applicants add to completed cases."""
        copies, cases = FileCopies(self.uploads.space), self.cases
        return AddedCases(cases.committing, self.library, self.clock, cases.ids, copies)

    @property
    def outbox(self) -> SentMessages | None:
        """What was sent, for the demonstration's own phone; None in earnest."""
        return self.sent if self.settings.demo else None

    @property
    def personal(self) -> PersonalPages:
        """What people without a cabinet see by their links."""
        return PersonalPages(self.cases, self.outside.ports)

    def terms_text(self, programme: str, name: str, lang: str) -> str:
        """A text given to read, in Markdown. Raises NotFound."""
        found = self.programmes.get(programme)
        named = (one for one in found.terms if one.name == name) if found else iter(())
        terms = next(named, None)
        place = terms.files.get(lang) if terms else None
        if place is None or place not in self.library.current.sources:
            raise NotFound
        return self.library.current.sources[place]

    def health(self) -> Mapping[str, str]:
        """One word for each part that can fail: ``ok`` or what is wrong with it."""
        return {"database": self._database(), "rules": "ok" if installed() else "single"}

    def _database(self) -> str:
        try:
            self.store.probe(self.clock.now())
        except StoreBusy:
            return "busy"
        except AnketaError:
            return "unavailable"
        return "ok"


def build(
    settings: Settings, clock: Clock | None = None, passwords: Passwords | None = None
) -> Product:
    """The product behind these settings.

    Raises SettingsRefused, DefinitionsRefused, CatalogUnreadable, ExtensionRefused and StoreBehind.
    """
    settings, clock, ids = prepared(settings), clock or SystemClock(), RandomIds()
    logs.configure(settings.log_format, settings.log_level)
    validators.VALIDATORS.update(load_validators(entry_points(group=GROUP)))
    definitions, words = defined(settings), catalogs(settings)
    check(settings.database)
    queue, vault = DurableQueue(settings.database), _vault(settings)
    store = Store.open(settings.database, vault, queue)
    library = Library(definitions, words, bundles_in(store))
    files, durable = LocalFiles(settings.data / "files", ids), Durable()
    desk = _desk(settings, store, clock, library, passwords or Passwords())
    committing = Committing(store, library, desk.randomness, vault.hash, files, settings.sites)
    signed = SignedIntake(files, lambda at: trust_of(settings, at))
    cases = Corridor(committing, RuleEngines(Straight(), durable), clock, ids, signed)
    space = FileSpace(store, files, _limits(settings))
    uploads = Uploads(cases, space)
    outside = _outside(settings, uploads, desk.randomness)
    return Product(
        settings=settings,
        library=library,
        catalogs=words,
        store=store,
        clock=clock,
        desk=desk,
        staff=StaffAccounts(desk, library),
        reception=Reception(desk, library, committing),
        cases=cases,
        uploads=uploads,
        erasure=Erasure(store, files, clock),
        queues=Queues(store, library, clock),
        reads=Reads(store, library, clock, ids),
        case_desk=CaseDesk(cases, library, store),
        queries=ApplicantPages(store, library, files, clock, outside.ports),
        uploaded=UploadedFiles(store, files),
        outside=outside,
        worker=_worker(settings, queue, space, outside),
        close=_closing(durable, queue, store),
    )


def _closing(*parts: Durable | DurableQueue | Store) -> Callable[[], None]:
    def close() -> None:
        for part in parts:
            part.close()

    return close


def _limits(settings: Settings) -> FileLimits:
    sizes = (settings.free_space, settings.case_files, settings.account_files)
    free, of_case, of_account = (size * MEGABYTE for size in sizes)
    return FileLimits(free, of_case, of_account)


def _worker(
    settings: Settings, queue: DurableQueue, space: FileSpace, outside: OutsideParties
) -> Worker:
    cases = outside.corridor
    committing, clock, store = cases.committing, cases.clock, cases.committing.store
    renewal = Renewal(store, committing.library, clock, committing.keyed_hash)
    letters_out, ringing = post_of(settings, clock), ClockOfCases(cases, renewal)
    bench = Bench(store, clock, letters_out, settings.demo, files=space.files)
    inside = replace(
        bench,
        case_clock=ringing,
        sweep=space.sweep,
        forget=queue.forget,
        renew=queue.renew,
        providers=outside,
        statements=StatementIntake(StatementBooking(cases), space.files),
    )
    return Worker(settings.database, inside, settings.worker)


def _outside(settings: Settings, uploads: Uploads, chance: Randomness) -> OutsideParties:
    cases = uploads.corridor
    signing = signing_of(settings, cases.clock)
    copies = SignedCopies(uploads, lambda: trust_of(settings, cases.clock.now()))
    rounds = None if signing is None else SigningRounds(cases, signing, copies, settings.base_url)
    return OutsideParties(cases, providers_of(settings, cases.clock, chance), rounds)


def _vault(settings: Settings) -> Vault:
    return Vault(settings.answers_keys, settings.secret_key.encode())


def _desk(
    settings: Settings, store: Store, clock: Clock, library: Library, passwords: Passwords
) -> Desk:
    vault, limits, chance = _vault(settings), LoginLimits.of(settings), SystemRandomness()
    told = letters_of(library, settings.sites)
    return Desk(store, vault, clock, RandomIds(), chance, passwords, told, limits)
