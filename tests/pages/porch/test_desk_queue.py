"""The desk's work queue: what waits, when it was due, what is stuck; in the demo, on any day."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Review
from marketplace.people.models import FacilitatorPlace, StaffAccount
from tests.pages.porch.people import browser
from tests.pages.supplier.village import words
from tests.support.client import PageClient
from tests.world.demo_loaded import fill


def second_looks_of_anna(session: Session) -> int:
    """One first sale of the demo is always due; one purchase in ten is drawn by lot besides."""
    hers = (
        select(FacilitatorPlace.place_id)
        .join(StaffAccount, StaffAccount.person_id == FacilitatorPlace.person_id)
        .where(StaffAccount.email == "anna@demo.example")
    )
    due = select(func.count(Review.id)).where(Review.done_at.is_(None), Review.place_id.in_(hers))
    return session.scalars(due).one()


@pytest.mark.filled.with_args(fill)
@pytest.mark.feature("N2")
def test_the_queue_says_what_waits_since_when_and_what_is_stuck(
    session: Session, new_client: Callable[[], PageClient]
) -> None:
    anna = browser(session, new_client(), "anna")
    desk = words(anna.get("/desk/?lang=en"))
    counted = re.search(r"(\d+) things wait for you\. Oldest promise first; what is late", desk)
    assert counted is not None
    assert int(counted.group(1)) >= 7
    for kind in ("payments? late", "offers? to read back", "checks? to sign"):
        assert re.search(rf"\b[1-9]\d* {kind}", desk), kind
    looks = re.search(r"\b(\d+) second looks? due", desk)
    assert looks is not None
    assert int(looks.group(1)) == second_looks_of_anna(session) >= 1
    assert re.search(r"[1-9]\d* needs open, [1-9]\d* with no offer", desk), (
        "stuck needs are counted"
    )
    calls = words(anna.get("/desk/calls?lang=en"))
    assert "12 days late" in calls, "stuck money, with its age"
    assert re.search(r"until \d+ \w+, \d\d:\d\d", calls), "each call says until when"
    elsewhere = words(browser(session, new_client(), "njoki").get("/desk/?lang=en"))
    assert elsewhere != desk
