"""A supplier's papers with their ends and their cost, her badge, her ledger; a leaf's spec card."""

import csv
from datetime import datetime, time, timedelta
from io import StringIO

from flask import Blueprint, Response, request

from marketplace.catalogue.words import LEAF_NAMES, PAPER_NAMES, SPEC_NAMES
from marketplace.db import db
from marketplace.forms import support_words
from marketplace.forms.support import PaperForm
from marketplace.i18n import bound_zone
from marketplace.i18n.format import today
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import NotFound
from marketplace.people.actions.papers import keep_paper
from marketplace.people.queries import supplier_card
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries.specs import specs_for
from marketplace.support.queries.ledger import Ledger, ledger_of
from marketplace.support.queries.load import reached
from marketplace.support.queries.papers import leaf_papers, paper_file
from marketplace.support.rules.costs import for_each_unit
from marketplace.support.rules.papers import stage_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import leaf_name, page

blueprint = Blueprint("papers", __name__, url_prefix="/desk")
BADGE = "guide_licence"


@blueprint.get("/suppliers/<public_id>/papers")
@guard(Permission.REFER)
def show(actor: Actor, public_id: str) -> Response:
    """Show the papers her goods ask for, when hers end, and what each costs, shared or alone."""
    return _show(actor, public_id, PaperForm())


def _show(actor: Actor, public_id: str, form: PaperForm) -> Response:
    return page(
        "support/papers.html", status=422 if form.errors else 200, form=form, badge=BADGE,
        shown=paper_file(db.session(), actor, public_id, today=today()), names=PAPER_NAMES,
        now=clock.now(), stage_of=stage_of, for_each_unit=for_each_unit, words=support_words,
    )  # fmt: skip


@blueprint.post("/suppliers/<public_id>/papers")
@guard(Permission.REFER)
@commits
def keep(actor: Actor, public_id: str) -> Response:
    """Keep that a paper was seen in force, and when it ends."""
    reached(db.session(), actor, public_id)
    form = PaperForm(request.form)
    if not form.validate():
        db.session.rollback()
        return _show(actor, public_id, form)
    last = form.last_day()
    ends = datetime.combine(last + timedelta(days=1), time(), bound_zone()) if last else None
    keep_paper(db.session(), actor, public_id, paper=form.paper.data, expires_at=ends)
    return see_other("papers.show", public_id=public_id, done="kept")


@blueprint.get("/suppliers/<public_id>/badge")
@guard(Permission.REFER)
def badge(actor: Actor, public_id: str) -> Response:
    """Show a guide's badge for the printer; only while the licence is in force."""
    card = supplier_card(db.session(), actor, public_id)
    shown = paper_file(db.session(), actor, public_id, today=today())
    licence = next((one for one in shown.papers if one.code == BADGE and one.in_force), None)
    if licence is None:
        raise NotFound
    return page("support/badge.html", card=card, licence=licence)


@blueprint.get("/suppliers/<public_id>/ledger")
@guard(Permission.REFER)
def ledger(actor: Actor, public_id: str) -> Response:
    """Show what she sold and was paid, for a bank; nothing without her consent."""
    her = reached(db.session(), actor, public_id)
    return page("support/ledger.html", her=her, ledger=ledger_of(db.session(), her.id))


@blueprint.get("/suppliers/<public_id>/ledger.csv")
@guard(Permission.REFER)
def ledger_file(actor: Actor, public_id: str) -> Response:
    """Hand the ledger out as a plain table; nothing without her consent."""
    her = reached(db.session(), actor, public_id)
    held = ledger_of(db.session(), her.id)
    if not held.allowed:
        raise NotFound
    answer = Response(_table(held), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{her.code}.csv"'
    return answer


def _table(held: Ledger) -> str:
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(["day", "buyer", "goods", "quantity", "unit", "owed", "came", "currency"])
    for one in held.lines:
        money = (_major(one.owed_minor, one.currency), _major(one.came_minor, one.currency))
        rows.writerow([
            one.day.isoformat(), one.operator_name.lstrip("=+-@"), leaf_name(one.leaf_code),
            one.quantity, one.unit_code, *money, one.currency,
        ])  # fmt: skip
    return out.getvalue()


def _major(minor: int, code: str) -> str:
    return str(Money(minor, code).major)


@blueprint.get("/spec-cards/<code>")
@guard(Permission.REFER)
def spec_card(_actor: Actor, code: str) -> Response:
    """Show a leaf's card for the wall: good and bad in pictures, a checklist, the papers."""
    if code not in LEAF_NAMES:
        raise NotFound
    session = db.session()
    return page(
        "support/spec_card.html", code=code, specs=specs_for(session, code), spec_names=SPEC_NAMES,
        papers=leaf_papers(session, code), names=PAPER_NAMES,
    )  # fmt: skip
