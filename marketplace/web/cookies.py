"""Cookies: one for the session, one for the device, one for the language; nothing else."""

from flask import Request, Response, current_app

from marketplace.config import Config

YEAR = 365 * 24 * 3600


def config() -> Config:
    """Return the installation's settings."""
    settings: Config = current_app.extensions["mkeka"]
    return settings


def _name(plain: str) -> str:
    return plain if config().insecure_http else f"__Host-{plain}"


def session_token(request: Request) -> str | None:
    """Return the session cookie's secret, if one came."""
    return request.cookies.get(_name("sid"))


def device_token(request: Request) -> str | None:
    """Return the device cookie's secret, if one came."""
    return request.cookies.get(_name("did"))


def chosen_language(request: Request) -> str | None:
    """Return the language this browser chose, if it did."""
    return request.cookies.get("lang")


def set_session(response: Response, token: str) -> None:
    """Hand out a session cookie; it ends with the browser, the server ends it sooner."""
    _set(response, _name("sid"), token)


def sets_session(response: Response) -> bool:
    """Tell whether an answer hands out a session cookie, or takes it away, already."""
    mark = f"{_name('sid')}="
    return any(one.startswith(mark) for one in response.headers.getlist("Set-Cookie"))


def drop_session(response: Response) -> None:
    """Take the session cookie away."""
    _set(response, _name("sid"), "", max_age=0)


def set_device(response: Response, token: str) -> None:
    """Remember that this browser was here; it says nothing of any person."""
    _set(response, _name("did"), token, max_age=YEAR)


def set_language(response: Response, code: str) -> None:
    """Remember the language this browser chose."""
    _set(response, "lang", code, max_age=YEAR)


def _set(response: Response, name: str, value: str, *, max_age: int | None = None) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path="/", httponly=True, samesite="Lax",
        secure=not config().insecure_http,
    )  # fmt: skip
