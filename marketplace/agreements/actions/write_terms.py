"""Writing terms: a first version out of a delivery, or a change as a new version."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import put_to_check
from marketplace.agreements.models import (
    Agreement,
    AgreementClause,
    AgreementVersion,
    Delivery,
    Order,
    PriceStep,
)
from marketplace.agreements.queries.agreed_load import (
    OPEN,
    hold_agreement,
    lived,
    terms_of,
    version_in,
)
from marketplace.agreements.queries.load import zone_of
from marketplace.agreements.rules.agreed_lists import VERSION as VERSION_LIFE
from marketplace.agreements.rules.agreed_lists import (
    AgreementState,
    Stage,
    VersionState,
    VersionVerb,
)
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import (
    Terms,
    changed,
    needs_new_check,
    terms_refusals,
)
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.stages import may_become
from marketplace.journal import keys
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.people.rules.access import has_right, reaches_operator, reaches_place, require
from marketplace.sourcing.models import Need

_LIVE = (
    AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.IN_FORCE, AgreementState.NOTICE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteTerms:
    """Terms for a linkage that has delivered once; the key makes two equal sends one."""

    delivery: str
    terms: Terms
    client_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerms:
    """Other terms for an agreement; ``version`` is the row the person saw (P6)."""

    agreement: str
    terms: Terms
    version: int


def write_terms(session: Session, actor: Actor, command: WriteTerms) -> Agreement:
    """Write an agreement's first terms and put them to the check at the desk.

    By the buyer who may order, or the facilitator of the place. Raises ``Refused`` with
    ``TermsRefusal`` or ``AgreementRefusal``; nothing binds before both sides said yes.
    """
    person_id = person_of(actor)
    request = (command.delivery, repr(command.terms))
    receipt = keys.seen_before(session, person_id, command.client_key, request)
    if receipt is not None:
        return session.scalars(select(Agreement).where(Agreement.public_id == receipt)).one()
    need, order = _grown_from(session, actor, command.delivery)
    refuse_terms(session, need, order.supplier_id, command.terms)
    agreement = new_agreement(
        session, need, supplier_id=order.supplier_id, currency=order.currency, person_id=person_id
    )
    version = add_first(session, actor, agreement, command.terms)
    put_to_check(session, actor, agreement, version, terms=command.terms)
    keys.remember(
        session, person_id, command.client_key, request=request, receipt=agreement.public_id
    )
    return agreement


def person_of(actor: Actor) -> int:
    """Return who writes; the clockwork writes no terms."""
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def _grown_from(session: Session, actor: Actor, delivery: str) -> tuple[Need, Order]:
    row = session.execute(
        select(Need, Order)
        .join(Order, Order.need_id == Need.id)
        .join(Delivery, Delivery.order_id == Order.id)
        .where(Delivery.public_id == delivery)
    ).one_or_none()
    if row is None:
        raise NotFound
    require_writer(actor, operator_id=row.Order.operator_id, place_id=row.Order.place_id)
    refuse_second(session, row.Need, row.Order.supplier_id)
    return row.Need, row.Order


def refuse_second(session: Session, need: Need | Agreement, supplier_id: int) -> None:
    """Raise ``Refused(ALREADY_LIVE)`` where the door has an agreement with her for this leaf."""
    live = select(Agreement.id).where(
        Agreement.property_id == need.property_id, Agreement.state.in_(_LIVE),
        Agreement.supplier_id == supplier_id, Agreement.category_id == need.category_id,
    )  # fmt: skip
    if session.scalar(live) is not None:
        raise Refused(AgreementRefusal.ALREADY_LIVE)


def require_writer(actor: Actor, *, operator_id: int, place_id: int) -> None:
    """Raise unless this is the buyer who may order, or the facilitator of the place."""
    require(reaches_operator(actor, operator_id) or reaches_place(actor, place_id))
    theirs = reaches_operator(actor, operator_id)
    if theirs and not has_right(actor, "may_order", operator_id):
        raise Refused(AgreementRefusal.BUYER_NOT_ALLOWED)


def refuse_terms(
    session: Session,
    need: Need | Agreement,
    supplier_id: int,
    terms: Terms,
    *,
    reached: Stage = Stage.TRIAL,
) -> None:
    """Raise ``Refused`` where the terms cannot stand, or go further than was lived.

    ``reached`` is the stage that needs no proof any more.
    """
    Refused.unless_empty(terms_refusals(terms, today=_today(session, need)))
    record_ = lived(
        session, operator_id=need.operator_id, supplier_id=supplier_id,
        category_id=need.category_id,
    )  # fmt: skip
    if terms.stage is not reached and not may_become(terms.stage, record_):
        raise Refused(AgreementRefusal.NOT_GROWN_ENOUGH)
    if terms.back_up_id is not None:
        _refuse_back_up(session, need, supplier_id, terms.back_up_id)


def _today(session: Session, need: Need | Agreement) -> date:
    return local_day(clock.now(), zone_of(session, need.destination_id))


def _refuse_back_up(
    session: Session, need: Need | Agreement, supplier_id: int, back_up_id: int
) -> None:
    makes = (
        select(SupplierLeaf.id)
        .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
        .where(
            SupplierLeaf.supplier_id == back_up_id, SupplierLeaf.category_id == need.category_id,
            Supplier.destination_id == need.destination_id,
        )
    )  # fmt: skip
    if back_up_id == supplier_id or session.scalar(makes) is None:
        raise Refused(AgreementRefusal.UNKNOWN_BACK_UP)


def new_agreement(
    session: Session, need: Need, *, supplier_id: int, currency: str, person_id: int,
    award_id: int | None = None,
) -> Agreement:  # fmt: skip
    """Make an agreement without terms yet, out of a need and who brings it."""
    agreement = Agreement(
        public_id=ids.public_id(), code=ids.short_code(), verify_token=ids.public_id(),
        state=AgreementState.DRAFT, version=1, destination_id=need.destination_id,
        operator_id=need.operator_id, property_id=need.property_id, place_id=need.place_id,
        supplier_id=supplier_id, category_id=need.category_id, unit_id=need.unit_id,
        need_id=need.id, award_id=award_id, currency=currency, created_at=clock.now(),
        created_by_id=person_id,
    )  # fmt: skip
    session.add(agreement)
    session.flush()
    return agreement


def add_first(
    session: Session, actor: Actor, agreement: Agreement, terms: Terms
) -> AgreementVersion:
    """Write an agreement's first version down."""
    version = add_version(session, actor, agreement, terms)
    facts = {"to": agreement.state.value, "supplier": agreement.supplier_id}
    record(session, actor, verb="agreement.write", subject=agreement, facts=facts)
    return version


