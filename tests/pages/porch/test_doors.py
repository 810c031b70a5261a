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
from tests.pages.porch.canaries import PLANTED
from tests.pages.porch.people import addresses, browser, checksums, csrf_of, each, kenyan
from tests.pages.porch.tour import Tour
from tests.support.client import PageClient

loaded = PLANTED
ROLES = {
    "neema": Role.BUYER, "anna": Role.FACILITATOR, "usafi": Role.SUPPORT,
    "observer": Role.OBSERVER, "admin": Role.ADMINISTRATOR, "fish-47": Role.SUPPLIER,
}  # fmt: skip
OUTSIDE = {200, 303, 404}


def needed(app: Flask, endpoint: str) -> Permission:
    permission: Permission = app.view_functions[endpoint].permission  # type: ignore[attr-defined]  # set by guard
    return permission


def stays_out(app: Flask, endpoint: str, path: str, status: int, led: str) -> bool:
    """Tell whether a stranger stays out of what is not open to all: led to a door, nowhere else.

    The API speaks JSON and has doors of its own: test_preview_api.
    """
    if path.startswith("/api/") or needed(app, endpoint) in OPEN_TO_ALL:
        return True
    return status == 303 and led.startswith("/s/" if path.startswith("/s/") else "/sign-in")


@loaded
@pytest.mark.parametrize("who", ["nobody"])
def test_a_stranger_is_led_to_a_door_and_nowhere_else(app: Flask, toured: Tour) -> None:
    seen = {path: (endpoint, toured.seen[path]) for path, endpoint in toured.doors.items()}
    wrong = {
        path: got.status
        for path, (endpoint, got) in seen.items()
        if not stays_out(app, endpoint, path, got.status, got.led)
    }
    assert wrong == {}


@loaded
def test_a_stranger_sends_nothing(app: Flask, session: Session, client: PageClient) -> None:
    data, wrong = {"csrf": csrf_of(client)}, {}
    for rule, path in addresses(app, session, "POST"):
        answer = client.post(path, data=data)
        led = answer.headers.get("Location", "")
        if not stays_out(app, rule.endpoint, path, answer.status_code, led):
            wrong[path] = answer.status_code
    assert wrong == {}


@loaded
@pytest.mark.feature("R1", part=True)
@pytest.mark.paper(107)
@pytest.mark.parametrize(("who", "role"), each(*ROLES.items()))
def test_each_role_opens_its_own_pages_and_no_others(
    app: Flask, toured: Tour, who: str, role: Role
) -> None:
    held = HOLDERS[role] | OPEN_TO_ALL
    allowed = {path: needed(app, endpoint) in held for path, endpoint in toured.doors.items()}
    status = {path: toured.seen[path].status for path in allowed}
    wrong = {path: status[path] for path in allowed if (status[path] == 403) == allowed[path]}
    assert wrong == {}
    assert sum(allowed[path] and status[path] == 200 for path in allowed) >= 5


@loaded
@pytest.mark.parametrize(("who", "role"), each(*ROLES.items()))
def test_nobody_does_what_is_not_her_role(
    app: Flask, session: Session, client: PageClient, who: str, role: Role
) -> None:
    person = browser(session, client, who)
    data, before = {"csrf": csrf_of(person)}, checksums(session)
    held, doors = HOLDERS[role] | OPEN_TO_ALL, {}
    for rule, path in addresses(app, session, "POST"):
        if needed(app, rule.endpoint) not in held and not rule.rule.startswith("/api/"):
            doors.setdefault(rule.endpoint, []).append(path)
    tried = [path for paths in doors.values() for path in {paths[0], paths[-1]}]
    assert {person.post(path, data=data).status_code for path in tried} == {403}
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
