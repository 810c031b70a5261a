"""The administrator's rule sets: difference, dry run, a new version; and the month of power."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions import (
    check_purchase,
    load_default_rule_set,
    override,
    sign,
)
from marketplace.assessment.actions.judge import answer
from marketplace.assessment.models import RuleSetPublication
from marketplace.assessment.rules.signing import Override
from marketplace.catalogue.models import RuleSetVersion
from marketplace.kernel.actor import SYSTEM, Role
from tests.actions.linkage import anna_enters, asks, morning, purchase, typical_cost
from tests.pages.desk.room import Desk, look_again, sit_down, words
from tests.support.client import PageClient
from tests.world import World, add_person, small_world

REASON = "Eleven of twelve suppliers asked for it."


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    load_default_rule_set(session)
    check_purchase(session, SYSTEM, purchase(made, asks(session, made)))
    session.commit()
    return made


@pytest.fixture
def admin(session: Session, world: World, new_client: Callable[[], PageClient]) -> Desk:
    person = add_person(session, world.destination, "Grace Mollel", role=Role.ADMINISTRATOR)
    return sit_down(session, new_client(), person)


def editor(world: World) -> str:
    return f"/admin/rules/{world.destination.code}/new"


def stored(session: Session) -> list[int]:
    look_again(session)
    return list(session.scalars(select(RuleSetVersion.version).order_by(RuleSetVersion.id)))


def test_a_dry_run_lists_the_cases_and_stores_nothing(
    admin: Desk, session: Session, world: World
) -> None:
    page = admin.get(editor(world))
    assert "/dry-run" in page.get_data(as_text=True)
    strict = {"csrf": admin.token(page), "pay_note": "0", "pay_cond": "0"}
    tried = admin.client.post(f"/admin/rules/{world.destination.code}/dry-run", data=strict)
    assert "1 of 1 verdict would change." in words(tried)
    assert "Mama Zuhura → Kijani Ridge Lodges" in words(tried)
    assert "pay_note 7 → 0" in words(tried)
    assert stored(session) == [1]


def test_a_wrong_number_is_answered_beside_it_and_all_is_kept(
    admin: Desk, session: Session, world: World
) -> None:
    page = admin.get(editor(world))
    told = {"pay_note": "soon", "loss_note": "0.5", "reason": REASON}
    wrong = admin.send(page, told, action="/versions")
    source = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    assert 'id="pay_note-error"' in source
    assert 'value="soon"' in source
    assert REASON in source
    assert stored(session) == [1]


def test_a_version_is_published_with_its_reason_and_compared(
    admin: Desk, session: Session, world: World
) -> None:
    page = admin.get(editor(world))
    assert "No number differs" in words(admin.send(page, {"reason": REASON}, action="/versions"))
    no_reason = admin.send(page, {"pilot_days": "45"}, action="/versions")
    assert "Please write a reason that others can follow." in words(no_reason)
    done = admin.send(page, {"pilot_days": "45", "reason": REASON}, action="/versions")
    assert "Published: version 2 is in force from now on." in words(done)
    assert f"Grace Mollel: {REASON}" in words(done)
    assert stored(session) == [1, 2]
    compared = admin.read(f"/admin/rules/{world.destination.code}/versions/1/2")
    assert "pilot_days 30 45" in compared
    stale = admin.send(page, {"pilot_days": "60", "reason": REASON}, action="/versions")
    assert "Another version came into force meanwhile." in words(stale)
    assert session.query(RuleSetPublication).count() == 1


@pytest.mark.parametrize("path", ["nowhere/new", "nowhere/versions/1/2", "{code}/versions/1/9"])
def test_what_is_not_there_is_not_found(admin: Desk, world: World, path: str) -> None:
    there = path.format(code=world.destination.code)
    assert admin.get(f"/admin/rules/{there}").status_code == 404


def test_nobody_else_makes_rules_or_keys(
    session: Session, world: World, new_client: Callable[[], PageClient]
) -> None:
    anna = sit_down(session, new_client(), world.people["anna"])
    for path in ("/admin/rules", editor(world), "/admin/tokens", "/admin/power"):
        assert anna.get(path).status_code == 403, path


def test_the_month_of_power_counts_wins_prices_signatures_and_overrides(
    admin: Desk, session: Session, world: World
) -> None:
    anna_enters(session, world, asks(session, world, days=4))
    row = check_purchase(session, SYSTEM, purchase(world, asks(session, world, days=5)))
    answer(session, world.anna, row.public_id, {"safety": "gap"})
    override(session, world.anna, row.public_id, Override("A7", 1, REASON))
    sign(session, world.anna, row.public_id, ())
    session.commit()
    assert "Anna Mrema 1 0 100 % 1 0 1" in admin.read("/admin/power")
    assert "No facilitator entered" in admin.read("/admin/power?month=2026-10")
    assert REASON in admin.read("/desk/overrides")
