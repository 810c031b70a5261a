"""A client that reads every page it is given, and can send the forms on it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import page_checker
from tests.support.markup import Page, is_element, local, parse


class PageClient(FlaskClient):
    """One browser. Each HTML answer is checked unasked; a page with a problem fails the test.

    ``checks`` is off only where the same person opens the same pages in another, checking test.
    """

    checks = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and check the page that came back."""
        response = super().open(*args, **kwargs)
        page = response.mimetype == "text/html" and response.request.method != "HEAD"
        if self.checks and page and response.data:
            source = response.get_data(as_text=True)
            page_checker.check(source, path=response.request.path, headers=dict(response.headers))
        return response

    def submit(
        self,
        page: TestResponse,
        values: Mapping[str, Any] | None = None,
        *,
        action: str | None = None,
        press: str | None = None,
        **kwargs: Any,
    ) -> TestResponse:
        """Send a form of ``page`` as a browser would, hidden fields and token included.

        ``action`` picks the form whose address ends so (needed where there are several);
        ``press`` names the button, as ``name=value`` or its value alone.
        """
        form = _pick(parse(page.get_data(as_text=True)), action)
        data = {**_filled(form), **_pressed(form, press), **(values or {})}
        target = form.get("action") or page.request.full_path.rstrip("?")
        method = form.get("method", "get").upper()
        fields = {"query_string" if method == "GET" else "data": data}
        return self.open(target, method=method, **fields, **kwargs)


def _pick(page: Page, action: str | None) -> Element:
    forms = page.all("form")
    if action is not None:
        forms = [f for f in forms if urlsplit(f.get("action", "")).path.endswith(action)]
    assert len(forms) == 1, f"{len(forms)} forms with action {action!r}; exactly one is wanted"
    return forms[0]


def _filled(form: Element) -> dict[str, str]:
    """Return what the form holds already, as a browser would send it untouched."""
    data: dict[str, str] = {}
    for field in form.iter():
        name = field.get("name") if is_element(field) else None
        if not name or "disabled" in field.attrib:
            continue
        if local(field) == "input":
            data.update(_input(field, name))
        elif local(field) == "textarea":
            data[name] = "".join(field.itertext())
        elif local(field) == "select":
            data[name] = _selected(field)
    return data


def _input(field: Element, name: str) -> dict[str, str]:
    kind = field.get("type", "text")
    if kind in {"submit", "button", "image", "reset", "file"}:
        return {}
    if kind in {"checkbox", "radio"} and "checked" not in field.attrib:
        return {}
    return {name: field.get("value", "on" if kind in {"checkbox", "radio"} else "")}


def _selected(field: Element) -> str:
    options = list(field.iter("option"))
    chosen = next((o for o in options if "selected" in o.attrib), options[0])
    return chosen.get("value", (chosen.text or "").strip())


def _pressed(form: Element, press: str | None) -> dict[str, str]:
    if press is None:
        return {}
    for button in form.iter("button"):
        name, value = button.get("name"), button.get("value", "")
        if name and press in {value, f"{name}={value}"}:
            return {name: value}
    raise AssertionError(f"no button {press!r} in the form")
