"""Taking over a list of suppliers, and what comes of asking each of them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.people.models import ImportedSupplier
from marketplace.people.queries.imports import marks_known
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.importing import Candidate
from marketplace.people.rules.lists import ImportedState, ImportedVerb
from marketplace.people.rules.states import IMPORTED


def take_over(session: Session, actor: Actor, candidates: Iterable[Candidate]) -> int:
    """Keep people of a list as waiting to be asked; return how many are new.

    Whoever an earlier list brought already, whatever she said since, is left as she is.
    """
    wanted = {one.mark: one for one in candidates}
    known = marks_known(session, wanted)
    places = {one.place_id for one in wanted.values()}
    destinations = dict(
        session.execute(select(Place.id, Place.destination_id).where(Place.id.in_(places))).all()
    )
    new = [one for mark, one in wanted.items() if mark not in known]
    for one in new:
        row = _row(one, destinations[one.place_id])
        session.add(row)
        record(
            session, actor, verb="imported_supplier.import", subject=row,
            facts={"to": ImportedState.WAITING.value, "place": one.place_id},
        )  # fmt: skip
    session.flush()
    return len(new)


def _row(one: Candidate, destination_id: int) -> ImportedSupplier:
    return ImportedSupplier(
        public_id=ids.public_id(), destination_id=destination_id, place_id=one.place_id,
        state=ImportedState.WAITING, mark=one.mark, name=one.name, phone=one.phone,
        language=one.language, category_id=one.category_id, unit_id=one.unit_id,
        weekly_amount=one.weekly_amount, imported_at=clock.now(),
    )  # fmt: skip


def agree(session: Session, actor: Actor, public_id: str, supplier_id: int) -> None:
    """She said yes and was registered: what the list said of her is gone."""
    _decide(session, actor, public_id, ImportedVerb.AGREE).supplier_id = supplier_id


def decline(session: Session, actor: Actor, public_id: str) -> None:
    """She said no: nothing that names her stays, and no list brings her back."""
    _decide(session, actor, public_id, ImportedVerb.DECLINE)


def _decide(session: Session, actor: Actor, public_id: str, verb: ImportedVerb) -> ImportedSupplier:
    row = session.scalar(
        select(ImportedSupplier).where(ImportedSupplier.public_id == public_id).with_for_update()
    )
    require(row is not None and reaches_place(actor, row.place_id))
    assert row is not None  # noqa: S101  # said by the line above
    step(session, actor, row, machine=IMPORTED, verb=verb)
    row.name = row.phone = row.language = None
    row.decided_at, row.decided_by_id = clock.now(), actor.person_id
    return row
