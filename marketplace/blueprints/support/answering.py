"""What who gives a service says to a referral: yes, no with a reason, or what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from marketplace.db import db
from marketplace.forms.base import HouseForm
from marketplace.forms.support import SENTENCES, DeclineForm, ReportForm
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.support import actions
from marketplace.support.rules.lists import DeclineWhy, Result
from marketplace.web.attempt import done_with


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that needs mending, and the referral it stands beside."""

    form: HouseForm
    at: str


_FORMS: Mapping[str, type[HouseForm]] = {
    "acceptance": HouseForm, "refusal": DeclineForm, "report": ReportForm,
}  # fmt: skip


def say(actor: Actor, public_id: str, word: str) -> Wrong | None:
    """Do what was said of a referral; return the form where it needs mending."""
    if word not in _FORMS:
        raise NotFound
    form = _FORMS[word](request.form)
    if done_with(form, SENTENCES, lambda: _acts(actor, public_id)[word](form)):
        return None
    return Wrong(form, public_id)


def _acts(actor: Actor, public_id: str) -> Mapping[str, Callable[[Any], object]]:
    session = db.session()
    return {
        "acceptance": lambda _form: actions.accept_referral(session, actor, public_id),
        "refusal": lambda form: actions.decline_referral(
            session, actor, public_id, DeclineWhy(form.why.data)
        ),
        "report": lambda form: actions.report_referral(
            session, actor, public_id, Result(form.result.data)
        ),
    }
