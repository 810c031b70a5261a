"""Her own affair, changed by herself: phones, covered money, a second code, her payout."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from marketplace.db import insert_missing
from marketplace.journal.actions import record, step
from marketplace.journal.keys import hold
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import (
    Device,
    PayoutChange,
    PayoutTo,
    Person,
    PhoneWish,
    QuietMode,
    RecordLook,
    SecondCode,
    Supplier,
    Symbol,
)
from marketplace.people.queries.private import payee_of
from marketplace.people.rules import access
from marketplace.people.rules.lists import FoundWhen, Payout
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.private import (
    MOST_REMEMBERED,
    PAYOUT,
    Looked,
    Payee,
    PayoutState,
    PayoutVerb,
    PrivateRefusal,
    SafeWay,
    Wish,
    may_confirm,
)
from marketplace.people.rules.symbols import SymbolName


def wish(session: Session, actor: Actor, device_id: int | None, what: Wish | None) -> None:
    """Keep what she wishes of this phone; none takes it back. ``Refused(PHONE_FULL)`` at nine."""
    person = _me(session, actor)
    if device_id is None:
        raise NotFound
    hold(session, "phone_wish", device_id)
    row = session.scalar(
        select(PhoneWish).where(PhoneWish.device_id == device_id, PhoneWish.person_id == person.id)
    )
    if (row.wish if row else None) is what:
        return
    if what is Wish.REMEMBERED and _remembered(session, device_id) >= MOST_REMEMBERED:
        raise Refused(PrivateRefusal.PHONE_FULL)
    record(
        session, actor, verb="phone.wish", subject=person,
        facts={"wish": what.value if what else "none"},
    )  # fmt: skip
    if row is not None:
        session.delete(row)
        session.flush()
    if what is not None:
        session.add(PhoneWish(device_id=device_id, person_id=person.id, wish=what, at=clock.now()))


def _remembered(session: Session, device_id: int) -> int:
    found = select(func.count()).where(
        PhoneWish.device_id == device_id, PhoneWish.wish == Wish.REMEMBERED
    )
    return session.scalar(found) or 0


def forget(session: Session, token_digest: str | None, symbol: SymbolName) -> None:
    """Forget a symbol on the phone with this cookie: anybody who holds it may, with one tap."""
    rows = (
        select(PhoneWish.id)
        .join(Device, Device.id == PhoneWish.device_id)
        .join(Symbol, Symbol.person_id == PhoneWish.person_id)
        .where(
            Device.token_digest == token_digest, Symbol.drawing == symbol.drawing,
            Symbol.number == symbol.number, PhoneWish.wish == Wish.REMEMBERED,
        )
    )  # fmt: skip
    found = list(session.scalars(rows))
    session.execute(delete(PhoneWish).where(PhoneWish.id.in_(found)))


def cover_money(session: Session, actor: Actor, *, covered: bool) -> None:
    """Cover every amount on her screens, or uncover them."""
    _keep_quiet(session, actor, covered=covered)


def keep_safe_hours(session: Session, actor: Actor, when: FoundWhen) -> None:
    """Keep when she may be reached without harm."""
    _keep_quiet(session, actor, safe_when=when)


def keep_safe_way(session: Session, actor: Actor, way: SafeWay) -> None:
    """Keep how she may be reached without harm."""
    _keep_quiet(session, actor, safe_way=way)


def _keep_quiet(session: Session, actor: Actor, **said: Any) -> None:
    person = _me(session, actor)
    hold(session, "quiet_mode", person.id)
    row = session.scalar(select(QuietMode).where(QuietMode.person_id == person.id))
    if row is None:
        row = QuietMode(person_id=person.id, covered=False)
        session.add(row)
    if all(getattr(row, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(row, name, value)
    record(session, actor, verb="quiet.keep", subject=person)  # what she said stays with her


def keep_second_code(session: Session, actor: Actor, code: DealtCode, *, now: datetime) -> None:
    """Give her a second code, dealt beforehand out of her own twelve pictures."""
    person = _me(session, actor)
    hold(session, "second_code", person.id)
    session.execute(delete(SecondCode).where(SecondCode.person_id == person.id))
    session.add(SecondCode(person_id=person.id, code_hash=code.code_hash, set_at=now))
    record(session, actor, verb="person.second_code", subject=person)


def note_look(session: Session, actor: Actor, supplier_id: int, what: Looked, day: date) -> None:
    """Note that somebody looked at her record; she herself leaves no mark, nor a second look."""
    if actor.person_id is not None and not access.reaches_supplier(actor, supplier_id):
        _note_looks(session, actor.person_id, {supplier_id}, what, day)


def note_listed(session: Session, actor: Actor, supplier_ids: Iterable[int], day: date) -> None:
    """Note that somebody looked through the directory: at everybody on the page, once a day."""
    if actor.person_id is not None:
        asked = set(supplier_ids) - actor.supplier_ids
        _note_looks(session, actor.person_id, asked, Looked.DIRECTORY, day)


def _note_looks(
    session: Session, person_id: int, supplier_ids: set[int], what: Looked, day: date
) -> None:
    """Write the looks that nobody wrote yet, in one statement however many they are."""
    known = select(RecordLook.supplier_id).where(
        RecordLook.supplier_id.in_(supplier_ids), RecordLook.person_id == person_id,
        RecordLook.what == what, RecordLook.day == day,
    )  # fmt: skip
    new = supplier_ids - set(session.scalars(known)) if supplier_ids else set()
    if new:
        look = {"person_id": person_id, "what": what, "day": day, "at": clock.now()}
        rows = [{"supplier_id": supplier_id, **look} for supplier_id in sorted(new)]
        session.execute(insert_missing(session, RecordLook), rows)


def ask_payout(
    session: Session, actor: Actor, supplier_id: int, payout: Payout, payee: Payee
) -> None:
    """Ask for her money to go another way; it waits two days and for her own yes.

    By her facilitator or herself; a newer one takes the place of one that waits.
    """
    supplier = session.get(Supplier, supplier_id)
    access.require(supplier is not None and _may_ask(actor, supplier))
    assert supplier is not None  # noqa: S101  # said by the line above
    hold(session, "payout_change", supplier.id)
    waiting = waiting_change(session, supplier.id)
    if waiting is not None and (waiting.payout, waiting.payee) == (payout, payee):
        return
    if waiting is not None:
        _answer(session, actor, waiting, PayoutVerb.REPLACE)
    elif supplier.payout is payout and payee_of(session, supplier.id) is payee:
        raise Refused(PrivateRefusal.PAYOUT_SAME, field="payout")
    row = PayoutChange(
        supplier_id=supplier.id, state=PayoutState.WAITING, payout=payout, payee=payee,
        asked_by_id=actor.person_id, asked_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"payout": payout.value, "payee": payee.value}
    record(session, actor, verb="payout_change.ask", subject=row, facts=facts)


def _may_ask(actor: Actor, supplier: Supplier) -> bool:
    hers = access.reaches_supplier(actor, supplier.id) and actor.code_proved
    return hers or access.reaches_place(actor, supplier.place_id)


def answer_payout(session: Session, actor: Actor, supplier_id: int, *, yes: bool) -> None:
    """Take her own word on a changed payout: no at once, yes after two days.

    ``Refused(PAYOUT_WAITS)`` before; nobody else can answer, and with nothing waiting nothing
    happens.
    """
    access.require(access.reaches_supplier(actor, supplier_id) and actor.code_proved)
    hold(session, "payout_change", supplier_id)
    change = waiting_change(session, supplier_id)
    if change is None:
        return
    if not yes:
        _answer(session, actor, change, PayoutVerb.REFUSE)
        return
    if not may_confirm(change.asked_at, clock.now()):
        raise Refused(PrivateRefusal.PAYOUT_WAITS)
    _answer(session, actor, change, PayoutVerb.CONFIRM)
    session.get_one(Supplier, supplier_id).payout = change.payout
    session.execute(delete(PayoutTo).where(PayoutTo.supplier_id == supplier_id))
    session.add(PayoutTo(supplier_id=supplier_id, payee=change.payee, since=clock.now()))


def _answer(session: Session, actor: Actor, change: PayoutChange, verb: PayoutVerb) -> None:
    step(session, actor, change, machine=PAYOUT, verb=verb)
    change.answered_at = clock.now()
    session.flush()


def waiting_change(session: Session, supplier_id: int) -> PayoutChange | None:
    """Return the changed payout that waits for her word, if one does."""
    return session.scalar(
        select(PayoutChange).where(
            PayoutChange.supplier_id == supplier_id, PayoutChange.state == PayoutState.WAITING
        )
    )


def _me(session: Session, actor: Actor) -> Person:
    access.require(actor.person_id is not None and actor.code_proved)
    return session.get_one(Person, actor.person_id)
