"""The practice world: nothing leaves it, nothing of it counts, and it begins anew."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.channels import mail, outbox
from marketplace.cli.migrate import downgrade, engine_for, is_current
from marketplace.cli.practice import password_of, practice_config, prepare
from marketplace.cli.promises import promises_kept
from marketplace.config import BadConfig, Config
from marketplace.journal.models import OutboxMessage
from marketplace.people.models import Person
from marketplace.web.practice import begin_anew
from tests.support import application
from tests.support.client import PageClient
from tests.support.markup import parse

pytestmark = pytest.mark.only("sqlite")  # whatever the real installation uses, this is embedded
ADMIN = "admin@demo.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A practice world beside a real installation that can send mail."""
    folder = tmp_path_factory.mktemp("real")
    environ = {
        "MKEKA_DATA": str(folder), "MKEKA_SMTP_URL": "smtp://mail.example",
        "MKEKA_MAIL_FROM": "mkeka@example.org", "MKEKA_SECRET": "s" * 40,
        "MKEKA_DATABASE_URL": "postgresql://db.example/real", "MKEKA_LOG_LEVEL": "CRITICAL",
    }  # fmt: skip
    config = practice_config(environ, port=8001)
    prepare(config)
    return config


@pytest.fixture
def world(made: Config) -> Iterator[Flask]:
    """The practice world, served."""
    begin_anew(made.data_dir)
    with application.running(made) as app:
        app.test_client_class = PageClient
        yield app


@pytest.fixture
def admin(world: Flask, made: Config) -> PageClient:
    """Its administrator, signed in with the world's own password."""
    client = world.test_client()
    assert isinstance(client, PageClient)
    client.set_cookie("lang", "en", path="/")
    page = client.get("/sign-in")
    known = {"email": ADMIN, "password": password_of(made)}
    assert client.submit(page, known).status_code == 303
    return client


def people(config: Config) -> int:
    engine = engine_for(config)
    with Session(engine) as session:
        found = session.scalar(select(func.count(Person.id))) or 0
    engine.dispose()
    return found


def test_it_has_its_own_folder_database_secret_and_no_mail(made: Config) -> None:
    assert made.data_dir.name == "practice"
    assert made.database_url == f"sqlite:///{made.data_dir / 'mkeka.sqlite3'}"
    assert (made.smtp_url, made.secret != "s" * 40) == ("", True)
    assert (made.data_dir / "password").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "change", [{"smtp_url": "smtp://mail.example"}, {"database_url": "postgresql://db/real"}]
)
def test_a_practice_world_that_could_reach_out_does_not_start(
    made: Config, change: dict[str, str]
) -> None:
    with pytest.raises(BadConfig, match="sends nothing"):
        replace(made, **change)  # type: ignore[arg-type]  # one text setting


def test_no_message_ever_leaves(made: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_anew(made.data_dir)
    sent: list[object] = []
    monkeypatch.setattr(mail, "send", lambda *_: sent.append(1))
    careless = replace(made)
    object.__setattr__(careless, "smtp_url", "smtp://mail.example")  # as no start-up allows
    engine = engine_for(made)
    with Session(engine) as session:
        session.query(OutboxMessage).update({"sent_at": None})
        session.commit()
        assert outbox.deliver(session, careless, limit=5) == 5
    engine.dispose()
    assert sent == []


def test_every_page_is_marked_for_staff_suppliers_and_errors(
    world: Flask, admin: PageClient
) -> None:
    stranger = world.test_client()
    for client, path in (
        (admin, "/admin/"), (stranger, "/"), (stranger, "/s/"), (stranger, "/s/needs"),
        (stranger, "/sign-in"), (stranger, "/nowhere"), (stranger, "/s/nowhere"),
    ):  # fmt: skip
        page = parse(client.get(path, follow_redirects=True).get_data(as_text=True))
        marks = [one for one in page.all("aside") + page.all("p") if one.get("class") == "practice"]
        assert len(marks) == 1, path


def test_a_real_installation_is_not_marked(client: PageClient) -> None:
    for path in ("/", "/s/", "/sign-in"):
        assert "practice" not in client.get(path).get_data(as_text=True).lower()
    assert client.get("/admin/practice").status_code == 303


def test_the_demos_password_opens_nothing(world: Flask) -> None:
    client = world.test_client()
    page = client.get("/sign-in")
    assert isinstance(client, PageClient)
    known = {"email": ADMIN, "password": "demo-linkage"}
    assert client.submit(page, known).status_code == 422


def test_it_begins_anew_at_a_word_and_only_at_a_word(admin: PageClient, made: Config) -> None:
    before = people(made)
    engine = engine_for(made)
    with Session(engine) as session:
        session.execute(Person.__table__.update().values(name="Practised on"))
        session.commit()
    page = admin.get("/admin/practice")
    assert admin.submit(page, action="/admin/practice").status_code == 422
    assert admin.submit(page, {"sure": "y"}, action="/admin/practice").status_code == 303
    with Session(engine) as session:
        assert "Practised on" not in set(session.scalars(select(Person.name)))
        assert promises_kept(session) == ()
    engine.dispose()
    assert people(made) == before
    assert admin.get("/admin/").status_code == 303, "everybody signs in again"


def test_a_newer_version_brings_the_world_up_to_date(made: Config) -> None:
    engine = engine_for(made)
    downgrade(engine, "-1")
    prepare(made)
    assert is_current(engine)
    engine.dispose()
    begin_anew(made.data_dir)
    again = engine_for(made)
    assert is_current(again), "what it begins anew with is up to date too"
    again.dispose()
    assert people(made) > 20
