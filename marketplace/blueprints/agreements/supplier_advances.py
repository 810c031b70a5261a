"""Money paid ahead, and papers for a lender, for suppliers: yes or no, got it or not yet."""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.actions.advances import answer_advance
from marketplace.agreements.actions.lender_papers import issue_paper, take_paper_back
from marketplace.agreements.queries.advances import advance_for_supplier, advances_of_supplier
from marketplace.agreements.queries.lender_papers import paper_for_supplier, papers_of_supplier
from marketplace.agreements.rules.advances import AdvanceVerb
from marketplace.agreements.rules.lender_papers import LenderPaperKind
from marketplace.db import db
from marketplace.forms.grievances import KeyedForm
from marketplace.i18n.format import today
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.qr import picture
from marketplace.web.suppliers import cut, once, see_other, to

blueprint = Blueprint("supplier_advances", __name__)
ANSWERS = {
    "agree": AdvanceVerb.AGREE, "refuse": AdvanceVerb.REFUSE, "got": AdvanceVerb.CONFIRM,
    "not_yet": AdvanceVerb.SAY_NOT_YET,
}  # fmt: skip


@blueprint.get("/s/advances")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def index(actor: Actor) -> Response:
    """List money paid ahead, six a page."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown, more = cut(advances_of_supplier(db.session(), actor), number)
    older = to("supplier_advances.index", page=number + 1) if more else None
    return page("supplier/advances.html", advances=shown, older=older)


@blueprint.get("/s/advances/<public_id>")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def show(actor: Actor, public_id: str) -> Response:
    """Show one: the pile, how it comes back, and what is asked of her."""
    return page("supplier/advance.html", a=advance_for_supplier(db.session(), actor, public_id))


@blueprint.post("/s/advances/<public_id>")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
@commits
def answer(actor: Actor, public_id: str) -> Response:
    """Take her word; tapped twice it shows the same page."""
    verb = ANSWERS.get(request.form.get("answer", ""))
    if verb is None:
        return see_other("supplier_advances.show", public_id=public_id)
    return once(lambda: answer_advance(db.session(), actor, public_id, verb),
                "supplier_advances.show", public_id=public_id)  # fmt: skip


@blueprint.get("/s/papers")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def papers(actor: Actor) -> Response:
    """Ask whether a lender may see what she earned; her papers below."""
    found = papers_of_supplier(db.session(), actor)[:5]
    return page("supplier/papers.html", papers=found, form=KeyedForm(), wrong="",
                order=request.args.get("order", "")[:24])  # fmt: skip


@blueprint.post("/s/papers")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
@commits
def issue(actor: Actor) -> Response:
    """Make the paper: her yes, with her four pictures shown just now, is her consent."""
    order = request.form.get("order") or None
    kind = LenderPaperKind.ORDER if order else LenderPaperKind.EARNINGS
    key = KeyedForm(request.form).client_key
    try:
        made = issue_paper(db.session(), actor, kind=kind, client_key=key, order=order)
    except Refused as refused:
        db.session.rollback()
        return page("supplier/papers.html", status=422, papers=(), form=KeyedForm(), order="",
                    wrong=f"no_paper.{min(refused.reasons)}")  # fmt: skip
    return see_other("supplier_advances.paper", public_id=made.public_id)


@blueprint.get("/s/papers/<public_id>")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
def paper(actor: Actor, public_id: str) -> Response:
    """Show the code a lender scans."""
    card = paper_for_supplier(db.session(), actor, public_id)
    address = url_for("public.verify", token=card.verify_token, _external=True)
    return page("supplier/paper.html", p=card, qr=picture(address, label=card.code, scale=5),
                standing=card.standing(today()).value)  # fmt: skip


@blueprint.post("/s/papers/<public_id>/withdrawal")
@guard(Permission.CONFIRM_PAYMENTS)
@money_open
@commits
def take_back(actor: Actor, public_id: str) -> Response:
    """Take it back: it does not stand from now on."""
    return once(lambda: take_paper_back(db.session(), actor, public_id),
                "supplier_advances.paper", public_id=public_id)  # fmt: skip
