"""The closed lists of agreements with call-offs, and their lives as tables."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"  # terms are written, the check is not signed yet
    ENDED = "ended"
    IN_FORCE = "in_force"
    NOTICE = "notice"  # somebody gave notice; orders go on until it is over
    OFFERED = "offered"  # checked and signed: both sides are asked
    REFUSED = "refused"


class AgreementVerb(StrEnum):
    """What can be done to an agreement."""

    AGREE = "agree"
    END = "end"
    GIVE_NOTICE = "give_notice"
    OFFER = "offer"
    REFUSE = "refuse"


_A, _V = AgreementState, AgreementVerb
AGREEMENT = Machine(
    "agreement",
    rows(
        (_A.DRAFT, _V.OFFER, _A.OFFERED),
        (_A.OFFERED, _V.AGREE, _A.IN_FORCE),
        ((_A.DRAFT, _A.OFFERED), _V.REFUSE, _A.REFUSED),
        (_A.IN_FORCE, _V.GIVE_NOTICE, _A.NOTICE),
        ((_A.IN_FORCE, _A.NOTICE), _V.END, _A.ENDED),
    ),
)


class VersionState(StrEnum):
    """Where one version of the terms stands; nothing in it is ever edited."""

    AGREED = "agreed"
    CHECKED = "checked"
    PROPOSED = "proposed"
    REFUSED = "refused"
    SUPERSEDED = "superseded"


class VersionVerb(StrEnum):
    """What can be done to a version."""

    AGREE = "agree"
    CHECK = "check"
    RECHECK = "recheck"
    REFUSE = "refuse"
    SUPERSEDE = "supersede"


VERSION = Machine(
    "agreement_version",
    rows(
        (VersionState.PROPOSED, VersionVerb.CHECK, VersionState.CHECKED),
        (VersionState.CHECKED, VersionVerb.AGREE, VersionState.AGREED),
        # a reading got worse between signature and agreement: she looks and signs again
        (VersionState.CHECKED, VersionVerb.RECHECK, VersionState.PROPOSED),
        (
            (VersionState.PROPOSED, VersionState.CHECKED),
            VersionVerb.REFUSE,
            VersionState.REFUSED,
        ),
        (VersionState.AGREED, VersionVerb.SUPERSEDE, VersionState.SUPERSEDED),
    ),
)


class Stage(StrEnum):
    """How far a linkage has come: each step is a new version with both consents."""

    REPEAT = "repeat"
    STANDING = "standing"
    TRIAL = "trial"


class PriceKind(StrEnum):
    """How the price of a call-off is found."""

    FIXED = "fixed"
    INDEX = "index"  # follows the market reference, inside a band
    STEPS = "steps"  # changes on agreed dates


class Side(StrEnum):
    """The two sides of a linkage."""

    OPERATOR = "operator"
    SUPPLIER = "supplier"


class ConsentHow(StrEnum):
    """How somebody said yes: all of them after the terms were seen or heard whole."""

    PICTURE_CODE = "picture_code"
    SIGNED_IN = "signed_in"
    WITNESSED_THUMB = "witnessed_thumb"
    WITNESSED_VOICE = "witnessed_voice"


class RejectsRule(StrEnum):
    """What happens to goods the door does not take."""

    BRING_BACK = "bring_back"  # she takes them home and may sell them
    LOWER_PRICE = "lower_price"  # second quality is paid at the price both say at the door
    REPLACE = "replace"  # she brings others the same or the next day


class RefuseWhy(StrEnum):
    """Why one side says no to terms: picked, never typed."""

    NOT_NOW = "not_now"
    PRICE = "price"
    QUANTITY = "quantity"
    TERMS = "terms"


class EndReason(StrEnum):
    """Why an agreement ended."""

    DATE = "date"
    NOTICE_OPERATOR = "notice_operator"
    NOTICE_SUPPLIER = "notice_supplier"
    STOPPED = "stopped"  # a level 3 that nobody may override
