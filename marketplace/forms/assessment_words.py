"""What the check's page says beside the rules' own sentences: rules, figures, marks, reasons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol

from markupsafe import Markup

from marketplace.assessment.rules.clauses import OWN
from marketplace.assessment.rules.clearance import OutReason
from marketplace.assessment.rules.conditions import ConditionCode, condition
from marketplace.assessment.rules.fingerprint import Standing
from marketplace.assessment.rules.inputs import Core
from marketplace.assessment.rules.lists import DueReason, RefuseReason
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import NAMES
from marketplace.assessment.rules.signing import SignRefusal
from marketplace.catalogue.words import PAPER_NAMES
from marketplace.i18n import gettext, say
from marketplace.i18n.format import number
from marketplace.kernel.words import N_, Sentence
from marketplace.sourcing.rules.lists import MarginBand
from marketplace.web.pages import leaf_name
from marketplace.web.pictures import picture_book
from marketplace.web.remarks import remark

MARKS = {"clear": "good", "conditions": "wait", "block": "bad"}
VERDICTS = {
    "clear": N_("This linkage helps both sides"),
    "conditions": N_("It works under conditions"),
    "block": N_("Not as a linkage with this operator"),
}
SHORT = {"clear": N_("clear"), "conditions": N_("conditions"), "block": N_("block")}
FAIRNESS = {
    "clear": N_("Fair to the supplier"),
    "conditions": N_("Fair to the supplier under conditions"),
    "block": N_("Not fair to the supplier"),
}
STATES = {
    "cleared": N_("let through by a clearance"),
    "refused": N_("refused"),
    "signed": N_("signed"),
    "superseded": N_("laid aside"),
    "waiting": N_("waits for you"),
}
OUT = {
    OutReason.AGREEMENT: N_("Terms for longer are signed by themselves"),
    OutReason.BLOCKED: N_("The check says no"),
    OutReason.CURRENCY: N_("The clearance is in another currency"),
    OutReason.EXPIRED: N_("The clearance ran out"),
    OutReason.INCOMPLETE: N_("Something is not known yet"),
    OutReason.NEW_CONDITION: N_("A new condition is proposed"),
    OutReason.NOT_IN_FORCE: N_("No clearance covers this operator and these goods"),
    OutReason.OVER_TRUST_STEP: N_("It is large for one of her first orders"),
    OutReason.PRICE_HIGH: N_("The price is over the clearance"),
    OutReason.PRICE_LOW: N_("The price is under the clearance"),
    OutReason.QUANTITY: N_("The quantity is over the clearance"),
    OutReason.SEASON: N_("The month is outside the clearance"),
    OutReason.UNFAIR: N_("The check says it is not fair to her"),
    OutReason.UNIT: N_("The clearance is for another unit"),
}
REFUSED = {
    RefuseReason.CORE_PRODUCT: N_("It would take guests from what the operator lives from"),
    RefuseReason.OTHER_WAY: N_("Both sides go another way"),
    RefuseReason.PAPERS: N_("Safety, papers or the law stand against it"),
    RefuseReason.PRICE: N_("The price or the payment does not pay her work"),
    RefuseReason.TOO_MUCH: N_("She cannot keep up so much"),
}
REVIEWS = {
    "first_sale": N_("her first sale"),
    "one_in_ten": N_("one in ten, drawn by lot"),
}
OWNERS = {
    "both": N_("both"),
    "buyer": N_("the buyer"),
    "facilitator": N_("you"),
    "supplier": N_("the supplier"),
}
FIGURES = {
    "asks_exclusivity": N_("asks exclusivity"),
    "at_risk": N_("at risk a month"),
    "buyer_share_percent": N_("this buyer's share of her sales"),
    "cash_cost": N_("cash cost"),
    "children": N_("children"),
    "committed_percent": N_("promised of capacity"),
    "core": N_("core product"),
    "core_price": N_("core price"),
    "core_product": N_("core product"),
    "cost": N_("cost with her work"),
    "days": N_("promised days"),
    "diversion_percent": N_("guests who would switch"),
    "donation_over": N_("a donation over"),
    "existing_similar": N_("alike within 15 km"),
    "fair_price": N_("fair price"),
    "gop_share_percent": N_("of gross profit"),
    "gross_percent": N_("gross loss"),
    "guest_price": N_("guest pays"),
    "guest_share_percent": N_("her share of the guest's price"),
    "incumbent": N_("paid now, landed"),
    "local": N_("hers, landed"),
    "margin_per_guest": N_("margin per guest"),
    "measured": N_("measured days"),
    "median": N_("paid to others"),
    "monthly_margin": N_("margin a month"),
    "months": N_("months"),
    "months_to_spec": N_("months to the spec"),
    "net_percent": N_("net loss"),
    "offer": N_("proposed"),
    "operator_income_percent": N_("income to the operator"),
    "p10": N_("market's low"),
    "p90": N_("market's high"),
    "parity_month": N_("level after months"),
    "price": N_("price"),
    "proven": N_("proven by deliveries"),
    "ratio": N_("ratio"),
    "reveals_secret": N_("shows a secret"),
    "route": N_("route"),
    "safety": N_("papers and hazards"),
    "shelf_life_days": N_("shelf life in days"),
    "staged": N_("staged for visitors"),
    "users": N_("guests a month"),
    "why": N_("why"),
}
VALUES = {
    "true": N_("yes"), "false": N_("no"), "ok": N_("complete"), "gap": N_("a gap"),
    "high": N_("serious hazard"), "illegal": N_("against the law"), "none": N_("none"),
    "guarded": N_("guarded"), "harm": N_("in harm"),
    "embedded": N_("part of the operator's own product"),
    "independent": N_("straight to guests"), "input": N_("used up by the operator"),
    "input_or_resale": N_("used, or sold in the operator's shop"),
    "referred": N_("guests pay her, the operator's desk knows"),
}  # fmt: skip
MISSING = {
    "A7": N_("Somebody who has seen the papers and the place."),
    "B1": N_("The buyer: what it costs him today, landed."),
    "B3": N_("The supplier: how much she can bring in a week."),
    "C1": N_("The supplier: what one unit costs her."),
    "C5": N_("The buyer: after how many days he pays."),
}
MISSING_OVERLAP = N_("The operator and you: which guests, when, where, at what price.")
BANDS = {
    MarginBand.B20_30: "20–30", MarginBand.B30_40: "30–40", MarginBand.B40_50: "40–50",
    MarginBand.OVER_50: "> 50", MarginBand.UNDER_20: "< 20",
}  # fmt: skip
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


class Figure(Protocol):
    """A figure that went in, and where it came from."""

    @property
    def key(self) -> str: ...
    @property
    def source(self) -> str: ...


class Named(Protocol):
    """A field of a form."""

    name: str
    id: str


NO_SIGNING = {
    SignRefusal.BLOCKED: N_("The check says no: nobody may sign it. Go one of the ways back."),
    SignRefusal.INCOMPLETE: N_("It cannot be signed while something is not known."),
    SignRefusal.UNFAIR: N_("Nobody may sign what is not fair to the supplier."),
}
STANDINGS = {
    Standing.FRESH: N_("fresh"),
    Standing.DUE_FOR_REVIEW: N_("due for review"),
    Standing.STALE: N_("needs a new signature"),
    Standing.STOP_AFTER_NOTICE: N_("stops after the notice"),
    Standing.STOP_NOW: N_("stopped"),
}
DUE = {
    DueReason.BLOCKER: N_("A signal became a blocker since it was signed."),
    DueReason.CONDITION_BROKEN: N_("A condition was not kept."),
    DueReason.CONDITION_DUE: N_("A condition is past its day and nobody looked at it."),
    DueReason.CORE_PRODUCT: N_("The operator's core product changed."),
    DueReason.EXPIRED: N_("The signature ran out."),
    DueReason.INPUTS: N_("What the signature rests on changed."),
    DueReason.RULE_SET: N_("A new rule set is in force."),
}
SOURCES = {
    "catalogue": N_("the list of goods"), "core_product": N_("the operator"),
    "incumbent": N_("the buyer"), "judged": N_("a facilitator"), "market": N_("the market"),
    "need": N_("the need"), "offer": N_("the offer"), "own_cost": N_("her own costs"),
    "papers": N_("her papers"), "records": N_("the records"), "register": N_("the register"),
    "typical_cost": N_("typical costs here"),
}  # fmt: skip


def name_of(code: str) -> str:
    """Return a signal's name, a message id."""
    return NAMES[code]


