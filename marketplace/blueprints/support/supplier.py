"""A supplier's own next step, in pictures: what helps next time, how it is good, what she wants."""

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue.words import LEAF_NAMES
from marketplace.db import db
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.specs import specs_for
from marketplace.support import actions, queries
from marketplace.support.queries.supplier import her_growth
from marketplace.support.rules.gaps import GapKind
from marketplace.support.rules.lists import Wish
from marketplace.support.rules.next_time import OF_POINT
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import A_PAGE, her_supplier, see_other, to

blueprint = Blueprint("supplier_growth", __name__, url_prefix="/s")


@blueprint.get("/next")
@guard(Permission.FOLLOW_OWN_ORDERS)
def mine(actor: Actor) -> Response:
    """Show what helps next time, how far her plan is, and who helps her."""
    shown = her_growth(db.session(), her_supplier(actor))
    return page("supplier/next.html", shown=shown)


@blueprint.get("/offers/<public_id>/next")
@guard(Permission.ANSWER_NEEDS)
def after_loss(actor: Actor, public_id: str) -> Response:
    """Show what was missing for an offer that was not taken."""
    lost = queries.lost_offer(db.session(), actor, public_id)
    back = to("supplier_offers.offer", public_id=public_id)
    return page(
        "supplier/lost.html", lost=lost, helps=OF_POINT, kinds=GapKind, back=back,
    )  # fmt: skip


@blueprint.get("/good/<code>")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def so_good(_actor: Actor, code: str) -> Response:
    """Show how a good must be: each point good and bad, side by side."""
    if code not in LEAF_NAMES:
        raise NotFound
    return page("supplier/so_good.html", specs=specs_for(db.session(), code)[:A_PAGE], code=code)


@blueprint.get("/wish")
@guard(Permission.FOLLOW_OWN_ORDERS)
def wish(actor: Actor) -> Response:
    """Ask what she wants of her trade; nobody has to answer."""
    her_supplier(actor)
    return _ask(ReasonForm())


def _ask(form: ReasonForm) -> Response:
    form.reason.choices = choices_of("wish", Wish)
    return page(
        "supplier/choose.html", title=said("what_wish"), field=form.reason,
        back=url_for("supplier_growth.mine"),
    )  # fmt: skip


@blueprint.post("/wish")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_wish(actor: Actor) -> Response:
    """Keep what she wants; her facilitator hears of it, no buyer does."""
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("wish", Wish)
    if not form.validate():
        return _ask(form)
    actions.say_wish(db.session(), actor, her_supplier(actor), Wish(form.reason.data))
    return see_other("supplier_growth.mine")
