"""A backup taken while eight people write restores to a world that keeps every promise (P7)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.cli.backup import back_up
from marketplace.cli.migrate import engine_for
from marketplace.cli.promises import promises_kept
from marketplace.cli.restore import restore
from marketplace.config import Config
from marketplace.db import transaction
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.offers.actions import SubmitOffer, submit_offer
from marketplace.offers.models import Offer
from tests.actions.linkage import asks
from tests.support.databases import Databases
from tests.world import World, add_leaf, add_supplier, small_world

WRITERS, SUPPLIERS, NEEDS, TIMES = 8, 40, 30, 5


@dataclass
class Writing:
    """Eight hands that send offers until they are told to stop, and what was acknowledged."""

    engine: Engine
    sends: Iterator[tuple[Actor, int, str]]
    acknowledged: set[str] = field(default_factory=set)
    stop: Event = field(default_factory=Event)

    def hand(self, part: list[tuple[Actor, int, str]]) -> None:
        with Session(self.engine) as session:
            for actor, supplier_id, need in part:
                if self.stop.is_set():
                    return
                with transaction(session):
                    offer = submit_offer(
                        session, actor,
                        SubmitOffer(need, supplier_id, 5, client_key=f"{need}-{supplier_id}"),
                    )  # fmt: skip
                    public_id = offer.public_id
                self.acknowledged.add(public_id)


def growers(session: Session, world: World) -> list[tuple[Actor, int]]:
    """Forty growers of tomatoes in Majengo."""
    made = []
    for number in range(SUPPLIERS):
        supplier, person = add_supplier(
            session, world.destination, world.places["majengo"], name=f"Grower {number}",
            symbol=("hen", 40 + number),
        )  # fmt: skip
        leaf = world.goods.leaves["veg.tomato"]
        add_leaf(session, supplier, leaf, unit=world.goods.units["kg"], weekly=90)
        actor = Actor(
            person.id, Via.WEB, frozenset({Role.SUPPLIER}), code_proved=True,
            supplier_ids=frozenset({supplier.id}),
        )  # fmt: skip
        made.append((actor, supplier.id))
    return made


@pytest.fixture
def sends(session: Session) -> list[tuple[Actor, int, str]]:
    world = small_world(session)
    session.commit()
    needs = [asks(session, world, days=5).code for _ in range(NEEDS)]
    people = growers(session, world)
    session.commit()
    return [(actor, supplier, need) for need, (actor, supplier) in product(needs, people)]


@pytest.fixture
def elsewhere(
    config: Config, _databases: Databases, tmp_path: Path
) -> Iterator[Callable[[], Config]]:
    """Make other machines: an empty database and an empty folder each."""
    removes: list[Callable[[], None]] = []

    def make() -> Config:
        url, remove = _databases.copy(_databases.template(lambda _url: None))
        removes.append(remove)
        folder = tmp_path / f"machine-{len(removes)}"
        folder.mkdir()
        return replace(config, database_url=url, data_dir=folder)

    yield make
    for remove in removes:
        remove()


def offers_in(config: Config) -> set[str]:
    """The offers of another machine, whose promises are all kept."""
    engine = engine_for(config)
    try:
        with Session(engine) as session:
            assert promises_kept(session) == ()
            return set(session.scalars(select(Offer.public_id)))
    finally:
        engine.dispose()


def test_five_of_five_under_eight_writers(
    sends: list[tuple[Actor, int, str]], config: Config, engine: Engine, tmp_path: Path,
    elsewhere: Callable[[], Config],
) -> None:  # fmt: skip
    (config.data_dir / "media" / "ab").mkdir(parents=True)
    (config.data_dir / "media" / "ab" / "tomato.jpg").write_bytes(b"a photo of a tomato")
    writing = Writing(engine, iter(sends))
    taken: list[tuple[Path, set[str]]] = []
    with ThreadPoolExecutor(WRITERS) as pool:
        hands = [pool.submit(writing.hand, sends[number::WRITERS]) for number in range(WRITERS)]
        while len(writing.acknowledged) < WRITERS:
            assert not all(hand.done() for hand in hands)
        for number in range(TIMES):
            before = set(writing.acknowledged)
            file = tmp_path / f"backup-{number}"
            back_up(config, file)
            taken.append((file, before))
        after_all = len(writing.acknowledged)
        writing.stop.set()
        for hand in hands:
            hand.result()
    assert len(taken[0][1]) < len(taken[-1][1]) < after_all, "they wrote all the while"
    for file, before in taken:
        machine = elsewhere()
        restore(machine, file, force=False)
        restored = offers_in(machine)
        assert before <= restored <= writing.acknowledged, "no acknowledged offer is lost (P1)"
        photo = machine.data_dir / "media" / "ab" / "tomato.jpg"
        assert photo.read_bytes() == b"a photo of a tomato"
        assert (machine.data_dir / "secret").read_text(encoding="utf-8") == config.secret
