"""Her cost by pictures: for how many, then one part a page; then her fair price and her day.

The build-up begun lives on the server under her name; what it came to is hers alone.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue.queries import DestinationCard, UnitCard, destination, leaf_by_code, unit
from marketplace.catalogue.rules.prompts import pictured
from marketplace.db import db
from marketplace.forms.answer import amount_form, part_form
from marketplace.forms.supplier import said
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers import actions
from marketplace.offers.actions import Costs, KeepCostDraft
from marketplace.offers.queries.costs import build_up_of
from marketplace.offers.rules.build_up import BuildUp, Part
from marketplace.people.queries.goods import leaf_of_supplier
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.hand import unit_after
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, see_other, to

blueprint = Blueprint("costs", __name__)
MOST_UNITS = 99
MOST_HALF_DAYS = 60
SLUGS = {
    "bought": Part.INPUTS,
    "work": Part.WORK,
    "transport": Part.TRANSPORT,
    "packing": Part.PACKING,
    "spoiled": Part.LOSSES,
    "group": Part.GROUP_FEE,
}
SLUG_OF = {part: slug for slug, part in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Counting:
    """A build-up as it stands: her leaf, its unit, the money of the place, what she said."""

    supplier_id: int
    leaf_id: int
    leaf_code: str
    picture: str
    unit: UnitCard
    here: DestinationCard
    said: BuildUp | None

    @property
    def title(self) -> str:
        """What the amount is of, for a page's head."""
        return unit_after(self.unit.code, self.said.quantity if self.said else 0)


def _counting(actor: Actor, code: str) -> Counting:
    session, supplier_id = db.session(), her_supplier(actor)
    leaf = leaf_by_code(session, code)
    if leaf is None:
        raise NotFound
    destination_id, unit_id = leaf_of_supplier(session, supplier_id, leaf.id)
    here, measure = destination(session, destination_id), unit(session, unit_id)
    if here is None or measure is None:
        raise NotFound
    begun = build_up_of(session, actor, supplier_id=supplier_id, category_id=leaf.id)
    return Counting(supplier_id, leaf.id, leaf.code, leaf.picture, measure, here, begun)


