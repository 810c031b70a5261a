"""Needs at the desk: what is looked for, how the asking goes, and what may help."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, Response, request

from marketplace.catalogue.queries import price_reference_for
from marketplace.db import db
from marketplace.forms import desk_words
from marketplace.forms.offers import SENTENCES, NotMeForm, SilenceForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.queries import offers_for_desk
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import actions, queries
from marketplace.sourcing.actions.silence import note_silence
from marketplace.sourcing.queries import desk
from marketplace.sourcing.queries.cards import AskedCard, NeedDetail
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.rules.adaptation import Asking, adaptations
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState, NotMe, Silence
from marketplace.web import paging
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("desk_needs", __name__)
_S = NeedState
TABS = {
    "open": (_S.PUBLISHED, _S.CLOSED),
    "part": (_S.PART_MATCHED,),
    "matched": (_S.MATCHED,),
    "unfilled": (_S.UNFILLED,),
    "withdrawn": (_S.WITHDRAWN,),
}


@blueprint.get("/desk/needs")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """List the needs of her places by how they stand, newest first."""
    tab = request.args.get("state", "open")
    tab = tab if tab in TABS else "open"
    before = request.args.get("before", type=paging.number)
    shown = desk.needs_at_desk(db.session(), actor, TABS[tab], before=before)
    return page("desk/needs.html", shown=shown, tab=tab, before=before, words=desk_words)


@blueprint.get("/desk/needs/<public_id>")
@guard(Permission.SEE_DESK)
def show(actor: Actor, public_id: str) -> Response:
    """Show one need with its story: waves, who answered, who said not me, who never saw it."""
    return _page(actor, queries.need_for_desk(db.session(), actor, public_id), NotMeForm())


def _page(
    actor: Actor, need: NeedDetail, form: NotMeForm, status: int = 200,
    silence: SilenceForm | None = None,
) -> Response:  # fmt: skip
    asked = queries.asked_of(db.session(), need.id)
    market = price_reference_for(
        db.session(), destination_id=desk.destination_of(db.session(), need.id),
        category_id=need.category_id,
        unit_id=need.unit_id, on=today(),
    )  # fmt: skip
    sealed = need.lane is Lane.TENDER and not seal_of_id(db.session(), need.id).open
    hers = {one.code for one in desk.offerers(db.session(), actor, need)}
    return page(
        "desk/need.html", status=status, need=need, asked=asked, form=form, market=market,
        waves=desk.waves_of(db.session(), need.id), sealed=sealed,
        offers=offers_for_desk(db.session(), actor, need.public_id), words=desk_words, hers=hers,
        silence=silence or SilenceForm(), hints=_hints(need, asked), Answer=Answer,
        open=need.state is _S.PUBLISHED,
    )  # fmt: skip


def _hints(need: NeedDetail, asked: Sequence[AskedCard]) -> Sequence[object]:
    if need.state not in (*TABS["open"], *TABS["part"], *TABS["unfilled"]):
        return ()
    why = Counter(card.not_me for card in asked if card.not_me is not None)
    return adaptations(
        Asking(
            asked=len(asked), offered=sum(card.answer is Answer.OFFERED for card in asked),
            seen=sum(card.seen_at is not None for card in asked), why_not=why,
            cash_at_door=need.cash_at_door, payment_days=need.payment_days,
        )
    )  # fmt: skip


@blueprint.post("/desk/needs/<public_id>/not-me")
@guard(Permission.ENTER_OFFERS)
@commits
def not_me(actor: Actor, public_id: str) -> Response:
    """Keep what a supplier said on the phone: she will not, and why."""
    form = NotMeForm(request.form)
    need = queries.need_for_desk(db.session(), actor, public_id)
    if done_with(form, SENTENCES, lambda: _say_not_me(actor, need, form)):
        return see_other("desk_needs.show", public_id=public_id, _anchor="asked")
    return _page(actor, need, form, 422)


@blueprint.post("/desk/needs/<public_id>/silence")
@guard(Permission.ENTER_OFFERS)
@commits
def silent(actor: Actor, public_id: str) -> Response:
    """Keep what a supplier said on the phone about why she did not answer."""
    need, form = queries.need_for_desk(db.session(), actor, public_id), SilenceForm(request.form)
    if done_with(form, SENTENCES, lambda: _note(actor, public_id, form)):
        return see_other("desk_needs.show", public_id=public_id, _anchor="asked")
    return _page(actor, need, NotMeForm(), 422, form)


def _note(actor: Actor, public_id: str, form: SilenceForm) -> None:
    note_silence(
        db.session(), actor, need_public_id=public_id, supplier_code=form.supplier.data or "",
        reason=Silence(form.silence.data),
    )  # fmt: skip


def _say_not_me(actor: Actor, need: NeedDetail, form: NotMeForm) -> None:
    asked = queries.asked_of(db.session(), need.id)
    who = next((card for card in asked if card.supplier_code == form.supplier.data), None)
    if who is None:
        raise NotFound
    reason = NotMe(form.reason.data)
    actions.not_me(db.session(), actor, need.code, who.supplier_id, reason)
