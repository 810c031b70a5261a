"""Writes of the stored check: run it, sign it, clear for six months, look a second time."""

from marketplace.assessment.actions.agreed import (
    Agreed,
    check_call_off,
    check_terms,
    reads_worse,
    would_block,
)
from marketplace.assessment.actions.check import check_linkage, check_purchase
from marketplace.assessment.actions.clearances import (
    SignClearance,
    end_clearance,
    end_expired,
    sign_clearance,
)
from marketplace.assessment.actions.condition_looks import look_at_condition
from marketplace.assessment.actions.judge import answer
from marketplace.assessment.actions.override import override
from marketplace.assessment.actions.reviews import review
from marketplace.assessment.actions.rulesets import (
    PublishRuleSet,
    load_default_rule_set,
    publish_rule_set,
)
from marketplace.assessment.actions.sign import EnteredBy, SignOutcome, refuse, sign, supersede
from marketplace.assessment.actions.standing import look_at_signature, renew
from marketplace.assessment.queries.purchase import Linkage, Purchase

__all__ = [
    "Agreed", "EnteredBy", "Linkage", "PublishRuleSet", "Purchase", "SignClearance",
    "SignOutcome", "answer", "check_call_off", "check_linkage", "check_purchase", "check_terms",
    "end_clearance", "end_expired", "load_default_rule_set", "look_at_condition",
    "look_at_signature", "override", "publish_rule_set", "reads_worse", "refuse", "renew",
    "review", "sign", "sign_clearance", "supersede", "would_block",
]  # fmt: skip
