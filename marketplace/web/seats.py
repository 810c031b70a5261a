"""Taking a seat on a phone that may be shared: which symbol, which device, which cookie."""

from dataclasses import dataclass

from flask import Response, request

from marketplace.db import db, transaction
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.ids import digest
from marketplace.offers import actions as offers
from marketplace.people import actions, queries
from marketplace.people.queries import NamedSymbol, actor_for
from marketplace.people.queries.private import Remembered, remembered
from marketplace.people.queries.symbols import Opens
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.lists import EndReason
from marketplace.people.rules.picture_codes import pepper_of
from marketplace.people.rules.private import Wish
from marketplace.people.rules.symbols import SymbolName
from marketplace.people.rules.throttling import network_of
from marketplace.web import cookies
from marketplace.web.current import current_seat, current_symbol, forget_current
from marketplace.web.pictures import picture_book
from marketplace.web.suppliers import her_supplier

HEAVY = 15_000  # characters of SVG
FORGET = '"cache", "storage"'


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says she is: a symbol of a destination, known or not."""

    destination_id: int
    symbol: SymbolName

    @property
    def text(self) -> str:
        """The symbol as it travels in an address: ``fish-47``."""
        return f"{self.symbol.drawing}-{self.symbol.number}"


def read_claim(text: str, destination_id: int) -> Claim | None:
    """Read a symbol from an address; none if there can be no such symbol."""
    drawing, _, number = text.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) == 2):  # 10 to 99
        return None
    symbol = SymbolName(drawing, int(number))
    return Claim(destination_id, symbol) if symbol.valid else None


def claim_here() -> Claim | None:
    """Return the symbol of whoever sits here, or was named here, and must show her pictures."""
    named = current_symbol()
    if named is not None:
        return Claim(named.destination_id, named.symbol)
    seat = current_seat()
    holder = queries.symbol_of_seat(db.session(), seat.person_id if seat else None)
    return None if holder is None else Claim(holder.destination_id, holder.symbol)


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Return the twelve drawings shown for a claim, own ones or constant decoys."""
    return queries.keys_shown(
        db.session(), destination_id=claim.destination_id, drawing=claim.symbol.drawing,
        number=claim.symbol.number, pepper=_pepper(),
    )  # fmt: skip


def heavy(drawings: tuple[str, ...]) -> bool:
    """Tell whether twelve drawings leave no room for others within 8 KB (rule 30)."""
    book = picture_book()
    return sum(len(book.symbol(drawing)) for drawing in drawings) > HEAVY


@dataclass(frozen=True, slots=True)
class Seated:
    """What came of showing four pictures, and the cookies to hand out."""

    outcome: SignInOutcome
    token: str | None = None
    device: str | None = None
    needs_only: bool = False

    def put_on(self, response: Response) -> Response:
        """Hand out what changed: the seat's cookie, and once a browser its device's."""
        if self.token is not None:
            cookies.set_session(response, self.token)
        if self.device is not None:
            cookies.set_device(response, self.device)
        return response


def take(claim: Claim, keys: str | None) -> Seated:
    """Seat whoever showed the right pictures; the slow hash runs before the transaction."""
    session = db.session()
    credentials = queries.seat_credentials(
        session, destination_id=claim.destination_id, drawing=claim.symbol.drawing,
        number=claim.symbol.number,
    )  # fmt: skip
    seat, named = current_seat(), current_symbol()
    session.rollback()
    opens = credentials.opens(keys, _pepper())
    now = clock.now()
    with transaction(session):
        device_id, fresh = _device()
        attempt = queries.seat_attempt(
            session, credentials, device_id=device_id, network=network_of(request.remote_addr)
        )
        signed = actions.take_seat(
            session, credentials=credentials, matched=opens is not None, attempt=attempt, now=now,
            replaces=_cookie(), seat=seat, needs_only=opens is Opens.NEEDS,
        )  # fmt: skip
        if named is not None and signed.token is not None:
            _take_over(claim, named, signed.token, all_of_it=opens is Opens.ALL)
    forget_current()
    return Seated(signed.outcome, signed.token, fresh, needs_only=opens is Opens.NEEDS)


def _take_over(claim: Claim, named: NamedSymbol, token: str, *, all_of_it: bool) -> None:
    """What was begun under her symbol is hers now; under another symbol, or behind a second code,
    it is nobody's and goes."""
    session = db.session()
    hers = actor_for(session, digest(token), clock.now()) if all_of_it else None
    if claim == Claim(named.destination_id, named.symbol) and hers and hers.actor.supplier_ids:
        offers.attach_symbol_drafts(
            session, hers.actor, her_supplier(hers.actor), seat_id=named.seat_id
        )
    actions.end_symbol_seat(session, _cookie() or "")


def name(claim: Claim, response: Response) -> Response:
    """Begin a seat for a symbol alone: whoever sat here before has left."""
    token = actions.name_symbol(
        db.session(), destination_id=claim.destination_id, symbol=claim.symbol, now=clock.now(),
        replaces=_cookie(),
    )  # fmt: skip
    forget_current()
    cookies.set_session(response, token)
    return response


def somebody_here() -> bool:
    """Tell whether there is anybody who could leave: seated, or named by a symbol."""
    return current_seat() is not None or current_symbol() is not None


def remembered_here() -> tuple[Remembered, ...]:
    """Return the symbols this phone was asked to remember."""
    token = cookies.device_token(request)
    return remembered(db.session(), digest(token) if token else None)


def hides_news(actor: Actor) -> bool:
    """Tell whether this phone shows no news of hers: she hid it, or showed her second code."""
    seat = current_seat()
    return not actor.supplier_ids or seat is None or seat.wish is Wish.HIDDEN


def covered() -> bool:
    """Tell whether amounts stay covered on this page; one tap on the page itself shows them.

    Nothing is spoken aloud either where this is true.
    """
    seat = current_seat()
    return seat is not None and seat.covered and request.args.get("show") != "1"


def leave() -> None:
    """End this seat; the cookie changes too, so that no page comes back from the browser."""
    token = _cookie()
    if token is not None:
        actions.end_session(
            db.session(), token_digest=token, reason=EndReason.LEFT, now=clock.now()
        )
        actions.end_symbol_seat(db.session(), token)
    forget_current()


def wipe(response: Response) -> Response:
    """Let the browser forget what it kept of the person who left."""
    cookies.drop_session(response)
    response.headers["Clear-Site-Data"] = FORGET
    return response


def _cookie() -> str | None:
    token = cookies.session_token(request)
    return digest(token) if token else None


def _device() -> tuple[int, str | None]:
    token = cookies.device_token(request)
    known = queries.device_id_of(db.session(), digest(token)) if token else None
    if known is not None:
        return known, None
    return actions.remember_device(db.session(), clock.now())


def _pepper() -> bytes:
    return pepper_of(cookies.config().secret)
