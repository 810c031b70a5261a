"""The board on paper: a poster for the village, and a bulletin to read out on market day."""

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue.queries import destinations, places_of
from marketplace.catalogue.queries.markets import Market, markets_ahead
from marketplace.catalogue.queries.places import DestinationCard
from marketplace.catalogue.words import LEAF_SHORT
from marketplace.db import db
from marketplace.i18n import gettext
from marketplace.i18n.format import today
from marketplace.insight.queries.market import balances
from marketplace.insight.rules import market as rules
from marketplace.insight.rules.digest import digest
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import PublicNeed, board_page
from marketplace.sourcing.rules.board import whole_destination
from marketplace.web.guard import guard
from marketplace.web.hand import amount
from marketplace.web.pages import page
from marketplace.web.qr import picture

blueprint = Blueprint("posters", __name__)
ON_A_POSTER, ON_A_BULLETIN = 12, 20


@blueprint.get("/poster")
@guard(Permission.LOOK)
def poster(_actor: Actor) -> Response:
    """Print what is looked for, in pictures, with the way in as a QR; good in black and white."""
    here = _here()
    board = board_page(db.session(), cell=whole_destination(here.id), limit=ON_A_POSTER)
    way_in = url_for("seat.start", d=here.code, _external=True)
    return page(
        "insight/poster.html", spot=here, needs=board.needs, day=today(), way_in=way_in,
        qr=picture(way_in, label=here.name, scale=4),
    )  # fmt: skip


@blueprint.get("/bulletin")
@guard(Permission.LOOK)
def bulletin(_actor: Actor) -> Response:
    """Print the bulletin of the next market day, to be read out: needs, and what many ask for."""
    here = _here()
    board = board_page(db.session(), cell=whole_destination(here.id), limit=ON_A_BULLETIN)
    return page(
        "insight/bulletin.html", spot=here, needs=_by_place(board.needs), day=today(),
        markets=_markets(here), pooled=rules.pooled(balances(db.session(), [here.id])), rules=rules,
        texts=digest(gettext("Wanted:"), [_said(one) for one in board.needs]),
    )  # fmt: skip


def _here() -> DestinationCard:
    known = destinations(db.session())
    if not known:
        raise NotFound
    return next((one for one in known if one.code == request.args.get("d")), known[0])


def _markets(here: DestinationCard) -> tuple[Market, ...]:
    ids = [place.id for place in places_of(db.session(), here.id)]
    return markets_ahead(db.session(), today(), place_ids=ids)


def _by_place(needs: tuple[PublicNeed, ...]) -> dict[str, list[PublicNeed]]:
    found: dict[str, list[PublicNeed]] = {}
    for need in sorted(needs, key=lambda one: one.place_name):
        found.setdefault(need.place_name, []).append(need)
    return found


def _said(need: PublicNeed) -> str:
    """One need in as few signs as a message has room for."""
    leaf = gettext(LEAF_SHORT.get(need.leaf_code, need.leaf_code))
    return f"{amount(need.quantity, need.unit_code)} {leaf}, {need.place_name} ({need.code})"
