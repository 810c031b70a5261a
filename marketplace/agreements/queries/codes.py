"""What a short code names, wherever in the story it was given."""

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.offers.models import Offer
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Need

CODED = (Supplier, Need, Offer, Order, Delivery, Payment)


def named_by(session: Session, code: str) -> tuple[tuple[str, int], ...]:
    """Return (table, id) of everything with this code; it should be one thing at most."""
    wanted = code.strip().upper()
    each = [
        select(literal(model.__tablename__).label("name"), model.id).where(model.code == wanted)
        for model in CODED
    ]
    return tuple((row.name, row.id) for row in session.execute(union_all(*each)))


def codes_of(session: Session, subjects: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the short codes of some subjects of the journal, in one statement."""
    each = [
        select(literal(model.__tablename__).label("name"), model.id, model.code).where(
            model.id.in_([ident for name, ident in subjects if name == model.__tablename__])
        )
        for model in CODED
    ]
    return {(row.name, row.id): row.code for row in session.execute(union_all(*each))}
