"""Sealed means sealed: prices, bands and private figures are planted, every address is opened by
everybody, and nobody reads what is not his; an error and a log tell nothing either."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.kernel import clock, ids
from marketplace.mediation.models import CaseEvent, MediationCase
from marketplace.mediation.rules.lists import Audience, EventKind
from marketplace.offers.models import Offer
from marketplace.people.models import (
    Operator,
    OperatorStaff,
    StaffAccount,
    Supplier,
)
from marketplace.sourcing.models import (
    CoreProduct,
    CoreProductVersion,
    Incumbent,
    Need,
    Tender,
)
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import PriceKind
from tests.pages.porch.people import addresses, browser
from tests.support.client import PageClient
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
OFFERED, BAND, TODAY = 173_731_00, 171_717_00, 179_797_00
HIDDEN = ("173,731", "173731", "17373100")
PRIVATE = ("171,717", "171717", "179,797", "179797")
HIS = frozenset({"neema", "joseph"})  # the buyer's own people
MEDIATE = frozenset({"anna", "bakari"})  # the place's own, and the one for everywhere
LOOKERS = ("nobody", "neema", "rehema", "anna", "theresia", "bakari", "observer", "admin",
           "fish-47", "hen-21")  # fmt: skip


def plant(session: Session) -> str:
    """Give the sealed tender of the demo figures that stand nowhere else; return her symbol."""
    sealed = session.scalars(
        select(Need).join(Tender, Tender.need_id == Need.id)
        .where(Need.state == NeedState.PUBLISHED, Tender.price_kind == PriceKind.OPEN)
        .order_by(Need.id).limit(1)
    ).one()  # fmt: skip
    session.execute(update(Offer).where(Offer.need_id == sealed.id).values(price_minor=OFFERED))
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
    her = session.scalars(
        select(Supplier.name).join(Offer, Offer.supplier_id == Supplier.id)
        .where(Offer.need_id == sealed.id, Supplier.name.contains("Zuhura"))
    ).one()  # fmt: skip
    session.commit()
    return her


def text_of(answer: TestResponse) -> str:
    """Return everything an answer says; of an archive, what stands in each of its files."""
    data = answer.get_data()
    if not is_zipfile(BytesIO(data)):
        return data.decode()
    with ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())


@loaded
@pytest.mark.feature("D2")
@pytest.mark.parametrize("who", LOOKERS)
def test_nobody_reads_what_is_sealed_or_private(
    app: Flask, session: Session, client: PageClient, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    plant(session)
    person = browser(session, client, who)
    person.checks = False  # test_looking opens the same pages and checks them
    read: dict[str, str] = {}
    for path in [path for _, path in addresses(app, session, "GET") if path != "/healthz"]:
        read[path] = text_of(person.get(path))
    forbidden = () if who == "fish-47" else HIDDEN
    forbidden += () if who in HIS | MEDIATE else PRIVATE
    leaks = [(path, word) for path, text in read.items() for word in forbidden if word in text]
    assert leaks == []
    assert len(read) > 20
    assert not [word for word in (*HIDDEN, *PRIVATE) if word in caplog.text]


# A canary in every cage: who may hear it, and nobody else, on no page, file, feed or error.
PRODUCT, NOTE, OWN_NOTE, NAME = "61,317", "kanari-wa-kesi", "kanari-wa-faili", "Kanari"
HEARD_BY = {
    PRODUCT: {"neema", "anna", "bakari"},  # the house that lives from it, and who checks for it
    NOTE: {"anna", "bakari"},  # written for facilitators only
    OWN_NOTE: {"anna", "theresia", "bakari"},  # the file of a supplier, for who mediates there
    NAME: {"neema", "joseph", "rehema", "anna", "theresia", "bakari", "usafi", "admin", "fish-47"},
}


def cage(session: Session) -> list[str]:
    """Plant a core product's price, notes for facilitators, and a supplier's own name.

    Returns the addresses they belong to.
    """
    person, operator = session.execute(
        select(StaffAccount.person_id, OperatorStaff.operator_id)
        .join(OperatorStaff, OperatorStaff.person_id == StaffAccount.person_id)
        .where(StaffAccount.email == "neema@demo.example")
    ).one()  # fmt: skip
    its = select(CoreProduct.id).where(CoreProduct.operator_id == operator)
    for table, column in ((CoreProduct, CoreProduct.id),
                          (CoreProductVersion, CoreProductVersion.core_product_id)):  # fmt: skip
        session.execute(update(table).where(column.in_(its)).values(price_minor=61_317_00))
    her = session.scalars(select(Supplier).where(Supplier.name.contains("Zuhura"))).one()
    cases = session.execute(
        select(MediationCase.id, Need.public_id).join(Need, Need.id == MediationCase.need_id)
        .where(Need.operator_id == operator)
    ).all()  # fmt: skip
    her.name = f"{NAME} Zuhura"
    notes = [(NOTE, {"case_id": case.id}) for case in cases]
    for words, file in (*notes, (OWN_NOTE, {"supplier_id": her.id})):
        session.add(
            CaseEvent(
                public_id=ids.public_id(), kind=EventKind.NOTE, audience=Audience.DESK,
                words=words, by_id=person, at=clock.now(), **file,
            )
        )  # fmt: skip
    session.commit()
    products = session.scalars(select(CoreProduct.public_id).where(CoreProduct.id.in_(its))).all()
    house = session.get_one(Operator, operator).public_id
    return [
        *(f"/desk/cases/{case.public_id}" for case in cases), f"/desk/suppliers/{her.public_id}",
        f"/desk/suppliers/{her.public_id}/file", f"/desk/operators/{house}/products",
        *(f"/buyer/products/{one}" for one in products),
    ]  # fmt: skip


def all_told(app: Flask, session: Session, person: PageClient) -> dict[str, str]:
    """Open every address, and those of the cages, as somebody; return what each answer says."""
    cages = cage(session)
    person.checks = False  # test_looking opens the same pages and checks them
    paths = [*(path for _, path in addresses(app, session, "GET")), *cages]
    return {path: text_of(person.get(path)) for path in paths}


@loaded
@pytest.mark.feature("N1", part=True)
@pytest.mark.parametrize("who", [*LOOKERS, "joseph", "usafi", "njoki"])
def test_a_canary_is_heard_in_its_own_cage_only(
    app: Flask, session: Session, client: PageClient, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    read = all_told(app, session, browser(session, client, who))
    heard = {
        word: [path for path, text in read.items() if word in text]
        for word, ears in HEARD_BY.items()
        if who not in ears
    }
    assert {word: paths for word, paths in heard.items() if paths} == {}
    assert not [word for word in HEARD_BY if word in caplog.text]


@loaded
def test_the_canaries_sing_at_all(app: Flask, session: Session, client: PageClient) -> None:
    """Else their silence elsewhere would prove nothing."""
    said = "".join(all_told(app, session, browser(session, client, "anna")).values())
    assert [word for word in HEARD_BY if word not in said] == []
