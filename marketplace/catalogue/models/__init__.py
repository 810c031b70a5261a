"""Tables of the catalogue, by theme."""

from marketplace.catalogue.models.goods import (
    Category,
    CategoryPaper,
    CategoryUnit,
    Paper,
    Unit,
    UnitStep,
)
from marketplace.catalogue.models.heartbeats import WorkerBeat
from marketplace.catalogue.models.places import (
    Destination,
    DestinationLanguage,
    Installation,
    MarketDay,
    Place,
    Season,
)
from marketplace.catalogue.models.prices import PriceReference, TypicalCost
from marketplace.catalogue.models.rulesets import RuleSetValue, RuleSetVersion

__all__ = [
    "Category", "CategoryPaper", "CategoryUnit", "Destination", "DestinationLanguage",
    "Installation", "MarketDay", "Paper", "Place", "PriceReference", "RuleSetValue",
    "RuleSetVersion", "Season", "TypicalCost", "Unit", "UnitStep",
    "WorkerBeat",
]  # fmt: skip
