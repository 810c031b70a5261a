"""Asking suppliers in waves: by rotation, over daylight, never by speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.journal.actions import record
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing.actions.awards import reopen, settle_waves
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.models import Asked, Need, Wave
from marketplace.sourcing.queries.asking import able_suppliers
from marketplace.sourcing.queries.ground import repeats_before
from marketplace.sourcing.rules import daylight, receiving, rotation
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState

_WHERE = (
    select(Place.lat_e6, Place.lon_e6, Destination.timezone)
    .join(Destination, Destination.id == Place.destination_id)
    .where(Place.id == bindparam("place"))
)
_LAST = select(func.max(Wave.number)).where(Wave.need_id == bindparam("need"))
_TOUCH = (
    update(SupplierLeaf)
    .where(
        SupplierLeaf.supplier_id.in_(bindparam("suppliers", expanding=True)),
        SupplierLeaf.category_id == bindparam("category"),
    )
    .values(asked_at=bindparam("at"))
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where a need is, in which zone, and who could be asked there now."""

    zone: str
    candidates: tuple[rotation.Candidate, ...]

    def wave_end(self, lane: Lane) -> datetime:
        """Return when a wave that begins now ends."""
        return daylight.wave_end(clock.now(), daylight.wave_minutes(lane), zone=self.zone)


def first_wave(
    session: Session, actor: Actor, need: Need, *, same_supplier_id: int | None = None,
    alone: bool = False,
) -> Wave:  # fmt: skip
    """Ask the first suppliers of a need that was just published.

    A need nobody can be asked for still gets its wave: it stands on the board for so long, and
    whoever sees it there may answer. ``alone`` asks the same supplier and nobody else.
    """
    scene = _scene(session, need)
    if alone:
        chosen = rotation.only(scene.candidates, same_supplier_id)
    else:
        chosen = _first(session, need, scene=scene, same_supplier_id=same_supplier_id)
    return _open(session, actor, need, chosen=chosen, number=1, ends_at=scene.wave_end(need.lane))


def _first(
    session: Session, need: Need, *, scene: _Scene, same_supplier_id: int | None
) -> tuple[rotation.Candidate, ...]:
    if same_supplier_id is None:
        return rotation.wave(scene.candidates)
    repeats = repeats_before(
        session, operator_id=need.operator_id, category_id=need.category_id, need_id=need.id
    )
    return rotation.again_wave(scene.candidates, same_supplier_id=same_supplier_id, repeats=repeats)


def next_wave(session: Session, actor: Actor, need: Need) -> Wave | None:
    """Ask the next suppliers in rotation; none where nobody is left or the day is too near.

    A need that was closed or part-matched is opened again for what is still missing.
    """
    return _next(session, actor, need, scene=_scene(session, need))


def ask_back_up(session: Session, actor: Actor, need: Need, supplier_id: int) -> Wave | None:
    """Ask the named back-up before rotation goes on; none where she cannot be asked."""
    scene = _scene(session, need)
    alone = _Scene(scene.zone, rotation.only(scene.candidates, supplier_id))
    return _next(session, actor, need, scene=alone)


def _next(session: Session, actor: Actor, need: Need, *, scene: _Scene) -> Wave | None:
    chosen, ends_at = rotation.wave(scene.candidates), scene.wave_end(need.lane)
    shuts_at = receiving.moment(need.deliver_on, need.window_closes, zone=scene.zone)
    if not chosen or ends_at > shuts_at or need.awarded >= need.quantity:
        return None
    settle_waves(session, need)
    if need.state is not NeedState.PUBLISHED:
        reopen(session, actor, need)
    last = session.execute(_LAST, {"need": need.id}).scalar_one()
    wave = _open(session, actor, need, chosen=chosen, number=(last or 0) + 1, ends_at=ends_at)
    refresh_board(session, need)
    return wave


def _scene(session: Session, need: Need) -> _Scene:
    place = session.execute(_WHERE, {"place": need.place_id}).one()
    able = able_suppliers(
        session, destination_id=need.destination_id, place=(place.lat_e6, place.lon_e6),
        category_id=need.category_id, unit_id=need.unit_id, deliver_on=need.deliver_on,
        need_id=need.id,
    )  # fmt: skip
    return _Scene(place.timezone, tuple(one.candidate for one in able))


def _open(
    session: Session, actor: Actor, need: Need, *, chosen: Sequence[rotation.Candidate],
    number: int, ends_at: datetime,
) -> Wave:  # fmt: skip
    wave = Wave(need_id=need.id, number=number, opens_at=clock.now(), ends_at=ends_at)
    session.add(wave)
    session.flush()
    need.closes_at = ends_at
    _ask(session, need, wave=wave, chosen=chosen)
    facts = {"wave": number, "asked": len(chosen)}
    record(session, actor, verb="need.wave", subject=need, facts=facts)
    return wave


def _ask(session: Session, need: Need, *, wave: Wave, chosen: Sequence[rotation.Candidate]) -> None:
    ids = [candidate.supplier_id for candidate in chosen]
    session.add_all(
        Asked(
            wave_id=wave.id, need_id=need.id, supplier_id=candidate.supplier_id,
            position=position, first_timer=candidate.first_timer, answer=Answer.WAITING,
        )
        for position, candidate in enumerate(chosen, 1)
    )  # fmt: skip
    session.execute(_TOUCH, {"suppliers": ids, "category": need.category_id, "at": clock.now()})
    kind = "asked_urgent" if need.lane is Lane.URGENT else "asked"
    post(
        session,
        (
            Message(
                kind=kind, subject_type="need", subject_id=need.id, to_supplier_id=supplier_id,
                place_id=need.place_id,
            )
            for supplier_id in ids
        ),
    )  # fmt: skip
