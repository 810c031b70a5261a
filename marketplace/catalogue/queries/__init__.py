"""What is read of the catalogue: frozen cards, never rows."""

from marketplace.catalogue.queries.goods import (
    GroupCard,
    LeafCard,
    UnitCard,
    category_id_of,
    groups,
    leaf,
    leaf_by_code,
    leaves,
    proposed_unit,
    unit,
    unit_by_code,
    units_of,
)
from marketplace.catalogue.queries.health import (
    Beat,
    Counts,
    DatabaseFacts,
    counts,
    database_facts,
    last_beat,
)
from marketplace.catalogue.queries.places import (
    DestinationCard,
    PlaceCard,
    destination,
    destinations,
    is_set_up,
    languages_of,
    place,
    places_of,
)
from marketplace.catalogue.queries.prices import price_reference_for
from marketplace.catalogue.rules.packed import sources

__all__ = [
    "Beat", "Counts", "DatabaseFacts", "DestinationCard", "GroupCard", "LeafCard", "PlaceCard",
    "UnitCard", "category_id_of", "counts", "database_facts", "destination", "destinations",
    "groups", "is_set_up", "languages_of", "last_beat", "leaf", "leaf_by_code", "leaves",
    "place", "places_of", "price_reference_for", "proposed_unit", "sources", "unit",
    "unit_by_code", "units_of",
]  # fmt: skip
