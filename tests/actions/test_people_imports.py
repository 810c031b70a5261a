"""A list of suppliers comes in: nobody of it is a supplier before she agrees."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.cli import main
from marketplace.config import Config
from marketplace.journal.models import JournalEntry
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions.imports import decline
from marketplace.people.models import ImportedSupplier, Supplier
from marketplace.people.queries.imports import imported_card, imported_page, waiting_count
from tests.actions.linkage import asks, names_in_rotation
from tests.world import World, small_world

LIST = """\
Jina,Kijiji,Simu,Bidhaa,Kiasi kwa wiki,Lugha
Asha Juma,Majengo,0712 345 678,Nyanya,40 kg,Kiswahili
Halima Said,MAJENGO,,veg.tomato,30,sw
Asha Juma,Majengo,0712345678,Nyanya,50,
Mama Zuhura,Majengo,,Tomatoes,20,English
,Majengo,,,,
Somebody,Paris,,,,
Rehema Ally,Majengo,12,flying carpets,,
"""
Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


@pytest.fixture
def imports(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Import:  # fmt: skip
    """Run the command on a text; return its status and what it said."""
    monkeypatch.setenv("MKEKA_DATA", str(config.data_dir))
    monkeypatch.setenv("MKEKA_DATABASE_URL", config.database_url)
    monkeypatch.setenv("MKEKA_SECRET", config.secret)

    def run(text: str, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "list.csv"
        file.write_text(text, encoding="utf-8")
        status = main(["import", "suppliers", str(file), *options])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def rows(session: Session) -> list[ImportedSupplier]:
    session.rollback()
    return list(session.scalars(select(ImportedSupplier).order_by(ImportedSupplier.id)))


def test_a_dry_run_says_everything_and_writes_nothing(
    world: World, session: Session, imports: Import
) -> None:
    before = session.scalar(select(func.count(JournalEntry.id)))
    status, out, _ = imports(LIST, "--dry-run")
    assert status == 0
    assert "7 lines read; 4 would be waiting" in out
    assert "1 of them resemble somebody" in out
    assert "1 twice in this one" in out
    assert "line 5: she may be here already" in out
    assert "line 6: left, no name." in out
    assert "line 7: left, no such village here." in out
    assert "line 8: taken without the goods" in out
    assert "line 8: taken without the phone" in out
    assert "Nothing was written" in out
    assert rows(session) == []
    assert session.scalar(select(func.count(JournalEntry.id))) == before


def test_people_of_a_list_wait_and_the_same_list_brings_nobody_twice(
    world: World, session: Session, imports: Import
) -> None:
    assert "4 are now waiting" in imports(LIST)[1]
    asha, halima, zuhura, rehema = rows(session)
    kg = world.goods.units["kg"].id
    assert (asha.name, asha.phone, asha.weekly_amount, asha.unit_id, asha.language) == (
        "Asha Juma", "+255712345678", 40, kg, "sw",
    )  # fmt: skip
    assert halima.category_id == asha.category_id == world.goods.leaves["veg.tomato"].id
    assert (zuhura.language, rehema.phone, rehema.category_id) == ("en", None, None)
    told = select(func.count(JournalEntry.id)).where(
        JournalEntry.verb == "imported_supplier.import"
    )
    assert session.scalar(told) == 4
    assert "0 are now waiting" in imports(LIST)[1]
    assert len(rows(session)) == 4


def test_nobody_of_a_list_is_a_supplier_or_asked_for_anything(
    world: World, session: Session, imports: Import
) -> None:
    before = session.scalar(select(func.count(Supplier.id)))
    imports(LIST)
    session.rollback()
    assert session.scalar(select(func.count(Supplier.id))) == before
    need = asks(session, world)
    session.commit()
    asked = names_in_rotation(session, world, need)
    assert not {"Asha Juma", "Halima Said"} & set(asked)


def test_a_large_list_comes_in_by_chunks(world: World, session: Session, imports: Import) -> None:
    many = "Name,Village\n" + "".join(f"Grower {n},Majengo\n" for n in range(450))
    _, out, err = imports(many)
    assert "450 are now waiting" in out
    assert re.findall(r"\d+ of 450", err) == ["200 of 450", "400 of 450", "450 of 450"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("A,B\nx,y\n", (), "no column is known as name or village"),
        ("A,Village\nx,Majengo\n", ("--map", "name=Z"), "no such column"),
        ("A,Village\nx,Majengo\n", ("--map", "who=A"), "such as name=Jina"),
        ("Name,Village\n", ("--destination", "paris"), "say where these people are"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(
    world: World, imports: Import, text: str, options: tuple[str, ...], said: str
) -> None:
    status, _, err = imports(text, *options)
    assert status == 2
    assert said in err


def test_a_column_may_be_named(world: World, session: Session, imports: Import) -> None:
    assert "1 are now waiting" in imports("A,Village\nAsha,Majengo\n", "--map", "name=A")[1]


def test_only_the_facilitator_of_her_village_finds_her(
    world: World, session: Session, imports: Import
) -> None:
    imports(LIST)
    session.rollback()
    assert [one.name for one in imported_page(session, world.anna)][:2] == [
        "Asha Juma", "Halima Said",
    ]  # fmt: skip
    assert waiting_count(session, world.anna) == 4
    assert imported_page(session, world.theresia) == ()
    public_id = rows(session)[0].public_id
    with pytest.raises(NotFound):
        imported_card(session, world.theresia, public_id)
    with pytest.raises(NotFound):
        decline(session, world.theresia, public_id)


def test_a_no_removes_what_names_her_and_holds_against_the_next_list(
    world: World, session: Session, imports: Import
) -> None:
    imports(LIST)
    public_id = rows(session)[0].public_id
    decline(session, world.anna, public_id)
    session.commit()
    asha = rows(session)[0]
    assert (asha.name, asha.phone, asha.state) == (None, None, "declined")
    assert "0 are now waiting" in imports(LIST)[1]
    with pytest.raises(Refused):
        decline(session, world.anna, public_id)
