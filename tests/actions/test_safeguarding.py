"""Reports of harm: whom they wake, who reads them, and how little is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.safeguarding import (
    close_report,
    name_lead,
    report_harm,
    take_in_hand,
)
from marketplace.agreements.models import SafeguardingReport
from marketplace.agreements.queries.safeguarding import report_for, reports_for
from marketplace.agreements.rules.safeguarding import Harm, ReportEnd, SafeguardingRefusal
from marketplace.jobs.tick import tick
from marketplace.journal.leaving import log_of
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.kernel import ids
from marketplace.kernel.actor import NOBODY, Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from tests.actions.linkage import morning
from tests.world import World, add_person, small_world
from tests.world.people import actor_of

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(at: object, session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


class TestHarm:
    """Reports of harm."""

    @pytest.fixture
    def admin(self, session: Session, world: World) -> Actor:
        return actor_of(
            add_person(session, world.destination, "Admin", role=Role.ADMINISTRATOR),
            Role.ADMINISTRATOR,
        )

    @pytest.fixture
    def readers(self, session: Session, world: World, admin: Actor) -> dict[str, Actor]:
        """A lead and a deputy who work in none of the places."""
        made = {}
        for name, deputy in (("Grace", False), ("Moses", True)):
            person = add_person(session, world.destination, name, role=Role.OBSERVER)
            name_lead(session, admin, destination_id=world.destination.id, person_id=person.id,
                      deputy=deputy)  # fmt: skip
            made[name] = actor_of(person, Role.OBSERVER)
        session.commit()
        return made

    def report(self, session: Session, actor: Actor, **more: object) -> SafeguardingReport:
        key = ids.public_id()
        row = report_harm(session, actor, kind=Harm.VIOLENCE, client_key=key, **more)
        session.commit()
        return row

    def rung(self, session: Session) -> list[int | None]:
        found = select(OutboxMessage.to_person_id).where(OutboxMessage.kind == "safeguarding")
        return list(session.scalars(found.order_by(OutboxMessage.id)))

    def test_the_named_lead_is_woken_at_once_and_every_hour(
        self, session: Session, world: World, readers: dict[str, Actor],
        at: time_machine.Traveller,
    ) -> None:  # fmt: skip
        row = self.report(session, world.fish_47, find_me="after church")
        grace, moses = (readers[name].person_id for name in ("Grace", "Moses"))
        assert self.rung(session) == [grace]
        tick(session)
        assert self.rung(session) == [grace]
        at.shift(timedelta(hours=1))
        tick(session)
        assert self.rung(session) == [grace, *sorted([grace, moses])]
        take_in_hand(session, readers["Grace"], row.public_id)
        session.commit()
        at.shift(timedelta(hours=5))
        tick(session)
        assert len(self.rung(session)) == 3
        close_report(session, readers["Grace"], row.public_id, ReportEnd.SAFE_NOW)
        assert row.find_me is None

    def test_nobody_of_the_place_reads_it_and_no_log_speaks_of_it(
        self, session: Session, world: World, readers: dict[str, Actor], admin: Actor
    ) -> None:
        row = self.report(session, world.fish_47)
        assert reports_for(session, readers["Grace"])[0].public_id == row.public_id
        for actor in (world.anna, world.theresia, world.neema, world.fish_47, admin):
            assert reports_for(session, actor) == ()
            with pytest.raises(NotFound):
                report_for(session, actor, row.public_id)
            with pytest.raises(NotFound):
                take_in_hand(session, actor, row.public_id)
        assert log_of(session, [], everywhere=True) == ()

    def test_nobody_reads_one_about_herself(
        self, session: Session, world: World, readers: dict[str, Actor]
    ) -> None:
        grace = readers["Grace"]
        place = world.places["majengo"].public_id
        row = self.report(session, NOBODY, about=grace.person_id, place=place)
        assert self.rung(session) == [readers["Moses"].person_id]
        assert reports_for(session, grace) == ()
        with pytest.raises(NotFound):
            take_in_hand(session, grace, row.public_id)
        take_in_hand(session, readers["Moses"], row.public_id)

    def test_the_record_is_minimal_and_the_journal_names_no_reporter(
        self, session: Session, world: World, readers: dict[str, Actor]
    ) -> None:
        row = self.report(session, world.fish_47)
        entry = session.scalars(
            select(JournalEntry).where(JournalEntry.subject_type == row.__tablename__)
        ).one()
        assert (entry.actor_id, entry.facts) == (None, '{"to":"sent"}')
        columns = {column.name for column in SafeguardingReport.__table__.columns}
        assert not {"words", "raised_by_id", "reported_by_id"} & columns

    def test_without_a_lead_administrators_hear_of_it(
        self, session: Session, world: World, admin: Actor
    ) -> None:
        self.report(session, world.fish_47)
        assert self.rung(session) == [admin.person_id]

    def test_who_works_in_a_place_cannot_be_lead(
        self, session: Session, world: World, admin: Actor
    ) -> None:
        for name in ("anna", "neema"):
            with pytest.raises(Refused) as refused:
                name_lead(session, admin, destination_id=world.destination.id,
                          person_id=world.people[name].id, deputy=False)  # fmt: skip
            assert refused.value.reasons == {SafeguardingRefusal.WORKS_HERE}

    def test_a_key_sent_twice_is_one_report(self, session: Session, world: World) -> None:
        for _ in range(2):
            report_harm(session, world.fish_47, kind=Harm.CHILD, client_key="same-key-here")
        assert session.scalar(select(func.count()).select_from(SafeguardingReport)) == 1
