"""A market day: a roster of up to twenty who are expected, and everybody's cards on one sheet."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.db import db
from marketplace.forms import roster as forms
from marketplace.i18n import gettext
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.actions.imports import take_over
from marketplace.people.queries.cards import cards_of_today
from marketplace.people.rules.importing import Candidate, mark_of
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.phones import e164
from marketplace.people.rules.picture_codes import pepper_of
from marketplace.sourcing.queries.goods import LeafChoice, leaf_choices
from marketplace.web.commits import commits
from marketplace.web.cookies import config
from marketplace.web.guard import guard
from marketplace.web.mediated import Village, villages
from marketplace.web.pages import leaf_name, page
from marketplace.web.qr import picture

blueprint = Blueprint("roster", __name__, url_prefix="/desk/suppliers")


@dataclass(frozen=True, slots=True)
class Setting:
    """The villages and goods that a roster chooses from."""

    villages: dict[str, Village]
    leaves: dict[str, LeafChoice]

    def lines(self, sent: Any = None) -> list[forms.RosterLine]:
        """Return the twenty lines, filled with what was sent."""
        places = [(ident, one.place.name) for ident, one in self.villages.items()]
        goods = [(code, leaf_name(code)) for code in self.leaves]
        return list(forms.lines_of(sent, places, goods))


def _setting(actor: Actor) -> Setting:
    return Setting(
        {one.place.public_id: one for one in villages(actor)},
        {leaf.code: leaf for leaf in leaf_choices(db.session())},
    )


@blueprint.get("/roster")
@guard(Permission.REGISTER_SUPPLIERS)
def new(actor: Actor) -> Response:
    """Ask for the names of a market day; nobody of them is here before she agreed."""
    return _page(_setting(actor).lines())


def _page(lines: list[forms.RosterLine], *, error: str = "", status: int = 200) -> Response:
    return page("people/roster.html", lines=lines, error=error, status=status)


@blueprint.post("/roster")
@guard(Permission.REGISTER_SUPPLIERS)
@commits
def keep(actor: Actor) -> Any:
    """Keep who is expected, to be asked one by one; somebody known already is not taken twice."""
    at = _setting(actor)
    lines = at.lines(request.form)
    wanted = [line for line in lines if line.counts]
    good = [line.validate() for line in wanted]  # every line says what is wrong with it
    found = [_candidate(at, number, line) for number, line in enumerate(wanted)]
    if not wanted or False in good or None in found:
        error = "" if wanted else gettext(forms.NOBODY)
        return _page(lines, error=error, status=422)
    take_over(db.session(), actor, [one for one in found if one is not None])
    return redirect(url_for("imported.index"), code=303)


def _candidate(at: Setting, number: int, line: forms.RosterLine) -> Candidate | None:
    """Read a line; none where its village or phone is wrong, which is said beside it."""
    village, typed = at.villages.get(line.place.data or ""), line.phone.data or ""
    if village is None:
        line.place.errors = [gettext(forms.VILLAGE_MISSING)]
        return None
    phone = e164(typed, village.country) if typed else None
    if typed and phone is None:
        line.phone.errors = [gettext(forms.PHONE_UNREADABLE)]
        return None
    return _made(at.leaves.get(line.goods.data or ""), number, line, village.place.id, phone)


def _made(
    leaf: LeafChoice | None, number: int, line: forms.RosterLine, place_id: int, phone: str | None
) -> Candidate:
    name = (line.name.data or "").strip()
    return Candidate(
        line=number, name=name, place_id=place_id, phone=phone,
        mark=mark_of(pepper_of(config().secret), name=name, place_id=place_id, phone=phone),
        category_id=leaf.id if leaf else None, unit_id=leaf.unit("").id if leaf else None,
        weekly_amount=line.amount.data or None if leaf else None,
    )  # fmt: skip


@blueprint.get("/cards")
@guard(Permission.REGISTER_SUPPLIERS)
def cards(actor: Actor) -> Response:
    """Print the cards of everybody registered here today, eight on a sheet of paper."""
    found = cards_of_today(db.session(), actor, clock.now())
    codes = {one.number: _way_in(one.who, one.destination_code) for one in found}
    return page("people/cards.html", cards=found, codes=codes)


def _way_in(who: str, destination: str) -> Any:
    address = url_for("seat.code", who=who, d=destination, _external=True)
    return picture(address, label=who, scale=2)
