"""Rows of the desk about growing: referrals, plans that are late, steps after bad deliveries."""

from collections.abc import Iterable, Iterator

from flask import url_for

from marketplace.blueprints.home.desk_tasks import Task, start_of
from marketplace.catalogue.words import PAPER_NAMES
from marketplace.forms import support_words
from marketplace.i18n import format as shown
from marketplace.i18n import gettext
from marketplace.kernel import clock
from marketplace.support.queries import Waiting
from marketplace.support.rules.lists import NextTime, Waits
from marketplace.web.pages import leaf_name

# Somebody waits for help now; the rest is looked at again, after what others were promised.
FOR_HELP = frozenset({Waits.DELIVERY_STEP, Waits.REFERRAL_DECLINED, Waits.REFERRAL_SILENT})


def waits_for_help(known: Iterable[Waiting]) -> Iterator[Task]:
    """Rows about somebody who waits for help."""
    return (_task(one) for one in known if one.kind in FOR_HELP)


def looked_at_again(known: Iterable[Waiting]) -> Iterator[Task]:
    """Rows about what is looked at again: whether help helped, plans, ends of papers."""
    return (_task(one) for one in known if one.kind not in FOR_HELP)


def _task(one: Waiting) -> Task:
    mark, button = support_words.WAITS[one.kind]
    since = start_of(one.day) if one.day else one.at or clock.now()
    return Task(
        min(since, clock.now()), one.picture, _what(one), _why(one), gettext(mark), "wait",
        gettext(button), _url(one),
    )  # fmt: skip


def _what(one: Waiting) -> str:
    said = {"supplier": one.supplier_name, "what": _about(one)}
    if one.kind is Waits.DELIVERY_STEP:
        return gettext("%(supplier)s, next time: %(what)s") % said
    return gettext("%(supplier)s: %(what)s") % said


def _about(one: Waiting) -> str:
    if one.kind is Waits.DELIVERY_STEP:
        return gettext(support_words.HELPS[NextTime(one.about)])
    if one.kind is Waits.PAPER:
        return gettext(PAPER_NAMES[one.about])
    return leaf_name(one.about) if one.kind is Waits.PLAN else one.about


def _why(one: Waiting) -> str:
    day = shown.day(one.day or (shown.local_day(one.at) if one.at else shown.today()))
    sentences = {
        Waits.DELIVERY_STEP: gettext("A bad delivery on %(day)s. A word from you helps most."),
        Waits.PAPER: gettext("Ends on %(day)s. Without it some houses may not buy."),
        Waits.PLAN: gettext("A milestone of her plan was due on %(day)s."),
        Waits.REFERRAL_DECLINED: gettext("It was not taken. Who else could help?"),
        Waits.REFERRAL_FOLLOW: gettext("A look is due since %(day)s: did it help her?"),
        Waits.REFERRAL_SILENT: gettext("Sent on %(day)s, and nobody has answered."),
    }
    return sentences[one.kind] % {"day": day}


def _url(one: Waiting) -> str:
    if one.kind is Waits.DELIVERY_STEP:
        return url_for("referrals.steps")
    if one.kind is Waits.PAPER:
        return url_for("papers.show", public_id=one.supplier)
    if one.kind is Waits.PLAN:
        return url_for("plans.show", public_id=one.supplier, _anchor="plans")
    return url_for("referrals.index")
