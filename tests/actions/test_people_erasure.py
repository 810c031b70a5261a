"""Erasing, keeping for a while, and telling what is held: the journal's chain stays whole."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    MarkSent,
    PaymentAnswer,
    answer_payment,
    erase,
    mark_sent,
)
from marketplace.agreements.models import Delivery, Payment
from marketplace.agreements.rules.farewell import FarewellRefusal
from marketplace.agreements.rules.lists import PayMethod
from marketplace.db import Base
from marketplace.jobs.tick import tick
from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.models import Consent, Erasure, Person, Phone, StaffAccount, Supplier
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import (
    EraseReason,
    Purpose,
    SessionKind,
    SupplierState,
    VoucherKind,
)
from tests.pages.buyer.lodge import delivered, lodge
from tests.world import World, actor_of, add_person

pytestmark = pytest.mark.both
ASKED = EraseReason.ASKED


@pytest.fixture
def world(session: Session) -> World:
    """A lodge that buys; fish_47 has a phone, a neighbour who vouches, and a message."""
    made = lodge(session)
    phone = Phone(number="+255754000047")
    session.add(phone)
    session.flush()
    her = made.suppliers["fish_47"]
    her.phone_id = phone.id
    now = clock.now()
    actions.vouch(session, made.anna, her.id, kind=VoucherKind.NEIGHBOUR, name="Mama Salome",
                  now=now)  # fmt: skip
    actions.hide(session, made.anna, her.id, now=now)
    session.commit()
    return made


def admin(session: Session, world: World) -> Actor:
    return actor_of(add_person(session, world.destination, "Grace", role=Role.ADMINISTRATOR),
                    Role.ADMINISTRATOR)  # fmt: skip


def every_word(session: Session) -> str:
    """Return everything every table holds, as one text."""
    session.flush()
    return "\n".join(
        repr(tuple(row))
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table))
    )


def paid(session: Session, world: World) -> tuple[Delivery, str]:
    """A delivery that was paid and confirmed; with the name of who brought it."""
    delivery = delivered(session, world)
    payment = session.scalars(select(Payment).where(Payment.delivery_id == delivery.id)).one()
    sent = MarkSent(payment=payment.public_id, method=PayMethod.MOBILE_MONEY, reference="Zuhura7X")
    mark_sent(session, world.neema, sent)
    her = next(k for k, one in world.suppliers.items() if one.id == delivery.supplier_id)
    answer_payment(session, world.supplier(her), payment.public_id, PaymentAnswer.all())
    session.commit()
    return delivery, her


@pytest.mark.feature("R4")
def test_nothing_of_her_is_left_but_figures_and_a_whole_chain(
    session: Session, world: World
) -> None:
    delivery, name = paid(session, world)
    her, supplier = world.people[name], world.suppliers[name]
    token = actions.open_session(
        session, person_id=her.id, kind=SessionKind.SEAT, device_id=None, now=clock.now()
    )
    was, links = supplier.name, session.scalar(select(func.count()).select_from(JournalEntry))
    assert was in every_word(session)
    done = erase(session, world.anna, her.id, reason=ASKED, now=clock.now())
    session.commit()
    said = every_word(session)
    assert was not in said
    assert "Zuhura7X" not in said
    assert queries.actor_for(session, digest(token), clock.now()) is None
    session.refresh(supplier)
    assert (supplier.name, supplier.state) == (done.pseudonym, SupplierState.DISABLED)
    assert session.get_one(Delivery, delivery.id).supplier_id == supplier.id
    amount = select(Payment.amount_minor).where(Payment.delivery_id == delivery.id)
    assert session.scalar(amount), "figures of trade stay"
    assert check_chain(session).whole
    assert session.scalar(select(func.count()).select_from(JournalEntry)) > (links or 0)
    again = erase(session, world.anna, her.id, reason=ASKED, now=clock.now())
    assert again.id == done.id


@pytest.mark.feature("R4")
def test_phone_vouchers_and_hiding_go_with_her(session: Session, world: World) -> None:
    her = world.people["fish_47"].id
    erase(session, world.anna, her, reason=ASKED, now=clock.now())
    session.commit()
    said = every_word(session)
    for word in ("+255754000047", "Mama Salome", "Mama Zuhura"):
        assert word not in said
    trading = select(Consent).where(Consent.person_id == her, Consent.withdrawn_at.is_(None))
    assert session.scalars(trading).all() == [], "her yes stays as proof, withdrawn"


def test_a_phone_that_others_share_stays_theirs(session: Session, world: World) -> None:
    shared = world.suppliers["fish_47"].phone_id
    world.suppliers["sun_21"].phone_id = shared
    session.commit()
    erase(session, world.anna, world.people["fish_47"].id, reason=ASKED, now=clock.now())
    session.commit()
    assert session.get(Phone, shared) is not None


@pytest.mark.feature("R4")
def test_a_staff_person_is_erased_by_an_administrator(session: Session, world: World) -> None:
    grace, neema = admin(session, world), world.people["neema"]
    session.add(StaffAccount(person_id=neema.id, email="neema@kijani.example", password_hash="x"))
    session.flush()
    actions.keep_staff_phone(session, grace, neema.id, "0754 123 456")
    for nobody in (world.anna, world.theresia, world.fish_47):
        with pytest.raises(NotFound):
            erase(session, nobody, neema.id, reason=ASKED, now=clock.now())
    erase(session, grace, neema.id, reason=ASKED, now=clock.now())
    session.commit()
    said = every_word(session)
    assert "neema@kijani.example" not in said
    assert "+255754123456" not in said
    assert session.get_one(Person, neema.id).disabled_at is not None
    with pytest.raises(Refused) as caught:
        erase(session, grace, grace.person_id or 0, reason=ASKED, now=clock.now())
    assert caught.value.reasons == {EntryRefusal.NOT_YOURSELF}


def test_nobody_is_erased_while_goods_or_money_are_open(session: Session, world: World) -> None:
    delivery = delivered(session, world)
    name = next(k for k, one in world.suppliers.items() if one.id == delivery.supplier_id)
    with pytest.raises(Refused) as caught:
        erase(session, world.anna, world.people[name].id, reason=ASKED, now=clock.now())
    assert caught.value.reasons == {FarewellRefusal.OPEN_TRADE}


@pytest.mark.feature("R4")
def test_the_worker_applies_the_table_of_periods(session: Session, world: World) -> None:
    her, now = world.people["hen_33"].id, clock.now()
    token = actions.open_session(
        session, person_id=world.people["neema"].id, kind=SessionKind.STAFF, device_id=None,
        now=now - timedelta(days=100),
    )  # fmt: skip
    actions.withdraw_consent(session, world.anna, world.suppliers["hen_33"].id, Purpose.TRADING,
                             now=now - timedelta(days=29))  # fmt: skip
    session.commit()
    assert actions.past_their_period(session, now) == ()
    tick(session)
    assert digest(token) not in every_word(session)
    consent = session.scalars(select(Consent).where(Consent.person_id == her)).one()
    consent.withdrawn_at = now - timedelta(days=31)
    session.commit()
    assert tick(session).failed == 0
    gone = session.scalars(select(Erasure).where(Erasure.person_id == her)).one()
    assert (gone.reason, gone.done_by_id) == (EraseReason.CONSENT_WITHDRAWN, None)
    assert "Mama Happy" not in every_word(session)
    assert check_chain(session).whole
    assert actions.past_their_period(session, now) == ()


def test_everything_held_is_told_without_secrets(session: Session, world: World) -> None:
    _, name = paid(session, world)
    her = world.people[name]
    held = actions.disclose(session, world.anna, her.id)
    session.commit()
    text = json.dumps(held)
    assert world.suppliers[name].name in text
    assert {"person", "supplier", "consent", "delivery", "payment", "journal_entry"} <= set(held)
    assert not any("hash" in column for row in held["person"] for column in row)
    assert "code_hash" not in text
    with pytest.raises(NotFound):
        actions.disclose(session, world.theresia, her.id)
    other = next(k for k in world.people if k in world.suppliers and k != name)
    assert world.suppliers[other].name not in text


def test_a_restored_supplier_is_not_one_who_was_erased(session: Session, world: World) -> None:
    her = world.suppliers["fish_47"]
    erase(session, world.anna, world.people["fish_47"].id, reason=ASKED, now=clock.now())
    session.commit()
    assert (
        session.scalars(select(Supplier.name).where(Supplier.id == her.id)).one() != "Mama Zuhura"
    )
