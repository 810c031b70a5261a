"""``marketplace prices import``: taken once, corrected, told, and mended when it was broken off."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.actions import (
    import_prices,
    load_catalogue,
    load_price_references,
)
from marketplace.catalogue.actions.opening import mark_installed
from marketplace.catalogue.models import PriceImport, PricePoint, PriceReference
from marketplace.catalogue.rules.packed import price_leaves
from marketplace.catalogue.rules.price_file import price_table
from marketplace.catalogue.rules.price_lines import Left, survey
from marketplace.cli.prices import main
from marketplace.config import Config
from marketplace.journal.models import JournalEntry
from marketplace.kernel.actor import SYSTEM
from tests.world import add_destination
from tests.world.price_files import SOUTH_AFRICA, SRI_LANKA, TOMATOES, WORLD, kenya, kenyan

pytestmark = pytest.mark.both
TODAY = date(2026, 11, 25)
KEY = "WFP:KEN:Tomatoes:kg:wholesale:KES"


@pytest.fixture(autouse=True)
def installed(session: Session) -> None:
    mark_installed(session)
    add_destination(session)
    load_catalogue(session)
    session.commit()


def take(  # type: ignore[no-untyped-def]  # whatever the action says
    session: Session, data: bytes, progress=lambda done, lines: None, chunk: int = 500
):
    file = survey(price_table(data), today=TODAY, leaves=price_leaves())
    return import_prices(session, SYSTEM, file, progress, chunk=chunk)


def reference(session: Session, key: str = KEY) -> PriceReference:
    return session.scalars(select(PriceReference).where(PriceReference.series_key == key)).one()


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_year_of_lines_becomes_one_reference(session: Session) -> None:
    report = take(session, kenya(*TOMATOES))
    assert (report.taken, report.known, report.corrected, report.references) == (4, 0, 0, 1)
    row = reference(session)
    assert (row.points, row.markets, row.median_minor) == (4, 2, 6325)
    assert (row.first_month, row.last_month) == (date(2024, 1, 1), date(2024, 3, 1))
    assert row.source == "WFP"


def test_the_same_file_again_doubles_nothing(session: Session) -> None:
    data = kenya(*TOMATOES, TOMATOES[0])
    take(session, data)
    again = take(session, data)
    assert (again.taken, again.known, again.corrected) == (0, 5, 0)
    assert count(session, PricePoint) == 4
    assert reference(session).median_minor == 6325


def test_a_later_file_corrects_a_price_and_moves_the_year_on(session: Session) -> None:
    take(session, kenya(*TOMATOES))
    late = [kenyan(f"2025-0{m}-15", "Nakuru", "KG", "90") for m in (1, 2)]
    report = take(session, kenya(kenyan("2024-03-15", "Nakuru", "KG", "75"), *late))
    assert (report.taken, report.corrected, report.references) == (2, 1, 1)
    row = reference(session)
    assert (row.points, row.p10_minor, row.median_minor) == (3, 7800, 9000)
    assert (row.first_month, row.last_month) == (date(2024, 3, 1), date(2025, 2, 1))


def test_two_new_prices_never_replace_a_year_of_them(session: Session) -> None:
    take(session, kenya(*TOMATOES))
    report = take(session, kenya(kenyan("2025-12-15", "Nakuru", "KG", "90")))
    assert (report.taken, report.references, report.standing) == (1, 0, 1)
    assert reference(session).last_month == date(2024, 3, 1)


def test_what_the_package_knows_of_a_later_month_stands_and_is_not_undone(
    session: Session,
) -> None:
    load_price_references(session)
    session.commit()
    packed = reference(session, "WFP:KEN:Kale:kg:retail:KES").median_minor
    old = [kenyan(f"2020-0{m}-15", "Nakuru", "KG", "5", "Kale", level="Retail") for m in (1, 2, 3)]
    assert take(session, kenya(*old)).standing == 1
    assert reference(session, "WFP:KEN:Kale:kg:retail:KES").median_minor == packed
    new = [kenyan(f"2026-0{m}-15", "Nakuru", "KG", "99", "Kale", level="Retail") for m in (7, 8, 9)]
    assert take(session, kenya(*new)).references == 1
    load_price_references(session)
    session.commit()
    assert reference(session, "WFP:KEN:Kale:kg:retail:KES").median_minor == 9900


def test_a_broken_off_import_is_made_whole_by_doing_it_again(
    session: Session,
) -> None:
    def break_off(done: int, lines: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(session, kenya(*TOMATOES), break_off, chunk=2)
    assert count(session, PricePoint) == 2
    assert count(session, PriceReference) == 0
    report = take(session, kenya(*TOMATOES))
    assert (report.taken, report.known) == (2, 2)
    assert reference(session).points == 4
    imports = session.scalars(select(PriceImport).order_by(PriceImport.id)).all()
    assert [one.finished_at is None for one in imports] == [True, False]


def test_progress_is_told_after_each_chunk_and_the_journal_has_a_row_for_each_change(
    session: Session,
) -> None:
    told: list[tuple[int, int]] = []
    take(session, kenya(*TOMATOES), lambda done, lines: told.append((done, lines)), chunk=3)
    assert told == [(3, 4), (4, 4)]
    verbs = session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)).all()
    assert verbs[-2:] == ["price_import.begin", "price_import.finish"]


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (WORLD, {"WFP:ETH:Maize (white):kg:retail:ETB", "WFP:MWI:Rice:kg:retail:MWK"}),
        (SOUTH_AFRICA, {"WFP:ZAF:Maize (white):kg:wholesale:ZAR"}),
        (SRI_LANKA, {"WFP:LKA:Carrots:kg:retail:LKR", "WFP:LKA:Eggs:piece:retail:LKR"}),
    ],
    ids=["world", "south africa", "sri lanka"],
)
def test_every_layout_comes_in(session: Session, data: bytes, keys: set[str]) -> None:
    take(session, data)
    assert set(session.scalars(select(PriceReference.series_key))) == keys


def test_what_is_left_is_counted_with_its_first_lines(session: Session) -> None:
    soap = [kenyan("2024-01-15", "Nakuru", "KG", "9", "Soap") for _ in range(9)]
    report = take(session, kenya(*soap))
    assert report.left == {Left.UNKNOWN_COMMODITY: 9}
    assert report.first_lines == {Left.UNKNOWN_COMMODITY: [2, 3, 4, 5, 6]}
    assert report.unknown == {(Left.UNKNOWN_COMMODITY, "Soap"): 9}


@pytest.fixture
def on_this_database(
    config: Config, engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.rollback()
    monkeypatch.setattr("marketplace.cli.prices.from_environ", lambda: config)


@pytest.mark.usefixtures("on_this_database")
def test_the_command_tells_what_it_took_and_what_it_left(
    tmp_path: Path, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wfp_food_prices_ken.csv"
    path.write_bytes(kenya(*TOMATOES, kenyan("2024-01-15", "Nakuru", "KG", "9", "Soap")))
    assert main(["import", str(path)]) == 0
    told = capsys.readouterr()
    assert "5 lines read. Countries: KEN." in told.out
    assert "4 prices taken, 0 known already, 0 corrected, 1 left." in told.out
    assert "1 × a commodity that is no leaf here (first lines: 6)" in told.out
    assert "Soap (1)" in told.out
    assert "5 of 5 lines" in told.err
    assert reference(session).points == 4


@pytest.mark.usefixtures("on_this_database")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "{}/nothing.csv"], "No such file"),
        (["import", "{}"], "Is a directory"),
        (["import", "{}/people.csv"], "columns are missing: date, market"),
        (["import", "{}/people.csv", "--country", "Kenya"], "three letters, like KEN"),
    ],
    ids=["no file", "folder", "other columns", "country in words"],
)
def test_a_wrong_file_is_status_2_and_leaves_nothing(
    words: list[str], said: str, tmp_path: Path, session: Session,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "people.csv").write_text("name,phone\nA,1\n", encoding="utf-8")
    assert main([word.format(tmp_path) for word in words]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert count(session, PriceImport) == 0
