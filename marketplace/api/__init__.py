"""The API: data in, data out, with a session or a key; described by its own OpenAPI document."""

from flask import Flask

from marketplace.api.assessments import blueprint


def register(app: Flask) -> None:
    """Hang the API into the app."""
    app.register_blueprint(blueprint)
