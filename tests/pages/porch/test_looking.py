"""Looking changes nothing, never fails, and costs few statements: every page, everybody.

Link previews and impatient thumbs open every address; each is opened here as each of the demo
world's people, by its own name and by whatever its pages link to.
"""

from urllib.parse import urlsplit

import pytest

from tests.pages.porch.canaries import PLANTED
from tests.pages.porch.people import EVERYBODY, each
from tests.pages.porch.tour import Tour

PORCH, PAGE, DESK = 2, 8, 12  # architecture.md, Budgets
CASE, MORE = "/desk/cases/", 2  # a case whose tender is awarded also tells how far the award is


def budget(path: str) -> int:
    at = urlsplit(path).path
    room = DESK if at.startswith("/desk/") else PAGE
    return PORCH + room + MORE * at.startswith(CASE)


@PLANTED
@pytest.mark.parametrize("who", each(*EVERYBODY))
def test_looking_changes_nothing_never_fails_and_costs_little(toured: Tour, who: str) -> None:
    assert toured.changed == ()
    seen = {path: (got.status, got.cost) for path, got in toured.seen.items()}
    assert {path: got for path, got in seen.items() if got[0] not in {200, 303, 403, 404}} == {}
    dear = {path: got for path, got in seen.items() if got[0] == 200 and got[1] > budget(path)}
    assert dear == {}
    assert sum(status == 200 for status, _ in seen.values()) >= 8
