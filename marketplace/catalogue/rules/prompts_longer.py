"""Words of what a supplier agrees to for longer, proposes, pays and sells elsewhere.

Part of ``prompts``, whose rules hold here too.
"""

from marketplace.kernel.words import N_

AGREED = {
    "each_time": N_("Each time"),
    "for_longer": N_("For longer?"),
    "my_agreements": N_("For longer"),
    "no_agreements": N_("Nothing for longer yet."),
    "until": N_("Until then"),
    "agreement.draft": N_("Being checked"),
    "agreement.ended": N_("It is over"),
    "agreement.in_force": N_("You both agreed"),
    "agreement.notice": N_("It ends soon"),
    "agreement.offered": N_("Say yes?"),
    "agreement.refused": N_("Not agreed"),
    "refuse.not_now": N_("Not now"),
    "refuse.price": N_("Too little money"),
    "refuse.quantity": N_("Too much"),
    "refuse.terms": N_("Other reason"),
}
PROPOSED = {
    "i_can_also": N_("I can also"),
    "something_new": N_("Something new"),
    "proposal.open": N_("Helper has it"),
    "proposal.taken_back": N_("Taken back"),
    "proposal.to_read_back": N_("Say yes first"),
}
COSTS = {
    "cost.bought": N_("What you buy"),
    "cost.group": N_("Group money"),
    "cost.packing": N_("Packing"),
    "cost.spoiled": N_("What spoils"),
    "cost.transport": N_("The way there"),
    "cost.work": N_("Your work"),
    "costs_you": N_("It costs you"),
    "fair_price": N_("Fair price"),
    "for_how_many": N_("For how many?"),
    "i_know_send": N_("I know, send"),
    "nothing": N_("Nothing"),
    "under_cost": N_("You lose money"),
}
SALES = {
    "kept": N_("Thank you"),
    "more_than_all": N_("That is more than all."),
    "tap_one": N_("Tap one picture."),
    "who_else": N_("Who else buys?"),
    "sells.lodge": N_("Another lodge?"),
    "sells.market": N_("The market?"),
    "sells.neighbours": N_("Neighbours?"),
    "stones.0": N_("Nothing"),
    "stones.2": N_("A little"),
    "stones.5": N_("Half"),
    "stones.8": N_("Most"),
}
LONGER_PICTURED: dict[str, str] = {
    "agreement.draft": "seen",
    "agreement.ended": "late",
    "agreement.in_force": "agree",
    "agreement.notice": "wait",
    "agreement.offered": "ear",
    "agreement.refused": "no",
    "refuse.not_now": "wait",
    "refuse.price": "less-money",
    "refuse.quantity": "unit-headload",
    "refuse.terms": "talk",
    "proposal.open": "seen",
    "proposal.taken_back": "take-back",
    "proposal.to_read_back": "ear",
}
