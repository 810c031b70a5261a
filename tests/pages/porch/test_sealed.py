"""Sealed means sealed: prices, bands and private figures are planted, every address is opened by
everybody, and nobody reads what is not his; an error and a log tell nothing either."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.offers.models import Offer
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Incumbent, Need, Tender
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
        read[path] = person.get(path).get_data(as_text=True)
    forbidden = () if who == "fish-47" else HIDDEN
    forbidden += () if who in HIS | MEDIATE else PRIVATE
    leaks = [(path, word) for path, text in read.items() for word in forbidden if word in text]
    assert leaks == []
    assert len(read) > 20
    assert not [word for word in (*HIDDEN, *PRIVATE) if word in caplog.text]
