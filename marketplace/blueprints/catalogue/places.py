"""Places of a destination: added from the gazetteer or by hand, with their market days."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.actions import places as actions
from marketplace.catalogue.queries import DestinationCard
from marketplace.catalogue.queries.inventory import place_file
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.gazetteer import find_towns
from marketplace.catalogue.rules.opening import place_of
from marketplace.db import db
from marketplace.forms.catalogue import KINDS, SENTENCES, WEEKDAYS, MarketForm, PlaceForm
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("places", __name__, url_prefix="/admin")


def _destination(public_id: str) -> DestinationCard:
    known = catalogue.destinations(db.session())
    found = next((one for one in known if one.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/destinations/<public_id>/places/new")
@guard(Permission.RUN_INSTALLATION)
def new(_actor: Actor, public_id: str) -> Response:
    """Find a town by its name, or write a village that no gazetteer knows."""
    return _new(public_id, PlaceForm())


def _new(public_id: str, form: PlaceForm, *, status: int = 200) -> Response:
    at, sought = _destination(public_id), request.args.get("q", "").strip()[:80]
    towns = find_towns(packed.towns(), sought, country=at.country) if sought else ()
    return page("admin/new_place.html", status=status, at=at, q=sought, towns=towns, form=form)


@blueprint.post("/destinations/<public_id>/places")
@guard(Permission.RUN_INSTALLATION)
@commits
def add(actor: Actor, public_id: str) -> Any:
    """Add a town of the gazetteer, or the village that was written."""
    form = PlaceForm(request.form)
    town = request.form.get("town", "")
    if not town and not form.validate():
        return _new(public_id, form, status=422)
    try:
        wanted = _town(_destination(public_id), town) if town else form.place()
        made = actions.add_place(db.session(), actor, public_id, wanted)
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _new(public_id, form, status=422)
    return redirect(url_for("places.show", public_id=made), code=303)


def _town(at: DestinationCard, number: str) -> Any:
    known = (one for one in packed.towns() if one.country == at.country)
    found = next((one for one in known if str(one.geonames_id) == number), None)
    if found is None:
        raise NotFound
    return place_of(found)


@blueprint.get("/places/<public_id>")
@guard(Permission.RUN_INSTALLATION)
def show(_actor: Actor, public_id: str) -> Response:
    """Show a place with its market days."""
    return _place(public_id, MarketForm())


def _place(public_id: str, form: MarketForm, *, status: int = 200) -> Response:
    form.offer()
    place = place_file(db.session(), public_id)
    return page(
        "admin/place.html", status=status, place=place, form=form, kinds=KINDS, weekdays=WEEKDAYS
    )


@blueprint.post("/places/<public_id>/market-days")
@guard(Permission.RUN_INSTALLATION)
@commits
def add_market(actor: Actor, public_id: str) -> Any:
    """Add a market day."""
    form = MarketForm(request.form)
    try:
        actions.add_market_day(db.session(), actor, public_id, form.rhythm())
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _place(public_id, form, status=422)
    return redirect(url_for("places.show", public_id=public_id), code=303)


@blueprint.post("/places/<public_id>/market-days/<int:day_id>/removal")
@guard(Permission.RUN_INSTALLATION)
@commits
def remove_market(actor: Actor, public_id: str, day_id: int) -> Any:
    """Remove a market day; it can be added again."""
    actions.remove_market_day(db.session(), actor, public_id, day_id)
    return redirect(url_for("places.show", public_id=public_id), code=303)
