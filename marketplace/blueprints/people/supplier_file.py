"""A supplier's file: how to find her, what she makes, who vouches, what she said, her leaving."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from marketplace.agreements import actions as agreements
from marketplace.agreements.rules.farewell import FarewellRefusal
from marketplace.catalogue.words import PAPER_NAMES
from marketplace.db import db
from marketplace.forms import desk_words, registration
from marketplace.forms import supplier_file as forms
from marketplace.forms.base import HouseForm
from marketplace.forms.tender import FACT_SENTENCES, FactForm
from marketplace.forms.tender_words import FACTS
from marketplace.forms.words import CHOOSE, choices
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.actions import facts as facts_actions
from marketplace.people.queries.facts import facts_of
from marketplace.people.queries.files import consents_of, papers_of_supplier
from marketplace.people.queries.private import payee_of, quiet_of
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.queries.trust import Trust, trust_of
from marketplace.people.rules.lists import (
    EraseReason,
    Purpose,
    StatedFact,
    SupplierKind,
    SupplierState,
    VoucherKind,
)
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.private import Looked, is_flagged
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.files import as_file
from marketplace.web.guard import guard
from marketplace.web.looks import noted
from marketplace.web.pages import page

blueprint = Blueprint("supplier_file", __name__, url_prefix="/desk/suppliers")
STATE_MARKS = {SupplierState.UNCONFIRMED: "wait", SupplierState.DISABLED: "bad"}


@blueprint.get("/<public_id>")
@guard(Permission.REGISTER_SUPPLIERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show a supplier's file: how to find her, what she makes, how she delivers, what she said."""
    card = _card(actor, public_id)
    noted(actor, card.id, Looked.FILE)
    return _show(actor, card)


def _card(actor: Actor, public_id: str) -> SupplierCard:
    return queries.supplier_card(db.session(), actor, public_id)


def _flagged(card: SupplierCard) -> bool:
    """Tell whether her money goes to somebody else than who earned it."""
    return is_flagged(payee_of(db.session(), card.id), group=card.kind is SupplierKind.GROUP)


def _show(
    actor: Actor, card: SupplierCard, status: int = 200, facts: FactForm | None = None
) -> Response:
    session = db.session()
    return page(
        "people/supplier.html", status=status, card=card, words=desk_words,
        facts=facts or FactForm(), fact_words=FACTS,
        quiet=quiet_of(session, card.person_id), flagged=_flagged(card),
        stated=sorted(facts_of(session, actor, card.public_id)),
        kinds=registration.KINDS, payouts=registration.PAYOUTS, purposes=registration.PURPOSES,
        marks=STATE_MARKS, consents=consents_of(session, card.person_id),
        papers=papers_of_supplier(session, card.id), paper_names=PAPER_NAMES,
    )  # fmt: skip


@blueprint.post("/<public_id>/facts")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def keep_fact(actor: Actor, public_id: str) -> Response:
    """Keep what she says of herself, with her consent; nothing without it."""
    card, form = _card(actor, public_id), FactForm(request.form)
    if done_with(form, FACT_SENTENCES, lambda: facts_actions.keep_fact(
        db.session(), actor, public_id, StatedFact(form.fact.data),
        consented=bool(form.consented.data),
    )):  # fmt: skip
        return see_other("supplier_file.show", public_id=public_id)
    return _show(actor, card, 422, form)


@blueprint.post("/<public_id>/facts/withdrawal")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def take_fact_back(actor: Actor, public_id: str) -> Response:
    """Take a fact back because she said so."""
    _card(actor, public_id)
    known = {fact.value: fact for fact in StatedFact}
    fact = known.get(request.form.get("fact", ""))
    if fact is not None:
        facts_actions.withdraw_fact(db.session(), actor, public_id, fact)
    return see_other("supplier_file.show", public_id=public_id)


@blueprint.get("/<public_id>/word")
@guard(Permission.REGISTER_SUPPLIERS)
def word(actor: Actor, public_id: str) -> Response:
    """Show who vouches for her, what she sells elsewhere, what she agreed to, and her leaving."""
    return _word(_card(actor, public_id))


def _word(card: SupplierCard, *, status: int = 200, **more: Any) -> Response:
    session = db.session()
    trust = trust_of(session, card.id, card.record)
    return page(
        "people/supplier_word.html", status=status, card=card, trust=trust, steps=forms.STEPS,
        voucher_kinds=forms.VOUCHERS, others=forms.OTHERS, purposes=registration.PURPOSES,
        consents=consents_of(session, card.person_id), **{**_forms(trust), **more},
    )  # fmt: skip


def _forms(trust: Trust) -> dict[str, HouseForm]:
    stones, champion = forms.StonesForm(prefix="stones-"), _champion_form(trust)
    stones.show(trust.stones)
    if trust.champion_id is not None:
        champion.person.process_data(str(trust.champion_id))
    return {
        "voucher": forms.VoucherForm(), "stones": stones, "consent": forms.ConsentForm(),
        "champion": champion, "erase": forms.EraseForm(),
    }  # fmt: skip


def _champion_form(trust: Trust, posted: Any = None) -> forms.ChampionForm:
    form = forms.ChampionForm(posted)
    known = {str(one.person_id): one.name for one in trust.members}
    form.person.choices = choices({"": CHOOSE, **known})
    return form


