"""What is said of a supplier beyond trade: vouchers, a hidden name, sales elsewhere, consents."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.text import tidy
from marketplace.people.actions.house import put_champion
from marketplace.people.models import (
    Champion,
    Consent,
    HiddenSupplier,
    StatedSale,
    Supplier,
    SupplierMember,
    Voucher,
)
from marketplace.people.rules import access
from marketplace.people.rules.lists import (
    ChampionOf,
    MemberRole,
    OtherBuyer,
    PhoneArrangement,
    Purpose,
    SupplierKind,
    VoucherKind,
)
from marketplace.people.rules.names import name_key
from marketplace.people.rules.private import PrivateRefusal, is_shared
from marketplace.people.rules.standing import TrustRefusal
from marketplace.people.rules.stated_sales import fits
from marketplace.people.rules.terms import NOTICE_VERSION

MOST_NAME = 80


def vouch(
    session: Session, actor: Actor, supplier_id: int, *, kind: VoucherKind, name: str,
    now: datetime,
) -> Voucher:  # fmt: skip
    """Write down that a neighbour or leader stands for her, as a facilitator heard it."""
    supplier = _in_my_places(session, actor, supplier_id)
    who = tidy(name)
    if not who or len(who) > MOST_NAME or "\n" in who:
        raise Refused(TrustRefusal.NAME_MISSING, field="name")
    hold(session, "vouch", supplier.id)
    living = select(Voucher.name).where(
        Voucher.supplier_id == supplier.id, Voucher.withdrawn_at.is_(None)
    )
    if name_key(who) in {name_key(one) for one in session.scalars(living)}:
        raise Refused(TrustRefusal.VOUCHED_ALREADY, field="name")
    row = Voucher(supplier_id=supplier.id, kind=kind, name=who, heard_by_id=actor.person_id, at=now)
    session.add(row)
    session.flush()
    facts = {"supplier": supplier.id, "kind": kind.value}
    record(session, actor, verb="voucher.hear", subject=row, facts=facts)
    return row


def withdraw_voucher(session: Session, actor: Actor, voucher_id: int, *, now: datetime) -> None:
    """Take a voucher back: whoever stood for her does so no more."""
    row = session.scalar(select(Voucher).where(Voucher.id == voucher_id).with_for_update())
    if row is None:
        raise NotFound
    _in_my_places(session, actor, row.supplier_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        record(session, actor, verb="voucher.withdraw", subject=row)


def hide(session: Session, actor: Actor, supplier_id: int, *, now: datetime) -> None:
    """Let her be seen by her facilitators only, under a pseudonym, until there is an order."""
    supplier = _hers_or_in_my_places(session, actor, supplier_id)
    hold(session, "hide", supplier.id)
    if _hidden(session, supplier.id) is None:
        row = HiddenSupplier(supplier_id=supplier.id, pseudonym=ids.short_code(), since=now)
        session.add(row)
        session.flush()
        record(session, actor, verb="supplier.hide", subject=supplier)


def show_again(session: Session, actor: Actor, supplier_id: int) -> None:
    """Show her name and village as everybody's."""
    supplier = _hers_or_in_my_places(session, actor, supplier_id)
    if _hidden(session, supplier.id) is not None:
        session.execute(delete(HiddenSupplier).where(HiddenSupplier.supplier_id == supplier.id))
        record(session, actor, verb="supplier.show", subject=supplier)


def _hidden(session: Session, supplier_id: int) -> int | None:
    found = select(HiddenSupplier.id).where(HiddenSupplier.supplier_id == supplier_id)
    return session.scalar(found)


def state_sales(
    session: Session, actor: Actor, supplier_id: int, stones: Mapping[OtherBuyer, int], *,
    now: datetime,
) -> None:  # fmt: skip
    """Keep what she says she sells elsewhere, in stones of ten; her latest word counts.

    By herself with her code shown, or by the facilitator she told it to. Raises
    ``Refused(MORE_THAN_ALL)`` above ten stones.
    """
    supplier = _hers_or_in_my_places(session, actor, supplier_id)
    if not fits(stones.values()):
        raise Refused(TrustRefusal.MORE_THAN_ALL)
    hold(session, "stated_sale", supplier.id)
    session.execute(delete(StatedSale).where(StatedSale.supplier_id == supplier.id))
    session.add_all(
        StatedSale(
            supplier_id=supplier.id, buyer=buyer, stones=stones.get(buyer, 0),
            stated_by_id=actor.person_id, at=now,
        )
        for buyer in OtherBuyer
    )  # fmt: skip
    facts = {"elsewhere": sum(stones.values())}
    record(session, actor, verb="supplier.state_sales", subject=supplier, facts=facts)


