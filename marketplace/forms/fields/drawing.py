"""The one function that draws a picture field: its template with its plain ``params()``."""

from typing import Any, Protocol

from flask import render_template
from markupsafe import Markup


class Drawable(Protocol):
    """A field that owns a template and says what the template needs, as plain values."""

    template: str

    def params(self) -> dict[str, Any]:
        """Return what the template needs."""
        ...


def draw(field: Drawable, **extra: Any) -> Markup:
    """Draw a field; ``extra`` goes to its template beside its own params."""
    return Markup(render_template(field.template, **field.params(), **extra))  # noqa: S704  # escaped by the template
