"""Registering a supplier on one page: who she is, what she makes, where she is found, her yes."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField

from marketplace.forms.base import HouseForm, TextField, WholeField
from marketplace.forms.desk_words import FOUND_AT, FOUND_WHEN, PHONES
from marketplace.forms.people import TONGUES
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.i18n import gettext
from marketplace.journal.keys import KeyRefusal
from marketplace.kernel.words import N_
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Payout,
    PhoneArrangement,
    SupplierKind,
)
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.registration import (
    MAX_AMOUNT,
    MAX_LEAVES,
    MAX_NAME,
    LeafAmount,
    RegisterSupplier,
    RegistrationRefusal,
)

MAX_KEY = 64
USUAL = 6
OTHERS = MAX_LEAVES
# What villages everywhere make, while nobody is registered yet.
COMMON = (
    ("veg.tomato", "kg"), ("veg.onion", "kg"), ("veg.leafy", "bunch"),
    ("protein.egg", "tray30"), ("fruit.banana", "kg"), ("pantry.honey", "kg"),
)  # fmt: skip
KINDS = {
    "individual": N_("One person"),
    "household": N_("A household"),
    "micro_enterprise": N_("A small workshop or shop"),
    "group": N_("A group"),
    "broker": N_("A trader"),
}
PAYOUTS = {
    "cash": N_("In cash"),
    "mobile_money": N_("By phone"),
    "bank": N_("Into a bank account"),
}
PURPOSES = {
    "trading": N_("Trading here"),
    "directory": N_("Being listed"),
    "photos": N_("Photos"),
    "voice": N_("Voice recordings"),
    "lender_letter": N_("A letter to a lender"),
}
_R = RegistrationRefusal
SENTENCES: dict[StrEnum, tuple[str | None, str]] = {
    _R.AMOUNT_MISSING: ("lines", N_("Please write how much she can bring in a week.")),
    _R.AMOUNT_TOO_LARGE: ("lines", N_("That is too much for one week; use a bigger unit.")),
    _R.DUPLICATE_UNCONFIRMED: ("name", N_("She may be here already. Please ask her.")),
    _R.LEAF_TWICE: ("lines", N_("The same goods stand here twice.")),
    _R.LEAF_UNKNOWN: ("lines", N_("These goods are not counted like that here.")),
    _R.NAME_MISSING: ("name", N_("Please write the name she wants to be called by.")),
    _R.NAME_TOO_LONG: ("name", N_("This name is too long.")),
    _R.NAME_UNREADABLE: ("name", N_("This name has signs that cannot be shown.")),
    _R.NO_CONSENT: ("consent", N_("Without her yes nothing is kept.")),
    _R.NO_LEAF: ("lines", N_("Please write how much a week beside one thing she makes.")),
    _R.NO_SYMBOL_LEFT: (None, N_("Every symbol of this destination is taken.")),
    _R.NOTICE_NOT_HEARD: ("notice_heard", N_("Please read the notice to her first.")),
    _R.PHONE_UNREADABLE: ("phone", N_("This is not a phone number here. Leave it empty if none.")),
    _R.TOO_MANY_LEAVES: ("lines", N_("Please choose three things at most.")),
    KeyRefusal.OTHER_REQUEST: (
        None,
        N_("This page was sent before, and she is registered. Send it again for somebody else."),
    ),
    _R.UNDER_AGE: ("adult", N_("Only grown people can be registered.")),
}
Units = Mapping[str, LeafAmount]


class GoodsLine(HouseForm):
    """One thing she makes: leaf and unit as ``veg.tomato|kg``, and how much of it a week."""

    goods = HiddenField()
    picked = HiddenField()  # filled where the goods were chosen from a list, not shown already
    amount = WholeField(N_("How much a week"), needed=False, most=MAX_AMOUNT)

    @property
    def counts(self) -> bool:
        """Tell whether she makes this: an amount stands beside it, or it was picked."""
        return bool(self.amount.typed or (self.picked.data and self.goods.data))

    @property
    def leaf(self) -> str:
        """The code of the leaf; empty where nothing was chosen."""
        return (self.goods.data or "").partition("|")[0]

    @property
    def unit(self) -> str:
        """The code of the unit."""
        return (self.goods.data or "").partition("|")[2]


class RegistrationForm(HouseForm):
    """Everything the 90 seconds yield; one to three things of the lines that were filled."""

    name = TextField(N_("The name she wants to be called by"), most=MAX_NAME)
    place = SelectField(N_("Her village"), validators=[chosen], validate_choice=False)
    lines = HiddenField(N_("What she makes"))
    found_at = SelectField(N_("Where she is found"), choices=choices(FOUND_AT), default="home")
    found_when = SelectField(N_("When"), choices=choices(FOUND_WHEN), default="morning")
    phone = TextField(N_("Phone, if there is one"), most=30, needed=False)
    phone_arrangement = SelectField(N_("Whose phone"), choices=choices(PHONES), default="none")
    language = SelectField(N_("She speaks"), choices=choices(TONGUES))
    kind = SelectField(N_("Who sells"), choices=choices(KINDS), default="individual")
    payout = SelectField(N_("How she wants her money"), choices=choices(PAYOUTS), default="cash")
    notice_heard = BooleanField(N_("She heard the notice."))
    consent = BooleanField(N_("She says yes, freely."))
    adult = BooleanField(N_("She is 18 or older."))
    terms_heard = BooleanField(N_("She heard the terms and agrees."))
    imported = HiddenField()  # the line of a list that told of her
    different = BooleanField(N_("She is somebody else: register her."))
    key = HiddenField()

    def offer(self, places: Iterable[tuple[str, str]]) -> None:
        """Let the villages be chosen; where there is only one, it is chosen."""
        known = dict(places)
        self.place.choices = choices(known if len(known) == 1 else {"": CHOOSE, **known})

    def ask_age(self, age: int) -> None:
        """Ask for the age from which people are grown here."""
        self.adult.label.text = gettext("She is %(age)s or older.") % {"age": age}


def blank_lines(usual: Iterable[tuple[str, str]], known: Units) -> list[GoodsLine]:
    """Return six things that are made around here, each waiting for an amount, and three empty."""
    codes = list(dict.fromkeys(f"{leaf}|{unit}" for leaf, unit in (*usual, *COMMON)))
    shown = [code for code in codes if code in known][:USUAL]
    filled = [GoodsLine(prefix=f"{n}-", goods=code) for n, code in enumerate(shown)]
    rest = range(len(filled), len(filled) + OTHERS)
    return [*filled, *(GoodsLine(prefix=f"{n}-", picked="y") for n in rest)]


def known_lines(goods: str, amount: int | None, known: Units) -> list[GoodsLine]:
    """Return what a list says she makes, with its amount, before what is usual here."""
    leaf, _, unit = goods.partition("|")
    lines = blank_lines([(leaf, unit)], known)
    if goods in known:
        lines[0] = GoodsLine(prefix="0-", goods=goods, amount=amount)
    return lines


def read_lines(posted: "MultiDict[str, str]") -> list[GoodsLine]:
    """Return the lines as they were sent."""
    return [GoodsLine(posted, prefix=f"{n}-") for n in range(USUAL + OTHERS)
            if f"{n}-goods" in posted]  # fmt: skip


def leaves_of(lines: Iterable[GoodsLine], known: Units) -> tuple[LeafAmount, ...]:
    """Return what she makes: the lines with an amount, and those picked from a list."""
    return tuple(_leaf(line, known) for line in lines if line.counts)


def _leaf(line: GoodsLine, known: Units) -> LeafAmount:
    at = known.get(line.goods.data or "")
    amount = int(line.amount.data or 0)
    return LeafAmount(at.category_id if at else 0, at.unit_id if at else 0, amount)


def command_of(
    form: RegistrationForm, place_id: int, leaves: tuple[LeafAmount, ...], code: DealtCode
) -> RegisterSupplier:
    """Return what the action is told."""
    return RegisterSupplier(
        name=form.name.data or "", place_id=place_id, kind=SupplierKind(form.kind.data),
        leaves=leaves, found_at=FoundAt(form.found_at.data),
        found_when=FoundWhen(form.found_when.data), payout=Payout(form.payout.data),
        language=form.language.data, code=code, phone=form.phone.data or None,
        phone_arrangement=PhoneArrangement(form.phone_arrangement.data),
        notice_heard=form.notice_heard.data, consent=form.consent.data, adult=form.adult.data,
        terms_heard=form.terms_heard.data, confirmed_duplicates=form.different.data,
        client_key=(form.key.data or "")[:MAX_KEY],
        imported=form.imported.data or None,
    )  # fmt: skip
