"""What the need check found, as kind sentences beside their fields, each with its remedy."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.forms.remedies import Answer, Remedy
from marketplace.i18n import format as shown
from marketplace.i18n import gettext, ngettext
from marketplace.kernel.money import Money
from marketplace.kernel.words import N_
from marketplace.sourcing.rules.need_check import MAX_NUMBER, Finding, NeedFinding
from marketplace.web.hand import amount

Answers = dict[str, list[Answer]]


@dataclass(frozen=True, slots=True)
class About:
    """What the sentences speak of: currency, unit, the day asked and the door's next open days."""

    currency: str
    unit_code: str
    day: date | None
    open_days: tuple[date, ...] = ()

    @property
    def later(self) -> date | None:
        """The next open day after the one that was asked."""
        return next((one for one in self.open_days if self.day is None or one > self.day), None)


Said = tuple[str, tuple[Remedy, ...]]
Speaker = Callable[[Finding, About], Said]


def plain(minor: int, currency: str) -> str:
    """Write minor units as they are typed into a field."""
    return f"{Money(minor, currency).major.normalize():f}"


def _at_door(_finding: Finding, _about: About) -> Said:
    text = gettext("Within 36 hours is urgent, and urgent is paid in cash at the door.")
    return text, (Remedy.of(gettext("Pay at the door and ask"), pay="door"),)


def _lead_time(finding: Finding, _about: About) -> Said:
    ready = finding.proposed_day
    text = gettext("This is made by hand: all of it can be ready about %(day)s.")
    return text % {"day": shown.day(ready) if ready else "?"}, _days(ready)


def _nobody(_finding: Finding, _about: About) -> Said:
    text = N_(
        "We know nobody near with this free that week. It stands on the public board all the"
        " same, and your facilitator sees it."
    )
    return gettext(text), ()


def _not_urgent(_finding: Finding, _about: About) -> Said:
    return gettext("This is more than 36 hours away, so it need not be urgent."), ()


def _number(finding: Finding, _about: About) -> Said:
    most = finding.proposed_quantity or MAX_NUMBER
    if finding.proposed_unit is None:
        text = gettext("Two digits are read by everybody, three are not: 99 is the most in a need.")
        return text, (Remedy.of(gettext("Ask for %(n)s") % {"n": most}, quantity=most),)
    text = gettext("Two digits are read by everybody, three are not. A bigger unit is understood.")
    bigger = amount(most, finding.proposed_unit)
    label = gettext("%(amount)s instead") % {"amount": bigger}
    return text, (Remedy.of(label, unit=finding.proposed_unit, quantity=most),)


def _often(_finding: Finding, _about: About) -> Said:
    text = N_(
        "More than a fifth of what you asked for in 90 days was urgent. Two days ahead bring more"
        " answers, and kinder prices."
    )
    return gettext(text), ()


def _ceiling(finding: Finding, about: About) -> Said:
    text = N_(
        "This is worth more than a quick buy may be here. More needs a tender with sealed offers:"
        " open one from your needs."
    )
    most = min(finding.proposed_quantity or 0, MAX_NUMBER)
    if not most:
        return gettext(text), ()
    label = gettext("Ask for %(amount)s now") % {"amount": amount(most, about.unit_code)}
    return gettext(text), (Remedy.of(label, quantity=most),)


def _papers(_finding: Finding, _about: About) -> Said:
    return gettext("This asks for papers that the law does not."), ()


def _late_payment(finding: Finding, _about: About) -> Said:
    days = finding.proposed_days or 0
    text = ngettext(
        "A quick buy is paid within %(n)s day.", "A quick buy is paid within %(n)s days.", days
    ) % {"n": days}
    label = ngettext("Pay within %(n)s day", "Pay within %(n)s days", days) % {"n": days}
    return text, (Remedy.of(label, days=days, pay="days"),)


def _no_price(finding: Finding, about: About) -> Said:
    text = gettext("Nobody has paid for this yet and no market near tells. Please write a price.")
    return text, _prices(finding, about)


def _low_price(finding: Finding, about: About) -> Said:
    text = gettext("Nine of ten on the market pay more than this; few may answer.")
    return text, _prices(finding, about)


def _urgent_price(finding: Finding, about: About) -> Said:
    text = gettext("Urgent pays at least what the middle of the market pays.")
    return text, _prices(finding, about)