def _try(card: SupplierCard, name: str, form: HouseForm, act: Callable[[], object]) -> Response:
    if done_with(form, forms.SENTENCES, act):
        return see_other("supplier_file.word", public_id=card.public_id, done=name)
    return _word(card, status=422, **{name: form})


@blueprint.post("/<public_id>/vouchers")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def vouch(actor: Actor, public_id: str) -> Response:
    """Write down who stands for her."""
    card, form = _card(actor, public_id), forms.VoucherForm(request.form)
    return _try(card, "voucher", form, lambda: actions.vouch(
        db.session(), actor, card.id, kind=VoucherKind(form.kind.data),
        name=form.name.data or "", now=clock.now(),
    ))  # fmt: skip


@blueprint.post("/<public_id>/vouchers/<int:voucher_id>/withdrawal")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def withdraw_voucher(actor: Actor, public_id: str, voucher_id: int) -> Response:
    """Take a voucher back."""
    card = _card(actor, public_id)
    actions.withdraw_voucher(db.session(), actor, voucher_id, now=clock.now())
    return see_other("supplier_file.word", public_id=card.public_id, done="voucher")


@blueprint.post("/<public_id>/sales")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def state_sales(actor: Actor, public_id: str) -> Response:
    """Keep what she says she sells elsewhere."""
    card, form = _card(actor, public_id), forms.StonesForm(request.form, prefix="stones-")
    return _try(card, "stones", form, lambda: actions.state_sales(
        db.session(), actor, card.id, form.stones(), now=clock.now()
    ))  # fmt: skip


@blueprint.post("/<public_id>/consents")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def give_consent(actor: Actor, public_id: str) -> Response:
    """Keep her yes to one purpose more."""
    card, form = _card(actor, public_id), forms.ConsentForm(request.form)
    return _try(card, "consent", form, lambda: actions.give_consent(
        db.session(), actor, card.id, Purpose(form.purpose.data), heard=bool(form.heard.data),
        now=clock.now(), alone=bool(form.alone.data),
    ))  # fmt: skip


@blueprint.post("/<public_id>/consents/<purpose>/withdrawal")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def withdraw_consent(actor: Actor, public_id: str, purpose: str) -> Response:
    """Take a consent back, as she says."""
    card = _card(actor, public_id)
    if purpose not in set(Purpose):
        raise NotFound
    actions.withdraw_consent(db.session(), actor, card.id, Purpose(purpose), now=clock.now())
    return see_other("supplier_file.word", public_id=card.public_id, done="consent")


@blueprint.post("/<public_id>/champion")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def champion(actor: Actor, public_id: str) -> Response:
    """Name a group's champion."""
    card = _card(actor, public_id)
    form = _champion_form(trust_of(db.session(), card.id, card.record), request.form)
    return _try(card, "champion", form, lambda: actions.name_group_champion(
        db.session(), actor, card.id, int(form.person.data), now=clock.now()
    ))  # fmt: skip


@blueprint.post("/<public_id>/hiding")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def hide(actor: Actor, public_id: str) -> Response:
    """Let only her facilitators see name and village, until she has an order; or all again."""
    card = _card(actor, public_id)
    if request.form.get("show"):
        actions.show_again(db.session(), actor, card.id)
    else:
        actions.hide(db.session(), actor, card.id, now=clock.now())
    return see_other("supplier_file.word", public_id=card.public_id, done="hiding")


@blueprint.post("/<public_id>/disabled")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def disable(actor: Actor, public_id: str) -> Response:
    """Take her out of matching; whoever sits on a phone as her is out at once."""
    card = _card(actor, public_id)
    return _once(card, lambda: actions.disable_supplier(db.session(), actor, card.id))


@blueprint.post("/<public_id>/restored")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def restore(actor: Actor, public_id: str) -> Response:
    """Bring her back."""
    card = _card(actor, public_id)
    return _once(card, lambda: actions.restore_supplier(db.session(), actor, card.id))


def _once(card: SupplierCard, act: Callable[[], object]) -> Response:
    """Do it; a second tap finds it done and shows the same page."""
    try:
        act()
    except Refused:
        db.session.rollback()
    return see_other("supplier_file.show", public_id=card.public_id)


@blueprint.post("/<public_id>/erasure")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def erase(actor: Actor, public_id: str) -> Response:
    """Erase her, as she asked: names, numbers and words go, figures of trade stay."""
    card, form = _card(actor, public_id), forms.EraseForm(request.form)
    return _try(card, "erase", form, lambda: _erase(actor, card, sure=bool(form.sure.data)))


def _erase(actor: Actor, card: SupplierCard, *, sure: bool) -> object:
    if not sure:
        raise Refused(FarewellRefusal.NOT_SURE)
    if card.person_id is None:
        raise NotFound
    return agreements.erase(
        db.session(), actor, card.person_id, reason=EraseReason.ASKED, now=clock.now()
    )


@blueprint.post("/<public_id>/disclosure")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def disclose(actor: Actor, public_id: str) -> Response:
    """Hand out everything held about her, as she asked."""
    card = _card(actor, public_id)
    if card.person_id is None:
        raise NotFound
    return as_file(actions.disclose(db.session(), actor, card.person_id), card.code)
