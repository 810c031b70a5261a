"""One's own account: where one is signed in, the password, the authenticator."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.db import db
from marketplace.forms.people import SENTENCES, PasswordForm, PhoneForm, SecondStepForm
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people import actions, queries
from marketplace.people.queries import SeatedActor
from marketplace.people.rules.permissions import Permission
from marketplace.web import doors
from marketplace.web.attempt import done_with
from marketplace.web.commits import commits, slow_first
from marketplace.web.current import current_seat
from marketplace.web.guard import guard
from marketplace.web.onward import relative
from marketplace.web.pages import page
from marketplace.web.qr import otpauth_picture

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@guard(Permission.USE_OWN_ACCOUNT)
def show(actor: Actor) -> Response:
    """Show where this person is signed in, and what protects the account."""
    return _show(actor, PasswordForm())


def _show(
    actor: Actor, form: PasswordForm, status: int = 200, phone: PhoneForm | None = None
) -> Response:
    seat = current_seat()
    person_id = actor.person_id or 0
    sessions = queries.sessions_of(db.session(), person_id, clock.now())
    account = queries.account_card(db.session(), person_id)
    return page(
        "people/account.html", status=status, form=form, sessions=sessions, account=account,
        phone=phone or PhoneForm(phone=queries.staff_phone(db.session(), person_id)),
        here_id=seat.session_id if seat else None, done=request.args.get("done"),
    )  # fmt: skip


@blueprint.post("/account/password")
@guard(Permission.USE_OWN_ACCOUNT)
@slow_first
def change_password(actor: Actor) -> Any:
    """Change one's own password; every other session ends."""
    form = PasswordForm(request.form)
    try:
        doors.change_password(actor, form.old.data or "", form.password.data or "")
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _show(actor, form, 422)
    return redirect(url_for("account.show", done="password"), code=303)


@blueprint.post("/account/phone")
@guard(Permission.USE_OWN_ACCOUNT)
@commits
def keep_phone(actor: Actor) -> Any:
    """Keep the number one is called on; a facilitator's stands on every help page."""
    form = PhoneForm(request.form)
    if done_with(form, SENTENCES, lambda: actions.keep_staff_phone(
        db.session(), actor, actor.person_id or 0, form.phone.data or ""
    )):  # fmt: skip
        return redirect(url_for("account.show", done="phone"), code=303)
    return _show(actor, PasswordForm(), 422, form)


@blueprint.post("/account/sessions/<int:session_id>/end")
@guard(Permission.USE_OWN_ACCOUNT)
@commits
def end_session(actor: Actor, session_id: int) -> Any:
    """End one of one's own sessions, on a phone that was lost, say."""
    actions.end_own_session(db.session(), actor, session_id)
    return redirect(url_for("account.show", done="session"), code=303)


def _waiting_seat() -> SeatedActor:
    """Return the session of somebody who is in, or who must enrol before he is."""
    seat = current_seat()
    if seat is None:
        raise NotFound
    return seat


@blueprint.get("/account/authenticator")
@guard(Permission.SIGN_IN)
def enrol(_actor: Actor) -> Response:
    """Explain the second factor and offer to begin."""
    _waiting_seat()
    return page("people/enrol.html", form=SecondStepForm(), secret=None, qr=None, onward=_onward())


@blueprint.post("/account/authenticator")
@guard(Permission.SIGN_IN)
@commits
def begin_enrolment(_actor: Actor) -> Any:
    """Make a secret and show it, as QR and as letters."""
    seat = _waiting_seat()
    try:
        secret = actions.enrol_totp(db.session(), seat.person_id)
    except Refused:
        return redirect(url_for("account.show", done="already"), code=303)
    return _enrol_page(SecondStepForm(), secret, seat)


def _enrol_page(
    form: SecondStepForm, secret: str, seat: SeatedActor, status: int = 200
) -> Response:
    account = queries.account_card(db.session(), seat.person_id)
    return page(
        "people/enrol.html", status=status, form=form, secret=secret,
        qr=otpauth_picture(secret, account.email), onward=_onward(),
    )  # fmt: skip


@blueprint.post("/account/authenticator/code")
@guard(Permission.SIGN_IN)
@slow_first
def confirm_enrolment(_actor: Actor) -> Any:
    """Take the first code; the session is open fully from here on."""
    form, seat = SecondStepForm(request.form), _waiting_seat()
    try:
        token = doors.confirm_authenticator(seat, form.totp.data or "")
    except Refused as refused:
        form.explain(refused, SENTENCES)
        secret = queries.account_card(db.session(), seat.person_id).totp_secret
        return _enrol_page(form, secret or "", seat, 422)
    return doors.welcome(redirect(_onward(), code=303), token)  # type: ignore[arg-type]  # werkzeug's base class


def _onward() -> str:
    return relative(request.values.get("next"), url_for("account.show"))