def add_version(
    session: Session, actor: Actor, agreement: Agreement, terms: Terms
) -> AgreementVersion:
    """Write a version down; what is written is never edited."""
    last = version_in(session, agreement.id, *VersionState)
    version = AgreementVersion(
        public_id=ids.public_id(), agreement_id=agreement.id,
        number=1 if last is None else last.number + 1, state=VersionState.PROPOSED,
        stage=terms.stage, least=terms.least, most=terms.most, month_cap=terms.month_cap,
        price_kind=terms.price_kind, price_minor=terms.price_minor,
        band_permille=terms.band_permille, index_base_minor=terms.index_base_minor,
        payment_days=terms.payment_days, cash_at_door=terms.cash_at_door,
        weekdays=terms.weekdays, starts_on=terms.starts_on, ends_on=terms.ends_on,
        notice_days=terms.notice_days, rejects=terms.rejects, back_up_id=terms.back_up_id,
        written_at=clock.now(), written_by_id=person_of(actor),
    )  # fmt: skip
    session.add(version)
    session.flush()
    session.add_all(
        PriceStep(version_id=version.id, from_on=one.from_on, price_minor=one.price_minor)
        for one in terms.steps
    )
    session.flush()
    facts = {"to": version.state.value, "number": version.number}
    record(session, actor, verb="agreement_version.write", subject=version, facts=facts)
    return version


def change_terms(session: Session, actor: Actor, command: ChangeTerms) -> AgreementVersion:
    """Propose other terms: a new version that binds nobody until both sides say yes.

    What stays inside what was signed needs no new signature; else it goes to the desk. Raises
    ``StaleEdit`` where the agreement moved on meanwhile.
    """
    agreement = hold_agreement(session, actor, command.agreement)
    require_writer(actor, operator_id=agreement.operator_id, place_id=agreement.place_id)
    old = version_in(session, agreement.id, VersionState.AGREED)
    if agreement.state is not AgreementState.IN_FORCE or old is None:
        raise Refused(WrongState.NOT_NOW)
    if agreement.version != command.version:
        raise StaleEdit
    if version_in(session, agreement.id, *OPEN) is not None:
        raise Refused(AgreementRefusal.OPEN_VERSION)
    before, terms = terms_of(session, old), command.terms
    if not changed(before, terms):
        raise Refused(AgreementRefusal.NOTHING_CHANGED)
    refuse_terms(session, agreement, agreement.supplier_id, terms, reached=before.stage)
    version = add_version(session, actor, agreement, terms)
    agreement.version += 1
    if needs_new_check(before, terms):
        put_to_check(session, actor, agreement, version, terms=terms)
    else:
        _keep_signature(session, actor, old, version)
    return version


def _keep_signature(
    session: Session, actor: Actor, old: AgreementVersion, version: AgreementVersion
) -> None:
    """The change is inside what was signed: signature and clauses go on as they are."""
    version.assessment_id = old.assessment_id
    for clause in session.scalars(
        select(AgreementClause).where(AgreementClause.version_id == old.id)
    ).all():
        session.add(
            AgreementClause(
                version_id=version.id,
                code=clause.code,
                owner=clause.owner,
                due_on=clause.due_on,
                note=clause.note,
                note_in=clause.note_in,
            )
        )
    step(session, actor, version, machine=VERSION_LIFE, verb=VersionVerb.CHECK)
