"""No form ever answers in WTForms' own English: what was tampered with is asked again by us."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

import marketplace.forms
from marketplace.forms.base import NOT_A_CHOICE, HouseForm
from marketplace.forms.words import OPERATOR_KINDS
from marketplace.i18n import gettext, speaking
from tests.support import application
from tests.world.demo_data import OPERATORS


def forms() -> Iterator[type[HouseForm]]:
    for module in pkgutil.walk_packages(marketplace.forms.__path__, "marketplace.forms."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, HouseForm) and found.__module__ == module.name:
                yield found


CHOOSING = sorted(
    {
        (form, name)
        for form in forms()
        for name, field in form()._fields.items()
        if isinstance(field, SelectField) and field.validate_choice
    },
    key=str,
)


def test_every_kind_of_operator_in_the_demo_is_one_of_the_closed_list() -> None:
    kinds = {row["kind"] for row in OPERATORS.values()}
    assert kinds
    assert kinds <= set(OPERATOR_KINDS), "a kind of one's own is no word of ours"


def test_there_are_choices_to_look_at() -> None:
    assert len(CHOOSING) > 20


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all forms: none of them reads a database."""
    folder = tmp_path_factory.mktemp("forms")
    with application.running(application.config(f"sqlite:///{folder / 'none'}", folder)) as running:
        yield running


@pytest.mark.parametrize(("form", "name"), CHOOSING, ids=str)
def test_what_was_tampered_with_is_answered_in_our_words(
    house: Flask, form: type[HouseForm], name: str
) -> None:
    with house.test_request_context(), speaking("sw", "UTC"):
        field = form()[name]
        sent = form(MultiDict({field.name: "tampered"}))
        for one in sent:
            if isinstance(one, SelectField) and one.choices is None:
                one.choices = []  # known only when its page is asked for
        sent.validate()
        assert list(sent[name].errors) == [gettext(NOT_A_CHOICE)]
        assert gettext(NOT_A_CHOICE) != NOT_A_CHOICE