@blueprint.get("/s/costs/<code>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def start(actor: Actor, code: str) -> Response:
    """Ask for how many she counts: nobody buys one kilogram's worth of seed."""
    now = _counting(actor, code)
    form = part_form(request.args, most=MOST_UNITS, steps=now.unit.steps)
    if form.quantity.data is None:
        form.quantity.data = 10 if len(now.unit.steps) else 1
    return page(
        "supplier/cost_many.html", now=now, field=form.quantity, title=said("for_how_many"),
        picture=now.unit.picture, name="quantity", back=url_for("prices.hers"),
        word_of=unit_after(now.unit.code, form.quantity.shown),
    )  # fmt: skip


@blueprint.post("/s/costs/<code>")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def begin(actor: Actor, code: str) -> Response:
    """Keep for how many; a count begun before is forgotten."""
    now = _counting(actor, code)
    form = part_form(request.form, most=MOST_UNITS)
    if not form.validate():
        return see_other("costs.start", code=code)
    _keep(actor, now, quantity=form.quantity.data)
    return see_other("costs.part", code=code, slug=SLUG_OF[Part.INPUTS])


def _keep(
    actor: Actor, now: Counting, *, quantity: int | None = None, part: Part | None = None,
    value: int = 0,
) -> None:  # fmt: skip
    command = KeepCostDraft(
        supplier_id=now.supplier_id, category_id=now.leaf_id, unit_id=now.unit.id,
        quantity=quantity, parts={} if part is None else {part: value},
    )  # fmt: skip
    actions.keep_cost_draft(db.session(), actor, command)


@blueprint.get("/s/costs/<code>/<slug>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def part(actor: Actor, code: str, slug: str) -> Response:
    """Ask one part: half days of work, or money out of her hand."""
    now, asked = _counting(actor, code), SLUGS.get(slug)
    if asked is None:
        raise NotFound
    if now.said is None:
        return see_other("costs.start", code=code)
    if asked is Part.WORK:
        return _work(now)
    return _money(now, asked, 0)


def _work(now: Counting) -> Response:
    form = part_form(request.args, most=MOST_HALF_DAYS, steps=(1, 2))
    form.quantity.data = form.quantity.data or 1
    return page(
        "supplier/cost_many.html", now=now, field=form.quantity, title=said("cost.work"),
        picture="unit-half-day", name="quantity", back=_before(now, Part.WORK),
        word_of=unit_after("half_day", form.quantity.shown),
    )  # fmt: skip


def _money(now: Counting, asked: Part, total: int) -> Response:
    form = amount_form({}, now.here.currency)
    form.amount.data = total or None
    key = f"cost.{SLUG_OF[asked]}"
    return page(
        "supplier/cost_money.html", now=now, field=form.amount, title=said(key),
        picture=pictured(key), back=_before(now, asked),
    )  # fmt: skip


def _before(now: Counting, asked: Part) -> str:
    order = list(Part)
    place = order.index(asked)
    if not place:
        return to("costs.start", code=now.leaf_code)
    return to("costs.part", code=now.leaf_code, slug=SLUG_OF[order[place - 1]])


@blueprint.post("/s/costs/<code>/<slug>")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def say(actor: Actor, code: str, slug: str) -> Response:
    """Add a tapped note, or keep the part and go on to the next."""
    now, asked = _counting(actor, code), SLUGS.get(slug)
    if asked is None:
        raise NotFound
    if now.said is None:
        return see_other("costs.start", code=code)
    if asked is Part.WORK:
        form = part_form(request.form, most=MOST_HALF_DAYS)
        return _said(actor, now, asked, form.quantity.data if form.validate() else None)
    if "nothing" in request.form:
        return _said(actor, now, asked, 0)
    field = amount_form(request.form, now.here.currency).amount
    if "clear" in request.form or not field.data:
        return _money(now, asked, 0)
    return _money(now, asked, field.data) if field.tapped else _said(actor, now, asked, field.data)


def _said(actor: Actor, now: Counting, asked: Part, value: int | None) -> Response:
    if value is None:
        return see_other("costs.part", code=now.leaf_code, slug=SLUG_OF[asked])
    _keep(actor, now, part=asked, value=value)
    order = list(Part)
    place = order.index(asked) + 1
    if place == len(order):
        return see_other("costs.fair", code=now.leaf_code)
    return see_other("costs.part", code=now.leaf_code, slug=SLUG_OF[order[place]])


@blueprint.get("/s/fair/<code>")
@guard(Permission.ANSWER_NEEDS)
@money_open
def fair(actor: Actor, code: str) -> Response:
    """Show what it costs her, her fair price, and what a day of hers earns at it."""
    now = _counting(actor, code)
    if now.said is None or now.said.next_part is not None:
        return see_other("costs.start", code=code)
    found = now.said.fair(now.here.day_rate_minor)
    return page(
        "supplier/cost_fair.html", now=now, fair=found, said=now.said,
        a_day=found.earns_a_day(found.floor_minor) or 0,
    )  # fmt: skip


@blueprint.post("/s/fair/<code>")
@guard(Permission.ANSWER_NEEDS)
@money_open
@commits
def keep(actor: Actor, code: str) -> Response:
    """Keep it as what one unit costs her; the count begun is over."""
    now = _counting(actor, code)
    if now.said is None or now.said.next_part is not None:
        return see_other("costs.start", code=code)
    costs = Costs(
        supplier_id=now.supplier_id, category_id=now.leaf_id, unit_id=now.unit.id,
        **now.said.per_unit(),
    )  # fmt: skip
    actions.keep_costs(db.session(), actor, costs)
    actions.drop_cost_draft(
        db.session(), actor, supplier_id=now.supplier_id, category_id=now.leaf_id
    )
    return see_other("prices.hers")
