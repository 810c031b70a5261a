"""Forms about cost: what an operator pays today, and what making things typically costs here."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectField

from marketplace.forms.base import AmountField, HouseForm, WholeField
from marketplace.forms.words import choices
from marketplace.kernel.words import N_


class _GoodsForm(HouseForm):
    """What they share: one unit of one leaf, said as ``leaf:unit``."""

    goods = SelectField(N_("For one"))

    def offer(self, pairs: Iterable[tuple[str, str]]) -> Any:
        """Set the list of goods: (``leaf:unit``, words)."""
        self.goods.choices = choices(dict(pairs))
        return self


class IncumbentForm(_GoodsForm):
    """What one unit costs today, landed at the door."""

    price = AmountField(N_("Price for one today"))
    transport = AmountField(N_("Transport for one"), needed=False)
    handling = AmountField(N_("Handling for one"), needed=False)
    reject = WholeField(N_("Thrown away, in percent"), needed=False, most=90)
    in_house = BooleanField(N_("Our own people make or do it"))


class TypicalForm(_GoodsForm):
    """What one unit typically costs whoever makes it."""

    cash = AmountField(N_("Cash out of her hand for one"))
    minutes = WholeField(N_("Minutes of work for one"), most=100_000)
