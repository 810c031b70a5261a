"""Reads of the stored check: the page, what waits, clearances, reviews; and its facts."""

from marketplace.assessment.queries.lists import (
    ClearanceCard,
    ReviewCard,
    WaitingCard,
    clearance,
    clearances,
    reviews_due,
    waiting,
)
from marketplace.assessment.queries.page import AssessmentPage, assessment_page
from marketplace.assessment.queries.rulesets import destination_of_place, rule_set_for

__all__ = [
    "AssessmentPage", "ClearanceCard", "ReviewCard", "WaitingCard", "assessment_page",
    "clearance", "clearances", "destination_of_place", "reviews_due", "rule_set_for", "waiting",
]  # fmt: skip