def clause(code: str, rules: RuleSet = DEFAULT) -> str:
    """Say a condition with a rule set's numbers; one in own words has no other."""
    return "" if code == OWN else say(condition(ConditionCode(code), "", rules).text)


def clause_line(code: str, rules: RuleSet = DEFAULT, note: str | None = None) -> Markup:
    """Say a condition, and what the facilitator wrote beside it in the language he wrote it in."""
    return Markup(" ").join(filter(None, (clause(code, rules), remark(note))))


def looked_at(today: date, days: int) -> date:
    """Return the day a condition is looked at if it is signed today."""
    return today + timedelta(days=days)


def core_picture(category: str | None) -> str:
    """Return the picture of a core product: its leaf's, else a lodge."""
    name = (category or "").rpartition(".")[2].replace("_", "-")
    return name if name in picture_book() else "lodge"


def core_line(core: Core) -> str:
    """Say what is known of a core product; private to the operator and the facilitator."""
    parts = [part.replace("_", " ") for part in (core.segment, core.slot, core.zone) if part]
    if core.price is not None:
        parts.append(gettext(N_("%(price)s per guest")) % {"price": number(float(core.price))})
    if core.margin_band is not None:
        parts.append(gettext(N_("margin %(band)s %%")) % {"band": BANDS[core.margin_band]})
    elif core.margin is not None:
        parts.append(gettext(N_("margin about %(share)s %%")) % {"share": _percent(core.margin)})
    if core.capacity is not None:
        parts.append(gettext(N_("%(n)s places a month")) % {"n": number(float(core.capacity))})
    if core.util is not None:
        parts.append(gettext(N_("%(share)s %% used")) % {"share": _percent(core.util)})
    return " · ".join(parts)


