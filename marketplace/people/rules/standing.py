"""Why a word about a supplier was not taken: vouching, hiding, what she sells elsewhere."""

from enum import StrEnum


class TrustRefusal(StrEnum):
    """Why it is refused."""

    MORE_THAN_ALL = "more_than_all"
    NAME_MISSING = "name_missing"
    NO_CONSENT_HEARD = "no_consent_heard"
    NOT_A_GROUP = "not_a_group"
    NOT_A_MEMBER = "not_a_member"
    VOUCHED_ALREADY = "vouched_already"