def _tender(_finding: Finding, _about: About) -> Said:
    text = N_(
        "Your guests meet this themselves, so it needs a tender with sealed offers and the full"
        " check. Open one from your needs."
    )
    return gettext(text), ()


def _shut(finding: Finding, about: About) -> Said:
    weekday = shown.weekday(about.day) if about.day else "?"
    text = gettext("Your door is shut on %(weekday)s. Will somebody be there to receive it?")
    yes = Remedy.of(gettext("Yes, somebody will be there"), confirmed=finding.kind.value)
    return text % {"weekday": weekday}, (yes, *_days(about.later))


def _large(finding: Finding, about: About) -> Said:
    parts = ", ".join(amount(part, about.unit_code) for part in finding.lots)
    text = gettext("No one near has so much free that week; together they have: %(parts)s.")
    if not finding.proposed_quantity:
        return text % {"parts": parts}, ()
    label = gettext("In lots of %(amount)s") % {
        "amount": amount(finding.proposed_quantity, about.unit_code)
    }
    return text % {"parts": parts}, (Remedy.of(label, lot=finding.proposed_quantity),)


def _past(_finding: Finding, about: About) -> Said:
    return gettext("The door has shut on this day already."), _days(about.later)


def _soon(_finding: Finding, about: About) -> Said:
    text = gettext("The door shuts before suppliers had time to answer.")
    return text, _days(about.later)


def _days(day: date | None) -> tuple[Remedy, ...]:
    if day is None:
        return ()
    label = gettext("Take %(day)s") % {"day": shown.day(day)}
    return (Remedy.of(label, day=day.isoformat(), other_day=""),)


def _prices(finding: Finding, about: About) -> tuple[Remedy, ...]:
    minor = finding.proposed_minor
    if minor is None:
        return ()
    label = gettext("Offer %(money)s") % {"money": shown.money(minor, about.currency)}
    return (Remedy.of(label, price=plain(minor, about.currency)),)


_F = NeedFinding
SPEAKERS: dict[NeedFinding, tuple[str, Speaker]] = {
    _F.CASH_AT_DOOR: ("pay", _at_door),
    _F.LEAD_TIME: ("day", _lead_time),
    _F.NOBODY_NEAR: ("leaf", _nobody),
    _F.NOT_URGENT: ("day", _not_urgent),
    _F.NUMBER_OVER_99: ("quantity", _number),
    _F.OFTEN_URGENT: ("day", _often),
    _F.OVER_CEILING: ("quantity", _ceiling),
    _F.PAPERS_BEYOND_LAW: ("leaf", _papers),
    _F.PAST_DAY: ("day", _past),
    _F.PAYMENT_LATE: ("pay", _late_payment),
    _F.PRICE_MISSING: ("price", _no_price),
    _F.PRICE_UNDER_MARKET: ("price", _low_price),
    _F.ROUTE_NOT_INPUT: ("leaf", _tender),
    _F.SHUT_DAY: ("day", _shut),
    _F.TOO_LARGE: ("quantity", _large),
    _F.TOO_SOON: ("day", _soon),
    _F.URGENT_PRICE: ("price", _urgent_price),
}


def answers(findings: Iterable[Finding], about: About) -> Answers:
    """Return what is said beside which field; one finding is said once."""
    said: Answers = {}
    for finding in findings:
        field, speak = SPEAKERS[finding.kind]
        text, remedies = speak(finding, about)
        said.setdefault(field, []).append(Answer(text, finding.weight.value, remedies))
    return said


NOTES: dict[NeedFinding, str] = {
    _F.LEAD_TIME: N_("This is made by hand: some of it may come later than you asked."),
    _F.NOBODY_NEAR: N_("We know nobody near with this free that week; the public board shows it."),
    _F.OFTEN_URGENT: N_("A fifth of what you ask for is urgent. Two days ahead bring more."),
    _F.PRICE_UNDER_MARKET: N_("Nine of ten on the market pay more than this; few may answer."),
    _F.TOO_LARGE: N_("No one near has so much free that week; it may come from several."),
}


def notes(codes: Iterable[str]) -> list[str]:
    """Say advice again on the page that follows; unknown codes say nothing."""
    known = {finding.value: text for finding, text in NOTES.items()}
    return [gettext(known[code]) for code in codes if code in known]
