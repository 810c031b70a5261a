"""Five questions about an operator before work goes into a linkage (the annex, question 4)."""

from collections.abc import Mapping
from enum import StrEnum


class Question(StrEnum):
    """What makes a buyer worth a facilitator's time, in the order they are asked."""

    SEEKS_SUPPLIERS = "seeks_suppliers"
    LOCAL_MARKET = "local_market"
    AUDIT_PRESSURE = "audit_pressure"
    MARKET_FAILURE = "market_failure"
    CSR_PROFILE = "csr_profile"


class Told(StrEnum):
    """What the facilitator found."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Ready(StrEnum):
    """What follows: where to begin, never a score."""

    BEGIN = "begin"
    BUSINESS_FIRST = "business_first"  # only its image is behind it
    LATER = "later"
    UNASKED = "unasked"  # not all five were asked


_PULLS = (Question.LOCAL_MARKET, Question.AUDIT_PRESSURE, Question.MARKET_FAILURE)


def readiness(told: Mapping[Question, Told]) -> Ready:
    """Return what five answers say.

    Begin where the operator looks for suppliers itself and one thing more pulls: guests who buy
    local, an audit, or goods it cannot get. Where only its image does, business comes first.
    """
    if set(told) != set(Question):
        return Ready.UNASKED
    pulled = any(told[one] is not Told.NO for one in _PULLS)
    if told[Question.SEEKS_SUPPLIERS] is not Told.NO and pulled:
        return Ready.BEGIN
    if told[Question.CSR_PROFILE] is not Told.NO and not pulled:
        return Ready.BUSINESS_FIRST
    return Ready.LATER
