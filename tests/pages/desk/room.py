"""What a facilitator does before her browser, in short words."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.agreements.actions import settle
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.models import Destination
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Role
from marketplace.people.actions.sessions import open_session
from marketplace.people.models import Person, RoleGrant
from marketplace.people.rules.lists import SessionKind
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks, names_in_rotation, offers
from tests.support.client import PageClient
from tests.support.markup import parse, visible
from tests.world import World, add_person


@dataclass
class Desk:
    """A person's browser, in English."""

    client: PageClient

    def get(self, path: str) -> TestResponse:
        """Open a page and follow where it leads."""
        return self.client.get(path, follow_redirects=True)

    def read(self, path: str) -> str:
        """Open a page and return what it says."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status
        return words(answer)

    def send(
        self, page: TestResponse, values: dict[str, Any] | None = None, *, action: str,
        press: str | None = None,
    ) -> TestResponse:  # fmt: skip
        """Send one of a page's forms and follow where it leads."""
        return self.client.submit(page, values, action=action, press=press, follow_redirects=True)

    def token(self, page: TestResponse) -> str:
        """Return the hidden token of this person's pages."""
        fields = parse(page.get_data(as_text=True)).all("input")
        return next(one.get("value", "") for one in fields if one.get("name") == "csrf")


def words(page: TestResponse) -> str:
    """Return what a page says, in one line."""
    said = (text for text, _ in visible(parse(page.get_data(as_text=True)).root))
    return " ".join(" ".join(said).split())


def sit_down(session: Session, client: PageClient, person: Person) -> Desk:
    """Open a staff session for somebody."""
    token = open_session(
        session, person_id=person.id, kind=SessionKind.STAFF, device_id=None, now=clock.now()
    )
    session.commit()
    client.set_cookie("__Host-sid", token, secure=True, path="/")
    client.set_cookie("lang", "en", path="/")
    return Desk(client)


def mediator(session: Session, destination: Destination) -> Person:
    """Add the independent mediator, who reaches every place."""
    person = add_person(session, destination, "Bakari Juma")
    session.add(
        RoleGrant(
            person_id=person.id, role=Role.FACILITATOR, everywhere=True, granted_at=clock.now()
        )
    )  # fmt: skip
    session.commit()
    return person


def look_again(session: Session) -> None:
    """Let a test's own session read what browsers changed meanwhile."""
    session.rollback()
    session.expire_all()


def waiting_check(session: Session, world: World, **asked: Any) -> tuple[Need, Assessment]:
    """Let a purchase without a clearance come to the desk."""
    need = asks(session, world, **asked)
    first = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=first, quantity=need.quantity)
    settle(session, SYSTEM, need.id)
    session.commit()
    found = session.scalars(
        select(Assessment).where(Assessment.state == AssessmentState.WAITING)
    ).one()
    return need, found
