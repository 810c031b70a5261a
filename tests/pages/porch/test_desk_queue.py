"""The desk's work queue: what waits, when it was due, what is stuck; in the demo, on any day."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.pages.porch.people import browser
from tests.pages.supplier.village import words
from tests.support.client import PageClient
from tests.world.demo_loaded import fill


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
    for kind in ("payments? late", "offers? to read back", "checks? to sign", "second looks? due"):
        assert re.search(rf"[1-9]\d* {kind}", desk), kind
    assert re.search(r"[1-9]\d* needs open, [1-9]\d* with no offer", desk), (
        "stuck needs are counted"
    )
    calls = words(anna.get("/desk/calls?lang=en"))
    assert "12 days late" in calls, "stuck money, with its age"
    assert re.search(r"until \d+ \w+, \d\d:\d\d", calls), "each call says until when"
    elsewhere = words(browser(session, new_client(), "njoki").get("/desk/?lang=en"))
    assert elsewhere != desk
