"""The idle lock: after ten minutes the cookie goes too, and forms go on working."""

from datetime import timedelta

import time_machine

from marketplace.kernel import clock
from tests.pages.supplier.village import enter, follow, press, seated
from tests.support.client import PageClient
from tests.world import World


def test_a_seat_that_is_over_takes_its_cookie_along(client: PageClient, world: World) -> None:
    """The idle lock changes the cookie, so that no kept page comes back; forms go on working."""
    page = seated(client)
    token = client.get_cookie("__Host-sid")
    assert token
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        late = press(client, page, "Leave")
        assert late.status_code == 303
        page = client.get("/s/")
        assert client.get_cookie("__Host-sid") is None
        page = client.get("/s/code?who=fish-47&next=/s/needs")
        assert follow(client, enter(client, page, keys="1234")).status_code == 200


def test_looking_at_files_ends_no_session(client: PageClient, world: World) -> None:
    seated(client)
    for path in ("/sw.js", "/app.webmanifest", "/s/app", "/", "/healthz"):
        assert "sid" not in client.get(path).headers.get("Set-Cookie", "")
    assert client.get_cookie("__Host-sid")
