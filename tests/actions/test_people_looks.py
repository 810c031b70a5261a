"""Who looked at her record, or changed it: noted once a day, never for herself."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.people.actions import private as actions
from marketplace.people.actions.trust import give_consent
from marketplace.people.queries.private import who_looked
from marketplace.people.rules.lists import Payout, Purpose
from marketplace.people.rules.private import Looked, Payee
from tests.actions.test_people_private import hers, world
from tests.world import World

__all__ = ["world"]
pytestmark = pytest.mark.both
DAY = timedelta(days=1)


def test_who_looked_and_who_changed(session: Session, world: World) -> None:
    supplier, person = world.suppliers["fish_47"], world.people["fish_47"]
    day = clock.now().date()
    with transaction(session):
        for _ in range(2):
            actions.note_look(session, world.anna, supplier.id, Looked.FILE, day)
        actions.note_look(session, hers(world), supplier.id, Looked.FILE, day)
    assert [(one.name, one.changed) for one in who_looked(session, supplier.id, person.id)] == [
        (world.people["anna"].name, False)
    ]
    with transaction(session):
        give_consent(session, world.anna, supplier.id, Purpose.DIRECTORY, heard=True, alone=True,
                     now=clock.now())  # fmt: skip
        actions.ask_payout(session, world.anna, supplier.id, Payout.BANK, Payee.HERSELF)
    found = who_looked(session, supplier.id, person.id)
    assert {one.role for one in found} == {Role.FACILITATOR}


def test_a_look_through_the_directory_is_noted_once_a_day(session: Session, world: World) -> None:
    fish, sun = (world.suppliers[name].id for name in ("fish_47", "sun_21"))
    day = clock.now().date()
    for listed, when in (((fish,), day), ((fish, sun), day), ((fish,), day + DAY)):
        with transaction(session):
            actions.note_listed(session, world.neema, listed, when)
            actions.note_listed(session, hers(world), listed, when)
    her, his = (world.people[name].id for name in ("fish_47", "sun_21"))
    assert [look.name for look in who_looked(session, fish, her)] == ["Neema", "Neema"]
    names = {look.name for look in who_looked(session, sun, his)}
    assert names == {"Neema", "Mama Zuhura"}, "she herself leaves no mark in her own list"
