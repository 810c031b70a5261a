"""Tables of the catalogue, by theme."""

from marketplace.catalogue.models.goods import (
    Category,
    CategoryPaper,
    CategoryUnit,
    Paper,
    Unit,
    UnitStep,
)
from marketplace.catalogue.models.heartbeats import (
    WorkerBeat,
)
from marketplace.catalogue.models.languages import (
    LanguageReview,
)
from marketplace.catalogue.models.pictures import (
    PictureAnswer,
    PictureSwap,
)
from marketplace.catalogue.models.places import (
    Destination,
    DestinationLanguage,
    Installation,
    MarketDay,
    Place,
    Season,
)
from marketplace.catalogue.models.prices import (
    PriceImport,
    PricePoint,
    PriceReference,
    TypicalCost,
)
from marketplace.catalogue.models.rulesets import (
    RuleSetValue,
    RuleSetVersion,
)
from marketplace.catalogue.models.specs import (
    CategorySpec,
    SpecPoint,
)
from marketplace.catalogue.models.voices import (
    Recording,
)

__all__ = [
    "Category", "CategoryPaper", "CategorySpec", "CategoryUnit", "Destination",
    "DestinationLanguage", "Installation", "LanguageReview", "MarketDay", "Paper",
    "PictureAnswer", "PictureSwap", "Place", "PriceImport", "PricePoint", "PriceReference",
    "Recording", "RuleSetValue", "RuleSetVersion", "Season", "SpecPoint", "TypicalCost", "Unit",
    "UnitStep", "WorkerBeat",
]  # fmt: skip
