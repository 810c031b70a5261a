"""Changes to a linkage, each one a thing people could really do; recomputed, never guessed."""

from dataclasses import replace
from fractions import Fraction

from marketplace.assessment.rules.inputs import Core, Inputs, Landed, Linkage
from marketplace.assessment.rules.landed import costs, landed_cost
from marketplace.assessment.rules.numbers import cents_down, cents_up
from marketplace.assessment.rules.overlap import ANY_SLOT
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.catalogue.rules.lists import Route

SLOTS = ("morning", "midday", "afternoon", "evening")
NIGHT = "night"  # a bed cannot move to the morning
ELSEWHERE = "another place"
OTHER_GUESTS = "other guests"
# From least to most change of how the thing reaches the guest.
LADDER = (Route.INDEPENDENT, Route.REFERRED, Route.EMBEDDED)


def with_offer(inputs: Inputs, offer: Linkage) -> Inputs:
    """Return the same core products against another offer."""
    return replace(inputs, offer=offer)


def free_slot(inputs: Inputs) -> str | None:
    """Return a time of day at which none of the core products runs, if there is one."""
    taken = {core.slot for core in inputs.cores}
    if ANY_SLOT in taken or None in taken or inputs.offer.slot in (ANY_SLOT, NIGHT, None):
        return None
    return next((slot for slot in SLOTS if slot not in taken), None)


def at_slot(inputs: Inputs, slot: str) -> Inputs:
    """Move the offer to another time of day."""
    return with_offer(inputs, replace(inputs.offer, slot=slot))


def at_place(inputs: Inputs) -> Inputs:
    """Move the offer to a place where none of the core products runs."""
    return with_offer(inputs, replace(inputs.offer, zone=ELSEWHERE))


def for_other_guests(inputs: Inputs) -> Inputs:
    """Turn the offer to guests none of the core products is for."""
    return with_offer(inputs, replace(inputs.offer, segment=OTHER_GUESTS))


def at_guest_price(inputs: Inputs, price: Fraction) -> Inputs:
    """Let the guest pay another price."""
    return with_offer(inputs, replace(inputs.offer, guest_price=price))


def fair_guest_prices(inputs: Inputs, rules: RuleSet) -> tuple[Fraction, ...]:
    """Return the guest prices above today's at which a price signal eases, lowest first."""
    now = inputs.offer.guest_price
    if now is None:
        return ()
    shares = (rules.price_strong, rules.price_weak)
    wanted = {
        cents_up(share * core.price) for core in inputs.cores if core.price for share in shares
    }
    return tuple(sorted(price for price in wanted if price > now))


def next_routes(inputs: Inputs) -> tuple[Route, ...]:
    """Return the routes nearer to the operator than today's, nearest change first."""
    if inputs.offer.route not in LADDER:
        return ()
    return LADDER[LADDER.index(inputs.offer.route) + 1 :]


def by_route(inputs: Inputs, route: Route) -> Inputs:
    """Let the thing reach the guest another way, everything else unchanged."""
    return with_offer(inputs, replace(inputs.offer, route=route))


def through_desk(inputs: Inputs, rules: RuleSet) -> Inputs:
    """Sell by voucher at the operator's desk, for the usual disclosed fee."""
    offer = inputs.offer
    fee = rules.fee_high * (offer.guest_price or 0)
    income = max(offer.op_income or Fraction(0), fee)
    return with_offer(inputs, replace(offer, route=Route.REFERRED, op_income=income))


def within_product(inputs: Inputs) -> Inputs:
    """Work inside the operator's own product: his price, his margin, his guests."""
    prices = [core.price for core in inputs.cores if core.price]
    margins = [_margin_each(core) for core in inputs.cores]
    offer = replace(
        inputs.offer,
        route=Route.EMBEDDED,
        guest_price=max(prices, default=inputs.offer.guest_price),
        op_income=max(margins, default=inputs.offer.op_income),
    )
    return with_offer(inputs, offer)


def _margin_each(core: Core) -> Fraction:
    return (core.price or Fraction(0)) * (core.margin or 0)


def at_price(inputs: Inputs, price: Fraction) -> Inputs:
    """Pay the supplier another price, with what it does to landed cost and to profit."""
    offer = inputs.offer
    step = price - (offer.price if offer.price is not None else _local_price(offer.landed) or price)
    landed = None if offer.landed is None else _shift(offer.landed, step)
    paid = None if offer.price is None else price
    return with_offer(inputs, replace(offer, price=paid, landed=landed))


def paid_price(inputs: Inputs) -> Fraction | None:
    """Return what the supplier is paid per unit, wherever it was said."""
    offer = inputs.offer
    return offer.price if offer.price is not None else _local_price(offer.landed)


def _local_price(landed: Landed | None) -> Fraction | None:
    return None if landed is None or landed.local is None else landed.local.price


def _shift(landed: Landed, step: Fraction) -> Landed:
    if landed.local is None or landed.local.price is None:
        return landed
    local = replace(landed.local, price=max(Fraction(0), landed.local.price + step))
    return with_profit(landed, replace(landed, local=local))


def with_profit(before: Landed, after: Landed) -> Landed:
    """Scale the extra yearly cost with the extra cost per unit."""
    was, now = costs(before), costs(after)
    if before.gop_share is None or was is None or now is None or was[0] <= was[1]:
        return after
    factor = max(Fraction(0), now[0] - now[1]) / (was[0] - was[1])
    return replace(after, gop_share=before.gop_share * factor)


def price_for_ratio(inputs: Inputs, ratio: Fraction) -> Fraction | None:
    """Return the supplier's price at which local ÷ incumbent comes down to a ratio."""
    landed, paid = inputs.offer.landed, paid_price(inputs)
    room = _room(landed, ratio)
    if landed is None or room is None or landed.local is None or paid is None:
        return None
    carried = (landed.local.transport or 0) + (landed.local.handling or 0)
    local = cents_down(room - carried + (landed.local.risk_saving or 0))
    wanted = paid + local - (landed.local.price or 0)
    return wanted if local >= 0 and 0 <= wanted < paid else None


def _room(landed: Landed | None, ratio: Fraction) -> Fraction | None:
    """Return what price, carriage and handling may come to together at a ratio."""
    if landed is None or landed.local is None or landed.incumbent is None or costs(landed) is None:
        return None
    incumbent = landed_cost(landed.incumbent)
    return None if incumbent is None else incumbent * ratio * (1 - (landed.local.reject or 0))


def carriage_for_ratio(inputs: Inputs, ratio: Fraction) -> Fraction | None:
    """Return what carriage and handling may cost for local ÷ incumbent to come to a ratio."""
    landed = inputs.offer.landed
    room = _room(landed, ratio)
    if landed is None or landed.local is None or room is None:
        return None
    left = cents_down(room - (landed.local.price or 0) + (landed.local.risk_saving or 0))
    return left if left >= 0 else None


def at_carriage(inputs: Inputs, cost: Fraction) -> Inputs:
    """Bring it for less: with another run, or fetched by the operator."""
    landed = inputs.offer.landed
    if landed is None or landed.local is None:
        return inputs
    local = replace(landed.local, transport=cost, handling=Fraction(0))
    changed = with_profit(landed, replace(landed, local=local))
    return with_offer(inputs, replace(inputs.offer, landed=changed))
