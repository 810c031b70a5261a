"""The preview API equals the command; keys are made, scoped and revoked on a page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.assessment.models import Assessment
from marketplace.cli.assess import main
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.people.models import (
    ApiToken,
    ApiTokenScope,
    Person,
    RoleGrant,
    StaffAccount,
)
from tests.pages.desk.room import Desk, look_again, sit_down, words
from tests.rules.assessment.linkages import CASES
from tests.support.client import PageClient
from tests.world import World, add_person, small_world

PATH = "/api/v1/assessments/preview"


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


@pytest.fixture
def admin(session: Session, world: World, new_client: Callable[[], PageClient]) -> Desk:
    """Grace, who runs the installation."""
    person = add_person(session, world.destination, "Grace Mollel")
    session.add(
        RoleGrant(person_id=person.id, role=Role.ADMINISTRATOR, everywhere=True,
                  granted_at=clock.now())
    )  # fmt: skip
    session.add(StaffAccount(person_id=person.id, email="grace@example.org"))
    session.commit()
    return sit_down(session, new_client(), person)


def key_of(admin: Desk, email: str = "grace@example.org") -> str:
    page = admin.get("/admin/tokens")
    told = {"email": email, "name": "Planner", "scopes": ["preview_assessments"]}
    made = admin.send(page, told, action="/admin/tokens")
    assert made.status_code == 200, words(made)
    source = made.get_data(as_text=True)
    return source.split("<code>")[1].split("</code>")[0]


def ask(client: PageClient, data: object, *, key: str = "", **more: Any) -> TestResponse:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    body = data if isinstance(data, str) else json.dumps(data)
    sent = {"content_type": "application/json", **more}
    return client.post(PATH, data=body, headers=headers, **sent)


@pytest.mark.parametrize("case", CASES[:6], ids=lambda case: str(case["id"]))
def test_the_preview_says_what_the_command_prints(
    case: dict[str, Any], admin: Desk, tmp_path: Any, capsys: pytest.CaptureFixture[str],
    session: Session,
) -> None:  # fmt: skip
    data = {"core": case["core"], "offer": case["offer"]}
    file = tmp_path / "linkage.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert main([str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)
    answer = ask(admin.client, data)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert json.loads(answer.get_data()) == printed
    assert session.query(Assessment).count() == 0


@pytest.mark.parametrize(
    ("body", "status", "key"),
    [
        ({"offer": {"route": "by_air"}}, 422, "offer.route"),
        ({"offer": {"landed": {"local": {"price": -1}}}}, 422, "offer.landed.local.price"),
        ({}, 422, "offer"),
        ("[1, 2]", 422, ""),
        ("{", 400, None),
        ("9" * 5000, 400, None),
        ("[" * 5000, 400, None),
    ],
)
def test_a_bad_value_is_named(admin: Desk, body: object, status: int, key: str | None) -> None:
    answer = ask(admin.client, body)
    told = json.loads(answer.get_data())
    assert (answer.status_code, told["status"]) == (status, status)
    assert told.get("key") == key
    assert answer.mimetype == "application/problem+json"


def test_a_key_acts_for_its_person_until_it_is_revoked(
    admin: Desk, session: Session, new_client: Callable[[], PageClient]
) -> None:
    key, program = key_of(admin), new_client()
    assert ask(program, {"offer": {}}, key=key).status_code == 200
    row = session.scalars(select(ApiToken)).one()
    assert key not in {row.token_digest, row.name}
    assert ask(program, {"offer": {}}, key=key + "x").status_code == 401
    assert ask(program, {"offer": {}}).status_code == 401
    page = admin.get("/admin/tokens")
    assert key not in page.get_data(as_text=True)
    assert "revoked" in words(admin.send(page, action="/revocation"))
    assert ask(program, {"offer": {}}, key=key).status_code == 401


def test_a_key_opens_nothing_outside_its_scopes_or_the_api(
    admin: Desk, session: Session, new_client: Callable[[], PageClient]
) -> None:
    key, program = key_of(admin), new_client()
    page = program.get("/admin/people", headers={"Authorization": f"Bearer {key}"})
    assert page.status_code == 303
    for scope in session.scalars(select(ApiTokenScope)):
        session.delete(scope)
    session.commit()
    answer = ask(program, {"offer": {}}, key=key)
    assert (answer.status_code, json.loads(answer.get_data())["scope"]) == (
        403, "preview_assessments",
    )  # fmt: skip


def test_a_person_who_may_not_or_is_shut_out_gets_nothing(
    admin: Desk, session: Session, world: World, new_client: Callable[[], PageClient]
) -> None:
    neema = sit_down(session, new_client(), world.people["neema"])
    assert ask(neema.client, {"offer": {}}).status_code == 403
    key = key_of(admin)
    look_again(session)
    grace = session.scalars(select(Person).where(Person.name == "Grace Mollel")).one()
    grace.disabled_at = clock.now()
    session.commit()
    assert ask(new_client(), {"offer": {}}, key=key).status_code == 401


def test_another_site_or_a_form_cannot_ask_in_her_name(admin: Desk) -> None:
    form = admin.client.post(PATH, data={"offer": "1"})
    assert form.status_code == 415
    answer = admin.client.post(
        PATH, data="{}", content_type="application/json", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 400


def test_a_wrong_key_form_is_answered_beside_its_fields(admin: Desk) -> None:
    page = admin.get("/admin/tokens")
    nobody = {"email": "x@example.org", "name": "Planner", "scopes": ["preview_assessments"]}
    assert "Nobody of your staff has this e-mail." in words(
        admin.send(page, nobody, action="/admin/tokens")
    )
    none = admin.send(page, nobody | {"scopes": []}, action="/admin/tokens")
    assert none.status_code == 422
    assert "Please tick at least one." in words(none)


def test_the_description_names_what_the_check_reads(admin: Desk) -> None:
    told = json.loads(admin.client.get("/api/v1/openapi.json").get_data())
    assert told["openapi"].startswith("3.1")
    assert {PATH, "/api/v1/openapi.json"} < set(told["paths"])
    offer = told["components"]["schemas"]["Offer"]["properties"]
    assert {"route", "payment_days", "landed"} <= set(offer)
    answer = json.loads(ask(admin.client, {"offer": {}}).get_data())
    assert set(told["components"]["schemas"]["Result"]["required"]) == set(answer)
