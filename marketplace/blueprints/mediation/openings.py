"""The opening of a tender: the same page for its buyer and its facilitators, at the same moment."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from marketplace.agreements.actions import undo_award
from marketplace.agreements.queries.awarded import awarded_of
from marketplace.db import db
from marketplace.forms import mediation_words
from marketplace.forms.award_words import NEXT
from marketplace.forms.base import HouseForm, sent_or_new
from marketplace.forms.mediation import (
    SENTENCES,
    ChooseForm,
    NoneForm,
    ProposeForm,
    UndoForm,
    with_ids,
)
from marketplace.i18n.format import today
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.mediation import actions, queries
from marketplace.mediation.actions import ChooseOffer, Propose
from marketplace.mediation.queries import Opening
from marketplace.mediation.rules.lists import Side, UndoReason
from marketplace.offers.rules.lists import Bringing
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.rules.tender_lists import EndedBecause
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("openings", __name__)
ONE = "openings.show"


@blueprint.get("/openings/<public_id>")
@guard(Permission.SEE_OPENINGS)
def show(actor: Actor, public_id: str) -> Response:
    """Show the ranked offers with their reasons, the mixes, and what is to be decided."""
    return _page(actor, public_id)


def _page(actor: Actor, public_id: str, form: HouseForm | None = None, offer: str = "") -> Response:
    """``form`` holds what was typed and what is wrong with it, beside the offer it is about."""
    shown = queries.opening(db.session(), actor, public_id)
    return page(
        "mediation/opening.html", status=422 if form else 200, o=shown, words=mediation_words,
        today=today(), at_desk=actor.has(Role.FACILITATOR), wrong=form, wrong_at=offer,
        choose=sent_or_new(form, ChooseForm),
        proposing=_proposing(shown, form, offer), now=clock.now(),
        ids={one.offer.code: one.offer.public_id for one in shown.offers},
        names={one.offer.code: one.offer.supplier_name for one in shown.offers},
        ways=awarded_of(db.session(), shown.live), next_words=NEXT,
        undo=sent_or_new(form, UndoForm),
        unsuitable=sent_or_new(form, NoneForm),
        may=actor.has(Role.FACILITATOR) or f"may_order:{shown.need.operator_id}" in actor.rights,
    )  # fmt: skip


def _proposing(shown: Opening, form: HouseForm | None, offer: str) -> dict[str, ProposeForm]:
    """Make a form for each offer, with ids of its own; what was typed stands at its offer."""
    forms = {one.offer.public_id: ProposeForm() for one in shown.offers}
    if isinstance(form, ProposeForm) and offer in forms:
        forms[offer] = form
    return {
        one.offer.public_id: with_ids(forms[one.offer.public_id], one.offer.code)
        for one in shown.offers
    }


def _change(
    actor: Actor, public_id: str, form: HouseForm, act: Callable[[], object], done: str
) -> Response:
    """Do it and go back to the page; what is refused stands where it was typed."""
    offer = request.form.get("offer", "")
    if done_with(form, SENTENCES, act):
        return see_other(ONE, public_id=public_id, done=done, _anchor=offer or None)
    return _page(actor, public_id, form, offer)


def _offer() -> str:
    return request.form.get("offer", "")


@blueprint.post("/openings/<public_id>/shortlist")
@guard(Permission.SEE_OPENINGS)
@commits
def shortlist(actor: Actor, public_id: str) -> Response:
    """Keep an offer in view, or cross it off."""
    keep = request.form.get("keep") != "no"
    return _change(
        actor, public_id, HouseForm(),
        lambda: actions.shortlist(db.session(), actor, _offer(), keep=keep),
        "kept" if keep else "dropped",
    )  # fmt: skip


@blueprint.post("/openings/<public_id>/awards")
@guard(Permission.SEE_OPENINGS)
@commits
def choose(actor: Actor, public_id: str) -> Response:
    """Award a quantity of an offer: the check runs, and what passes is reserved."""
    form = ChooseForm(request.form)
    return _change(actor, public_id, form, lambda: actions.choose(
        db.session(), actor, ChooseOffer(
            offer=_offer(), quantity=form.quantity.data or 0, then_next=bool(form.then_next.data)
        )
    ), "chosen")  # fmt: skip


@blueprint.post("/openings/<public_id>/mix")
@guard(Permission.SEE_OPENINGS)
@commits
def choose_mix(actor: Actor, public_id: str) -> Response:
    """Award the offers of a mix together, each with its quantity: all of it or nothing."""
    return _change(
        actor, public_id, HouseForm(),
        lambda: actions.choose_mix(db.session(), actor, _taken()), "chosen",
    )  # fmt: skip


def _taken() -> list[ChooseOffer]:
    parts = (one.partition(":") for one in request.form.getlist("take"))
    return [
        ChooseOffer(offer=offer, quantity=int(many) if many.isdecimal() and len(many) < 8 else 0)
        for offer, _, many in parts
    ]


@blueprint.post("/openings/<public_id>/undoing")
@guard(Permission.SEE_OPENINGS)
@commits
def undo(actor: Actor, public_id: str) -> Response:
    """Take an award back, with a reason."""
    form = UndoForm(request.form)
    award = request.form.get("award", "")
    return _change(
        actor, public_id, form,
        lambda: undo_award(db.session(), actor, award, UndoReason(form.reason.data)), "undone",
    )  # fmt: skip


@blueprint.post("/openings/<public_id>/proposals")
@guard(Permission.SEE_OPENINGS)
@commits
def propose(actor: Actor, public_id: str) -> Response:
    """Put a change to the other side."""
    form = ProposeForm(request.form)
    shown = queries.opening(db.session(), actor, public_id)
    return _change(actor, public_id, form, lambda: actions.propose(
        db.session(), actor, _proposal(form, shown.need.currency)
    ), "proposed")  # fmt: skip


def _proposal(form: ProposeForm, currency: str) -> Propose:
    side, bringing = form.side.data, form.bringing.data
    return Propose(
        offer=_offer(), side=Side(side) if side else None, price_minor=form.price.minor(currency),
        quantity=form.quantity.data, deliver_on=form.deliver_on.data,
        bringing=Bringing(bringing) if bringing else None,
    )  # fmt: skip


@blueprint.post("/openings/<public_id>/answer")
@guard(Permission.SEE_OPENINGS)
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Keep a yes, a no, or that a proposal is taken back."""
    word, asked = request.form.get("word", ""), request.form.get("proposal", "")
    acts: dict[str, Callable[[], object]] = {
        "yes": lambda: actions.answer_proposal(db.session(), actor, asked, yes=True),
        "no": lambda: actions.answer_proposal(db.session(), actor, asked, yes=False),
        "withdraw": lambda: actions.withdraw_proposal(db.session(), actor, asked),
    }
    if word not in acts:
        raise NotFound
    return _change(actor, public_id, HouseForm(), acts[word], f"said_{word}")