def give_consent(
    session: Session, actor: Actor, supplier_id: int, purpose: Purpose, *, heard: bool,
    now: datetime, alone: bool = False,
) -> None:  # fmt: skip
    """Keep her yes to one purpose, heard in her language before the facilitator or by herself.

    A yes said aloud at a phone that others hold counts only where she was asked whether anyone is
    with her (``alone``); one to her voice being kept also where she has no phone.
    """
    supplier = _hers_or_in_my_places(session, actor, supplier_id)
    if not heard:
        raise Refused(TrustRefusal.NO_CONSENT_HEARD, field="heard")
    person_id = herself(session, supplier.id)
    aloud = actor.person_id != person_id or purpose is Purpose.VOICE
    phone = supplier.phone_arrangement
    unasked = is_shared(phone) or (purpose is Purpose.VOICE and phone is PhoneArrangement.NONE)
    if aloud and unasked and not alone:
        raise Refused(PrivateRefusal.NOT_ALONE, field="alone")
    if _living_consent(session, person_id, purpose) is not None:
        return
    row = Consent(
        person_id=person_id, purpose=purpose, notice_version=NOTICE_VERSION,
        language=supplier.language, heard=True, given_at=now,
        witness_id=None if actor.person_id == person_id else actor.person_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="consent.give", subject=row, facts={"purpose": purpose.value})


def withdraw_consent(
    session: Session, actor: Actor, supplier_id: int, purpose: Purpose, *, now: datetime
) -> None:
    """Take a consent back; without the one to trading nobody asks her any more."""
    supplier = _hers_or_in_my_places(session, actor, supplier_id)
    row = _living_consent(session, herself(session, supplier.id), purpose)
    if row is not None:
        row.withdrawn_at = now
        facts = {"purpose": purpose.value}
        record(session, actor, verb="consent.withdraw", subject=row, facts=facts)


def _living_consent(session: Session, person_id: int, purpose: Purpose) -> Consent | None:
    hold(session, "consent", person_id, purpose.value)
    return session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == purpose)
        .where(Consent.withdrawn_at.is_(None))
        .limit(1)
    )


def herself(session: Session, supplier_id: int) -> int:
    """Return the person who speaks for a supplier: herself, or a group's chair."""
    found = session.scalar(
        select(SupplierMember.person_id)
        .where(SupplierMember.supplier_id == supplier_id)
        .where(SupplierMember.role.in_((MemberRole.HERSELF, MemberRole.CHAIR)))
        .order_by(SupplierMember.id)
        .limit(1)
    )
    if found is None:
        raise NotFound
    return found


def name_group_champion(
    session: Session, actor: Actor, supplier_id: int, person_id: int, *, now: datetime
) -> None:
    """Name a group's champion among its members (§3.3)."""
    supplier = _in_my_places(session, actor, supplier_id)
    if supplier.kind is not SupplierKind.GROUP:
        raise Refused(TrustRefusal.NOT_A_GROUP)
    member = select(func.count()).where(
        SupplierMember.supplier_id == supplier.id, SupplierMember.person_id == person_id
    )
    if not session.scalar(member):
        raise Refused(TrustRefusal.NOT_A_MEMBER, field="person")
    hold(session, "champion", "group", supplier.id)
    row = session.scalar(select(Champion).where(Champion.supplier_id == supplier.id))
    put_champion(
        session, actor, row or Champion(supplier_id=supplier.id), person_id, now=now,
        of=ChampionOf.GROUP,
    )  # fmt: skip


def _in_my_places(session: Session, actor: Actor, supplier_id: int) -> Supplier:
    supplier = session.get(Supplier, supplier_id)
    access.require(supplier is not None and access.reaches_place(actor, supplier.place_id))
    assert supplier is not None  # noqa: S101  # said by the line above
    return supplier


def _hers_or_in_my_places(session: Session, actor: Actor, supplier_id: int) -> Supplier:
    if access.reaches_supplier(actor, supplier_id) and actor.code_proved:
        return session.get_one(Supplier, supplier_id)
    return _in_my_places(session, actor, supplier_id)
