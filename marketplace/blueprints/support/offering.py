"""Putting a service where facilitators find it, for whoever gives it."""

from flask import request

from marketplace.db import db
from marketplace.forms.support import SENTENCES, ServiceForm
from marketplace.kernel.actor import Actor
from marketplace.support import actions
from marketplace.support.rules.lists import ServiceKind, Topic
from marketplace.web.attempt import done_with


def new_form() -> ServiceForm:
    """Return an empty form."""
    return ServiceForm(seats=1)


def offer(
    actor: Actor, currency: str, *, provider: str | None = None, operator_id: int | None = None
) -> ServiceForm | None:
    """Offer what was typed; return the form where it needs mending."""
    form = ServiceForm(request.form)
    offered = done_with(form, SENTENCES, lambda: actions.offer_service(
        db.session(), actor, _command(form, currency, provider, operator_id)
    ))  # fmt: skip
    return None if offered else form


def _command(
    form: ServiceForm, currency: str, provider: str | None, operator_id: int | None
) -> actions.OfferService:
    return actions.OfferService(
        provider=provider, operator_id=operator_id, kind=ServiceKind(form.kind.data),
        topic=Topic(form.topic.data), **form.command(currency),
    )  # fmt: skip
