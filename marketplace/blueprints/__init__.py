"""Blueprints: routes only, thin, named after their contexts; the table of addresses is here."""

from importlib import import_module

from flask import Flask

# In the order of a linkage's life; each module has one ``blueprint``.
MODULES = (
    "ops",
    "public",
    "people.staff",
    "people.account",
    "people.seat",
    "people.invitations",
    "people.suppliers",
    "sourcing.buyer",
    "sourcing.ask",
    "sourcing.ask_list",
    "sourcing.tenders",
    "sourcing.tender_life",
    "sourcing.products",
    "sourcing.supplier",
    "sourcing.desk",
    "sourcing.tender_desk",
    "sourcing.questions",
    "offers.supplier",
    "offers.supplier_offers",
    "offers.desk",
    "assessment.desk",
    "assessment.clearances",
    "mediation.openings",
    "mediation.cases",
    "mediation.files",
    "mediation.beginners",
    "mediation.supplier",
    "agreements.buyer",
    "agreements.receiving",
    "agreements.payments",
    "agreements.supplier",
    "agreements.supplier_money",
    "agreements.desk",
    "home.mine",
    "home.desk",
    "home.buyer",
    "home.support",
    "home.observer",
    "home.admin",
    "catalogue.admin",
)


def register(app: Flask) -> None:
    """Hang every blueprint into the app."""
    for name in MODULES:
        app.register_blueprint(import_module(f"{__name__}.{name}").blueprint)
