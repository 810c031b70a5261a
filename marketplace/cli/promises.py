"""Whether what stands in a database keeps the product's promises (trust.md, P1 to P6).

Read by ``check``, by ``backup`` after writing and by ``restore`` before anything is touched. It
reads the tables themselves, whatever constraints they carry: a restored file is not to be trusted
for having been restored.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Table, func, or_, select, text
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import OrderState
from marketplace.cli.migrate import all_metadata
from marketplace.journal.models import IdempotencyKey, JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.journal.rules import UnfitFact, facts_text
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need

CHUNK = 1000
LIVE = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED)
Told = dict[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that is not kept: its number, and what was found, by codes and ids only."""

    promise: str
    found: str


def promises_kept(session: Session) -> tuple[Broken, ...]:
    """Return every promise the database breaks; nothing where all are kept. Reads only."""
    found: list[Broken] = []
    for promise, check in CHECKS:
        found += [Broken(promise, one) for one in check(session)]
    return tuple(found)


def _nothing_is_lost(session: Session) -> Iterator[str]:
    """P1: every offer that was acknowledged is there, with exactly the one row that tells it."""
    born = JournalEntry.verb.like("offer.submit%")  # by herself, or for her
    sent = select(JournalEntry.subject_id).where(JournalEntry.subject_type == "offer", born)
    told = sorted(session.scalars(sent))
    there = set(session.scalars(select(Offer.id)))
    yield from (f"offer {ident} was acknowledged and is gone" for ident in set(told) - there)
    yield from (f"offer {ident} has no acknowledgement" for ident in there - set(told))
    if len(told) > len(set(told)):
        yield "an offer was acknowledged twice"


def _one_tap_is_one(session: Session) -> Iterator[str]:
    """P2: no key made two offers, and no person used one twice."""
    for what, columns in (
        ("offers", (Offer.entered_by_id, Offer.client_key)),
        ("requests", (IdempotencyKey.person_id, IdempotencyKey.key)),
    ):
        twice = select(*columns).group_by(*columns).having(func.count() > 1)
        for row in session.execute(twice):
            yield f"two {what} of person {row[0]} under one key"


def _never_beyond_the_need(session: Session) -> Iterator[str]:
    """P3: what is ordered is reserved, and what is reserved was asked for."""
    living = (
        select(
            Order.need_id,
            func.sum(func.coalesce(Order.confirmed_quantity, Order.quantity)).label("ordered"),
        )
        .where(Order.state.in_(LIVE))
        .group_by(Order.need_id)
        .subquery()
    )
    ordered = func.coalesce(living.c.ordered, 0)
    wrong = or_(Need.awarded > Need.quantity, Need.awarded < 0, ordered > Need.awarded)
    rows = session.scalars(
        select(Need.id).outerjoin(living, living.c.need_id == Need.id).where(wrong)
    )
    yield from (f"need {ident} is awarded beyond its quantity" for ident in rows)


def _nothing_sealed_in_the_journal(session: Session) -> Iterator[str]:
    """P4: the journal, which many may read, holds ids and closed codes: no price, no words."""
    facts = session.execute(
        select(JournalEntry.id, JournalEntry.facts).order_by(JournalEntry.id),
        execution_options={"yield_per": CHUNK},
    )
    for ident, written in facts:
        if not _plain(written):
            yield f"journal entry {ident} holds more than ids and codes"


def _plain(written: str) -> bool:
    try:
        facts = json.loads(written)
        return facts_text(facts) == written and not {"price", "price_minor"} & set(facts)
    except (ValueError, AttributeError, UnfitFact):
        return False


def _each_change_has_its_row(session: Session) -> Iterator[str]:
    """P5: the chain is whole, nobody can change it, and each state is the one told last."""
    chain = check_chain(session)
    if not chain.whole:
        yield f"the journal's chain is broken at entry {chain.broken_at}"
    if session.scalar(_GUARDS[session.get_bind().dialect.name]) != 2:
        yield "the database no longer refuses to change the journal"
    tables = _stateful()
    told = _told_last(session, set(tables))
    for name, table in tables.items():
        for ident, state in session.execute(select(table.c.id, table.c.state)):
            last = told.pop((name, ident), None)
            if last is not None and last != str(state):
                yield f"{name} {ident} is {state}, but {last} was told last"
    yield from (f"{name} {ident} was told of and is gone" for name, ident in told)


_GUARDS = {
    "sqlite": text(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
        "AND tbl_name = 'journal_entry' AND name LIKE 'journal_entry_no_%'"
    ),
    "postgresql": text(
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass "
        "AND tgname LIKE 'journal_entry_no_%' AND tgenabled <> 'D'"
    ),
}


def _stateful() -> dict[str, Table]:
    """Return every table whose rows are in a state, of every context there is."""
    tables = all_metadata().tables.values()
    return {one.name: one for one in tables if {"id", "state"} <= set(one.c.keys())}


def _told_last(session: Session, names: set[str]) -> Told:
    told: Told = {}
    rows = session.execute(
        select(JournalEntry.subject_type, JournalEntry.subject_id, JournalEntry.facts)
        .where(JournalEntry.subject_type.in_(names))
        .order_by(JournalEntry.id),
        execution_options={"yield_per": CHUNK},
    )
    for name, ident, written in rows:
        state = json.loads(written).get("to")
        if state is not None:
            told[name, ident] = str(state)
    return told


def _stale_edits_are_seen(session: Session) -> Iterator[str]:
    """P6: every row that two people may edit carries the version that tells them apart."""
    for name, table in _stateful().items():
        if "version" not in table.c:
            continue
        lost = or_(table.c.version.is_(None), table.c.version < 1)
        for ident in session.scalars(select(table.c.id).where(lost)):
            yield f"{name} {ident} has lost its version"


CHECKS: tuple[tuple[str, Callable[[Session], Iterator[str]]], ...] = (
    ("P1", _nothing_is_lost),
    ("P2", _one_tap_is_one),
    ("P3", _never_beyond_the_need),
    ("P4", _nothing_sealed_in_the_journal),
    ("P5", _each_change_has_its_row),
    ("P6", _stale_edits_are_seen),
)
