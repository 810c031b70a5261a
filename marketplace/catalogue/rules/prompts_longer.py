"""Words of what a supplier agrees to for longer, and of what she proposes; listed for voices.

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
