"""Core products: what an operator lives from, kept in five minutes a year.

Read by the operator's own people and the facilitators of its doors' places, and by nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import DestinationCard
from marketplace.catalogue.queries.seasons import SeasonCard, seasons_of
from marketplace.db import db
from marketplace.forms.arrival import Living
from marketplace.forms.products import (
    BANDS,
    EVENTS,
    KINDS,
    ROLES,
    SEASONS,
    SEGMENTS,
    SLOTS,
    ProductForm,
    SeasonForm,
    product_form,
    season_forms,
)
from marketplace.i18n import gettext
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions import (
    CoreProductFacts,
    keep_core_product,
    look_at_core_product,
    retire_core_product,
)
from marketplace.sourcing.queries.products import (
    ProductCard,
    core_product_for_buyer,
    core_products,
    core_products_for_desk,
    history_of,
    season_figures,
)
from marketplace.sourcing.queries.properties import property_cards
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("products", __name__)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the operator works: its destination, that one's places and seasons."""

    here: DestinationCard
    zones: Mapping[str, str]
    seasons: tuple[SeasonCard, ...]


def _ground(actor: Actor) -> Ground:
    session = db.session()
    here = catalogue.destination(session, min(actor.destination_ids, default=0))
    if here is None:
        raise NotFound
    places = catalogue.places_of(session, here.id)
    zones = {place.code: place.name for place in places}
    return Ground(here, zones, seasons_of(session, here.id))


@blueprint.get("/buyer/products")
@guard(Permission.KEEP_CORE_PRODUCTS)
def index(actor: Actor) -> Response:
    """List what the operator lives from, what the check does not know, and what wants a look."""
    found = core_products(db.session(), actor)
    return page("sourcing/products.html", products=found, roles=ROLES, bands=BANDS)


@blueprint.get("/desk/operators/<public_id>/products")
@guard(Permission.SEE_DESK)
def at_desk(actor: Actor, public_id: str) -> Response:
    """Show a facilitator what an operator of her places lives from."""
    name, found = core_products_for_desk(db.session(), actor, public_id)
    return page(
        "desk/products.html", name=name, products=found, roles=ROLES, bands=BANDS,
        segments=SEGMENTS, slots=SLOTS,
    )  # fmt: skip


@blueprint.get("/buyer/products/new")
@guard(Permission.KEEP_CORE_PRODUCTS)
def new(actor: Actor) -> Response:
    """Ask by pictures what it is; then for the figures."""
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        return page("sourcing/product_new.html", kinds=KINDS)
    ground, living = _ground(actor), KINDS[kind]
    form = product_form(
        None, zones=ground.zones, name=gettext(living.name), role=living.role,
        segment=living.segment, slot=living.slot, zone=_first_zone(actor, ground),
    )  # fmt: skip
    form.price.currency = ground.here.guest_currency
    return _new(ground, kind, form, season_forms(None, _codes(ground), {}))


def _first_zone(actor: Actor, ground: Ground) -> str | None:
    """Return the place of the first door: most of what an operator lives from is there."""
    doors = {door.place_name for door in property_cards(db.session(), actor)[:1]}
    return next((code for code, name in ground.zones.items() if name in doors), None)


def _codes(ground: Ground) -> list[str]:
    return [season.code for season in ground.seasons]


def _new(
    ground: Ground, kind: str, form: ProductForm, full: dict[str, SeasonForm], status: int = 200
) -> Response:
    return _form(
        form, full, ground, status=status, kind=kind, picture=KINDS[kind].picture,
        title=gettext(KINDS[kind].name), currency=ground.here.guest_currency, product=None,
        history=(),
    )  # fmt: skip


def _form(
    form: ProductForm, full: dict[str, SeasonForm], ground: Ground, *, status: int, **more: Any
) -> Response:
    return page(
        "sourcing/product.html", status=status, form=form, full=full, seasons=ground.seasons,
        season_words=SEASONS, bands=BANDS, events=EVENTS, **more,
    )  # fmt: skip


@blueprint.post("/buyer/products")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def add(actor: Actor) -> Response:
    """Write a core product down."""
    kind, ground = request.form.get("kind", ""), _ground(actor)
    if kind not in KINDS:
        return see_other("products.new")
    form = product_form(request.form, zones=ground.zones)
    full = season_forms(request.form, _codes(ground), {})
    if not _good(form, full):
        return _new(ground, kind, form, full, 422)
    facts = _first(actor, KINDS[kind], kind, ground=ground)
    keep_core_product(db.session(), actor, _facts(facts, form, full))
    return see_other("products.index", done="added")


