"""Four pictures for those who sit down at a phone: everybody's code is 1-2-3-4 here."""

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.actions.giving import set_code
from marketplace.people.rules.picture_codes import deal_code, pepper_of
from tests.support.application import SECRET
from tests.world.small import World

KEYS = "1234"


def give_codes(session: Session, world: World, *names: str) -> None:
    """Give these people, or every supplier's, their pictures."""
    for name in names or tuple(world.suppliers):
        dealt = deal_code(pepper_of(SECRET), keys=KEYS)
        set_code(session, world.people[name].id, dealt, clock.now())
