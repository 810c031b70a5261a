"""The catalogue check can fail in each way it promises to."""

import pytest
from babel.messages.catalog import Catalog

from tools import check_catalogues, messages


def template() -> Catalog:
    """What the product says."""
    catalogue = Catalog()
    catalogue.add("Hello %(name)s")
    catalogue.add(("%(n)s crate", "%(n)s crates"))
    return catalogue


def spoken(first: str = "Habari %(name)s", plural: tuple[str, ...] = ("%(n)s", "%(n)s")) -> Catalog:
    """What a translator wrote."""
    catalogue = Catalog(locale="sw")
    catalogue.add("Hello %(name)s", first)
    catalogue.add(("%(n)s crate", "%(n)s crates"), plural)
    return catalogue


def told(catalogue: Catalog) -> str:
    """What the check says about it."""
    return "\n".join(check_catalogues.problems(catalogue, template()))


def test_a_whole_catalogue_has_no_problem() -> None:
    assert told(spoken()) == ""


@pytest.mark.parametrize(
    ("catalogue", "complaint"),
    [
        (spoken(""), "is not translated"),
        (spoken("Habari %(jina)s"), "other placeholders"),
        (spoken("<b>Habari</b> %(name)s"), "other placeholders or tags"),
        (spoken("Habari %(name)s "), "ends with a space"),
        (spoken(plural=("%(n)s",)), "too few or too many plural forms"),
        (spoken(plural=("%(n)s", "")), "is not translated"),
    ],
)
def test_each_flaw_is_named(catalogue: Catalog, complaint: str) -> None:
    assert complaint in told(catalogue)


def test_fuzzy_missing_and_unused_messages_are_named() -> None:
    catalogue = spoken()
    catalogue["Hello %(name)s"].flags.add("fuzzy")
    catalogue.delete(("%(n)s crate", "%(n)s crates"))
    catalogue.add("Gone", "Imeondoka")
    assert "is fuzzy" in told(catalogue)
    assert "'%(n)s crate' is missing" in told(catalogue)
    assert "'Gone' is said nowhere" in told(catalogue)


def test_code_templates_and_data_are_read() -> None:
    places = {name for m in messages.extracted() for name, _ in m.locations}
    assert {name.rpartition(".")[2] for name in places} >= {"py", "html", "json"}