def _good(form: ProductForm, full: dict[str, SeasonForm]) -> bool:
    seasons = [one.validate() for one in full.values()]
    return bool(form.validate()) and all(seasons)


def _first(actor: Actor, living: Living, kind: str, *, ground: Ground) -> dict[str, Any]:
    """Return what a new product is before its form speaks; for the first of one's operators."""
    return {
        "operator_id": min(actor.operator_ids), "category_code": kind,
        "picture": living.picture, "currency": ground.here.guest_currency, "property_id": None,
    }  # fmt: skip


@blueprint.get("/buyer/products/<public_id>")
@guard(Permission.KEEP_CORE_PRODUCTS)
def product(actor: Actor, public_id: str) -> Response:
    """Show one core product's figures, to be put right, and what was said of it before."""
    card, ground = core_product_for_buyer(db.session(), actor, public_id), _ground(actor)
    form = product_form(
        None, zones=ground.zones, name=card.name, role=card.role.value,
        in_package=card.in_package, margin_band=card.margin_band.value if card.margin_band else "",
        capacity_month=card.capacity_month, utilisation_percent=card.utilisation_percent,
        must_stay_ours=card.must_stay_ours, segment=card.segment, slot=card.slot, zone=card.zone,
    )  # fmt: skip
    form.price.currency = card.currency
    form.price.process_data(card.price_minor)
    known = season_figures(db.session(), actor, public_id)
    return _kept(actor, card, ground, form=form, full=season_forms(None, _codes(ground), known))


def _kept(
    actor: Actor, card: ProductCard, ground: Ground, *, form: ProductForm,
    full: dict[str, SeasonForm], status: int = 200,
) -> Response:  # fmt: skip
    history = history_of(db.session(), actor, card.public_id)
    return _form(
        form, full, ground, status=status, kind="", picture=card.picture, title=card.name,
        currency=card.currency, product=card, history=history,
    )  # fmt: skip


@blueprint.post("/buyer/products/<public_id>")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def keep(actor: Actor, public_id: str) -> Response:
    """Keep the figures as a new version; a purchase checked after this uses them."""
    card, ground = core_product_for_buyer(db.session(), actor, public_id), _ground(actor)
    form = product_form(
        request.form, zones=ground.zones, segment=card.segment, slot=card.slot, zone=card.zone
    )
    full = season_forms(request.form, _codes(ground), {})
    if not _good(form, full):
        return _kept(actor, card, ground, form=form, full=full, status=422)
    same = {
        "operator_id": card.operator_id, "category_code": card.category_code,
        "picture": card.picture, "currency": card.currency, "property_id": card.property_id,
    }  # fmt: skip
    keep_core_product(db.session(), actor, _facts(same, form, full), public_id=public_id)
    return see_other("products.index", done="kept")


def _facts(
    same: Mapping[str, Any], form: ProductForm, full: dict[str, SeasonForm]
) -> CoreProductFacts:
    band = form.margin_band.data
    percents = {code: one.percent.data for code, one in full.items()}
    return CoreProductFacts(
        **same, name=form.name.data or "", role=ProductRole(form.role.data),
        segment=form.segment.data, slot=form.slot.data, zone=form.zone.data,
        price_minor=form.price.minor(same["currency"]) or None,
        margin_band=MarginBand(band) if band else None,
        capacity_month=form.capacity_month.data,
        utilisation_percent=form.utilisation_percent.data,
        in_package=form.in_package.data, must_stay_ours=form.must_stay_ours.data,
        seasons={code: value for code, value in percents.items() if value is not None},
    )  # fmt: skip


@blueprint.post("/buyer/products/<public_id>/look")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def look(actor: Actor, public_id: str) -> Response:
    """Keep with one tap that all of it is still right."""
    look_at_core_product(db.session(), actor, public_id)
    return see_other("products.index", done="looked")


@blueprint.post("/buyer/products/<public_id>/retirement")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def retire(actor: Actor, public_id: str) -> Response:
    """Give a core product up; its history stays."""
    retire_core_product(db.session(), actor, public_id)
    return see_other("products.index", done="retired")
