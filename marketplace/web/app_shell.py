"""What makes the site an app on phones that can: its scripts, its names, whose ticket it is.

Everything works where none of this exists; a ticket holds no name and no figure of hers.
"""

import hmac
from typing import Any

from flask import Flask, Response, request

from marketplace import i18n
from marketplace.kernel import clock
from marketplace.kernel.money import currency
from marketplace.kernel.words import N_
from marketplace.offers.rules.halves import half
from marketplace.people.queries import SeatedActor
from marketplace.web import assets, csrf
from marketplace.web.cookies import config
from marketplace.web.current import current_seat
from marketplace.web.hand import amount, leaf, nights, pieces, sum_of
from marketplace.web.pages import page, word
from marketplace.web.pictures import picture_book
from marketplace.web.seats import covered, somebody_here
from marketplace.web.suppliers import to
from marketplace.web.swaps import swaps

VERSION = 2  # of a ticket; a worker that knows another one leaves it alone
MARK_LENGTH = 22
ICONS = (192, 512)
TEN_DIGITS, MOST_MAJOR = 1_234_567_890, 999_999_999  # a sum tapped without a signal has nine
GROUND = "#0d4b45"


def worker() -> Response:
    """Return the service worker; the browser asks for it at every start."""
    return Response(assets.text_of("app/sw.js"), mimetype="text/javascript")


def manifest() -> dict[str, Any]:
    """Return what a phone needs to put us beside its other apps, in the bound language."""
    tongue = i18n.bound_language()
    return {
        "name": f"{config().brand} · {word('needs')}", "short_name": config().brand,
        "description": i18n.gettext(N_("What lodges need, in pictures.")),
        "lang": tongue.code, "dir": tongue.direction, "display": "standalone", "scope": "/",
        "start_url": to("seat.start", lang=tongue.code), "id": "/s/",
        "background_color": "#fffdf9", "theme_color": GROUND,
        "icons": [_icon(size, purpose) for size in ICONS for purpose in ("any", "maskable")],
    }  # fmt: skip


def _icon(size: int, purpose: str) -> dict[str, str]:
    source = assets.asset_url(f"app/{purpose}-{size}.png")
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def shell_address() -> str:
    """Return the address of the board that opens without a signal: of her land, in her language."""
    seat = current_seat()
    land = (seat.land if seat else None) or request.args.get("d")
    return to("offline.shell", lang=i18n.bound_language().code, d=land)


def ticket(seat: SeatedActor, needs: Any) -> dict[str, Any]:
    """Return what she may answer without a signal, bound to her and to this phone."""
    left = seat.ends_at - clock.now()  # as a span: clocks of phones are wrong
    return {
        "v": VERSION, "owner": _mark(seat), "csrf": csrf.token(),
        "seconds": int(left.total_seconds()),
        "needs": {} if seat.covered else {need.code: _offered(need) for need in needs},
        "cash": {one.currency: _cash(one.currency) for one in needs if not one.price_minor},
    }  # fmt: skip


def _mark(seat: SeatedActor) -> str:
    text = f"offline|{seat.person_id}|{seat.device_id}".encode()
    return hmac.new(config().secret.encode(), text, "sha256").hexdigest()[:MARK_LENGTH]


def _offered(need: Any) -> dict[str, Any]:
    amounts = {"all": need.quantity, "half": half(need.quantity, need.lot_quantity)}
    sums = [_sum(need, name, count) for name, count in amounts.items() if count]
    return {
        "price": need.price_minor, "cash": need.currency, "sums": sums,
        "picture": _drawn(need.picture),
        "lines": [
            f"{leaf(need.leaf_code)} · {amount(need.quantity, need.unit_code)}",
            need.place_name, nights(need.deliver_on).text,
        ],
    }  # fmt: skip


def _drawn(code: str) -> str:
    """Return a picture by itself, for a page that was made before this need was known."""
    symbol = picture_book().symbol(swaps().get(code, code))
    inside = symbol[symbol.index("viewBox") :].replace("</symbol>", "</svg>")
    return f'<svg class="pic pic-m" aria-hidden="true" {inside}'


def _cash(code: str) -> dict[str, Any]:
    """Return the notes and coins to tap where no price is asked, and how their sum is written."""
    known, like = currency(code), page_cash(TEN_DIGITS * currency(code).minor_per_major, code)
    faces = sorted({*known.notes, *known.coins}, reverse=True)
    return {
        "per": known.minor_per_major, "most": MOST_MAJOR * known.minor_per_major, "like": like,
        "digits": "".join(page_cash(one * known.minor_per_major, code) for one in range(10)),
        "faces": [_face(face * known.minor_per_major, code) for face in faces],
    }  # fmt: skip


def _face(minor: int, code: str) -> tuple[int, str, str]:
    return minor, pieces(minor, code)[0], page_cash(minor, code)


def _sum(need: Any, name: str, quantity: int) -> dict[str, Any]:
    if not need.price_minor:
        return {"quantity": quantity, "text": f"{word(name)} {quantity}"}
    total = sum_of(need.price_minor, need.currency, quantity)
    return {
        "quantity": quantity, "text": f"{word(name)} {quantity}",
        "pieces": pieces(total, need.currency), "money": page_cash(total, need.currency),
    }  # fmt: skip


def page_cash(minor: int, code: str) -> str:
    """Return the numeral that stands beside a drawn pile."""
    return i18n.format.cash(minor, code)


def shell(**context: Any) -> Response:
    """Render the board that is kept on the phone."""
    return page("supplier/kept.html", **context)


def install(app: Flask) -> None:
    """Let supplier pages carry the app."""
    app.jinja_env.globals.update(
        covered=covered, shell_address=shell_address, app_icon=_icon, somebody_here=somebody_here
    )
