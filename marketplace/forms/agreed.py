"""Forms of agreements: terms as a buyer writes them, a call-off, a no with its reason."""

from typing import Self

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField

from marketplace.agreements.rules.agreed_lists import (
    ConsentHow,
    PriceKind,
    RefuseWhy,
    RejectsRule,
    Stage,
)
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Step, Terms, TermsRefusal
from marketplace.agreements.rules.call_offs import CallOffRefusal
from marketplace.forms.agreed_words import HOW, KINDS, REFUSE_WHY, REJECTS, STAGES, WEEKDAYS
from marketplace.forms.agreements import ORDER_SENTENCES, AgainForm
from marketplace.forms.base import AmountField, DayField, HouseForm, WholeField
from marketplace.forms.words import choices
from marketplace.i18n import gettext
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_
from marketplace.people.rules.private import PrivateRefusal

_T, _A, _C = TermsRefusal, AgreementRefusal, CallOffRefusal
TERMS_SENTENCES = {
    **ORDER_SENTENCES,
    _T.BAND_OUT_OF_RANGE: ("band", N_("Please write how far it may move, from 1 to 50 percent.")),
    _T.CAP_UNDER_MOST: ("month_cap", N_("A month must hold at least one full delivery.")),
    _T.ENDS_TOO_EARLY: ("ends_on", N_("It must end after it begins.")),
    _T.ENDS_TOO_LATE: ("ends_on", N_("A year is the longest; it can be renewed then.")),
    _T.LEAST_OVER_MOST: ("least", N_("The least must be one or more, and not above the most.")),
    _T.NO_INDEX_HERE: ("kind", N_("No market speaks for this here. Please take another way.")),
    _T.NO_WEEKDAY: ("weekdays", N_("Please tick at least one day.")),
    _T.NOTICE_TOO_LONG: ("notice_days", N_("90 days of notice are the most.")),
    _T.PAYS_TOO_LATE: ("payment_days", N_("60 days are the most.")),
    _T.PRICE_MISSING: ("price", N_("Please write a price above nothing, like 1450.")),
    _T.STANDING_NEEDS_BACK_UP: ("back_up", N_("A standing order names who steps in.")),
    _T.STANDING_NEEDS_CAP: ("month_cap", N_("A standing order has a most for a month.")),
    _T.STARTS_IN_PAST: ("starts_on", N_("Please let it begin today or later.")),
    _T.STEPS_MISSING: ("step_day", N_("Please write from which day another price holds.")),
    _T.STEPS_OUTSIDE: ("step_day", N_("The other price must begin inside the agreed time.")),
    _T.TRIAL_TOO_LONG: ("ends_on", N_("A trial lasts three months at the most.")),
    PrivateRefusal.NOT_ALONE: (
        "alone",
        N_("Her phone is shared: first ask whether anyone is with her."),
    ),
    WrongState.NOT_NOW: (None, N_("This was answered meanwhile.")),
    _A.ALREADY_LIVE: (None, N_("There is an agreement with her for this already. Change that.")),
    _A.AWARD_IS_LIVED: (
        None,
        N_("An agreement or an order stands on it already. End that first."),
    ),
    _A.BEYOND_THE_AWARD: (
        None,
        N_("This is more, or dearer, than what was chosen. The others lost against that."),
    ),
    _A.CONFLICT: (None, N_("You are marked as not neutral here. A colleague does this.")),
    _A.NOT_YET: (None, N_("It is not time for this yet. The page says what comes first.")),
    _A.BLOCKED_AT_HIGH: ("band", N_("At the highest price the check would say no.")),
    _A.BLOCKED_AT_LOW: ("band", N_("At the lowest price the check would say no.")),
    _A.BUYER_NOT_ALLOWED: (None, N_("Agreeing is not among your rights here. Ask a colleague.")),
    _A.NOTHING_CHANGED: (None, N_("Nothing is different from what is agreed.")),
    _A.NOT_GROWN_ENOUGH: (
        "stage",
        N_("Too early: this needs more good deliveries first. Begin one step lower."),
    ),
    _A.NOT_YOUR_SIDE: (None, N_("This yes belongs to the other side.")),
    _A.OPEN_VERSION: (None, N_("Other terms already wait for both sides.")),
    _A.UNKNOWN_BACK_UP: ("back_up", N_("Please choose somebody who makes this here.")),
}
CALL_OFF_SENTENCES = {
    **ORDER_SENTENCES,
    _C.AFTER_THE_END: ("day", N_("The agreement is over by then.")),
    _C.BEFORE_THE_START: ("day", N_("The agreement has not begun by then.")),
    _C.DAY_IS_PAST: ("day", N_("This day is over. Please take a later one.")),
    _C.LESS_THAN_AGREED: ("quantity", N_("This is less than was agreed for one delivery.")),
    _C.MONTH_IS_FULL: ("quantity", N_("The most for this month is reached.")),
    _C.MORE_THAN_AGREED: ("quantity", N_("This is more than was agreed for one delivery.")),
    _C.NOT_IN_FORCE: (None, N_("The agreement is not in force.")),
    _C.NOT_THIS_WEEKDAY: ("day", N_("This is none of the agreed days of the week.")),
    _C.SIGNATURE_OVER: (
        None,
        N_("The check's signature no longer stands. Your facilitator looks at it again."),
    ),
    _C.STOPPED: (None, N_("The agreement is stopped.")),
    _C.TRIAL_IS_FULL: (None, N_("The trial is over. Look at it together and go on one step.")),
}


