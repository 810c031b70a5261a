"""What a facilitator saw of a supplier's readiness: four faces a trait, a step a leaf."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import LeafStep, ReadinessMark, Supplier, SupplierLeaf
from marketplace.people.rules.access import reaches_place, require
from marketplace.people.rules.lists import Trait


def keep_readiness(
    session: Session, actor: Actor, public_id: str, *, faces: Mapping[Trait, int],
    steps: Mapping[int, int],
) -> Supplier:  # fmt: skip
    """Keep the faces (1 to 4) and the ladder's steps (0 to 4, by leaf id) that were seen.

    Only what is named changes. A leaf that is not hers is ``NotFound``.
    """
    her = session.scalar(select(Supplier).where(Supplier.public_id == public_id))
    if her is None:
        raise NotFound
    require(reaches_place(actor, her.place_id))
    for trait, face in faces.items():
        _mark(session, actor, her, trait=trait, face=face)
    for category_id, step in steps.items():
        _step(session, actor, her, category_id=category_id, step=step)
    facts = {"faces": len(faces), "steps": len(steps)}
    record(session, actor, verb="supplier.readiness", subject=her, facts=facts)
    return her


def _mark(session: Session, actor: Actor, her: Supplier, *, trait: Trait, face: int) -> None:
    known = select(ReadinessMark).where(
        ReadinessMark.supplier_id == her.id, ReadinessMark.trait == trait
    )
    row = session.scalar(known) or ReadinessMark(supplier_id=her.id, trait=trait)
    row.face, row.seen_by_id, row.seen_at = face, actor.person_id or 0, clock.now()
    session.add(row)


def _step(session: Session, actor: Actor, her: Supplier, *, category_id: int, step: int) -> None:
    leaf_id = session.scalar(
        select(SupplierLeaf.id).where(
            SupplierLeaf.supplier_id == her.id, SupplierLeaf.category_id == category_id
        )
    )
    if leaf_id is None:
        raise NotFound
    found = session.scalar(select(LeafStep).where(LeafStep.supplier_leaf_id == leaf_id))
    row = found or LeafStep(supplier_leaf_id=leaf_id)
    row.step, row.seen_by_id, row.seen_at = step, actor.person_id or 0, clock.now()
    session.add(row)
