"""A supplier's papers beside what her goods ask for, and who inspects or certifies."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryPaper, Paper
from marketplace.kernel.actor import Actor
from marketplace.people.queries.files import HerPaper, papers_of_supplier
from marketplace.support.queries.gaps import HerLeaf, her_leaves
from marketplace.support.queries.load import Her, reached
from marketplace.support.queries.seen import LawPaper, law_papers
from marketplace.support.queries.services import ServiceCard, services_for
from marketplace.support.rules.lists import ServiceKind


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What her goods ask for, what she holds besides, and which visits can be shared."""

    her: Her
    leaves: tuple[HerLeaf, ...]
    papers: tuple[LawPaper, ...]
    others: tuple[HerPaper, ...]
    services: tuple[ServiceCard, ...]

    @property
    def weekly(self) -> int:
        """What she makes of her first good a week, proven where it is; 0 where nothing is."""
        first = self.leaves[0] if self.leaves else None
        return (first.proven or first.said) if first else 0

    def visits(self, paper: str) -> tuple[ServiceCard, ...]:
        """Return the inspections for a paper that have a seat free."""
        found = (one for one in self.services if one.kind is ServiceKind.INSPECTION and one.free)
        return tuple(one for one in found if one.paper == paper)


def paper_file(session: Session, actor: Actor, supplier: str, *, today: date) -> PaperFile:
    """Return her papers, in five statements; ``NotFound`` for a stranger's."""
    her = reached(session, actor, supplier)
    leaves = her_leaves(session, her.id)
    asked = law_papers(session, her.id, *(one.category_id for one in leaves))
    known = {one.code for one in asked}
    others = tuple(one for one in papers_of_supplier(session, her.id) if one.code not in known)
    services = services_for(session, her.destination_id, today)
    return PaperFile(her, leaves, asked, others, services)


def leaf_papers(session: Session, leaf_code: str) -> tuple[tuple[str, str], ...]:
    """Return (code, picture) of the papers a leaf asks for."""
    rows = session.execute(
        select(Paper.code, Paper.picture)
        .join(CategoryPaper, CategoryPaper.paper_id == Paper.id)
        .join(Category, Category.id == CategoryPaper.category_id)
        .where(Category.code == leaf_code)
        .order_by(Paper.id)
    )
    return tuple((row[0], row[1]) for row in rows)
