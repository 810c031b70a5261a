"""The desk's part of a shared phone, looked at: a sheet of cards, a group's members, a payout."""

from sqlalchemy import select

from marketplace.people.models import Supplier
from marketplace.people.rules.lists import SupplierKind
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import axe_problems, fits_sideways, shot

pytestmark = DEMO


def test_cards_members_and_payout(anna: Hand) -> None:
    group = anna.find(
        lambda session: session.scalar(
            select(Supplier).where(Supplier.kind == SupplierKind.GROUP).limit(1)
        )
    )
    pages = {
        "cards": "/desk/suppliers/card-sheets",
        "members": f"/desk/suppliers/{group.public_id}/members",
        "payout": f"/desk/suppliers/{group.public_id}/payout",
    }
    for name, path in pages.items():
        anna.open(path)
        shot(anna.page, f"desk-{name}")
        assert fits_sideways(anna.page), name
        assert axe_problems(anna.page) == [], name
    anna.open(pages["cards"])
    anna.page.emulate_media(media="print")
    shot(anna.page, "desk-cards-print")
    anna.page.set_viewport_size({"width": 240, "height": 320})
    anna.page.emulate_media(media="screen")
    assert fits_sideways(anna.page)
