"""Cases and what belongs to them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.columns import Json
from engine.store.tables.shape import (
    METADATA,
    count,
    moment,
    own_id,
    owner,
    words,
)

bundles = Table(
    "bundles",
    METADATA,
    Column("fingerprint", Text, primary_key=True),
    Column("sources", Json, nullable=False),
    moment("stored_at"),
)

cases = Table(
    "cases",
    METADATA,
    own_id(),
    words("programme"),
    Column("bundle", ForeignKey("bundles.fingerprint"), nullable=False),
    owner("accounts"),
    words("language"),
    words("status"),
    words("key"),
    words("follows"),
    moment("created_at"),
    moment("changed_at"),
    count("version", 1),
    Index("ix_cases_account", "account"),
)

answers = Table(
    "answers",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("form", Text, primary_key=True),
    words("sealed"),
    moment("saved_at"),
    count("version", 1),
)

files = Table(
    "files",
    METADATA,
    own_id(),
    owner("cases"),
    words("path"),
    words("name"),
    Column("size", BigInteger, nullable=False),
    words("sha256"),
    words("media_type"),
    moment("added_at"),
    moment("removed_at", nullable=True),
    words("draft"),
    Index("ix_files_case_path", "case", "path"),
)

submissions = Table(
    "submissions",
    METADATA,
    own_id(),
    owner("cases"),
    words("key"),
    words("bundle"),
    words("stage"),
    moment("at"),
    words("inputs"),
    words("sealed"),
    words("engines"),
    words("of"),
    Column("number", Integer, nullable=False),
    Column("terms", Json, nullable=False),
    UniqueConstraint("case", "key"),
)

cards = Table(
    "cards",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    words("programme"),
    words("account"),
    words("title"),
    words("found_by"),
    words("status"),
    Column("current", Json, nullable=False),
    Column("needs_person", Boolean, nullable=False),
    words("bundle"),
    words("number"),
    words("sealed"),
    Column("waits_for", Json, nullable=False),
    Column("decided", Json, nullable=False),
    Column("unread", Integer, nullable=False),
    moment("since", nullable=True),
    moment("due_at", nullable=True),
    moment("changed_at"),
    Index("ix_cards_programme_changed_at", "programme", "changed_at"),
    Index("ix_cards_account", "account", "programme", "changed_at", "case"),
)

card_keys = Table(
    "card_keys",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    words("programme"),
    Column("is_ended", Boolean, nullable=False),
    moment("changed_at"),
    Index("ix_card_keys_found", "programme", "kind", "hash", "is_ended", "changed_at", "case"),
)

confirmations = Table(
    "confirmations",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    words("programme"),
    moment("at"),
    words("proposer"),
    words("confirmer"),
    Index("ix_confirmations_at", "programme", "at", "proposer", "confirmer"),
)
"""Who confirmed whose proposals, so that nobody has to look for the proposal of each."""

unopened = Table(
    "unopened",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    words("programme"),
    moment("at"),
    Index("ix_unopened_at", "programme", "at", "case", "number"),
)
"""Acts of bad decisions by somebody who had opened neither answers nor files, so that nobody has to
look for those among all that were taken."""

IN_ORDER: Final = ("order", "number", "case", "place")
"""What lines of a list are put in order by; no two have the same."""

queue_rows = Table(
    "queue_rows",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    words("programme"),
    words("bundle"),
    words("number"),
    words("kind"),
    words("name"),
    words("item"),
    words("of"),
    words("status"),
    moment("since", nullable=True),
    moment("due_at", nullable=True),
    Column("is_proposal", Boolean, nullable=False),
    words("not_for"),
    words("taken_by"),
    moment("acted_at", nullable=True),
    moment("touched_at", nullable=True),
    Column("is_new", Boolean, nullable=False),
    Column("is_answered", Boolean, nullable=False),
    Column("lapsed", Integer, nullable=False),
    words("waits_for"),
    words("choices"),
    words("order"),
    words("sealed"),
    Index("ix_queue_rows_list", "programme", "kind", "name", *IN_ORDER),
    Index("ix_queue_rows_taken", "programme", "kind", "name", "taken_by", *IN_ORDER),
)

queue_choices = Table(
    "queue_choices",
    METADATA,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("choice", Text, primary_key=True),
    words("programme"),
    words("kind"),
    words("name"),
    words("taken_by"),
    words("order"),
    words("number"),
    Index("ix_queue_choices_list", "programme", "kind", "name", "choice", *IN_ORDER),
    Index("ix_queue_choices_taken", "programme", "kind", "name", "choice", "taken_by", *IN_ORDER),
)
"""The lines of lists once more for each of their choices, so that a list of one is an index."""
