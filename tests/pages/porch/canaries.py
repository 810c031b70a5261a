"""Canaries: figures and words that stand in one place of the demo world, and who may hear them."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.db import db
from marketplace.kernel import clock, ids
from marketplace.mediation.models import CaseEvent, MediationCase
from marketplace.mediation.rules.lists import Audience, EventKind
from marketplace.offers.models import Offer
from marketplace.people.models import Operator, OperatorStaff, StaffAccount, Supplier
from marketplace.sourcing.models import CoreProduct, CoreProductVersion, Incumbent, Need, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import PriceKind
from tests.world.demo_loaded import fill

OFFERED, BAND, TODAY = 173_731_00, 171_717_00, 179_797_00
QUANTITY, HERS = 30, "5,211,950"  # what thirty come to, in whole coins, as she sees it herself
HIDDEN = ("173,731", "173731", "17373100", "5,211,930", HERS)
PRIVATE = ("171,717", "171717", "179,797", "179797")
# A canary in every cage.
PRODUCT, NOTE, OWN_NOTE, NAME = "61,317", "kanari-wa-kesi", "kanari-wa-faili", "Kanari"
ALL = (*HIDDEN, *PRIVATE, PRODUCT, NOTE, OWN_NOTE, NAME)


def planted(app: Flask) -> None:
    """Put every canary into its cage, in the demo world."""
    with app.app_context(), Session(db.engine) as session:
        _seal(session)
        _product(session)
        _notes_and_name(session)
        session.commit()


PLANTED = pytest.mark.filled.with_args(fill, planted)


def _seal(session: Session) -> None:
    """Give the sealed tender, in which Mama Zuhura offered, figures that stand nowhere else."""
    sealed = session.scalars(
        select(Need).join(Tender, Tender.need_id == Need.id)
        .where(Need.state == NeedState.PUBLISHED, Tender.price_kind == PriceKind.OPEN)
        .order_by(Need.id).limit(1)
    ).one()  # fmt: skip
    session.execute(
        update(Offer)
        .where(Offer.need_id == sealed.id)
        .values(price_minor=OFFERED, quantity=QUANTITY)
    )
    session.execute(
        update(Tender).where(Tender.need_id == sealed.id).values(
            price_kind=PriceKind.BAND, band_low_minor=BAND, band_high_minor=BAND,
        )
    )  # fmt: skip
    session.execute(
        update(Incumbent)
        .where(Incumbent.operator_id == sealed.operator_id)
        .values(price_minor=TODAY)
    )
    session.scalars(
        select(Supplier.name).join(Offer, Offer.supplier_id == Supplier.id)
        .where(Offer.need_id == sealed.id, Supplier.name.contains("Zuhura"))
    ).one()  # fmt: skip


def _product(session: Session) -> None:
    its = select(CoreProduct.id).where(CoreProduct.operator_id == _neemas(session)[1])
    for table, column in ((CoreProduct, CoreProduct.id),
                          (CoreProductVersion, CoreProductVersion.core_product_id)):  # fmt: skip
        session.execute(update(table).where(column.in_(its)).values(price_minor=61_317_00))


def _notes_and_name(session: Session) -> None:
    """Write notes for facilitators, and give a supplier a name that nobody else has."""
    person, operator = _neemas(session)
    her = _zuhura(session)
    her.name = f"{NAME} Zuhura"
    cases = session.scalars(
        select(MediationCase.id).join(Need, Need.id == MediationCase.need_id)
        .where(Need.operator_id == operator)
    ).all()  # fmt: skip
    notes = [(NOTE, {"case_id": case}) for case in cases]
    for words, file in (*notes, (OWN_NOTE, {"supplier_id": her.id})):
        session.add(
            CaseEvent(
                public_id=ids.public_id(), kind=EventKind.NOTE, audience=Audience.DESK,
                words=words, by_id=person, at=clock.now(), **file,
            )
        )  # fmt: skip


def _neemas(session: Session) -> tuple[int, int]:
    """Return the numbers of Neema and of her house."""
    person, operator = session.execute(
        select(StaffAccount.person_id, OperatorStaff.operator_id)
        .join(OperatorStaff, OperatorStaff.person_id == StaffAccount.person_id)
        .where(StaffAccount.email == "neema@demo.example")
    ).one()  # fmt: skip
    return person, operator


def _zuhura(session: Session) -> Supplier:
    return session.scalars(select(Supplier).where(Supplier.name.contains("Zuhura"))).one()


def cages(session: Session) -> list[str]:
    """Return the addresses that the canaries belong to."""
    operator = _neemas(session)[1]
    her = _zuhura(session).public_id
    cases = session.scalars(
        select(Need.public_id).join(MediationCase, Need.id == MediationCase.need_id)
        .where(Need.operator_id == operator)
    ).all()  # fmt: skip
    products = session.scalars(
        select(CoreProduct.public_id).where(CoreProduct.operator_id == operator)
    ).all()
    house = session.get_one(Operator, operator).public_id
    sealed = session.execute(
        select(Offer.public_id, Need.public_id.label("need"))
        .join(Need, Need.id == Offer.need_id).where(Offer.price_minor == OFFERED)
    ).all()  # fmt: skip
    tender = sealed[0].need
    return [
        *(f"/desk/cases/{case}" for case in cases), f"/desk/suppliers/{her}",
        f"/desk/suppliers/{her}/file", f"/desk/operators/{house}/products",
        *(f"/buyer/products/{one}" for one in products),
        *(f"/s/offers/{offer.public_id}" for offer in sealed),
        *(f"{room}/{tender}" for room in ("/buyer/needs", "/buyer/tenders", "/desk/needs",
                                          "/desk/tenders", "/desk/cases")),
    ]  # fmt: skip
