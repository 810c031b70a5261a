"""Words of the market's figures."""

from marketplace.insight.rules.indicators import Unit
from marketplace.insight.rules.market import Standing
from marketplace.insight.rules.outcomes import Part, Split
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
INDICATORS = {
    "value": N_("Paid to suppliers"),
    "suppliers_paid": N_("Suppliers paid"),
    "active": N_("Suppliers active in 90 days"),
    "orders": N_("Orders"),
    "repeat_orders": N_("Repeat orders"),
    "on_time_in_full": N_("On time and in full"),
    "days_to_pay": N_("Days to pay"),
    "paid_on_time": N_("Paid on time"),
    "income_to_poor": N_("Income to the poor"),
    "income_each": N_("Income of each"),
    "women_share": N_("Women's share of value"),
    "youth_share": N_("Youth's share of value"),
    "imports_replaced": N_("Imports replaced"),
    "retention": N_("First-timers who stay"),
    "one_buyer_only": N_("With one buyer only"),
}
# The same sentences as in the docstrings, so that they can be translated; a test compares them.
FORMULAS = {
    "value": N_("Value traded = sum of the payments that suppliers confirmed in 90 days."),
    "suppliers_paid": N_("Suppliers paid = suppliers with a confirmed payment in 90 days."),
    "active": N_("Active suppliers = suppliers who delivered in 90 days."),
    "orders": N_("Orders = orders placed in 90 days."),
    "repeat_orders": N_(
        "Repeat orders = orders that are not the first between their two sides ÷ orders."
    ),
    "on_time_in_full": N_(
        "On time and in full = deliveries on their day and accepted whole ÷ deliveries."
    ),
    "days_to_pay": N_(
        "Days to pay = days from delivery to confirmed money, averaged over payments."
    ),
    "paid_on_time": N_(
        "Paid on time = confirmed payments that were not late ÷ confirmed payments."
    ),
    "income_to_poor": N_(
        "Income to the poor = confirmed payments to suppliers who say their trade is very small."
    ),
    "income_each": N_("Income each = value traded ÷ suppliers paid."),
    "women_share": N_(
        "Women's share of value = confirmed payments to women's trades ÷ value traded."
    ),
    "youth_share": N_(
        "Youth's share of value = confirmed payments to young people's trades ÷ value traded."
    ),
    "imports_replaced": N_(
        "Imports replaced = sales in 90 days of leaves that the buyer else brings from abroad."
    ),
    "retention": N_(
        "First-timer retention = first-timers who delivered again in 90 days ÷ first-timers."
    ),
    "one_buyer_only": N_(
        "One buyer only = suppliers with orders from one operator alone ÷ suppliers with orders."
    ),
}
UNITS = {
    Unit.DAYS: N_("days"),
    Unit.MONEY: N_("money"),
    Unit.ORDERS: N_("orders"),
    Unit.PEOPLE: N_("people"),
    Unit.PERCENT: N_("percent"),
}
SPLITS = {
    Split.SEX: N_("Sex"),
    Split.AGE: N_("Age"),
    Split.DISABILITY: N_("Disability"),
    Split.SIZE: N_("Size of the trade"),
    Split.DISTANCE: N_("Distance to the door"),
}
PARTS = {
    Part.WOMEN: N_("women's trades"),
    Part.YOUTH: N_("young people's trades"),
    Part.DISABLED: N_("people with a disability"),
    Part.MICRO: N_("very small trades"),
    Part.OTHERS: N_("others, or not said"),
    Part.NEAR: N_("less than 10 km"),
    Part.FAR: N_("10 km and more"),
    Part.UNKNOWN: N_("not asked to any door yet"),
}
