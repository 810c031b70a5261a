"""Who gets in where: every address of the house, by strangers, by other roles, for other things."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Role
from marketplace.people.models import Person, StaffAccount
from marketplace.people.rules.permissions import EVERYBODY as OPEN_TO_ALL
from marketplace.people.rules.permissions import HOLDERS, Permission
from tests.pages.porch.people import addresses, browser, checksums, csrf_of, kenyan
from tests.support.client import PageClient
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)
ROLES = {
    "neema": Role.BUYER, "anna": Role.FACILITATOR, "usafi": Role.SUPPORT,
    "observer": Role.OBSERVER, "admin": Role.ADMINISTRATOR, "fish-47": Role.SUPPLIER,
}  # fmt: skip
OUTSIDE = {200, 303, 404}


def needed(app: Flask, endpoint: str) -> Permission:
    permission: Permission = app.view_functions[endpoint].permission  # type: ignore[attr-defined]  # set by guard
    return permission


@loaded
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_is_led_to_a_door_and_nowhere_else(
    app: Flask, session: Session, client: PageClient, method: str
) -> None:
    data = {"csrf": csrf_of(client)} if method == "POST" else None
    wrong = {}
    for rule, path in addresses(app, session, method):
        answer = client.open(path, method=method, data=data)
        door = "/s/" if rule.rule.startswith("/s/") else "/sign-in"
        led = answer.status_code == 303 and answer.headers["Location"].startswith(door)
        if rule.rule.startswith("/api/"):  # speaks JSON and has doors of its own: test_preview_api
            continue
        if needed(app, rule.endpoint) not in OPEN_TO_ALL and not led:
            wrong[path] = answer.status_code
    assert wrong == {}


@loaded
@pytest.mark.feature("R1", part=True)
@pytest.mark.paper(107)
@pytest.mark.parametrize(("who", "role"), ROLES.items())
def test_each_role_opens_its_own_pages_and_no_others(
    app: Flask, session: Session, client: PageClient, who: str, role: Role
) -> None:
    person = browser(session, client, who)
    held, wrong, own = HOLDERS[role] | OPEN_TO_ALL, {}, 0
    for rule, path in addresses(app, session, "GET"):
        status = person.get(path).status_code
        allowed = needed(app, rule.endpoint) in held
        own += allowed and status == 200
        if (status == 403) == allowed:
            wrong[path] = status
    assert wrong == {}
    assert own >= 5


@loaded
@pytest.mark.parametrize(("who", "role"), ROLES.items())
def test_nobody_does_what_is_not_her_role(
    app: Flask, session: Session, client: PageClient, who: str, role: Role
) -> None:
    person = browser(session, client, who)
    data, before = {"csrf": csrf_of(person)}, checksums(session)
    held, answers = HOLDERS[role] | OPEN_TO_ALL, set()
    for rule, path in addresses(app, session, "POST"):
        if needed(app, rule.endpoint) not in held and not rule.rule.startswith("/api/"):
            answers.add(person.post(path, data=data).status_code)
    assert answers == {403}
    assert checksums(session) == before


@loaded
@pytest.mark.parametrize(
    ("who", "part"),
    [("wanjiru", "/buyer/"), ("njoki", "/desk/"), ("hen-21", "/s/o"), ("hen-21", "/s/money/")],
)
def test_what_belongs_to_others_does_not_exist(
    app: Flask, session: Session, client: PageClient, who: str, part: str
) -> None:
    """All three are in Kenya; nearly everything of the demo is in Tanzania."""
    person = browser(session, client, who)
    data, before = {"csrf": csrf_of(person)}, checksums(session)
    near, statuses = kenyan(session), {}
    for method in ("GET", "POST"):
        for rule, path in addresses(app, session, method):
            far = rule.arguments and not near.intersection(path.split("/"))
            if path.startswith(part) and far:
                answer = person.open(path, method=method, data=data if method == "POST" else None)
                statuses.setdefault((method, rule.rule), set()).add(answer.status_code)
    assert len(statuses) >= 4
    odd = {what: found for what, found in statuses.items() if found not in ({404}, {422})}
    assert odd == {}, "another's thing answers as one that does not exist"
    assert checksums(session) == before


@loaded
@pytest.mark.feature("R1")
def test_a_disabled_person_is_out_at_once_and_everywhere(
    session: Session, new_client: Callable[[], PageClient]
) -> None:
    admin, neema = (browser(session, new_client(), who) for who in ("admin", "neema"))
    assert neema.get("/buyer/").status_code == 200
    who = session.scalars(
        select(Person).join(StaffAccount, StaffAccount.person_id == Person.id)
        .where(StaffAccount.email == "neema@demo.example")
    ).one()  # fmt: skip
    token = csrf_of(admin)
    assert admin.post(f"/admin/people/{who.id}/disabled", data={"csrf": token}).status_code == 303
    assert neema.get("/buyer/").headers["Location"].startswith("/sign-in")
    assert admin.post(f"/admin/people/{who.id}/restored", data={"csrf": token}).status_code == 303
    assert neema.get("/buyer/").status_code == 303, "the old session stays ended"
    listed = admin.get("/admin/people").get_data(as_text=True)
    assert "Anna" in listed
    link = admin.post(f"/admin/people/{who.id}/password-link", data={"csrf": token})
    assert "/password/" in link.get_data(as_text=True)
    assert neema.post(f"/admin/people/{who.id}/disabled").status_code == 400
