"""The market at the desk: demand against supply, what is crowded, and the sheet to print."""

from flask import Blueprint, Response, request

from marketplace.catalogue.queries import destinations
from marketplace.catalogue.queries.places import DestinationCard
from marketplace.db import db
from marketplace.forms import desk_words, insight_words
from marketplace.i18n.format import today
from marketplace.insight.queries.market import answers, balances
from marketplace.insight.rules import market as rules
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("market", __name__)


@blueprint.get("/desk/market")
@guard(Permission.SEE_DESK)
def index(actor: Actor) -> Response:
    """Show where need is unmet, where suppliers crowd, and what many lodges ask for together."""
    return _page("insight/market.html", actor)


@blueprint.get("/desk/market/sheet")
@guard(Permission.SEE_DESK)
def sheet(actor: Actor) -> Response:
    """Print the baseline of a destination: what is asked, what is made, what is missing."""
    return _page("insight/sheet.html", actor)


def _page(template: str, actor: Actor) -> Response:
    spot = _spot(actor)
    ids = [one.id for one in spot.chosen]
    leaves = balances(db.session(), ids)
    return page(
        template, spot=spot, leaves=leaves, gaps=rules.gaps(leaves), niches=rules.niches(leaves),
        crowded=[one for one in leaves if rules.is_crowded(one)], pooled=rules.pooled(leaves),
        rules=rules, words=insight_words, today=today(), answers=answers(db.session(), ids),
        why=desk_words,
    )  # fmt: skip


class Spot:
    """The destinations of a facilitator, and the one that is looked at."""

    def __init__(self, known: list[DestinationCard], code: str) -> None:
        """``code`` none of his: the first one."""
        self.known = known
        self.one = next((one for one in known if one.code == code), known[0])
        self.chosen = [self.one]


def _spot(actor: Actor) -> Spot:
    known = [
        one
        for one in destinations(db.session())
        if actor.everywhere or one.id in actor.destination_ids
    ]
    if not known:
        raise NotFound
    return Spot(known, request.args.get("d", ""))
