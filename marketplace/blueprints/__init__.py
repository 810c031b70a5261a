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
    "sourcing.products",
    "sourcing.supplier",
    "sourcing.desk",
    "offers.supplier",
    "offers.supplier_offers",
    "offers.desk",
    "assessment.desk",
    "assessment.clearances",
    "assessment.more",
    "assessment.oversight",
    "agreements.buyer",
    "agreements.receiving",
    "agreements.payments",
    "agreements.supplier",
    "agreements.supplier_money",
    "agreements.desk",
    "agreements.agreed",
    "agreements.agreed_sheet",
    "agreements.agreed_desk",
    "agreements.agreed_supplier",
    "home.mine",
    "home.desk",
    "home.buyer",
    "home.support",
    "home.observer",
    "home.admin",
    "catalogue.admin",
    "assessment.rule_sets",
    "people.tokens",
)


def register(app: Flask) -> None:
    """Hang every blueprint into the app."""
    for name in MODULES:
        app.register_blueprint(import_module(f"{__name__}.{name}").blueprint)
