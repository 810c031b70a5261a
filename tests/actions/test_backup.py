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

from marketplace.agreements.models import DeliveryPhoto
from marketplace.cli.backup import back_up
from marketplace.cli.migrate import engine_for
from marketplace.cli.promises import promises_kept
from marketplace.cli.restore import restore
from marketplace.config import Config
from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.media import Drawn, Store
from marketplace.offers.actions import SubmitOffer, submit_offer
from marketplace.offers.models import Offer
from tests.actions.after_the_door import promised, village
from tests.actions.after_the_door import taken as taken_in
from tests.actions.linkage import asks
from tests.support.databases import Databases
from tests.world import World, add_leaf, add_supplier

WRITERS, SUPPLIERS, NEEDS, TIMES, PHOTOS = 8, 40, 30, 5, 12
PAUSE = 0.2  # seconds between two photographs


@dataclass
class Writing:
    """Eight hands that send offers until they are told to stop, and what was acknowledged."""

    engine: Engine
    sends: Iterator[tuple[Actor, int, str]]
    acknowledged: set[str] = field(default_factory=set)
    stop: Event = field(default_factory=Event)
    photographed: int = 0

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
def world(session: Session) -> World:
    return village(session)


@pytest.fixture
def sends(session: Session, world: World, doors: object) -> list[tuple[Actor, int, str]]:
    needs = [asks(session, world, days=5).code for _ in range(NEEDS)]
    people = growers(session, world)
    session.commit()
    return [(actor, supplier, need) for need, (actor, supplier) in product(needs, people)]


@pytest.fixture
def doors(session: Session, world: World) -> list[tuple[int, int]]:
    """Deliveries to photograph, and who stands at the door."""
    made = [taken_in(session, world, promised(session, world)[0]).id for _ in range(PHOTOS)]
    return [(delivery_id, world.people["neema"].id) for delivery_id in made]


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


def photographer(
    engine: Engine, store: Store, doors: list[tuple[int, int]], writing: Writing
) -> Callable[[], None]:
    """One more hand: it photographs a delivery at a time, the file first, then its row."""

    def take() -> None:
        with Session(engine) as session:
            for delivery_id, person_id in doors:
                if writing.stop.is_set():
                    return
                name = store.keep(Drawn(b"pixels", 4, 3))
                with transaction(session):
                    session.add(
                        DeliveryPhoto(
                            delivery_id=delivery_id, file=name, size=6, width=4, height=3,
                            taken_by_id=person_id, at=clock.now(),
                        )
                    )  # fmt: skip
                writing.photographed += 1
                writing.stop.wait(PAUSE)

    return take


def photos_whole(config: Config) -> int:
    """Count the photographs of another machine, none of whose files is missing."""
    engine, store = engine_for(config), Store(config.media_dir)
    try:
        with Session(engine) as session:
            names = list(session.scalars(select(DeliveryPhoto.file)))
    finally:
        engine.dispose()
    assert [name for name in names if store.read(name) is None] == []
    return len(names)


def test_five_of_five_under_eight_writers(
    sends: list[tuple[Actor, int, str]], doors: list[tuple[int, int]], config: Config,
    engine: Engine, tmp_path: Path, elsewhere: Callable[[], Config],
) -> None:  # fmt: skip
    (config.data_dir / "media" / "ab").mkdir(parents=True)
    (config.data_dir / "media" / "ab" / "tomato.jpg").write_bytes(b"a photo of a tomato")
    writing = Writing(engine, iter(sends))
    with Session(engine) as session:
        earlier = set(session.scalars(select(Offer.public_id)))
    camera = photographer(engine, Store(config.media_dir), doors, writing)
    taken: list[tuple[Path, set[str]]] = []
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        photos = pool.submit(camera)
        while not writing.photographed:  # before eight hot writers leave it no turn
            assert not photos.done()
        hands = [pool.submit(writing.hand, sends[number::WRITERS]) for number in range(WRITERS)]
        hands.append(photos)
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
    sizes = []
    for file, before in taken:
        machine = elsewhere()
        restore(machine, file, force=False)
        restored = offers_in(machine)
        assert before | earlier <= restored <= writing.acknowledged | earlier, (
            "no acknowledged offer is lost (P1)"
        )
        sizes.append((len(restored), photos_whole(machine)))
        photo = machine.data_dir / "media" / "ab" / "tomato.jpg"
        assert photo.read_bytes() == b"a photo of a tomato"
        assert (machine.data_dir / "secret").read_text(encoding="utf-8") == config.secret
    assert sizes == sorted(sizes), "a later backup never knows less"
    assert sizes[-1][1] > 0, "photographs were taken meanwhile"