def _percent(share: Fraction) -> str:
    return number(float(round(share * 100, 1)))


def who_knows(code: str) -> str:
    """Say who can know what a missing signal needs."""
    return gettext(MISSING.get(code, MISSING_OVERLAP))


def papers(text: str) -> str:
    """Say the papers that a text of the check lists by their codes; other texts as they are."""
    return ", ".join(gettext(PAPER_NAMES.get(part, part)) for part in text.split(", "))


def said_of(text: Sentence) -> str:
    """Say a signal's sentence, with missing papers by their names."""
    params = ((k, papers(str(v)) if k == "why" else v) for k, v in text.params)
    return say(replace(text, params=tuple((k, v) for k, v in params)))


def figures(told: tuple[tuple[str, float | str], ...]) -> str:
    """Say the figures a signal used; the core product stands above, in its own box."""
    return " · ".join(figure(name, value) for name, value in told if name != "core_product")


def figure(name: str, value: float | str) -> str:
    """Say one figure that a signal used: its name and its value."""
    label = gettext(FIGURES.get(name, name))
    return f"{label} {_value(name, value)}"


def _value(name: str, value: float | str) -> str:
    if isinstance(value, str):
        return (
            gettext(VALUES[value])
            if value in VALUES
            else papers(leaf_name(value)).replace("_", " ")
        )
    return f"{number(value)} %" if name.endswith("_percent") else number(value)


def months_said(months: tuple[int, ...]) -> str:
    """Say months of the year; all twelve as the whole year."""
    if len(set(months)) == len(MONTHS):
        return gettext(N_("the whole year"))
    return ", ".join(gettext(MONTHS[month - 1]) for month in sorted(months))


def from_where(known: Iterable[Figure], name: str) -> str:
    """Say where a figure comes from that is known already; nothing where it is not."""
    found = (SOURCES[one.source] for one in known if one.key == f"offer.{name}")
    source = next(found, None)
    return gettext(N_("from %(source)s")) % {"source": gettext(source)} if source else ""


def numbered(form: Iterable[Named], number: int) -> str:
    """Give a form's fields ids of their own where a page shows it more than once."""
    for field in form:
        field.id = f"{field.name}-{number}"
    return ""
