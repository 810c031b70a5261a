"""What an answer's pages share: the need, what she has said so far, and two of the questions."""

from dataclasses import dataclass
from datetime import date

from flask import Response, request

from marketplace.catalogue.queries import unit_by_code
from marketplace.db import db
from marketplace.forms.answer import amount_form, part_form, whole_form
from marketplace.forms.supplier import said
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.offers import queries
from marketplace.offers.rules.lists import Bringing
from marketplace.sourcing.queries import NeedCard, PublicNeed, need_for_supplier
from marketplace.web.hand import sum_of, unit_after
from marketplace.web.pages import page
from marketplace.web.suppliers import her_supplier, see_other


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer begun: the need, and what she has said so far."""

    need: NeedCard
    supplier_id: int
    key: str
    quantity: int | None
    price_minor: int | None
    bringing: Bringing
    starts_on: date | None

    def sum(self, price_minor: int | None) -> int:
        """Return what a price per unit makes for her quantity, as cash can pay it."""
        return sum_of(price_minor or 0, self.need.currency, self.quantity or 0)

    @property
    def begins(self) -> date:
        """From when: the need's own day until she says a later one."""
        return self.starts_on or self.need.deliver_on

    @property
    def asked(self) -> int:
        """What the asked price makes for her quantity."""
        return self.sum(self.need.price_minor)

    @property
    def hers(self) -> int:
        """What her own price makes."""
        return self.sum(self.price_minor)


def begun_of(actor: Actor, code: str) -> Begun:
    """Return the answer she has begun to a need; a new one with its key where there is none."""
    supplier = her_supplier(actor)
    need = need_for_supplier(db.session(), supplier, code.upper())
    draft = queries.draft_of(db.session(), actor, need_id=need.id, supplier_id=supplier)
    if draft is None:
        return Begun(need, supplier, ids.public_id(), None, None, Bringing.BRING, None)
    bringing = draft.bringing or Bringing.BRING
    return Begun(
        need, supplier, draft.client_key, draft.quantity, draft.price_minor, bringing,
        draft.starts_on,
    )  # fmt: skip


def ask_how_many(need: NeedCard | PublicNeed, wrong: str = "", lot: int | None = None) -> Response:
    """Ask how many of a need: all, half, or a number by − and +; nothing is chosen beforehand."""
    if not need.open:
        return see_other("supplier_needs.need", code=need.code)
    unit = unit_by_code(db.session(), need.unit_code)
    part = part_form(request.args, most=need.quantity, steps=unit.steps if unit else (), lot=lot)
    shown = unit_after(need.unit_code, part.quantity.shown)
    return page(
        "supplier/quantity.html", status=422 if wrong else 200, need=need, wrong=wrong, unit=shown,
        whole=whole_form(need.quantity, lot=lot).quantity, part=part.quantity,
    )  # fmt: skip


def ask_notes(currency: str, total: int, *, back: str) -> Response:
    """Ask for every note and coin, beside the pile so far."""
    form = amount_form({}, currency)
    form.amount.data = total or None
    return page(
        "supplier/count.html", title=said("tap_money"), field=form.amount, wrong="",
        currency=currency, back=back,
    )  # fmt: skip
