"""What a supplier says of herself in pictures: who else buys from her, one question a page."""

from flask import Blueprint, Response, request

from marketplace.catalogue.rules.prompts import pictured
from marketplace.db import db
from marketplace.forms.fields.icon_radio import PictureChoice
from marketplace.forms.supplier import ReasonForm
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people import actions
from marketplace.people.queries.trust import stones_of
from marketplace.people.rules.lists import OtherBuyer
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.stated_sales import AMOUNTS, fits
from marketplace.web.commits import commits
from marketplace.web.guard import guard
from marketplace.web.pages import page, word
from marketplace.web.suppliers import her_supplier, see_other, to

blueprint = Blueprint("her_word", __name__)
ORDER = (OtherBuyer.MARKET, OtherBuyer.NEIGHBOURS, OtherBuyer.LODGE)


@blueprint.get("/s/sales")
@guard(Permission.FOLLOW_OWN_ORDERS)
def sales(actor: Actor) -> Response:
    """Ask for the first buyer nothing was said of on this walk, then say thanks."""
    said = _said()
    her_supplier(actor)
    if len(said) == len(ORDER):
        return page("supplier/sales_kept.html", title=word("kept"), onward=to("seat.start"))
    return _ask(ORDER[len(said)], said, "")


def _said() -> list[int]:
    """Read what was tapped so far; nonsense begins anew."""
    parts = [one for one in request.values.get("said", "").split(".") if one]
    known = {str(amount): amount for amount in AMOUNTS}
    said = [known[one] for one in parts if one in known]
    return said if len(said) == len(parts) <= len(ORDER) else []


def _ask(buyer: OtherBuyer, said: list[int], wrong: str) -> Response:
    form = _form()
    hidden = {"said": ".".join(map(str, said))}
    return page(
        "supplier/sales.html", status=422 if wrong else 200, title=word(f"sells.{buyer}"),
        picture=pictured(f"sells.{buyer}"), field=form.reason, hidden=hidden, wrong=wrong,
        step=len(said) + 1, of=len(ORDER), back=to("seat.start"),
    )  # fmt: skip


def _form() -> ReasonForm:
    form = ReasonForm(request.form if request.method == "POST" else None)
    form.reason.choices = [
        PictureChoice(str(amount), pictured(f"stones.{amount}"), word(f"stones.{amount}"))
        for amount in AMOUNTS
    ]
    return form


@blueprint.post("/s/sales")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def tap(actor: Actor) -> Response:
    """Take one answer; the last one keeps all three."""
    said = _said()
    if len(said) == len(ORDER):
        return see_other("her_word.sales")
    form = _form()
    if not form.validate():
        return _ask(ORDER[len(said)], said, word("tap_one"))
    said.append(int(form.reason.data))
    if not fits(said):
        return _ask(ORDER[0], [], word("more_than_all"))
    path = ".".join(map(str, said))
    if len(said) == len(ORDER):
        stones = dict(zip(ORDER, said, strict=True))
        if stones != stones_of(db.session(), her_supplier(actor)):
            actions.state_sales(db.session(), actor, her_supplier(actor), stones, now=clock.now())
    return see_other("her_word.sales", said=path)
