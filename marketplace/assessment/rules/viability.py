"""Branch B without landed cost: can the operator afford it, can the supplier keep it up?"""

from fractions import Fraction

from marketplace.assessment.rules.inputs import Linkage, PriceReference
from marketplace.assessment.rules.numbers import percent, shown
from marketplace.assessment.rules.ruleset import BLOCKER, RuleSet
from marketplace.assessment.rules.signals import Figure, Signal
from marketplace.kernel.words import N_, Sentence


def bearable(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B2: extra yearly cost ÷ gross operating profit (paper §4)."""
    share = offer.landed.gop_share if offer.landed else None
    if share is None:
        return None
    level = 0 if share <= rules.viability_note else 2
    level = BLOCKER if share > rules.viability_block else level
    text = N_("The extra cost is %(share)s %% of gross operating profit.")
    figures: tuple[Figure, ...] = (("gop_share_percent", percent(share, 2)),)
    return Signal("B2", level, Sentence.of(text, share=percent(share, 2)), figures)


def keeps_up(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B3: committed ÷ proven capacity; ÷ claimed capacity where nothing is proven yet."""
    share = offer.capacity_share
    if share is None:
        return None
    proven = offer.capacity_proven is not False
    figures: tuple[Figure, ...] = (
        ("committed_percent", percent(share)),
        ("proven", str(proven).lower()),
    )
    text = (
        N_("%(share)s %% of what she has proven is committed.")
        if proven
        else N_("%(share)s %% of what she says she can make; nothing is proven yet.")
    )
    sentence = Sentence.of(text, share=percent(share))
    return Signal("B3", _capacity_level(share, rules, proven=proven), sentence, figures)


def _capacity_level(share: Fraction, rules: RuleSet, *, proven: bool) -> int:
    if share > rules.capacity_full:
        return BLOCKER
    if proven:
        return 0 if share <= rules.capacity_ok else 2
    return 1 if share <= rules.trial_share else 2


def is_perishable(offer: Linkage, rules: RuleSet) -> bool | None:
    """Tell whether it spoils within a week: as said, else by its shelf life."""
    if offer.perishable is not None or offer.shelf_life_days is None:
        return offer.perishable
    return offer.shelf_life_days <= rules.perishable_days


def single_source(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B4: one supplier, no back-up, and a thing that cannot wait."""
    if offer.single_source is None:
        return None
    if not offer.single_source:
        return Signal("B4", 0, Sentence(N_("There is more than one source, or a back-up.")))
    spoils = is_perishable(offer, rules)
    if not spoils and not offer.daily_need:
        return (
            None if spoils is None else Signal("B4", 0, Sentence(N_("One source, but it keeps.")))
        )
    days = offer.shelf_life_days
    quick = days is not None and days <= rules.very_perishable_days
    figures: tuple[Figure, ...] = () if days is None else (("shelf_life_days", shown(days)),)
    text = N_("One supplier and no back-up, for something that cannot wait.")
    return Signal("B4", 2 if quick else 1, Sentence(text), figures)


def usable(reference: PriceReference | None, rules: RuleSet) -> bool | None:
    """Tell whether a market reading counts: enough points, and not too old."""
    if reference is None:
        return None
    few = reference.n is not None and reference.n < rules.reference_points
    old = reference.age_months is not None and reference.age_months > rules.reference_months
    if few or old:
        return False
    return None if reference.n is None or reference.age_months is None else True


def donation_line(offer: Linkage, rules: RuleSet) -> Fraction | None:
    """Return the price over which it is a gift: 1.25 × the dearer of incumbent and market p90."""
    incumbent = offer.landed.incumbent if offer.landed else None
    reference = offer.price_reference
    if incumbent is None or reference is None or not usable(reference, rules):
        return None
    if incumbent.price is None or reference.p90 is None:
        return None
    return rules.donation_factor * max(incumbent.price, reference.p90)


def business_logic(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B5: a buyer whose only contact is charity, or a price that is a donation (paper §4)."""
    line = donation_line(offer, rules)
    if line is not None and offer.price is not None and offer.price > line:
        text = N_("%(price)s is a donation, over %(line)s: record it as sponsorship, not trade.")
        price, limit = shown(offer.price), shown(line)
        figures: tuple[Figure, ...] = (("price", price), ("donation_over", limit))
        return Signal("B5", 2, Sentence.of(text, price=price, line=limit), figures)
    if offer.csr_only:
        text = N_("The only contact is for charity; purchasing must be at the table.")
        return Signal("B5", 1, Sentence(text))
    if offer.csr_only is None:
        return None
    return Signal("B5", 0, Sentence(N_("Somebody who buys is the contact.")))


def time_to_spec(offer: Linkage, rules: RuleSet) -> Signal | None:
    """B6: months until the spec is met; the annex says less than a year."""
    months = offer.months_to_spec
    if months is None:
        return None
    level = 1 if months > rules.spec_note_months else 0
    level = BLOCKER if months > rules.spec_block_months else level
    figures: tuple[Figure, ...] = (("months_to_spec", shown(months)),)
    text = N_("About %(months)s months until the spec is met.")
    return Signal("B6", level, Sentence.of(text, months=shown(months)), figures)
