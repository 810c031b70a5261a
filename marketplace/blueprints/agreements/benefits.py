"""What buying near here brings a house: its log, and a story card for its guests."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements.actions.benefits import note_benefit, remove_benefit
from marketplace.agreements.queries.benefits import benefits_of, house_name, origins_of
from marketplace.agreements.rules.benefits import Benefit
from marketplace.db import db
from marketplace.forms import benefits as forms
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import beside, done
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import see_other

blueprint = Blueprint("benefits", __name__, url_prefix="/buyer/benefits")


@blueprint.get("")
@guard(Permission.SEE_BUYER_HOME)
def index(actor: Actor) -> Response:
    """Show what guests and staff said, and ask for more."""
    return _page(actor, forms.BenefitForm())


def _page(actor: Actor, form: forms.BenefitForm, *, status: int = 200) -> Response:
    found = benefits_of(db.session(), _ours(actor))
    return page(
        "agreements/benefits.html", status=status, form=form, found=found,
        kinds=forms.KINDS,
    )  # fmt: skip


def _ours(actor: Actor) -> int:
    if not actor.operator_ids:
        raise NotFound
    return min(actor.operator_ids)


@blueprint.post("")
@guard(Permission.SEE_BUYER_HOME)
@commits
def keep(actor: Actor) -> Response:
    """Keep a note; the same words again are the same note."""
    form = forms.BenefitForm(request.form)
    whole = form.validate() and form.kind.data in forms.KINDS
    if whole and done(lambda: _note(actor, form), beside(form, forms.SENTENCES)):
        return see_other("benefits.index", done="kept")
    return _page(actor, form, status=422)


def _note(actor: Actor, form: forms.BenefitForm) -> None:
    note_benefit(
        db.session(), actor, _ours(actor), kind=Benefit(form.kind.data),
        words=form.words.data or "", on_card=bool(form.on_card.data),
    )  # fmt: skip


@blueprint.post("/<public_id>/removal")
@guard(Permission.SEE_BUYER_HOME)
@commits
def remove(actor: Actor, public_id: str) -> Any:
    """Take a note away."""
    remove_benefit(db.session(), actor, public_id)
    return see_other("benefits.index", done="removed")


@blueprint.get("/card")
@guard(Permission.SEE_BUYER_HOME)
def card(actor: Actor) -> Response:
    """Print the story for guests: what comes from which village; no names, no prices."""
    session, ours = db.session(), _ours(actor)
    return page(
        "agreements/story_card.html", name=house_name(session, ours), today=today(),
        origins=origins_of(session, ours),
        said=[one for one in benefits_of(session, ours) if one.on_card],
    )  # fmt: skip