class TermsForm(HouseForm):
    """Terms as a buyer writes them; every field is filled in from what was delivered."""

    key = HiddenField()
    version = HiddenField()
    stage = RadioField(N_("How far you go"), choices=choices(STAGES), default="trial")
    least = WholeField(N_("At least, each time"), most=10**6)
    most = WholeField(N_("At most, each time"), most=10**6)
    month_cap = WholeField(N_("At most in a month"), most=10**7, needed=False)
    kind = RadioField(N_("How the price goes on"), choices=choices(KINDS), default="fixed")
    price = AmountField(N_("Price for one"))
    band = WholeField(N_("How far it may move, in percent"), most=10**6, needed=False)
    step_day = DayField(N_("From this day on"), needed=False)
    step_price = AmountField(N_("another price for one"), needed=False)
    payment_days = WholeField(N_("Paid so many days after delivery"), most=10**4)
    pay = RadioField(
        N_("When you pay"),
        choices=choices({"days": N_("After delivery"), "door": N_("In cash at the door")}),
        default="days",
    )
    starts_on = DayField(N_("Begins on"))
    ends_on = DayField(N_("Ends on"))
    notice_days = WholeField(N_("Days of notice, for both"), most=10**4)
    rejects = RadioField(
        N_("What the door does not take"), choices=choices(REJECTS), default="bring_back"
    )
    back_up = SelectField(
        N_("Who steps in if she cannot"), choices=[], default="", validate_choice=False
    )
    weekdays: int = 0

    @classmethod
    def read(cls, sent: MultiDict[str, str], code: str) -> Self:
        """Return what was sent, its money in this currency."""
        form = cls(sent)
        form.price.currency = form.step_price.currency = code
        form.read_weekdays(sent.getlist("weekday"))
        return form

    def read_weekdays(self, ticked: list[str]) -> None:
        """Take the ticked days (Monday 0); anything else is left out."""
        known = {str(day) for day in range(len(WEEKDAYS))}
        self.weekdays = sum(1 << int(day) for day in set(ticked) & known)

    def fill(self, terms: Terms, code: str) -> None:
        """Show terms that were proposed or are agreed."""
        for name in ("least", "most", "month_cap", "payment_days", "notice_days"):
            self._fields[name].process_data(getattr(terms, name))
        for name, value in (
            ("stage", terms.stage), ("kind", terms.price_kind), ("rejects", terms.rejects),
            ("pay", "door" if terms.cash_at_door else "days"),
            ("back_up", str(terms.back_up_id or "")),
        ):  # fmt: skip
            self._fields[name].data = str(value)
        self.price.currency = self.step_price.currency = code
        self.price.process_data(terms.price_minor)
        self.band.process_data(terms.band_permille // 10 or None)
        if terms.steps:
            self.step_day.process_data(terms.steps[0].from_on)
            self.step_price.process_data(terms.steps[0].price_minor)
        self.starts_on.process_data(terms.starts_on)
        self.ends_on.process_data(terms.ends_on)
        self.weekdays = terms.weekdays

    def terms(self, code: str, market_minor: int | None) -> Terms:
        """Return what was written, in minor units of this currency."""
        kind = PriceKind(self.kind.data)
        indexed = kind is PriceKind.INDEX
        return Terms(
            stage=Stage(self.stage.data), least=self.least.data or 0, most=self.most.data or 0,
            month_cap=self.month_cap.data, price_kind=kind,
            price_minor=self.price.minor(code) or 0,
            band_permille=(self.band.data or 0) * 10 if indexed else 0,
            index_base_minor=market_minor if indexed else None,
            steps=self._steps(code) if kind is PriceKind.STEPS else (),
            payment_days=0 if self.pay.data == "door" else self.payment_days.data or 0,
            cash_at_door=self.pay.data == "door", weekdays=self.weekdays,
            starts_on=self.starts_on.data, ends_on=self.ends_on.data,
            notice_days=self.notice_days.data or 0, rejects=RejectsRule(self.rejects.data),
            back_up_id=self._back_up(),
        )  # fmt: skip

    def _steps(self, code: str) -> tuple[Step, ...]:
        if self.step_day.data is None:
            return ()
        return (Step(self.step_day.data, self.step_price.minor(code) or 0),)

    def _back_up(self) -> int | None:
        typed = self.back_up.data or ""
        if not typed:
            return None
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0


class ProposedTermsForm(TermsForm):
    """Terms for a proposal that was wanted: at which of the operator's doors."""

    door = RadioField(N_("Where it is done or brought"), choices=[])


class CallOffForm(AgainForm):
    """How many, for which day."""

    quantity = WholeField(N_("How much"), most=10**6)


class NoForm(HouseForm):
    """No, with its picked reason."""

    number = HiddenField()
    why = RadioField(N_("Why not"), choices=choices(REFUSE_WHY), validate_choice=False)

    @property
    def reason(self) -> RefuseWhy | None:
        """The picked reason; none where nothing known was picked."""
        known = {why.value: why for why in RefuseWhy}
        return known.get(self.why.data or "")

    def has_reason(self) -> bool:
        """Tell whether a reason was picked; say so beside the field where it was not."""
        if self.reason is None:
            self.why.errors = [gettext(N_("Please tap why. The other side sees the same reason."))]
        return self.reason is not None


class WitnessForm(HouseForm):
    """A facilitator's word that the supplier heard the whole of it and said yes."""

    number = HiddenField()
    how = RadioField(N_("How she said yes"), choices=choices(HOW), validate_choice=False)
    alone = BooleanField(N_("I asked: is anyone with you? She could speak freely."))

    @property
    def said(self) -> ConsentHow | None:
        """The picked way; none where nothing known was picked."""
        return ConsentHow(self.how.data) if self.how.data in HOW else None

    def has_way(self) -> bool:
        """Tell whether a way was picked; say so beside the field where it was not."""
        if self.said is None:
            self.how.errors = [gettext(N_("Please tap how she said it."))]
        return self.said is not None
