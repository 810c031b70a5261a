"""Staff: signing in and out, the second step, a forgotten password."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.db import db
from marketplace.forms.people import SENTENCES, ForgotForm, PasswordForm, SecondStepForm, SignInForm
from marketplace.i18n import gettext, ngettext
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people import actions
from marketplace.people.actions import SignedIn
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.permissions import Permission
from marketplace.web import doors
from marketplace.web.commits import commits, slow_first
from marketplace.web.cookies import config
from marketplace.web.current import current_seat
from marketplace.web.guard import guard
from marketplace.web.onward import relative
from marketplace.web.pages import page

blueprint = Blueprint("people", __name__)
HOMES = "home.mine"


@blueprint.get("/sign-in")
@guard(Permission.SIGN_IN)
def sign_in(_actor: Actor) -> Response:
    """Show the way in for staff."""
    return page("people/sign_in.html", form=SignInForm(), onward=request.args.get("next", ""))


@blueprint.post("/sign-in")
@guard(Permission.SIGN_IN)
@slow_first
def try_sign_in(_actor: Actor) -> Any:
    """Try an e-mail and a password."""
    form = SignInForm(request.form)
    if not form.validate():
        return _again(form)
    tried = doors.try_staff(
        form.email.data or "", form.password.data or "", demo=config().demo or config().practice
    )
    if tried.token is None:
        form.form_errors.append(_why_not(tried))
        return _again(form)
    return doors.welcome(_onward(tried), tried.token)


def _again(form: SignInForm) -> Response:
    return page("people/sign_in.html", status=422, form=form, onward=request.form.get("next", ""))


def _why_not(tried: SignedIn) -> str:
    if tried.outcome is SignInOutcome.BLOCKED or tried.wait_until is not None:
        minutes = doors.minutes_left(tried.wait_until)
        text = ngettext(
            "That did not fit too often. Please wait %(n)s minute, then try again.",
            "That did not fit too often. Please wait %(n)s minutes, then try again.", minutes,
        )  # fmt: skip
        return text % {"n": minutes}
    return gettext("E-mail and password do not fit together. Please try again.")


def _onward(tried: SignedIn) -> Any:
    target = relative(request.form.get("next"), url_for(HOMES))
    if tried.outcome is SignInOutcome.NEEDS_TOTP:
        return redirect(url_for("people.second_step", next=target), code=303)
    if tried.outcome is SignInOutcome.MUST_ENROL:
        return redirect(url_for("account.enrol", next=target), code=303)
    return redirect(target, code=303)


@blueprint.get("/sign-in/code")
@guard(Permission.SIGN_IN)
def second_step(_actor: Actor) -> Response:
    """Ask for the authenticator's six digits."""
    return page("people/second_step.html", form=SecondStepForm(), onward=request.args.get("next"))


@blueprint.post("/sign-in/code")
@guard(Permission.SIGN_IN)
@slow_first
def try_second_step(_actor: Actor) -> Any:
    """Try the six digits; good ones open the session fully."""
    form, seat = SecondStepForm(request.form), current_seat()
    if seat is None:
        return redirect(url_for("people.sign_in"), code=303)
    if form.validate():
        tried = doors.try_second_step(seat, form.totp.data or "")
        if tried.token is not None:
            return doors.welcome(_onward(tried), tried.token)
        form.form_errors.append(gettext("This code is not right. Wait for the next one."))
    onward = request.form.get("next", "")
    return page("people/second_step.html", status=422, form=form, onward=onward)


@blueprint.post("/sign-out")
@guard(Permission.SIGN_IN)
@slow_first
def sign_out(_actor: Actor) -> Any:
    """Leave: the session ends, the cookie goes, the browser forgets."""
    return doors.farewell(redirect(url_for("public.landing"), code=303))  # type: ignore[arg-type]  # werkzeug's base class


@blueprint.get("/password/forgotten")
@guard(Permission.SIGN_IN)
def forgotten(_actor: Actor) -> Response:
    """Ask where a link to a new password should go; without mail, say whom to ask."""
    return page(
        "people/forgotten.html", form=ForgotForm(), asked=False, mail=bool(config().smtp_url)
    )


@blueprint.post("/password/forgotten")
@guard(Permission.SIGN_IN)
@commits
def ask_link(_actor: Actor) -> Response:
    """Let a link leave by e-mail, if anybody has this address; the answer is always the same."""
    form = ForgotForm(request.form)
    good = form.validate()
    if good:
        actions.ask_password_link(db.session(), form.email.data or "")
    return page(
        "people/forgotten.html", status=200 if good else 422, form=form, asked=good, mail=True
    )


@blueprint.get("/password/<token>")
@guard(Permission.SIGN_IN)
def new_password(_actor: Actor, token: str) -> Response:
    """Show the form behind a one-time link."""
    return _password_page(token, PasswordForm())


def _password_page(token: str, form: PasswordForm, status: int = 200) -> Response:
    alive = doors.password_link(token) is not None
    return page(
        "people/new_password.html", status=status if alive else 404, form=form, alive=alive,
        token=token,
    )  # fmt: skip


@blueprint.post("/password/<token>")
@guard(Permission.SIGN_IN)
@slow_first
def set_password(_actor: Actor, token: str) -> Any:
    """Set a password through a one-time link; every session of that person ends."""
    form = PasswordForm(request.form)
    try:
        doors.set_password_by_link(token, form.password.data or "")
    except Refused as refused:
        form.explain(refused, SENTENCES)
        return _password_page(token, form, 422)
    return redirect(url_for("people.sign_in"), code=303)
