"""The API: data in, data out, with a session or a key; described by its own OpenAPI document."""

from flask import Flask

from marketplace.api import assessments, open_data


def register(app: Flask) -> None:
    """Hang the API into the app."""
    app.register_blueprint(assessments.blueprint)
    app.register_blueprint(open_data.blueprint)
