"""Changes after publication: each a row with old and new, told to everyone who saw the need."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, select, union
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.people.rules.access import has_right, reaches_operator, require
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.actions.tender_commands import ChangeTender
from marketplace.sourcing.actions.tenders import Held, hold_tender, keep_specs
from marketplace.sourcing.models import Asked, Need, NeedChange, SeenMark, Wave
from marketplace.sourcing.queries.sealing import seal_of_id
from marketplace.sourcing.queries.specs import spec_ids, specs_of
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender import Published, change_refusals, changed, must_confirm
from marketplace.sourcing.rules.tender_lists import ChangeKind

_SAW = union(
    select(Asked.supplier_id).where(Asked.need_id == bindparam("need")),
    select(SeenMark.supplier_id).where(SeenMark.need_id == bindparam("need")),
)


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed, and whether the offers already in must be said again."""

    need: Need
    changes: tuple[NeedChange, ...]
    must_confirm: bool


def change(session: Session, actor: Actor, command: ChangeTender) -> Changed:
    """Change a published tender; the caller asks the offers already in (``offers.actions``).

    Raises ``Refused(ChangeRefusal…)``, ``StaleEdit``, ``NotFound``.
    """
    held = hold_tender(session, command.public_id)
    require(reaches_operator(actor, held.need.operator_id))
    require(has_right(actor, "may_order", held.need.operator_id))
    if held.need.state is not NeedState.PUBLISHED:
        raise Refused(WrongState.NOT_NOW)
    if held.need.version != command.version:
        raise StaleEdit
    before = _published(session, held)
    after = _after(before, command)
    opened = seal_of_id(session, held.need.id).open
    Refused.unless_empty(sorted(change_refusals(before, after, now=clock.now(), opened=opened)))
    return _write(session, actor, held, before=before, after=after)


def _published(session: Session, held: Held) -> Published:
    need = held.need
    if need.closes_at is None:
        raise NotFound
    specs = tuple(spec.code for spec in specs_of(session, need.id))
    return Published(
        need.quantity, need.deliver_on, need.closes_at, specs, held.tender.lot_quantity,
        need.awarded,
    )  # fmt: skip


def _after(before: Published, command: ChangeTender) -> Published:
    names = ("quantity", "deliver_on", "closes_at", "specs")
    given = {name: getattr(command, name) for name in names}
    return replace(before, **{name: v for name, v in given.items() if v is not None})


def _write(
    session: Session, actor: Actor, held: Held, *, before: Published, after: Published
) -> Changed:
    need, kinds = held.need, changed(before, after)
    rows = [row for kind in kinds for row in _rows(session, kind, before, after)]
    for row in rows:
        row.need_id, row.changed_at, row.changed_by_id = need.id, clock.now(), actor.person_id or 0
    session.add_all(rows)
    need.quantity, need.deliver_on, need.closes_at = (
        after.quantity, after.deliver_on, after.closes_at,
    )  # fmt: skip
    need.version += 1
    if ChangeKind.SPEC in kinds:
        keep_specs(session, need.id, after.specs)
    if ChangeKind.DEADLINE in kinds:
        session.scalars(select(Wave).where(Wave.need_id == need.id)).one().ends_at = after.closes_at
    session.flush()
    for row in rows:
        facts = {"need": need.id, "kind": row.kind.value}
        record(session, actor, verb="need.change", subject=row, facts=facts)
    refresh_board(session, need)
    _tell(session, need)
    return Changed(need, tuple(rows), must_confirm(kinds))


def _rows(
    session: Session, kind: ChangeKind, before: Published, after: Published
) -> list[NeedChange]:
    if kind is ChangeKind.SPEC:
        return _spec_rows(session, before, after)
    values: dict[ChangeKind, dict[str, Any]] = {
        ChangeKind.DAY: {"day_before": before.deliver_on, "day_after": after.deliver_on},
        ChangeKind.DEADLINE: {"closes_before": before.closes_at, "closes_after": after.closes_at},
        ChangeKind.QUANTITY: {
            "quantity_before": before.quantity, "quantity_after": after.quantity,
        },
    }  # fmt: skip
    return [NeedChange(kind=kind, **values[kind])]


def _spec_rows(session: Session, before: Published, after: Published) -> list[NeedChange]:
    gone = sorted(set(before.specs) - set(after.specs))
    new = sorted(set(after.specs) - set(before.specs))
    known = spec_ids(session, (*gone, *new))
    removed = [NeedChange(kind=ChangeKind.SPEC, spec_removed_id=known[code]) for code in gone]
    return removed + [
        NeedChange(kind=ChangeKind.SPEC, spec_added_id=known[code]) for code in new if code in known
    ]


def _tell(session: Session, need: Need) -> None:
    saw = session.scalars(select(_SAW.subquery().c.supplier_id), {"need": need.id}).all()
    post(
        session,
        (
            Message(
                kind="need_changed", subject_type="need", subject_id=need.id,
                to_supplier_id=supplier_id, place_id=need.place_id,
            )
            for supplier_id in sorted(saw)
        ),
    )  # fmt: skip
