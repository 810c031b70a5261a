"""The tables of an export: their columns, and what each column means."""

from dataclasses import dataclass

from marketplace.insight.rules.csv_text import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, and its meaning for whoever opens it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an export: a file of its own in CSV, a sheet of its own in XLSX."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    pairs = (line.strip().partition(": ") for line in text.strip().splitlines())
    return tuple(Column(name, meaning) for name, _, meaning in pairs)


_WHERE = """
destination: code of the destination
week: the Monday of the week it belongs to
"""
_GOODS = """
category: code of the leaf; empty where fewer than five suppliers stand behind it
group: code of the group of leaves; empty where fewer than five stand behind the rest of it
"""
_WHO = """
supplier: a name that stands for her, the same in every export of this installation
"""
_BOTH = f"""{_WHO}
buyer: a name that stands for the operator, the same in every export of this installation
"""
_ORDER = """
order: a name that stands for the order, the same in orders, deliveries and payments
"""


def _table(name: str, about: str, *parts: str) -> Table:
    lines = (line for part in parts for line in part.splitlines() if line.strip())
    return Table(name, about, _columns("\n".join(lines)))


NEEDS = _table(
    "needs", "What was asked for, as the public board showed it; only after answers ended.",
    _WHERE,
    """
    place: village of the door
    category: code of the leaf
    group: code of the group of leaves
    hs: Harmonised System code, where the leaf has one
    cpc: Central Product Classification code, where the leaf has one
    quantity: amount asked for
    unit: code of the unit
    unece: UN/CEFACT Recommendation 20 code of the unit, where it has one
    lane: quick, urgent, again or tender
    state: how it ended
    unfilled_because: why it was not filled
    """,
)  # fmt: skip
OFFERS = _table(
    "offers", "Offers that were answered, of needs that are opened; a sealed one never leaves.",
    _WHERE, _GOODS, _WHO,
    """
    quantity_from: amount offered, lower end of its band
    quantity_to: upper end; the same where the amount is exact
    unit: code of the unit
    price_from: price of one unit in the currency's major unit, lower end of its band
    price_to: upper end; the same where the price is exact
    currency: ISO 4217 code
    state: accepted, declined, lapsed or taken_back
    because: the reason a declined one was given
    entered_by: herself, helper or facilitator
    """,
)  # fmt: skip
ORDERS = _table(
    "orders", "What was ordered.", _ORDER, _WHERE, _GOODS, _BOTH,
    """
    quantity_from: amount ordered, lower end of its band
    quantity_to: upper end; the same where the amount is exact
    unit: code of the unit
    price_from: price of one unit in the currency's major unit, lower end of its band
    price_to: upper end; the same where the price is exact
    currency: ISO 4217 code
    state: how it ended or stands
    origin: offer, or again (ordered anew from the same supplier)
    payment_days: days until payment that were promised; 0 is cash at the door
    """,
)  # fmt: skip
DELIVERIES = _table(
    "deliveries", "What came to the door, and how much of it was accepted.",
    _ORDER, _WHERE, _GOODS, _BOTH,
    """
    accepted_percent: accepted of what was brought, in whole tens
    state: accepted, part or rejected
    rejected_because: why something was not accepted
    confirmed: 1 where she said that the note is so, else 0
    """,
)  # fmt: skip
PAYMENTS = _table(
    "payments", "What was owed, and what the supplier herself confirmed.",
    _ORDER, _WHERE, _GOODS, _BOTH,
    """
    amount_from: amount in the currency's major unit, lower end of its band
    amount_to: upper end; the same where the amount is exact
    currency: ISO 4217 code
    state: closed where she has confirmed it
    for: delivery, cancellation or correction
    method: cash, mobile_money or bank
    late_days: days after the promised day; 0 is on time
    """,
)  # fmt: skip
ASSESSMENTS = _table(
    "assessments", "What the linkage check said, and what the facilitator decided.",
    _WHERE, _GOODS, _BOTH,
    """
    state: cleared, signed, refused or waiting
    verdict: does it help both sides
    fairness: is it fair to the weaker side
    complete: 1 where nothing that the check asks for was missing
    rule_set: version of the rules it was worked out with
    """,
)  # fmt: skip
INDICATORS = _table(
    "indicators", "The indicator library, per destination and split; none on fewer than five.",
    """
    destination: code of the destination
    split: all, sex, age, disability, size or distance
    part: the part of the split
    indicator: code of the indicator
    value: the figure; empty where it rests on fewer than five people
    unit: what it counts; a money code, percent, days, people or orders
    people: suppliers it rests on; empty where fewer than five
    formula: how it is counted
    """,
)  # fmt: skip
EVERY = (NEEDS, OFFERS, ORDERS, DELIVERIES, PAYMENTS, ASSESSMENTS, INDICATORS)
