"""Branch C, the second half: paid on time, not too dependent, a fair share, nothing tied up."""

from fractions import Fraction

from marketplace.assessment.rules.inputs import Linkage
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.overlap import group_of
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.assessment.rules.viability import is_perishable
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.words import N_, Sentence

CRAFT = "craft"


def dependency(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C4: the buyer's share of all her sales, once the record is long enough to speak."""
    if _too_early(offer, rules):
        return Signal("C4", 0, Sentence(N_("Too early to speak of dependency.")))
    share = offer.buyer_share
    if share is None or offer.sales_months is None or offer.sales_count is None:
        return None
    level = int(share >= rules.dependency_note) + int(share >= rules.dependency_cond)
    figures: tuple[Figure, ...] = (("buyer_share_percent", percent(share)),)
    text = N_("This buyer has %(share)s %% of all she sells.")
    return Signal("C4", level, Sentence.of(text, share=percent(share)), figures)


def _too_early(offer: Linkage, rules: RuleSet) -> bool:
    young = offer.sales_months is not None and offer.sales_months < rules.dependency_months
    few = offer.sales_count is not None and offer.sales_count < rules.dependency_sales
    return young or few


def counted_days(offer: Linkage) -> Fraction | None:
    """Return the promised days, or the buyer's measured median where it is worse."""
    told = [d for d in (offer.payment_days, offer.measured_payment_days) if d is not None]
    return max(told) if offer.payment_days is not None else None


def payment_days(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C5: days to payment; cash at the door or prepayment is always fine."""
    if offer.cash_at_door or offer.prepaid:
        return Signal("C5", 0, Sentence(N_("Paid at the door or before.")))
    days = counted_days(offer)
    if days is None:
        return None
    figures: tuple[Figure, ...] = (("days", shown(days)),)
    if offer.measured_payment_days is not None:
        figures = (*figures, ("measured", shown(offer.measured_payment_days)))
    text = N_("Paid after %(days)s days; cash at the door would settle it.")
    plain = N_("Paid after %(days)s days.")
    level = _pay_level(offer, days, rules)
    return Signal("C5", level, Sentence.of(text if level else plain, days=shown(days)), figures)


def _pay_level(offer: Linkage, days: Fraction, rules: RuleSet) -> int:
    spoils = bool(is_perishable(offer, rules))
    if spoils and days > rules.pay_block:
        return BLOCKER
    if not spoils and offer.micro_supplier is False:
        return 0
    return int(days > rules.pay_note) + int(days > rules.pay_cond)


def is_resale(offer: Linkage) -> bool:
    """Tell whether it is goods sold on (crafts, a shop), not a service to guests."""
    craft = offer.category is not None and group_of(offer.category) == CRAFT
    return craft or offer.route is Route.INPUT_OR_RESALE


def guest_share(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C6: the supplier's share of what the guest pays; nothing to share if used up."""
    share = offer.guest_share
    if share is None or offer.route is None or offer.route is Route.INPUT:
        return None
    figures: tuple[Figure, ...] = (("guest_share_percent", percent(share)),)
    text = N_("She gets %(share)s %% of what the guest pays.")
    level = _share_level(share, rules, resale=is_resale(offer))
    return Signal("C6", level, Sentence.of(text, share=percent(share)), figures)


def _share_level(share: Fraction, rules: RuleSet, *, resale: bool) -> int:
    if resale:
        return int(share < rules.resale_note)
    return int(share < rules.service_note) + int(share < rules.service_cond)


def exclusivity(offer: Linkage, rules: RuleSet) -> Signal | None:
    """C7: exclusivity only with a guaranteed minimum, and at most six months."""
    if offer.exclusivity is None:
        return None
    if not offer.exclusivity:
        return Signal("C7", 0, Sentence(N_("She may sell to anybody.")))
    if offer.exclusivity_minimum is False:
        return Signal("C7", 2, Sentence(N_("Exclusivity without a guaranteed minimum.")))
    months = offer.exclusivity_months
    if months is not None and months > rules.exclusivity_months:
        return Signal(
            "C7", 2, Sentence(N_("Exclusivity for too long.")), (("months", shown(months)),)
        )
    if months is None or offer.exclusivity_minimum is None:
        return None
    text = N_("Exclusivity with a guaranteed minimum and an early end.")
    return Signal("C7", 0, Sentence(text), (("months", shown(months)),))
