"""Every number of the check, under a version. Defaults: the design's assessment rules."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Self

from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.numbers import Raw, as_decimal, exact
from marketplace.kernel.words import N_, Sentence
from marketplace.sourcing.rules.lists import MarginBand

BLOCKER = 3
# Operators tell a band, never a figure; in rising order.
BANDS = (
    MarginBand.UNDER_20,
    MarginBand.B20_30,
    MarginBand.B30_40,
    MarginBand.B40_50,
    MarginBand.OVER_50,
)
# Numbers that must not cross each other, or a worse case would get a milder level.
ORDERED: tuple[tuple[str, ...], ...] = (
    ("loss_note", "loss_cond", "loss_block"),
    ("ratio_ok", "ratio_note", "ratio_block"),
    ("viability_note", "viability_block"),
    ("price_strong", "price_weak"),
    ("diversion_0", "diversion_1", "diversion_2", "diversion_3"),
    ("relief_mid_from", "relief_high_from"),
    ("relief_high", "relief_mid"),
    ("trial_share", "capacity_full"),
    ("capacity_ok", "capacity_full"),
    ("very_perishable_days", "perishable_days"),
    ("spec_note_months", "spec_block_months"),
    ("dependency_note", "dependency_cond"),
    ("pay_note", "pay_cond", "pay_block"),
    ("service_cond", "service_note"),
    ("level_a4_weak", "level_a4_strong"),
    ("fee_low", "fee_high"),
)
# Numbers that divide something or whose logarithm is taken.
ABOVE_ZERO = frozenset(
    {"learning", "review_one_in", "room_days", "margin_half_band", "stress", "weight_price"}
)
NOT_OVER_ONE = frozenset(
    {
        "learning",
        "relief_high",
        "relief_mid",
        "included_factor",
        "diversion_other_segment",
        "record_unknown",
    }
    | {f"diversion_{overlaps}" for overlaps in range(4)}
)
LARGEST = 10**6


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """One version of the numbers. Shares are fractions of one; days, months and counts whole."""

    version: int = 1

    # Branch A, overlap with the core product
    level_a1_leaf: int = 2
    level_a1_group: int = 1
    level_a1_leaf_other: int = 1
    level_a1_group_other: int = 1
    level_a1_group_embedded: int = 0
    level_a3_same: int = 1
    level_a4_strong: int = 2
    level_a4_weak: int = 1
    level_a5_near_independent: int = 2
    level_a5_near_referred: int = 1
    level_a5_far_independent: int = 1
    level_a7_gap: int = 2
    level_a8_many: int = 1
    level_a9_secret: int = 2
    price_strong: Fraction = Fraction("0.70")
    price_weak: Fraction = Fraction("0.90")
    loss_note: Fraction = Fraction("0.01")
    loss_cond: Fraction = Fraction("0.03")
    loss_block: Fraction = Fraction("0.08")
    diversion_0: Fraction = Fraction("0.02")
    diversion_1: Fraction = Fraction("0.10")
    diversion_2: Fraction = Fraction("0.30")
    diversion_3: Fraction = Fraction("0.60")
    diversion_other_segment: Fraction = Fraction("0.25")
    relief_high_from: Fraction = Fraction("0.85")
    relief_high: Fraction = Fraction("0.3")
    relief_mid_from: Fraction = Fraction("0.70")
    relief_mid: Fraction = Fraction("0.7")
    included_factor: Fraction = Fraction("0.2")
    distinct_from: int = 3
    margin_band_1: Fraction = Fraction("0.15")
    margin_band_2: Fraction = Fraction("0.25")
    margin_band_3: Fraction = Fraction("0.35")
    margin_band_4: Fraction = Fraction("0.45")
    margin_band_5: Fraction = Fraction("0.55")
    margin_half_band: Fraction = Fraction("0.05")
    margin_default: Fraction = Fraction("0.35")
    util_default: Fraction = Fraction("0.60")
    room_days: int = 30
    stress: Fraction = Fraction("2")

    # Branch B, viability of both sides
    ratio_ok: Fraction = Fraction("1.00")
    ratio_note: Fraction = Fraction("1.10")
    ratio_block: Fraction = Fraction("1.25")
    learning: Fraction = Fraction("0.90")
    parity_months: int = 12
    viability_note: Fraction = Fraction("0.005")
    viability_block: Fraction = Fraction("0.02")
    capacity_ok: Fraction = Fraction("0.80")
    capacity_full: Fraction = Fraction("1.00")
    trial_share: Fraction = Fraction("0.25")
    perishable_days: int = 7
    very_perishable_days: int = 2
    donation_factor: Fraction = Fraction("1.25")
    spec_note_months: int = 6
    spec_block_months: int = 12

    # Branch C, what the supplier gets
    floor_factor: Fraction = Fraction("1.10")
    reference_points: int = 3
    reference_months: int = 12
    spread_share: Fraction = Fraction("0.85")
    spread_suppliers: int = 3
    dependency_months: int = 6
    dependency_sales: int = 3
    dependency_note: Fraction = Fraction("0.50")
    dependency_cond: Fraction = Fraction("0.75")
    pay_note: int = 7
    pay_cond: int = 14
    pay_block: int = 30
    service_note: Fraction = Fraction("0.60")
    service_cond: Fraction = Fraction("0.25")
    resale_note: Fraction = Fraction("0.50")
    exclusivity_months: int = 6

    # Conditions, signatures, clearances
    fee_low: Fraction = Fraction("0.10")
    fee_high: Fraction = Fraction("0.15")
    review_util: Fraction = Fraction("0.50")
    pilot_days: int = 30
    papers_days: int = 30
    step_days: int = 90
    expiry_months: int = 6
    clearance_months: int = 6
    review_one_in: int = 10
    review_days: int = 7
    wrong_ends: int = 2
    due_days: int = 30
    notice_days: int = 14  # until a new blocker stops new orders

    # Ranking of opened offers: points for each part, and when a record begins to speak
    weight_price: int = 40
    weight_on_time: int = 25
    weight_accepted: int = 20
    weight_newcomer: int = 15
    record_speaks_from: int = 3
    record_unknown: Fraction = Fraction("0.5")

    @classmethod
    def from_values(cls, version: int, values: Mapping[str, Raw]) -> Self:
        """Build a rule set from stored rows; a number not named keeps its default.

        Raises ``BadInput`` naming the key of an unknown, impossible or crossing number.
        """
        read = {key: _read(key, raw) for key, raw in values.items()}
        made = cls(version=version, **read)  # type: ignore[arg-type]  # types checked by _read
        _check_order(made)
        return made

    @staticmethod
    def one(key: str, raw: Raw) -> Fraction | int:
        """Read one number by itself; raises ``BadInput`` naming its key."""
        return _read(key, raw)

    def values(self) -> dict[str, Decimal]:
        """Return every number but the version, flat, as decimals ready to store."""
        return {key: as_decimal(Fraction(self.number(key))) for key in KINDS}

    def number(self, key: str) -> Fraction | int:
        """Return one number by its key."""
        value: Fraction | int = getattr(self, key)
        return value

    def diversion(self, overlaps: int) -> Fraction:
        """Return the share of users who would have bought the core product (rule of thumb)."""
        return (self.diversion_0, self.diversion_1, self.diversion_2, self.diversion_3)[overlaps]

    def band_middles(self) -> tuple[Fraction, ...]:
        """Return the margin used for each of the five bands."""
        return (
            self.margin_band_1,
            self.margin_band_2,
            self.margin_band_3,
            self.margin_band_4,
            self.margin_band_5,
        )

    def band_middle(self, band: MarginBand) -> Fraction:
        """Return the margin used for one band."""
        return self.band_middles()[BANDS.index(band)]

    def band_ends(self, margin: Fraction) -> tuple[Fraction, Fraction]:
        """Return both ends of the band a margin lies in."""
        half = self.margin_half_band
        under = [middle for middle in self.band_middles() if middle - half <= margin]
        middle = max(under, default=self.margin_band_1)
        return middle - half, middle + half


KINDS: dict[str, object] = {f.name: f.type for f in fields(RuleSet) if f.name != "version"}


def _read(key: str, raw: Raw) -> Fraction | int:
    if key not in KINDS:
        raise BadInput(key, Sentence(N_("the rule set knows no such number")))
    value = _number(key, raw)
    if KINDS[key] is not int:
        return value
    if value.denominator != 1:
        raise BadInput(key, Sentence(N_("must be a whole number")))
    return value.numerator


def _number(key: str, raw: Raw) -> Fraction:
    try:
        if isinstance(raw, bool):
            raise TypeError
        value = exact(raw)
    except (ArithmeticError, ValueError, TypeError):
        raise BadInput(key, Sentence(N_("must be a number"))) from None
    low = 0 if key not in ABOVE_ZERO else Fraction(1, LARGEST)
    if not low <= value <= _highest(key):
        raise BadInput(key, Sentence(N_("is outside what the rule can use")))
    return value


def _highest(key: str) -> int:
    if key.startswith("level_"):
        return BLOCKER
    return 1 if key in NOT_OVER_ONE else LARGEST


def _check_order(rule_set: RuleSet) -> None:
    for chain in ORDERED:
        for lower, upper in pairwise(chain):
            if rule_set.number(lower) > rule_set.number(upper):
                text = N_("must not be under %(lower)s")
                raise BadInput(upper, Sentence.of(text, lower=lower))


DEFAULT = RuleSet()
