"""Destinations and their places; the coordinates are those of real villages."""

from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import geo, ids

WHERE = {
    "mto_wa_mbu": ("Mto wa Mbu", "town", -3_383_000, 35_855_000),
    "migombani": ("Migombani", "village", -3_375_000, 35_845_000),
    "majengo": ("Majengo", "village", -3_390_000, 35_870_000),
    "rhotia": ("Rhotia", "village", -3_310_000, 35_740_000),
    "karatu": ("Karatu", "town", -3_340_000, 35_670_000),
    "arusha": ("Arusha", "city", -3_370_000, 36_690_000),
}


def add_destination(session: Session, code: str = "mto_wa_mbu", **changes: object) -> Destination:
    """Add a destination with Tanzanian money and time; ``changes`` override columns."""
    values: dict[str, object] = {
        "public_id": ids.public_id(), "code": code, "name": "Mto wa Mbu and Karatu",
        "country": "TZ", "currency": "TZS", "guest_currency": "USD",
        "guest_rate_micro": 2_600_000_000, "timezone": "Africa/Dar_es_Salaam",
        "quick_buy_ceiling_minor": 15_000_000, "day_rate_minor": 600_000,
    }  # fmt: skip
    destination = Destination(**{**values, **changes})
    session.add(destination)
    session.flush()
    return destination


def add_place(session: Session, destination: Destination, code: str) -> Place:
    """Add one of the known places to a destination."""
    name, kind, lat, lon = WHERE[code]
    place = Place(
        public_id=ids.public_id(), destination_id=destination.id, code=code, name=name,
        kind=kind, lat_e6=lat, lon_e6=lon, cell=geo.cell(lat, lon),
    )  # fmt: skip
    session.add(place)
    session.flush()
    return place
