"""A supplier who strays among the pages of the staff is answered in pictures, as everywhere."""

import pytest
from sqlalchemy.orm import Session

from tests.pages.porch.people import browser
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.world.demo_loaded import fill

pytestmark = pytest.mark.filled.with_args(fill)


@pytest.mark.parametrize(("path", "status"), [("/desk/", 403), ("/buyer/", 403), ("/nowhere", 404)])
def test_she_gets_a_picture_and_the_way_home(
    session: Session, client: PageClient, path: str, status: int
) -> None:
    answer = browser(session, client, "fish-47").get(path)
    assert answer.status_code == status
    page = parse(answer.get_data(as_text=True))
    assert any(a.get("href") == "/s/needs" for a in page.all("a"))
