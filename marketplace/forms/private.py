"""Forms about what is hers alone: whose payout, who belongs to a group."""

from collections.abc import Mapping
from enum import StrEnum

from wtforms import BooleanField, HiddenField, SelectField

from marketplace.forms.base import HouseForm, TextField
from marketplace.forms.registration import PAYOUTS
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.words import N_
from marketplace.people.rules.private import GroupRefusal, PrivateRefusal

PAYEES = {
    "herself": N_("She herself"),
    "group": N_("Her group"),
    "family": N_("Somebody of her family"),
    "other": N_("Somebody else"),
}
ROLES = {
    "member": N_("Member"),
    "chair": N_("Chair"),
    "treasurer": N_("Treasurer"),
    "herself": N_("Registered the group"),
}
SAFE_WAYS = {
    "helper": N_("through her helper"),
    "neighbour": N_("through a neighbour"),
    "nobody": N_("only face to face"),
    "phone": N_("on her phone"),
}
OFFICES = {role: ROLES[role] for role in ("member", "chair", "treasurer")}
SENTENCES: Mapping[StrEnum, tuple[str | None, str]] = {
    PrivateRefusal.PAYOUT_SAME: ("payout", N_("Her money goes there already.")),
    GroupRefusal.CHAIR_AND_TREASURER: (None, N_("Who registered the group stays its voice.")),
    GroupRefusal.NAME_MISSING: ("name", N_("Please write the name.")),
    GroupRefusal.NOT_A_GROUP: (None, N_("Only a group has members.")),
    GroupRefusal.NOTICE_NOT_HEARD: ("heard", N_("Please read the notice to her first.")),
    GroupRefusal.ROLE_TAKEN: ("role", N_("Somebody of the group has this office already.")),
}


class PayoutForm(HouseForm):
    """How her money should reach her, and whom."""

    payout = SelectField(
        N_("How it comes"), choices=choices({"": CHOOSE, **PAYOUTS}), validators=[chosen]
    )
    payee = SelectField(
        N_("Who gets it"), choices=choices({"": CHOOSE, **PAYEES}), validators=[chosen]
    )


class MemberForm(HouseForm):
    """Who joins a group."""

    name = TextField(N_("Name"), most=80)
    role = SelectField(N_("Office"), choices=choices(OFFICES))
    heard = BooleanField(N_("She heard the notice, and says yes freely."))
    key = HiddenField()


class OfficeForm(HouseForm):
    """What a member does for her group."""

    role = SelectField(N_("Office"), choices=choices(OFFICES), validators=[chosen])