@blueprint.post("/openings/<public_id>/word")
@guard(Permission.MEDIATE)
@commits
def her_word(actor: Actor, public_id: str) -> Response:
    """Keep her yes or no to an award, said on the phone: recorded as the facilitator's hand."""
    award, yes = request.form.get("award", ""), request.form.get("word") == "yes"
    return _change(actor, public_id, HouseForm(), lambda: (
        actions.say_yes(db.session(), actor, award)
        if yes
        else actions.say_no(db.session(), actor, award, None)
    ), "yes" if yes else "no")  # fmt: skip


@blueprint.post("/openings/<public_id>/outcome")
@guard(Permission.SEE_OPENINGS)
@commits
def outcome(actor: Actor, public_id: str) -> Response:
    """End the tender with what is awarded: everybody else hears why not."""
    return _change(
        actor, public_id, HouseForm(),
        lambda: actions.conclude(db.session(), actor, public_id), "told",
    )  # fmt: skip


@blueprint.post("/openings/<public_id>/none-suitable")
@guard(Permission.ORDER)
@commits
def none_suitable(actor: Actor, public_id: str) -> Response:
    """Say that no offer suits, and why: everybody is told."""
    form = NoneForm(request.form)
    return _change(actor, public_id, form, lambda: actions.none_suitable(
        db.session(), actor, public_id, EndedBecause(form.because.data)
    ), "none")  # fmt: skip
