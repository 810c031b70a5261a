"""Words of the market's figures."""

from marketplace.insight.rules.market import Standing
from marketplace.insight.rules.power import PowerFlag
from marketplace.kernel.words import N_

STANDINGS = {
    Standing.BALANCED: N_("in balance"),
    Standing.CROWDED: N_("crowded"),
    Standing.GAP: N_("not filled"),
    Standing.UNASKED: N_("nobody asks"),
}
STANDING_MARKS = {
    Standing.BALANCED: "good",
    Standing.CROWDED: "bad",
    Standing.GAP: "wait",
    Standing.UNASKED: "",
}
POWER = {
    PowerFlag.DEPENDENT: N_("She sells mostly to this buyer"),
    PowerFlag.MUCH_LARGER: N_("The buyer is much larger"),
    PowerFlag.PAYS_LATE: N_("The buyer pays late"),
}
