"""The door: one sheet a day and property; weighed, accepted, part or sent back with a picture."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, Response, request, url_for
from werkzeug.utils import redirect

from marketplace.agreements.actions import Receive, receive
from marketplace.agreements.queries import OrderCard, Sheet, receiving_sheet
from marketplace.agreements.queries.notes import photos_today
from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.lists import RejectReason
from marketplace.db import db, transaction
from marketplace.forms.agreements import PHOTO_SENTENCES, RECEIVING_SENTENCES, ReceiveForm
from marketplace.forms.base import HouseForm
from marketplace.i18n import format as shown
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.media import Drawn
from marketplace.people.rules.access import has_right
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import property_cards
from marketplace.sourcing.queries.cards import PropertyCard
from marketplace.web import paging, photos
from marketplace.web.attempt import attempt
from marketplace.web.commits import slow_first
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import takes_photos
from marketplace.web.rights import require_right

blueprint = Blueprint("receiving", __name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Which door and day, and the doors beside it."""

    here: PropertyCard
    all: tuple[PropertyCard, ...]
    day: date
    may: bool

    @property
    def chips(self) -> tuple[date, ...]:
        """Yesterday, today and the days after it."""
        today = shown.today()
        near = {today + timedelta(days=n) for n in range(-1, 4)}
        return tuple(sorted(near | {self.day}))


@blueprint.get("/buyer/receiving")
@guard(Permission.RECEIVE)
def index(actor: Actor) -> Response:
    """Show what is due at a door on a day, overdue first, and what came already."""
    require_right(actor, Permission.RECEIVE)
    doors = property_cards(db.session(), actor)
    if not doors:
        return page("agreements/no_door.html")
    at = _door(actor, doors, request.args.get("property"), request.args.get("day", ""))
    sheet = receiving_sheet(db.session(), actor, at.here.public_id, at.day)
    return _sheet(at, sheet, {line.public_id: _fresh(line) for line in sheet.lines})


def _door(actor: Actor, doors: tuple[PropertyCard, ...], chosen: str | None, day: str) -> Door:
    here = next((one for one in doors if one.public_id == chosen), None)
    if chosen and here is None:
        raise NotFound
    at = here or doors[0]
    chosen_day = paging.day(day, shown.today())
    return Door(at, doors, chosen_day, has_right(actor, "may_receive", at.operator_id))


def _fresh(line: OrderCard) -> ReceiveForm:
    whole = line.quantity * 1000
    return ReceiveForm(prefix=f"{line.public_id}-", brought=whole, accepted=whole)


def _sheet(
    at: Door, sheet: Sheet, forms: dict[str, ReceiveForm], *, top: HouseForm | None = None
) -> Response:
    wrong = top is not None
    return page(
        "agreements/receiving.html", status=422 if wrong else 200, at=at, sheet=sheet,
        forms=forms, top=top, reasons=[reason.value for reason in RejectReason],
        today=shown.today(), done=request.args.get("done"),
    )  # fmt: skip


@blueprint.post("/buyer/receiving")
@guard(Permission.RECEIVE)
@slow_first
@takes_photos
def take_in(actor: Actor) -> Response:
    """Write down every line that came; a line that cannot stand keeps the whole sheet typed."""
    doors = property_cards(db.session(), actor)
    posted = request.form
    at = _door(actor, doors, posted.get("property", "-"), posted.get("day", ""))
    sheet = receiving_sheet(db.session(), actor, at.here.public_id, at.day)
    forms = {i: ReceiveForm(posted, prefix=f"{i}-") for i in (one.public_id for one in sheet.lines)}
    came = {public_id: form for public_id, form in forms.items() if form.here}
    top = HouseForm()
    if not all([form.whole() for form in came.values()]):  # noqa: C419  # every line must speak
        return _sheet(at, sheet, forms, top=top)
    made = attempt(lambda: _take_in(actor, came), lambda refused: _explain(top, forms, refused))
    return _sheet(at, sheet, forms, top=top) if made is None else _back(at, made)


def _take_in(actor: Actor, came: dict[str, ReceiveForm]) -> int:
    """Draw the photographs with no transaction open, then write everything or nothing."""
    session = db.session()
    files = {i: file for i in came if (file := photos.sent(f"{i}-photo")) is not None}
    taken = photos_today(session, actor) if files else 0
    session.rollback()
    kept = {i: _keep(one) for i, one in photos.drawn(files, taken).items()}
    try:
        with transaction(session):
            made = receive(
                session, actor, [_line(i, form, kept.get(i)) for i, form in came.items()]
            )
            return len(made)
    except BaseException:
        photos.forget(one.file for one in kept.values())
        raise


def _keep(one: Drawn) -> KeptPhoto:
    file = photos.store().keep(one)
    return KeptPhoto(file=file, size=len(one.data), width=one.width, height=one.height)


def _line(public_id: str, form: ReceiveForm, photo: KeptPhoto | None) -> Receive:
    return Receive(
        order=public_id, brought_milli=form.brought.data or 0,
        accepted_milli=form.accepted_milli, weighed_grams=form.grams, reject_reason=form.why,
        paid_at_door=form.unpaid.data != "y", photo=photo,
    )  # fmt: skip


def _explain(top: HouseForm, forms: dict[str, ReceiveForm], refused: Refused) -> None:
    beside = forms.get(refused.field or "")
    sentences = PHOTO_SENTENCES | RECEIVING_SENTENCES
    (beside if beside is not None else top).explain(refused, sentences)


def _back(at: Door, count: int) -> Response:
    address = url_for(
        "receiving.index", property=at.here.public_id, day=at.day.isoformat(),
        done=str(count),
    )  # fmt: skip
    return redirect(address, code=303)  # type: ignore[return-value]  # werkzeug's base class
