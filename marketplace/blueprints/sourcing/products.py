"""Core products: what an operator lives from, so that no linkage harms it; read by him alone."""

from dataclasses import replace

from flask import Blueprint, Response, request

from marketplace.db import db
from marketplace.forms.sourcing import BANDS, ROLES, ProductForm
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions import CoreProductFacts, keep_core_product
from marketplace.sourcing.queries.products import (
    ProductCard,
    core_product_for_buyer,
    core_products,
)
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("products", __name__)


@blueprint.get("/buyer/products")
@guard(Permission.KEEP_CORE_PRODUCTS)
def index(actor: Actor) -> Response:
    """List what the operator lives from, and what of it the check does not know yet."""
    found = core_products(db.session(), actor)
    return page("sourcing/products.html", products=found, roles=ROLES, bands=BANDS)


@blueprint.get("/buyer/products/<public_id>")
@guard(Permission.KEEP_CORE_PRODUCTS)
def product(actor: Actor, public_id: str) -> Response:
    """Show one core product's figures, to be put right."""
    card = core_product_for_buyer(db.session(), actor, public_id)
    form = ProductForm(
        name=card.name, role=card.role.value, in_package=card.in_package,
        margin_band=card.margin_band.value if card.margin_band else "",
        capacity_month=card.capacity_month, utilisation_percent=card.utilisation_percent,
        must_stay_ours=card.must_stay_ours,
    )  # fmt: skip
    form.price.currency = card.currency
    form.price.process_data(card.price_minor)
    return page("sourcing/product.html", product=card, form=form)


@blueprint.post("/buyer/products/<public_id>")
@commits
@guard(Permission.KEEP_CORE_PRODUCTS)
def keep(actor: Actor, public_id: str) -> Response:
    """Keep the figures; a purchase checked after this uses them."""
    card = core_product_for_buyer(db.session(), actor, public_id)
    form = ProductForm(request.form)
    if not form.validate():
        return page("sourcing/product.html", status=422, product=card, form=form)
    keep_core_product(db.session(), actor, _facts(card, form), public_id=public_id)
    return see_other("products.index", done="kept")


def _facts(card: ProductCard, form: ProductForm) -> CoreProductFacts:
    same = CoreProductFacts(
        operator_id=card.operator_id, name=card.name, category_code=card.category_code,
        picture=card.picture, role=card.role, segment=card.segment, slot=card.slot,
        zone=card.zone, currency=card.currency, property_id=card.property_id,
    )  # fmt: skip
    band = form.margin_band.data
    return replace(
        same, name=form.name.data or card.name, role=ProductRole(form.role.data),
        price_minor=form.price.minor(card.currency) or None,
        margin_band=MarginBand(band) if band else None,
        capacity_month=form.capacity_month.data,
        utilisation_percent=form.utilisation_percent.data,
        in_package=form.in_package.data, must_stay_ours=form.must_stay_ours.data,
    )  # fmt: skip
