"""Forms of people: signing in, the second step, one's own account, an invitation's answer."""

from wtforms import BooleanField, PasswordField, SelectField

from marketplace.forms.base import HouseForm, TextField, WholeField
from marketplace.forms.words import CHOOSE, FUNCTIONS, OPERATOR_KINDS, ROLES, choices, chosen
from marketplace.i18n import LANGUAGES
from marketplace.kernel.words import N_
from marketplace.people.rules.entry import MAX_PAYMENT_DAYS, EntryRefusal
from marketplace.people.rules.passwords import PasswordRefusal

BY_HAND = {code: ROLES[code] for code in ("administrator", "facilitator", "observer", "support")}
TONGUES = {tongue.code: tongue.name for tongue in LANGUAGES.values()}
SENTENCES = {
    EntryRefusal.ALREADY_HERE: ("email", N_("Somebody with this e-mail is here already.")),
    EntryRefusal.EMAIL_UNREADABLE: ("email", N_("Please write an e-mail like name@lodge.com.")),
    EntryRefusal.LAST_ADMINISTRATOR: (None, N_("At least one administrator must stay.")),
    EntryRefusal.LINK_OVER: (None, N_("This link was used or is too old. Ask for a new one.")),
    EntryRefusal.NAME_MISSING: ("name", N_("Please write a name.")),
    EntryRefusal.NAME_UNREADABLE: ("name", N_("This name has signs that cannot be shown.")),
    EntryRefusal.NOT_YOURSELF: (None, N_("Somebody else has to do this.")),
    EntryRefusal.NOT_GIVEN_BY_HAND: (None, N_("This role comes by an invitation.")),
    EntryRefusal.NUMBER_NOT_INDEPENDENT: (
        "independent",
        N_("Please find the number yourself: in a book, on the sign, from a neighbour."),
    ),
    EntryRefusal.OPERATOR_NAME_MISSING: ("operator_name", N_("Please write the lodge's name.")),
    EntryRefusal.PAYMENT_DAYS: ("payment_days", N_("Please write days from 0 to 60.")),
    EntryRefusal.PHONE_UNREADABLE: ("phone", N_("This is not a phone number here.")),
    EntryRefusal.PLACE_MISSING: ("place", N_("Please choose a place.")),
    EntryRefusal.SAME_WITNESS: (
        None,
        N_("Somebody else must be the witness: not who started it, and not she herself."),
    ),
    EntryRefusal.TERMS_NOT_ACCEPTED: ("terms", N_("Trading needs the standing terms.")),
    EntryRefusal.TOO_MANY_TRIES: (
        "old",
        N_("That did not fit too often. Please wait a while, then try again."),
    ),
    EntryRefusal.WITNESS_UNFIT: (None, N_("You cannot be her witness here.")),
    EntryRefusal.WRONG_CODE: ("totp", N_("This code is not right. Wait for the next one.")),
    EntryRefusal.WRONG_PASSWORD: ("old", N_("This is not your password now.")),
    PasswordRefusal.COMMON: ("password", N_("This password is known to everybody. Add words.")),
    PasswordRefusal.SAME_AS_EMAIL: ("password", N_("Please do not use your own e-mail.")),
    PasswordRefusal.TOO_LONG: ("password", N_("This password is too long.")),
    PasswordRefusal.TOO_SHORT: ("password", N_("Please use twelve signs or more.")),
}


class SignInForm(HouseForm):
    """E-mail and password (addresses that others rely on: product.md)."""

    email = TextField(N_("E-mail"), most=254)
    password = PasswordField(N_("Password"))


class SecondStepForm(HouseForm):
    """Six digits of the authenticator."""

    totp = TextField(N_("Six digits from your authenticator"), most=12)


class PasswordForm(HouseForm):
    """A new password, with the old one where somebody is signed in."""

    old = PasswordField(N_("Your password now"))
    password = PasswordField(N_("New password"))


class PhoneForm(HouseForm):
    """The number one is called on."""

    phone = TextField(N_("Phone you are called on"), most=30, needed=False)


class RolesForm(HouseForm):
    """One role to be given to somebody."""

    role = SelectField(N_("Role"), choices=choices({"": CHOOSE, **BY_HAND}), validators=[chosen])


class ForgotForm(HouseForm):
    """The e-mail a link should go to."""

    email = TextField(N_("E-mail"), most=254)


class AnswerForm(HouseForm):
    """The answer to an invitation: who you are."""

    name = TextField(N_("Your name"), most=120)
    password = PasswordField(N_("Choose a password"))
    language = SelectField(N_("Language"), choices=choices(TONGUES))


class FacilitatorForm(AnswerForm):
    """The answer of a facilitator: suppliers call her, so she says her number."""

    phone = TextField(N_("Phone you are called on"), most=30, needed=False)


class ColleagueForm(AnswerForm):
    """The answer of somebody who joins an operator that is here already."""

    function = SelectField(N_("Your work there"), choices=choices(FUNCTIONS))


class OperatorForm(ColleagueForm):
    """The answer of a new operator: the house, how it pays, the door goods come to."""

    operator_name = TextField(N_("Name of the lodge or company"), most=120)
    operator_kind = SelectField(N_("What it is"), choices=choices(OPERATOR_KINDS))
    payment_days = WholeField(N_("Days until you pay"), most=MAX_PAYMENT_DAYS, default=7)
    terms = BooleanField(N_("We accept the standing terms."))
    property_name = TextField(N_("Name of the door goods come to"), most=120)
    place = SelectField(N_("Where it is"), validators=[chosen])


class InviteForm(HouseForm):
    """Whom to invite; the place is where a facilitator works, or the operator is."""

    kind = SelectField(N_("As what"))
    name = TextField(N_("Name"), most=120)
    email = TextField(N_("E-mail"), most=254)
    place = SelectField(N_("Place"), validators=[chosen])


class CallBackForm(HouseForm):
    """The call-back that makes an operator active."""

    independent = BooleanField(N_("I called a number that I found myself."))
