"""People who sign in with a password: the desk, support, observers, administrators, buyers."""

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.cli.demo_world.words_given import keep_phone_of
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.people.models import (
    FacilitatorPlace,
    Person,
    RoleGrant,
    StaffAccount,
    SupportProvider,
)

ADMINISTRATORS_DAY, OTHERS_DAY = -230, -229


def schedule_staff(stage: Stage) -> None:
    """Let the administrators begin, and everybody but the operators' people come after them."""
    first = stage.world.lands[0]
    calendar = stage.open_calendar(first)
    begun, later = calendar.at(ADMINISTRATORS_DAY, "08:00"), calendar.at(OTHERS_DAY, "09:00")
    stage.timeline.at(begun, Rank.PEOPLE, lambda: _administrators(stage))
    stage.timeline.at(later, Rank.PEOPLE, lambda: _others(stage))


def _administrators(stage: Stage) -> None:
    land = stage.world.lands[0]["code"]
    for row in stage.world.house["administrators"]:
        add_person(stage, row, land=land, role=Role.ADMINISTRATOR)


def _others(stage: Stage) -> None:
    first = stage.world.lands[0]["code"]
    for row in stage.world.house["observers"]:
        add_person(stage, row, land=first, role=Role.OBSERVER)
    for row in stage.world.house["facilitators"]:
        _facilitator(stage, row, land=first)
    for land, row in stage.world.everywhere("facilitators"):
        _facilitator(stage, row, land=land["code"])
    for land, row in stage.world.everywhere("support_providers"):
        _support(stage, row, land=land["code"])
    stage.session.flush()


def add_person(
    stage: Stage, row: Row, *, land: str, role: Role, everywhere: bool = False
) -> Person:  # fmt: skip
    """Put in somebody with an e-mail address, the demo's password and a role."""
    session, now = stage.session, clock.now()
    person = Person(
        public_id=ids.public_id(), destination_id=stage.destinations[land].id, name=row["name"],
        language=row["language"], created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(
        StaffAccount(
            person_id=person.id, email=row["email"], password_set_at=now,
            password_hash=stage.hashes.password(row["email"]),
        )
    )  # fmt: skip
    by = stage.persons.get("admin")
    session.add(
        RoleGrant(
            person_id=person.id, role=role, everywhere=everywhere, granted_at=now,
            granted_by_id=by.id if by else None,
        )
    )  # fmt: skip
    stage.persons[row["code"]] = person
    stage.actors[row["code"]] = Actor(
        person_id=person.id, via=Via.WEB, roles=frozenset({role}), everywhere=everywhere,
        destination_ids=frozenset({stage.destinations[land].id}),
    )  # fmt: skip
    who = stage.actors.get("admin", stage.actors[row["code"]])
    record(session, who, verb="person.join", subject=person, facts={"role": role.value})
    return person


def _facilitator(stage: Stage, row: Row, *, land: str) -> None:
    whole = row["everywhere"]
    person = add_person(stage, row, land=land, role=Role.FACILITATOR, everywhere=whole)
    hers = [stage.places[land, code].id for code in row["places"]]
    stage.session.add_all(FacilitatorPlace(person_id=person.id, place_id=p) for p in hers)
    stage.actors[row["code"]] = Actor(
        person_id=person.id, via=Via.WEB, roles=frozenset({Role.FACILITATOR}),
        place_ids=frozenset(hers), everywhere=whole,
        destination_ids=stage.actors[row["code"]].destination_ids,
    )  # fmt: skip
    keep_phone_of(stage, row["code"])


def _support(stage: Stage, row: Row, *, land: str) -> None:
    contact = row["contact"]
    person = add_person(stage, contact, land=land, role=Role.SUPPORT) if contact else None
    provider = SupportProvider(
        public_id=ids.public_id(), destination_id=stage.destinations[land].id,
        name=row["name"], service=row["service"], person_id=person.id if person else None,
    )  # fmt: skip
    stage.session.add(provider)
    stage.providers[row["code"]] = provider
