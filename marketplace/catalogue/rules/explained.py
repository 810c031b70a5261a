"""The two-minute explainer of each kind of person: what a linkage is, and what is asked of whom.

Supplier development helps a firm that sells already; a linkage begins with one who cannot yet, and
must still be good business for both (Ashley et al., annex, question 1). Said aloud and printed.
"""

from marketplace.kernel.words import N_

SUPPLIER = (
    N_("Lodges and hotels near you need things every day."),
    N_("You see what they need, how much, and for how much money."),
    N_("You choose. If you can, you say yes. If you cannot, you say not me."),
    N_("Nobody else sees your price before the time is over."),
    N_("The price must be good for you. If it is too low, a red hand tells you."),
    N_("A helper looks at each linkage: is it fair for you, and good for the lodge?"),
    N_("When they choose you, you bring it, and they weigh it in front of you."),
    N_("The money is finished only when you say: I have it."),
    N_("If something was not right, you say so, and it counts."),
    N_("It costs you nothing. You may stop whenever you want."),
)
BUYER = (
    N_("A linkage is trade, not a gift: you buy what you need, from people near you."),
    N_("It differs from supplier development: it begins with people who do not sell to you yet."),
    N_("So it needs patience at first: small orders, a trial, clear signs of what is good."),
    N_("You say what you need, when, and for how much. Suppliers answer in pictures."),
    N_("All offers open at the same moment, and nobody is ranked by poverty."),
    N_("The check refuses what would cost you more than it brings, or leave her too little."),
    N_("At the door you weigh together, and say with a picture what was not right."),
    N_("How fast you pay stands on your next need, before anybody answers it."),
    N_("A facilitator helps both sides. She earns nothing from the price."),
)
FACILITATOR = (
    N_("You bring together a lodge that needs and a supplier who can."),
    N_("A linkage is more than supplier development: the supplier is poor, and new to the market."),
    N_("It must still be good business for both, or it ends when the project ends."),
    N_("You look at each need before suppliers see it: is it clear, is it possible here?"),
    N_("You read every offer that you wrote for somebody back to her, in her language."),
    N_("The check asks: does it pay for the lodge, and is it fair for her?"),
    N_("Where it says no, it shows ways back: less, later, together, with a trial."),
    N_("Who wrote an offer does not sign its check alone, when it is large."),
    N_("You declare what you have to do with either side, and you take no money for it."),
)
SUPPORT = (
    N_("Poor suppliers cannot yet do all that a lodge asks. That is where you come in."),
    N_("Supplier development makes a good firm better. A linkage makes a first sale possible."),
    N_("When goods are sent back, you see why: too small, late, not fresh."),
    N_("Help with that one thing first: grading, packing, cold, the way there."),
    N_("A plan has an end, at the latest after a year. Then trade must stand by itself."),
)
OBSERVER = (
    N_("Here you see what linkages bring: orders that come again, money that stays here."),
    N_("You see sums and shares, never one person's poverty or price."),
    N_("What counts is trade in the last ninety days, not how many are registered."),
    N_("Do no harm: no price is fixed by decree, and no order is given for show."),
)
EXPLAINED: dict[str, tuple[str, ...]] = {
    "supplier": SUPPLIER,
    "buyer": BUYER,
    "facilitator": FACILITATOR,
    "support": SUPPORT,
    "observer": OBSERVER,
}
ALOUD: dict[str, str] = {
    f"{actor}.{number}": text
    for actor, texts in EXPLAINED.items()
    for number, text in enumerate(texts, start=1)
}


def tokens_of(actor: str) -> tuple[str, ...]:
    """Return what is said to one kind of person, as tokens."""
    return tuple(f"aloud:{actor}.{number}" for number, _ in enumerate(EXPLAINED[actor], start=1))
