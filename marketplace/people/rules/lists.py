"""The closed lists of people."""

from enum import StrEnum


class Function(StrEnum):
    """What a contact does at the operator; one who is only CSR raises a warning (§4)."""

    CSR = "csr"
    KITCHEN = "kitchen"
    MANAGEMENT = "management"
    OPERATIONS = "operations"
    PURCHASING = "purchasing"


class SupplierKind(StrEnum):
    """What kind of supplier this is."""

    BROKER = "broker"
    GROUP = "group"
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"
    MICRO_ENTERPRISE = "micro_enterprise"


class SupplierState(StrEnum):
    """Imported people are unconfirmed: neither matched nor shown until they agree."""

    ACTIVE = "active"
    DISABLED = "disabled"
    UNCONFIRMED = "unconfirmed"


class OperatorState(StrEnum):
    """An operator is active after a call-back to an independently found number."""

    ACTIVE = "active"
    INVITED = "invited"
    SUSPENDED = "suspended"


class SupplierVerb(StrEnum):
    """Steps in a supplier's standing with the installation."""

    CONFIRM = "confirm"
    DISABLE = "disable"
    REGISTER = "register"
    RESTORE = "restore"


class OperatorVerb(StrEnum):
    """Steps in an operator's standing with the installation."""

    CALL_BACK = "call_back"
    RESTORE = "restore"
    SUSPEND = "suspend"


class MemberRole(StrEnum):
    """A person's part in a supplier; in a group the treasurer is not the chair."""

    CHAIR = "chair"
    HERSELF = "herself"
    MEMBER = "member"
    TREASURER = "treasurer"


class PhoneArrangement(StrEnum):
    """Whose phone answers."""

    GROUP = "group"
    NEIGHBOUR = "neighbour"
    NONE = "none"
    OWN = "own"
    SHARED = "shared"


class Payout(StrEnum):
    """How she wants her money; the system records money, it never moves it."""

    BANK = "bank"
    CASH = "cash"
    MOBILE_MONEY = "mobile_money"


class FoundAt(StrEnum):
    """Where to find somebody without a phone."""

    FIELD = "field"
    HOME = "home"
    LANDING = "landing"
    MARKET = "market"
    WORKSHOP = "workshop"


class FoundWhen(StrEnum):
    """When to find her."""

    AFTERNOON = "afternoon"
    EVENING = "evening"
    MARKET_DAY = "market_day"
    MORNING = "morning"


class Purpose(StrEnum):
    """What a consent is for; trading never depends on the others."""

    DIRECTORY = "directory"
    LENDER_LETTER = "lender_letter"
    PHOTOS = "photos"
    TRADING = "trading"
    VOICE = "voice"


class StatedFact(StrEnum):
    """What a supplier says of herself, so that needs meant for her reach her.

    Seen by facilitators only, never by a buyer; "first time" is not stated, it is counted.
    """

    DISABLED = "disabled"
    MICRO = "micro"
    WOMEN = "women"
    YOUTH = "youth"


class FactRefusal(StrEnum):
    """Why a fact is not kept."""

    NO_CONSENT = "no_consent"


class SessionKind(StrEnum):
    """A staff session, or a supplier's seat on a phone that may be shared."""

    SEAT = "seat"
    STAFF = "staff"


class EndReason(StrEnum):
    """Why a session ended."""

    ABSOLUTE = "absolute"
    DISABLED = "disabled"
    IDLE = "idle"
    LEFT = "left"
    REVOKED = "revoked"
    ROTATED = "rotated"


class InvitationKind(StrEnum):
    """What a one-time link is good for."""

    ADMINISTRATOR = "administrator"
    CODE_RESET = "code_reset"
    FACILITATOR = "facilitator"
    OPERATOR = "operator"
    PASSWORD_RESET = "password_reset"  # noqa: S105  # the name of a link, not a secret
