"""What waits at a desk of the check: to sign, to look at again, conditions and reviews due."""

from flask import url_for

from marketplace.assessment.queries import WaitingCard
from marketplace.assessment.queries.ahead import Again, AheadCard
from marketplace.blueprints.home.desk_tasks import Task
from marketplace.forms import assessment_words, desk_words
from marketplace.i18n import format as shown
from marketplace.i18n import gettext
from marketplace.kernel.words import N_
from marketplace.web.pages import leaf_name
from marketplace.web.remarks import phrase


def check(card: WaitingCard) -> Task:
    """A purchase that waits for a signature."""
    what = gettext("%(leaf)s · %(supplier)s for %(operator)s") % {
        "leaf": leaf_name(card.leaf_code), "supplier": card.supplier_name,
        "operator": card.operator_name,
    }  # fmt: skip
    reasons = [desk_words.said(assessment_words.OUT, code) for code in card.out_of_bounds]
    wanted = gettext("Wanted for %(day)s.")
    why = [wanted % {"day": shown.day(card.deliver_on)}] if card.deliver_on else []
    text = " · ".join([*why, *reasons])
    worst = max((card.verdict, card.fairness), key=list(assessment_words.SHORT).index)
    if card.first_signed_by_id is not None:
        text = " · ".join([gettext("A second person signs it."), text])
    return Task(
        card.computed_at, card.picture, what, text,
        gettext(assessment_words.SHORT[worst]), assessment_words.MARKS[worst],
        gettext("Check"), url_for("assessment.show", public_id=card.public_id), go=True,
    )  # fmt: skip


def again(card: AheadCard) -> Task:
    """Something of the check that is looked at again."""
    return {
        Again.CONDITION: _condition, Again.REVIEW: _review, Again.SIGNATURE: _not_fresh,
    }[card.kind](card)  # fmt: skip


def _review(card: AheadCard) -> Task:
    """A second look that is due."""
    what = gettext("Look again: %(leaf)s · %(supplier)s for %(operator)s") % {
        "leaf": leaf_name(card.leaf_code), "supplier": card.supplier_name,
        "operator": card.operator_name,
    }  # fmt: skip
    why = gettext("It was let through by a clearance: %(why)s. Due %(day)s.") % {
        "why": desk_words.said(assessment_words.REVIEWS, card.code),
        "day": shown.day(shown.local_day(card.at)),
    }  # fmt: skip
    return Task(
        card.at, card.picture, what, why, gettext("second look"), "now", gettext("Look"),
        url_for("assessment.reviews", _anchor=card.ident),
    )  # fmt: skip


def _condition(card: AheadCard) -> Task:
    """A condition whose day is near or past."""
    what = gettext("A condition is looked at: %(goods)s · %(who)s") % {
        "goods": leaf_name(card.leaf_code), "who": card.supplier_name or card.operator_name,
    }  # fmt: skip
    clause = assessment_words.clause_line(card.code, note=card.note)
    day = shown.local_day(card.at)
    why = phrase(N_("%(clause)s Looked at on %(day)s."), clause=clause, day=shown.day(day))
    late = day < shown.today()
    return Task(
        card.at, card.picture, what, why, gettext("condition"), "bad" if late else "wait",
        gettext("Look"), url_for("assessment_more.conditions", _anchor=f"c{card.ident}"),
    )  # fmt: skip


def _not_fresh(card: AheadCard) -> Task:
    """A signature that is due for review, stale or stopped."""
    what = gettext("Sign anew: %(leaf)s · %(supplier)s for %(operator)s") % {
        "leaf": leaf_name(card.leaf_code), "supplier": card.supplier_name,
        "operator": card.operator_name,
    }  # fmt: skip
    return Task(
        card.at, card.picture, what, desk_words.said(assessment_words.DUE, card.note or ""),
        desk_words.said(assessment_words.STANDINGS, card.code), "wait",
        gettext("Look at it"), url_for("assessment.show", public_id=card.ident),
    )  # fmt: skip
