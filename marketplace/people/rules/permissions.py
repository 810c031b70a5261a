"""All power on one page: what can be permitted, in alphabetical order, and who holds it.

A permission answers "may this role ever?" (no: 403). Whether a person may touch *this* thing is
asked in ``people.rules.access`` and answered by 404.
"""

from collections.abc import Iterable
from enum import StrEnum

from marketplace.kernel.actor import Actor, Role


class Permission(StrEnum):
    """Everything the product lets somebody do."""

    ANSWER_NEEDS = "answer_needs"
    ANSWER_REFERRALS = "answer_referrals"
    CHECK_LINKAGES = "check_linkages"
    CHECK_NEEDS = "check_needs"
    CONFIRM_PAYMENTS = "confirm_payments"
    ENTER_OFFERS = "enter_offers"
    FOLLOW_OWN_ORDERS = "follow_own_orders"
    INVITE = "invite"
    KEEP_CORE_PRODUCTS = "keep_core_products"
    KEEP_HOUSE = "keep_house"
    LOOK = "look"
    MEDIATE = "mediate"
    MOVE_CLOCK = "move_clock"
    ORDER = "order"
    PAY = "pay"
    PREVIEW_ASSESSMENTS = "preview_assessments"
    READ_BACK = "read_back"
    READ_DIRECTORY = "read_directory"
    READ_FIGURES = "read_figures"
    READ_PRICES = "read_prices"
    RECEIVE = "receive"
    RECORD_VOICES = "record_voices"
    REFER = "refer"
    REGISTER_SUPPLIERS = "register_suppliers"
    REVIEW_POWER = "review_power"
    RUN_INSTALLATION = "run_installation"
    SEE_BUYER_HOME = "see_buyer_home"
    SEE_DESK = "see_desk"
    SEE_NEEDS_AS_SUPPLIER = "see_needs_as_supplier"
    SEE_OPENINGS = "see_openings"
    SEE_SUPPORT_HOME = "see_support_home"
    SIGN_CLEARANCES = "sign_clearances"
    SIGN_IN = "sign_in"
    TAKE_EXPORTS = "take_exports"
    TEACH_SUPPLIERS = "teach_suppliers"
    USE_OWN_ACCOUNT = "use_own_account"


_P = Permission
EVERYBODY = frozenset({_P.LOOK, _P.SIGN_IN, _P.SEE_NEEDS_AS_SUPPLIER})
_STAFF = frozenset({_P.USE_OWN_ACCOUNT})
HOLDERS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _STAFF
    | {
        _P.INVITE,
        _P.MOVE_CLOCK,
        _P.PREVIEW_ASSESSMENTS,
        _P.READ_FIGURES,
        _P.READ_PRICES,
        _P.RECORD_VOICES,
        _P.REVIEW_POWER,
        _P.RUN_INSTALLATION,
        _P.TAKE_EXPORTS,
    },
    Role.BROKER: _STAFF | {_P.ANSWER_NEEDS, _P.CONFIRM_PAYMENTS, _P.FOLLOW_OWN_ORDERS},
    Role.BUYER: _STAFF
    | {
        _P.KEEP_CORE_PRODUCTS,
        _P.KEEP_HOUSE,
        _P.ORDER,
        _P.PAY,
        _P.READ_DIRECTORY,
        _P.READ_PRICES,
        _P.RECEIVE,
        _P.SEE_BUYER_HOME,
        _P.SEE_OPENINGS,
        _P.TEACH_SUPPLIERS,
    },
    Role.FACILITATOR: _STAFF
    | {
        _P.CHECK_LINKAGES,
        _P.CHECK_NEEDS,
        _P.ENTER_OFFERS,
        _P.INVITE,
        _P.MEDIATE,
        _P.PREVIEW_ASSESSMENTS,
        _P.READ_BACK,
        _P.READ_PRICES,
        _P.RECORD_VOICES,
        _P.REFER,
        _P.REGISTER_SUPPLIERS,
        _P.REVIEW_POWER,
        _P.SEE_DESK,
        _P.SEE_OPENINGS,
        _P.SIGN_CLEARANCES,
        _P.TAKE_EXPORTS,
    },
    Role.OBSERVER: _STAFF | {_P.READ_FIGURES, _P.TAKE_EXPORTS},
    Role.SUPPLIER: frozenset({_P.ANSWER_NEEDS, _P.CONFIRM_PAYMENTS, _P.FOLLOW_OWN_ORDERS}),
    Role.SUPPORT: _STAFF | {_P.ANSWER_REFERRALS, _P.SEE_SUPPORT_HOME},
}
# What a supplier's seat may do only after her picture code (tiers of supplier-screens.md).
NEEDS_CODE = frozenset({_P.ANSWER_NEEDS, _P.CONFIRM_PAYMENTS, _P.FOLLOW_OWN_ORDERS})


def may(actor: Actor, permission: Permission) -> bool:
    """Tell whether any of the person's roles ever holds this permission."""
    return permission in EVERYBODY or permission in held_by(actor.roles)


def held_by(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything these roles may do."""
    return EVERYBODY.union(*(HOLDERS[role] for role in roles))


def lacks_code(actor: Actor, permission: Permission) -> bool:
    """Tell whether a supplier's seat must still show the picture code for this."""
    seated = actor.roles == frozenset({Role.SUPPLIER})
    return seated and permission in NEEDS_CODE and not actor.code_proved
