"""What is written of the catalogue."""

from marketplace.catalogue.actions.clockwork import (
    move_clock,
)
from marketplace.catalogue.actions.heartbeat import (
    beat,
    worker_beat,
)
from marketplace.catalogue.actions.import_prices import (
    ImportReport,
    import_prices,
)
from marketplace.catalogue.actions.load import (
    load_catalogue,
)
from marketplace.catalogue.actions.load_prices import (
    load_price_references,
)

__all__ = [
    "ImportReport", "beat", "import_prices", "load_catalogue", "load_price_references",
    "move_clock", "worker_beat",
]  # fmt: skip
