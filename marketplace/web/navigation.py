"""What a person finds at the top of a staff page: only what is his to use, in one line."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from marketplace.i18n import gettext
from marketplace.kernel.actor import Actor
from marketplace.kernel.words import N_
from marketplace.people.rules.permissions import Permission, may
from marketplace.web.current import current_actor
from marketplace.web.rights import lacks_right


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    text: str
    url: str
    here: bool


_P = Permission
MENU: tuple[tuple[Permission, str, str], ...] = (
    (_P.SEE_DESK, "home_desk.home", N_("Desk")),
    (_P.SEE_DESK, "desk_needs.index", N_("Needs")),
    (_P.REGISTER_SUPPLIERS, "suppliers.index", N_("Suppliers")),
    (_P.CHECK_LINKAGES, "assessment.index", N_("Checks")),
    (_P.MEDIATE, "cases.index", N_("Cases")),
    (_P.SEE_DESK, "calls.index", N_("Calls")),
    (_P.SEE_DESK, "linkages.index", N_("Linkages")),
    (_P.SEE_DESK, "market.index", N_("Market")),
    (_P.SEE_BUYER_HOME, "home_buyer.home", N_("Home")),
    (_P.ORDER, "needs.index", N_("Needs")),
    (_P.RECEIVE, "receiving.index", N_("Receiving")),
    (_P.PAY, "payments.index", N_("Payments")),
    (_P.READ_DIRECTORY, "directory.index", N_("Suppliers")),
    (_P.KEEP_HOUSE, "house.index", N_("Your house")),
    (_P.SEE_BUYER_HOME, "policy.show", N_("Bought here")),
    (_P.SEE_SUPPORT_HOME, "given.home", N_("Home")),
    (_P.RUN_INSTALLATION, "home_admin.home", N_("Installation")),
    (_P.RUN_INSTALLATION, "admin.people", N_("People")),
    (_P.RUN_INSTALLATION, "admin.places", N_("Places")),
    (_P.RUN_INSTALLATION, "rule_sets.index", N_("Rule set")),
    (_P.RUN_INSTALLATION, "oversight.power", N_("Power used")),
    (_P.RUN_INSTALLATION, "journal.index", N_("Journal")),
    (_P.READ_FIGURES, "home_observer.home", N_("Figures")),
    (_P.READ_PRICES, "prices.index", N_("Prices")),
    (_P.USE_OWN_ACCOUNT, "account.show", N_("Account")),
)


def navigation() -> list[Item]:
    """Return the menu of whoever is asking; nobody sees the public pages and the way in."""
    person = current_actor()
    if person.is_nobody:
        entries = [("public.landing", N_("Needs")), ("people.sign_in", N_("Sign in"))]
    else:
        entries = [(end, text) for right, end, text in MENU if _offered(person, right)]
    return [_item(end, text) for end, text in entries if end in current_app.view_functions]


def first_page(person: Actor) -> str:
    """Return the address of what this person should see first."""
    known = current_app.view_functions
    found = (end for right, end, _ in MENU if may(person, right) and end in known)
    return url_for(next(found, "public.landing"))


def _offered(person: Actor, permission: Permission) -> bool:
    return may(person, permission) and not lacks_right(person, permission)


def _item(endpoint: str, text: str) -> Item:
    blueprint = endpoint.partition(".")[0]
    url = url_for(endpoint)
    inside = endpoint.endswith(".index") and request.path.startswith(url)
    here = (
        request.endpoint == endpoint
        or inside
        or (request.blueprint == blueprint and blueprint not in {"home", "admin"})
    )
    return Item(gettext(text), url, here)
