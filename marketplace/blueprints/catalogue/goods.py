"""Goods and units before an administrator: what there is, as what it is coded, what is retired."""

from typing import Any

from flask import Blueprint, Response, redirect, url_for

from marketplace.catalogue.actions import leaves as actions
from marketplace.catalogue.queries.inventory import all_leaves, all_units
from marketplace.catalogue.words import GROUP_NAMES
from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("goods", __name__, url_prefix="/admin")


@blueprint.get("/goods")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """List every leaf by its group, with its codes and whether it is in use."""
    return page("admin/goods.html", leaves=all_leaves(db.session()), groups=GROUP_NAMES)


@blueprint.post("/goods/<code>/retirement")
@guard(Permission.RUN_INSTALLATION)
@commits
def retire(actor: Actor, code: str) -> Any:
    """Take goods out of use."""
    actions.retire_leaf(db.session(), actor, code)
    return redirect(url_for("goods.index", _anchor=code), code=303)


@blueprint.post("/goods/<code>/return")
@guard(Permission.RUN_INSTALLATION)
@commits
def take_up(actor: Actor, code: str) -> Any:
    """Take goods up again."""
    actions.take_up_leaf(db.session(), actor, code)
    return redirect(url_for("goods.index", _anchor=code), code=303)


@blueprint.get("/units")
@guard(Permission.RUN_INSTALLATION)
def units(_actor: Actor) -> Response:
    """List every unit with its steps and codes."""
    return page("admin/units.html", units=all_units(db.session()))
