"""What things cost now: what an operator pays today (his alone), and what making them takes."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.actions.typical import Typical, keep_typical_cost
from marketplace.catalogue.queries import DestinationCard
from marketplace.catalogue.queries.prices import LeafReading, references
from marketplace.catalogue.queries.typical import Goods, goods, typical_costs
from marketplace.db import db
from marketplace.forms.costs import IncumbentForm, TypicalForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions import IncumbentFacts, keep_incumbent
from marketplace.sourcing.queries.incumbents import IncumbentCard, incumbents
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page, unit_name
from marketplace.web.suppliers import see_other

blueprint = Blueprint("today", __name__)
Market = dict[tuple[int, int], LeafReading]


def _here(actor: Actor) -> DestinationCard:
    """Return the first of a person's destinations (of all, for an independent mediator)."""
    known = catalogue.destinations(db.session())
    mine = [one for one in known if one.id in actor.destination_ids or actor.everywhere]
    if not mine:
        raise NotFound
    return mine[0]


def _pairs(known: tuple[Goods, ...]) -> Iterator[tuple[str, str]]:
    return ((one.code, f"{leaf_name(one.leaf_code)} · {unit_name(one.unit_code)}") for one in known)


def _chosen(known: tuple[Goods, ...], code: str) -> Goods:
    return next(one for one in known if one.code == code)


@blueprint.get("/buyer/today")
@guard(Permission.KEEP_CORE_PRODUCTS)
def paid(actor: Actor) -> Response:
    """List what the operator pays today, landed, beside the market near here."""
    return _paid(actor, IncumbentForm().offer(_pairs(goods(db.session()))))


def _paid(actor: Actor, form: IncumbentForm, status: int = 200) -> Response:
    here, cards = _here(actor), incumbents(db.session(), actor)
    known = references(
        db.session(), country=here.country, currency=here.currency, on=today(),
        leaf_ids=[card.category_id for card in cards],
    )  # fmt: skip
    market: Market = {(one.leaf_id, one.unit_id): one for one in known}
    return page(
        "sourcing/today.html", status=status, form=form, currency=here.currency, market=market,
        cards=[one for one in cards if not one.in_house],
        jobs=_jobs(here, cards, market),
    )  # fmt: skip


def _jobs(
    here: DestinationCard, cards: tuple[IncumbentCard, ...], market: Market
) -> list[tuple[IncumbentCard, int | None]]:
    """What is done in the house, beside what it would cost near here; none where nobody knows."""
    jobs = [one for one in cards if one.in_house]
    if not jobs:
        return []
    fair = _fair_prices(here)
    return [(job, _market_price(job, market) or fair.get((job.leaf_code, job.unit_code)))
            for job in jobs]  # fmt: skip


def _market_price(job: IncumbentCard, market: Market) -> int | None:
    found = market.get((job.category_id, job.unit_id))
    return found.reading.median_minor if found is not None and found.reading else None


def _fair_prices(here: DestinationCard) -> dict[tuple[str, str], int]:
    """What is fair to who makes it, where a facilitator keeps what it typically costs."""
    return {
        (one.leaf_code, one.unit_code): FairPrice(
            one.cash_minor, one.labour_minutes, here.day_rate_minor, is_default=True
        ).floor_minor
        for one in typical_costs(db.session(), here.id)
    }


@blueprint.post("/buyer/today")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def keep_paid(actor: Actor) -> Response:
    """Keep what one unit costs the operator today; the next check compares with it."""
    known, here = goods(db.session()), _here(actor)
    form = IncumbentForm(request.form).offer(_pairs(known))
    if not form.validate():
        return _paid(actor, form, 422)
    which = _chosen(known, form.goods.data)
    facts = IncumbentFacts(
        operator_id=min(actor.operator_ids), category_id=which.leaf_id, unit_id=which.unit_id,
        price_minor=form.price.minor(here.currency) or 0,
        transport_minor=form.transport.minor(here.currency) or 0,
        handling_minor=form.handling.minor(here.currency) or 0,
        reject_permille=(form.reject.data or 0) * 10, in_house=bool(form.in_house.data),
    )  # fmt: skip
    keep_incumbent(db.session(), actor, facts)
    return see_other("today.paid", done="kept")


@blueprint.get("/desk/costs")
@guard(Permission.ENTER_OFFERS)
def typical(actor: Actor) -> Response:
    """List what making things typically costs here, with the fair price that follows."""
    return _typical(actor, TypicalForm().offer(_pairs(goods(db.session()))))


def _typical(actor: Actor, form: TypicalForm, status: int = 200) -> Response:
    here = _here(actor)
    cards = [
        (card, FairPrice(card.cash_minor, card.labour_minutes, here.day_rate_minor, True))  # noqa: FBT003  # typical: the default
        for card in typical_costs(db.session(), here.id)
    ]
    return page("desk/costs.html", status=status, cards=cards, form=form, currency=here.currency)


@blueprint.post("/desk/costs")
@guard(Permission.ENTER_OFFERS)
@commits
def keep_typical(actor: Actor) -> Response:
    """Keep what one unit typically takes; checks use it where she has not counted her own."""
    known, here = goods(db.session()), _here(actor)
    form = TypicalForm(request.form).offer(_pairs(known))
    if not form.validate():
        return _typical(actor, form, 422)
    which = _chosen(known, form.goods.data)
    command = Typical(
        destination_id=here.id, category_id=which.leaf_id, unit_id=which.unit_id,
        cash_minor=form.cash.minor(here.currency) or 0, labour_minutes=form.minutes.data,
    )  # fmt: skip
    keep_typical_cost(db.session(), actor, command)
    return see_other("today.typical", done="kept")
