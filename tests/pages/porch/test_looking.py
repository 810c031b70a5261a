"""Looking changes nothing, never fails, and costs few statements: every page, everybody.

Link previews and impatient thumbs open every address; each is opened here as each of the demo
world's people, by its own name and by whatever its pages link to.
"""

import re
from urllib.parse import urlsplit

import pytest

from tests.pages.porch.canaries import planted
from tests.pages.porch.people import EVERYBODY
from tests.pages.porch.tour import Tour

# The two homes and the quick buy gather from every chapter: more, but as many whatever waits.
PORCH, PAGE, BUYER, DESK = 2, 8, 10, 13
GATHERS = {"/buyer/", "/buyer/needs/new"}
# A case whose tender is awarded also tells how far the award is.
CASE = "/desk/cases/"
# One need: what was asked, who may and what came with it (a photograph, a voice, a suggestion).
ONE_NEED = re.compile(r"/(buyer/needs|s/needs)/[^/]+")


def budget(path: str) -> int:
    at = urlsplit(path).path
    gathers = at in GATHERS or ONE_NEED.fullmatch(at)
    desk = DESK + at.startswith(CASE)
    return PORCH + (desk if at.startswith("/desk/") else BUYER if gathers else PAGE)


@pytest.mark.filled(by=planted)
@pytest.mark.parametrize("who", EVERYBODY)
def test_looking_changes_nothing_never_fails_and_costs_little(toured: Tour, who: str) -> None:
    assert toured.changed == ()
    seen = {path: (got.status, got.cost) for path, got in toured.seen.items()}
    assert {path: got for path, got in seen.items() if got[0] not in {200, 303, 403, 404}} == {}
    dear = {path: got for path, got in seen.items() if got[0] == 200 and got[1] > budget(path)}
    assert dear == {}
    assert sum(status == 200 for status, _ in seen.values()) >= 8
