"""Loading the demo world: everything in its order, in one transaction, relative to this day."""

from sqlalchemy.orm import Session

from marketplace.assessment.actions import load_default_rule_set
from marketplace.catalogue.actions import load_catalogue, load_price_references
from marketplace.catalogue.models import Installation
from marketplace.cli.demo_world import data
from marketplace.cli.demo_world.after_deals import schedule_after_deals
from marketplace.cli.demo_world.answers import schedule_offer
from marketplace.cli.demo_world.attached import schedule_attached
from marketplace.cli.demo_world.clearances import schedule_clearances
from marketplace.cli.demo_world.desk import close_the_books
from marketplace.cli.demo_world.doors import schedule_delivery
from marketplace.cli.demo_world.growth import schedule_growth
from marketplace.cli.demo_world.hashes import Hashes
from marketplace.cli.demo_world.histories import whole_trade
from marketplace.cli.demo_world.houses import schedule_houses
from marketplace.cli.demo_world.imported import schedule_imported
from marketplace.cli.demo_world.market import schedule_market
from marketplace.cli.demo_world.needs import schedule_lists, schedule_need
from marketplace.cli.demo_world.orders import schedule_order
from marketplace.cli.demo_world.places import add_destinations
from marketplace.cli.demo_world.proposing import schedule_proposals
from marketplace.cli.demo_world.staff import schedule_staff
from marketplace.cli.demo_world.stage import Stage, goods_of
from marketplace.cli.demo_world.suppliers import schedule_suppliers
from marketplace.cli.demo_world.tenders import schedule_tenders
from marketplace.cli.demo_world.timeline import long_ago
from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.media import Store

SET_UP_DAYS_AGO = 231


def load(session: Session, *, pepper: str, photos: Store | None = None) -> None:
    """Fill a migrated, empty database with the demo world; ``pepper`` is the server's secret.

    Photographs are drawn into ``photos``; without a store the world has none.

    One transaction: a load that is broken off leaves nothing behind. The clock is put to each
    thing's own moment and back to where it stood, whatever happens. Raises ``ValueError`` where
    the data tell a purchase that the check would not let through.
    """
    world = data.read()
    hashes = Hashes(world, pepper)
    try:
        with long_ago(SET_UP_DAYS_AGO) as loaded, transaction(session):
            _set_up(session)
            stage = Stage(session, world, loaded, goods_of(session), hashes, photos)
            _people(stage)
            _trade(stage)
            schedule_imported(stage, secret=pepper)
            schedule_after_deals(stage)
            stage.timeline.run()
            close_the_books(stage)
    finally:
        hashes.close()


def _set_up(session: Session) -> None:
    session.add(Installation(id=1, created_at=clock.now(), is_demo=True))
    load_catalogue(session)
    load_price_references(session)
    load_default_rule_set(session)
    session.flush()


def _people(stage: Stage) -> None:
    add_destinations(stage)
    schedule_staff(stage)
    schedule_houses(stage)
    schedule_suppliers(stage)
    schedule_clearances(stage)
    schedule_market(stage)
    schedule_growth(stage)


def _trade(stage: Stage) -> None:
    schedule_lists(stage)
    schedule_tenders(stage)
    schedule_proposals(stage)
    schedule_attached(stage)
    trade = whole_trade(stage.world)
    needs = {row["code"]: row for row in trade.needs}
    orders = {row["code"]: row for row in trade.orders}
    paid = {row["delivery"]: row for row in trade.payments}
    for need in trade.needs:
        schedule_need(stage, need)
    for offer in trade.offers:
        schedule_offer(stage, needs[offer["need"]], offer)
    for order in trade.orders:
        schedule_order(stage, needs[order["need"]], order)
    for delivery in trade.deliveries:
        order = orders[delivery["order"]]
        schedule_delivery(
            stage, needs[order["need"]], delivery, supplier=order["supplier"],
            payment=paid.get(delivery["code"]),
        )  # fmt: skip
