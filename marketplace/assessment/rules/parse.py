"""From data (a JSON object) to typed inputs. The format: design/assessment.md, last section."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from marketplace.assessment.rules.inputs import (
    Children,
    Core,
    CostSource,
    Inputs,
    Landed,
    Linkage,
    PriceReference,
    PriceSpread,
    Safety,
    Side,
)
from marketplace.assessment.rules.readers import (
    Reader,
    bad,
    code,
    flag,
    months,
    number,
    one_of,
    share_below_one,
    table,
    text,
    whole,
)
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.lists import MarginBand

# What a worked case carries beside the two: kept with the file, of no meaning to the check.
REMARKS = frozenset({"id", "title", "note", "expected", "signals", "expected_conditions_text"})
MOST_CORES = 50


# Bands as the design writes them, beside the codes the database keeps.
BANDS: dict[str, MarginBand] = {
    "<20": MarginBand.UNDER_20,
    ">50": MarginBand.OVER_50,
    **{band.value: band for band in MarginBand},
}


def _margin(path: str, value: object) -> Fraction | MarginBand:
    if isinstance(value, str):
        if value not in BANDS:
            known = ", ".join(BANDS)
            raise bad(path, N_("must be a share or one of the bands: %(known)s"), known=known)
        return BANDS[value]
    made: Fraction = number(0, 1)(path, value)
    return made


_SHARE = number(0, 1)
_MONEY = number()

CORE: dict[str, Reader] = {
    "name": text, "role": text, "category": code, "segment": text, "slot": text, "zone": text,
    "price": _MONEY, "margin": _margin, "capacity": number(), "rooms": number(), "util": _SHARE,
    "included": flag, "must_stay_ours": flag,
}  # fmt: skip
SIDE: dict[str, Reader] = {
    "price": _MONEY, "transport": _MONEY, "handling": _MONEY, "risk_saving": _MONEY,
    "reject": share_below_one,
}  # fmt: skip
REFERENCE: dict[str, Reader] = {
    "p10": _MONEY, "p90": _MONEY, "n": whole(), "age_months": number(),
}  # fmt: skip
SPREAD: dict[str, Reader] = {"median": _MONEY, "suppliers": whole()}


def _side(path: str, value: object) -> Side:
    return Side(**table(path, value, SIDE))


# A saving is an extra cost under zero, so this one share may be negative.
LANDED: dict[str, Reader] = {"local": _side, "incumbent": _side, "gop_share": number(-100, 100)}


def _landed(path: str, value: object) -> Landed:
    return Landed(**table(path, value, LANDED))


def _reference(path: str, value: object) -> PriceReference:
    made = PriceReference(**table(path, value, REFERENCE))
    if made.p10 is not None and made.p90 is not None and made.p10 > made.p90:
        raise bad(f"{path}.p10", N_("must not be over %(upper)s"), upper="p90")
    return made


def _spread(path: str, value: object) -> PriceSpread:
    return PriceSpread(**table(path, value, SPREAD))


OFFER: dict[str, Reader] = {
    "category": code, "route": one_of(Route), "segment": text, "slot": text, "zone": text,
    "guest_price": _MONEY, "users": number(), "op_income": _MONEY,
    "quantity": number(), "unit": text, "season": months,
    "safety": one_of(Safety), "safety_text": text, "children": one_of(Children),
    "existing_similar": whole(), "staged": flag, "secrecy": flag,
    "exclusivity": flag, "exclusivity_minimum": flag, "exclusivity_months": number(),
    "capacity_share": number(), "capacity_proven": flag, "landed": _landed,
    "single_source": flag, "daily_need": flag, "shelf_life_days": number(),
    "csr_only": flag, "months_to_spec": number(),
    "price": _MONEY, "cash_cost": _MONEY, "cost": _MONEY, "cost_source": one_of(CostSource),
    "one_off_reason": text, "price_reference": _reference, "price_spread": _spread,
    "payment_days": number(), "measured_payment_days": number(), "cash_at_door": flag,
    "prepaid": flag, "micro_supplier": flag, "perishable": flag,
    "buyer_share": _SHARE, "sales_months": number(), "sales_count": whole(),
    "guest_share": _SHARE,
}  # fmt: skip


def parse(data: object) -> Inputs:
    """Return the typed inputs of one check.

    Raises ``BadInput`` naming the key of a value that cannot be used, or a key not known.
    """
    if not isinstance(data, Mapping):
        raise bad("the file", N_("must be an object with keys"))
    for key in data:
        if key not in {"core", "offer"} | REMARKS:
            raise bad(str(key), N_("is not a key the check knows"))
    if data.get("offer") is None:
        raise bad("offer", N_("is missing"))
    return Inputs(_cores(data.get("core")), _offer(data["offer"]))


def _core(path: str, value: object) -> Core:
    read = table(path, value, CORE)
    if isinstance(read.get("margin"), MarginBand):
        read["margin_band"] = read.pop("margin")
    return Core(**read)


def _cores(value: object) -> tuple[Core, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return (_core("core", value),)
    if len(value) > MOST_CORES:
        raise bad("core", N_("has more than %(most)s entries"), most=MOST_CORES)
    return tuple(_core(f"core[{at}]", one) for at, one in enumerate(value))


def _offer(value: object) -> Linkage:
    read: dict[str, Any] = table("offer", value, OFFER)
    made = Linkage(**read)
    if made.cash_cost is not None and made.cost is not None and made.cash_cost > made.cost:
        raise bad("offer.cash_cost", N_("must not be over %(upper)s"), upper="cost")
    return made
