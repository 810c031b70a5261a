"""Leaves taken out of use and taken up again; what was traded in them stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category
from marketplace.catalogue.words import LEAF_NAMES
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound


def retire_leaf(session: Session, actor: Actor, code: str) -> None:
    """Let nobody ask for these goods or be registered with them; doing it again changes nothing."""
    leaf = _leaf(session, actor, code)
    if not leaf.retired:
        leaf.retired = True
        record(session, actor, verb="leaf.retire", subject=leaf)


def take_up_leaf(session: Session, actor: Actor, code: str) -> None:
    """Let these goods be asked for again."""
    leaf = _leaf(session, actor, code)
    if leaf.retired:
        leaf.retired = False
        record(session, actor, verb="leaf.take_up", subject=leaf)


def _leaf(session: Session, actor: Actor, code: str) -> Category:
    if not actor.has(Role.ADMINISTRATOR):
        raise Forbidden
    leaf = session.scalar(
        select(Category)
        .where(Category.code == code, Category.parent_id.is_not(None))
        .with_for_update()
    )
    if leaf is None or code not in LEAF_NAMES:  # without words there is nothing to show
        raise NotFound
    return leaf
