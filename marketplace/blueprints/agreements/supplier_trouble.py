"""Her complaints in pictures: what, with whom, shall we call; and a report that she is not safe."""

from flask import Blueprint, Response, request, url_for

from marketplace.agreements.actions.grievances import raise_grievance, take_back_grievance
from marketplace.agreements.actions.safeguarding import report_harm
from marketplace.agreements.queries.grievances import for_supplier, of_the_supplier
from marketplace.agreements.rules.grievances import Raiser, Whom, Wrong
from marketplace.agreements.rules.grieving import Raise
from marketplace.agreements.rules.safeguarding import Harm
from marketplace.db import db
from marketplace.forms.grievances import KeyedForm
from marketplace.forms.supplier import ReasonForm, choices_of, said
from marketplace.kernel.actor import Actor
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.answers import tapped
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, once, see_other, to

blueprint = Blueprint("supplier_trouble", __name__)
FIRST = (Wrong.MONEY_LATE, Wrong.MONEY_LESS, Wrong.WEIGHED_WRONG, Wrong.NOT_TAKEN,
         Wrong.NOT_KEPT)  # fmt: skip
THEN = (Wrong.RUDE, Wrong.BAD_MOUTHED, Wrong.STAFF_TAKEN, Wrong.FAVOUR_ASKED, Wrong.OTHER)
WITH = (Whom.LODGE, Whom.SELLER, Whom.HELPER)


@blueprint.get("/s/troubles")
@guard(Permission.FOLLOW_OWN_ORDERS)
def index(actor: Actor) -> Response:
    """List her complaints, six a page, and the door to a new one."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown, more = cut(of_the_supplier(db.session(), actor), number)
    older = to("supplier_trouble.index", page=number + 1) if more else None
    return page("supplier/troubles.html", troubles=shown, older=older)


@blueprint.get("/s/troubles/new")
@guard(Permission.FOLLOW_OWN_ORDERS)
def what(_actor: Actor) -> Response:
    """Ask what is wrong, in two pages of pictures."""
    second = request.args.get("page") == "2"
    return page(
        "supplier/trouble_what.html", kinds=[one.value for one in (THEN if second else FIRST)],
        second=second, order=request.args.get("order", "")[:24],
    )  # fmt: skip


@blueprint.get("/s/troubles/new/whom")
@guard(Permission.FOLLOW_OWN_ORDERS)
def whom(_actor: Actor) -> Response:
    """Ask with whom; of an order it is known."""
    kind, order = _kind(), request.args.get("order", "")[:24]
    if kind is None:
        return see_other("supplier_trouble.what")
    if order:
        return see_other("supplier_trouble.call", kind=kind, whom=Whom.LODGE, order=order)
    return page("supplier/trouble_whom.html", kind=kind, whoms=[one.value for one in WITH])


@blueprint.get("/s/troubles/new/call")
@guard(Permission.FOLLOW_OWN_ORDERS)
def call(_actor: Actor) -> Response:
    """Ask whether somebody should call; yes or no sends it."""
    kind = _kind()
    if kind is None:
        return see_other("supplier_trouble.what")
    with_whom = _whom(request.args.get("whom", ""))
    return page(
        "supplier/trouble_call.html", kind=kind, whom=with_whom.value, form=KeyedForm(),
        order=request.args.get("order", "")[:24],
        back=url_for("supplier_trouble.whom", kind=kind),
    )  # fmt: skip


def _kind() -> str | None:
    known = {one.value for one in Wrong}
    kind = request.values.get("kind", "")
    return kind if kind in known else None


def _whom(code: str) -> Whom:
    return {one.value: one for one in Whom}.get(code, Whom.SOMEBODY)


@blueprint.post("/s/troubles")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def create(actor: Actor) -> Response:
    """Write it down; tapped twice it is one complaint."""
    kind, call = _kind(), tapped("call", "yes", "no")
    if kind is None or call is None:
        return see_other("supplier_trouble.what")
    command = Raise(
        side=Raiser.SUPPLIER, kind=Wrong(kind), whom=_whom(request.form.get("whom", "")),
        client_key=KeyedForm(request.form).client_key,
        order=request.form.get("order") or None, wants_call=call == "yes",
    )  # fmt: skip
    made = raise_grievance(db.session(), actor, command)
    return see_other("supplier_trouble.show", public_id=made.public_id)


@blueprint.get("/s/troubles/<public_id>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show how it stands: waiting, who looks at it, how it ended."""
    return page("supplier/trouble.html", g=for_supplier(db.session(), actor, public_id))


@blueprint.post("/s/troubles/<public_id>/withdrawal")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def take_back(actor: Actor, public_id: str) -> Response:
    """Take it back."""
    return once(
        lambda: take_back_grievance(db.session(), actor, public_id),
        "supplier_trouble.show", public_id=public_id,
    )  # fmt: skip


@blueprint.get("/s/safety")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def safety(actor: Actor) -> Response:
    """Ask what harm it is, in pictures; nothing of it stays on this phone."""
    if not actor.supplier_ids:
        return see_other("safety.form")
    return _harm(ReasonForm())


def _harm(form: ReasonForm) -> Response:
    form.reason.choices = choices_of("harm", Harm)
    return page(
        "supplier/choose.html", title=said("not_safe"), field=form.reason,
        hidden={"key": KeyedForm().key.data}, back=url_for("supplier_trouble.what"),
    )  # fmt: skip


@blueprint.post("/s/safety")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
@commits
def unsafe(actor: Actor) -> Response:
    """Send the report to somebody who does not work here."""
    if not actor.supplier_ids:
        return see_other("safety.form")
    form = ReasonForm(request.form)
    form.reason.choices = choices_of("harm", Harm)
    if not form.validate():
        return _harm(form)
    key = KeyedForm(request.form).client_key
    report_harm(db.session(), actor, kind=Harm(form.reason.data), client_key=key)
    return see_other("supplier_trouble.safe_sent")


@blueprint.get("/s/safety/sent")
@guard(Permission.SEE_NEEDS_AS_SUPPLIER)
def safe_sent(_actor: Actor) -> Response:
    """Say that somebody far from here calls; nothing more is shown."""
    return page("supplier/safe_sent.html")
