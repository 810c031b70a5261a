"""Forms of a supplier's file: who vouches, what she sells elsewhere, her consents, her leaving."""

from collections.abc import Mapping
from enum import StrEnum

from wtforms import BooleanField, SelectField

from marketplace.agreements.rules.farewell import FarewellRefusal
from marketplace.forms.base import HouseForm, TextField, WholeField
from marketplace.forms.registration import PURPOSES
from marketplace.forms.words import CHOOSE, choices, chosen
from marketplace.kernel.words import N_
from marketplace.people.rules.entry import EntryRefusal
from marketplace.people.rules.lists import OtherBuyer
from marketplace.people.rules.private import PrivateRefusal
from marketplace.people.rules.standing import TrustRefusal
from marketplace.people.rules.stated_sales import STONES

VOUCHERS = {"neighbour": N_("A neighbour"), "leader": N_("A leader")}
STEPS = {
    "new": N_("new here"),
    "vouched": N_("vouched for"),
    "proven": N_("proven by deliveries"),
}
OTHERS = {
    "market": N_("The market"),
    "neighbours": N_("Neighbours"),
    "lodge": N_("Another lodge"),
}
KEPT = {
    "devices": N_("Phones and browsers that were here before, since they were last seen"),
    "gone": N_("People who were shut out: then they are erased"),
    "keys": N_("Keys that make a second tap harmless"),
    "links": N_("Names and e-mails of invitations that nobody answered"),
    "messages": N_("Messages that left"),
    "sessions": N_("Sessions that ended"),
    "throttles": N_("Wrong tries at a door"),
    "withdrawn": N_("People who took back their yes to trading: then they are erased"),
}
SENTENCES: Mapping[StrEnum, tuple[str | None, str]] = {
    EntryRefusal.LAST_ADMINISTRATOR: (None, N_("At least one administrator must stay.")),
    EntryRefusal.NOT_YOURSELF: (None, N_("Somebody else has to do this.")),
    FarewellRefusal.NOT_SURE: ("sure", N_("Please say once more that you are sure.")),
    FarewellRefusal.OPEN_TRADE: (
        None,
        N_("She still has goods to bring, or money to get. End that first."),
    ),
    PrivateRefusal.NOT_ALONE: (
        "alone",
        N_("Her phone is shared: first ask whether anyone is with her."),
    ),
    TrustRefusal.MORE_THAN_ALL: (None, N_("More than ten stones: ten are all she sells.")),
    TrustRefusal.NAME_MISSING: ("name", N_("Please write who stands for her.")),
    TrustRefusal.NO_CONSENT_HEARD: ("heard", N_("Please read the notice to her first.")),
    TrustRefusal.NOT_A_GROUP: (None, N_("Only a group has a champion.")),
    TrustRefusal.NOT_A_MEMBER: ("person", N_("Please choose one of the group.")),
    TrustRefusal.VOUCHED_ALREADY: ("name", N_("This person stands for her already.")),
}


class VoucherForm(HouseForm):
    """Who stands for her."""

    kind = SelectField(N_("Who"), choices=choices(VOUCHERS))
    name = TextField(N_("Name"), most=80)


class StonesForm(HouseForm):
    """Ten stones are all she sells: how many lie elsewhere."""

    market = WholeField(OTHERS["market"], most=STONES, needed=False)
    neighbours = WholeField(OTHERS["neighbours"], most=STONES, needed=False)
    lodge = WholeField(OTHERS["lodge"], most=STONES, needed=False)

    def stones(self) -> dict[OtherBuyer, int]:
        """Return what the action is told."""
        return {buyer: int(self[buyer.value].data or 0) for buyer in OtherBuyer}

    def show(self, stones: Mapping[OtherBuyer, int]) -> None:
        """Fill in what she said last."""
        for buyer, laid in stones.items():
            self[buyer.value].process_data(laid)


class ConsentForm(HouseForm):
    """Her yes to one more purpose."""

    purpose = SelectField(
        N_("What for"), choices=choices({"": CHOOSE, **PURPOSES}), validators=[chosen]
    )
    heard = BooleanField(N_("She heard the notice, and says yes freely."))
    alone = BooleanField(N_("I asked: is anyone with you? She could speak freely."))


class ChampionForm(HouseForm):
    """Who stands for a group."""

    person = SelectField(N_("Champion"), choices=[], validators=[chosen])


class EraseForm(HouseForm):
    """Erasing is for good: it is said once more."""

    sure = BooleanField(N_("Yes, erase for good. This cannot be undone."))
