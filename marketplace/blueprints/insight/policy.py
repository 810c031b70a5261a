"""Bought here: the target beside what is really spent, where the rest comes from, who buys."""

from flask import Blueprint, Response, request

from marketplace.agreements.queries.benefits import benefits_of, origins_of
from marketplace.db import db
from marketplace.forms import policy as forms
from marketplace.forms.policy import PolicyForm, SourceForm
from marketplace.forms.words import CHOOSE
from marketplace.i18n.format import today
from marketplace.insight.queries import local
from marketplace.insight.rules import local as rules
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.kernel.text import whole
from marketplace.people.queries.records import operator_record
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.actions.policy import SetPolicy, SourceFacts, keep_source, set_policy
from marketplace.sourcing.actions.properties import IncumbentFacts
from marketplace.sourcing.queries.goods import leaf_choices
from marketplace.sourcing.rules.lists import Origin
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page, unit_name
from marketplace.web.suppliers import see_other

blueprint = Blueprint("policy", __name__)


@blueprint.get("/buyer/linkage")
@guard(Permission.SEE_BUYER_HOME)
def show(actor: Actor) -> Response:
    """Show target and actual side by side, sources with their markers, and who buys here."""
    return _page(actor)


def _page(actor: Actor, typed: PolicyForm | None = None) -> Response:
    session, ours = db.session(), _ours(actor)
    sources = local.sources_of(session, [ours])
    here = local.spending_of(session, [ours], sources)[0]
    form = typed or PolicyForm(
        local_percent=here.target_percent,
        until=here.until,
        words=here.words,
        answers=str(here.answers_id or ""),
    )
    form.answers.choices = [(str(who), name) for who, name in local.people_of(session, ours)]
    return page(
        "insight/policy.html", status=422 if typed else 200, spent=here, sources=sources,
        form=form, rules=rules, words=forms, scores=local.staff_scores(session, [ours]),
    )  # fmt: skip


def _ours(actor: Actor) -> int:
    if not actor.operator_ids:
        raise NotFound
    return min(actor.operator_ids)


@blueprint.post("/buyer/linkage")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def keep(actor: Actor) -> Response:
    """Keep the target; it is looked at beside what is spent from now on."""
    form = PolicyForm(request.form)
    if done_with(form, forms.SENTENCES, lambda: _keep(actor, form)):
        return see_other("policy.show", done="kept")
    return _page(actor, form)


def _keep(actor: Actor, form: PolicyForm) -> None:
    command = SetPolicy(
        operator_id=_ours(actor), local_percent=form.local_percent.data, until=form.until.data,
        words=form.words.data or "", answers_id=whole(form.answers.data) or 0,
    )  # fmt: skip
    set_policy(db.session(), actor, command)


@blueprint.get("/buyer/linkage/sheet")
@guard(Permission.SEE_BUYER_HOME)
def sheet(actor: Actor) -> Response:
    """Print one sheet for the house: meant and done, who pays how fast, what comes from where."""
    session, ours = db.session(), _ours(actor)
    sources = local.sources_of(session, [ours])
    return page(
        "insight/buyer_sheet.html", spent=local.spending_of(session, [ours], sources)[0],
        sources=sources, origins=origins_of(session, ours), said=benefits_of(session, ours),
        record=operator_record(session, ours), rules=rules, words=forms, today=today(),
    )  # fmt: skip


@blueprint.get("/buyer/linkage/source")
@guard(Permission.KEEP_CORE_PRODUCTS)
def source(actor: Actor) -> Response:
    """Ask where one thing comes from, how much, and what it costs at the door."""
    form, goods = SourceForm(), request.args.get("goods", "")
    known = local.sources_of(db.session(), [_ours(actor)])
    one = next((one for one in known if f"{one.leaf_code}|{one.unit_code}" == goods), None)
    here = local.spending_of(db.session(), [_ours(actor)], ())[0]
    for field in (form.price, form.transport, form.handling):
        field.currency = here.currency
    if one is not None:
        form.fill(one, goods)
    return _source(form, here.currency)


def _source(form: SourceForm, currency: str, *, status: int = 200) -> Response:
    form.goods.choices = [("", CHOOSE), *_goods()]
    return page("insight/source.html", status=status, form=form, currency=currency)


def _goods() -> list[tuple[str, str]]:
    return [
        (f"{leaf.code}|{unit.code}", f"{leaf_name(leaf.code)}, {unit_name(unit.code)}")
        for leaf in leaf_choices(db.session())
        for unit in leaf.units
    ]


@blueprint.post("/buyer/linkage/source")
@guard(Permission.KEEP_CORE_PRODUCTS)
@commits
def keep_one(actor: Actor) -> Response:
    """Keep one source; the check compares with it from now on."""
    form = SourceForm(request.form)
    currency = local.spending_of(db.session(), [_ours(actor)], ())[0].currency
    if not form.validate():
        return _source(form, currency, status=422)
    keep_source(db.session(), actor, _facts(_ours(actor), form, currency))
    return see_other("policy.show", done="source")


def _facts(operator_id: int, form: SourceForm, currency: str) -> SourceFacts:
    leaf, _, unit = (form.goods.data or "").partition("|")
    found = next((one for one in leaf_choices(db.session()) if one.code == leaf), None)
    if found is None or unit not in {one.code for one in found.units}:
        raise NotFound
    bought = IncumbentFacts(
        operator_id=operator_id, category_id=found.id, unit_id=found.unit(unit).id,
        price_minor=form.price.minor(currency) or 0,
        transport_minor=form.transport.minor(currency) or 0,
        handling_minor=form.handling.minor(currency) or 0,
        reject_permille=10 * (form.reject_percent.data or 0),
    )  # fmt: skip
    return SourceFacts(
        bought=bought, origin=Origin(form.origin.data), lead_days=form.lead_days.data,
        monthly_quantity=form.monthly_quantity.data,
    )  # fmt: skip


@blueprint.get("/desk/market/buyers")
@guard(Permission.SEE_DESK)
def buyers(actor: Actor) -> Response:
    """Show every buyer's target beside what he really spends here, for his facilitator."""
    ids = local.operators_of(db.session(), actor)
    sources = local.sources_of(db.session(), ids)
    found = local.spending_of(db.session(), ids, sources)
    return page("insight/buyers.html", found=found, rules=rules)
