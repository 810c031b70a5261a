"""Agreements for pages: cards for lists, and one agreement whole with its versions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import (
    Agreement,
    AgreementClause,
    AgreementConsent,
    AgreementVersion,
)
from marketplace.agreements.queries.agreed_load import OPEN, terms_of, version_in
from marketplace.agreements.rules.agreed_lists import (
    AgreementState,
    ConsentHow,
    Side,
    Stage,
    VersionState,
)
from marketplace.agreements.rules.agreed_terms import Terms, changed
from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentStanding,
    ConditionLook,
)
from marketplace.assessment.queries.standing import kept_of
from marketplace.assessment.rules.lists import ConditionOutcome
from marketplace.assessment.rules.standing import may_order
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.db import typed
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Person, Supplier
from marketplace.people.queries.reach import at_places
from marketplace.sourcing.models import Property

AT_ONCE = 50
LIVING = (
    AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.IN_FORCE, AgreementState.NOTICE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """One agreement on a list; ``least``, ``most`` and ``stage`` are of its newest version."""

    id: int
    public_id: str
    code: str
    verify_token: str
    state: AgreementState
    version: int
    leaf_code: str
    picture: str
    unit_code: str
    unit_picture: str
    currency: str
    timezone: str
    operator_id: int
    operator_name: str
    property_public_id: str
    property_name: str
    place_id: int
    place_name: str
    supplier_id: int
    supplier_name: str
    supplier_code: str
    supplier_language: str
    notice_by: Side | None
    ends_on: date | None
    end_reason: str | None


_CARDS: Select[*tuple[Any, ...]] = (
    select(
        Agreement.id, Agreement.public_id, Agreement.code, Agreement.verify_token,
        Agreement.state, Agreement.version, Category.code.label("leaf_code"), Category.picture,
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"), Agreement.currency,
        Destination.timezone, Agreement.operator_id, Operator.name.label("operator_name"),
        Property.public_id.label("property_public_id"), Property.name.label("property_name"),
        Agreement.place_id, Place.name.label("place_name"), Agreement.supplier_id,
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Supplier.language.label("supplier_language"), Agreement.notice_by, Agreement.ends_on,
        Agreement.end_reason,
    )
    .join(Category, Category.id == Agreement.category_id)
    .join(Unit, Unit.id == Agreement.unit_id)
    .join(Destination, Destination.id == Agreement.destination_id)
    .join(Operator, Operator.id == Agreement.operator_id)
    .join(Property, Property.id == Agreement.property_id)
    .join(Place, Place.id == Agreement.place_id)
    .join(Supplier, Supplier.id == Agreement.supplier_id)
)  # fmt: skip
_NEWEST_FIRST = (Agreement.created_at.desc(), Agreement.id.desc())


def _mine(actor: Actor) -> ColumnElement[bool]:
    """What is this person's business: his operator's, her supplier's, her places'."""
    parts: list[ColumnElement[bool]] = [
        Agreement.operator_id.in_(sorted(actor.operator_ids)),
        Agreement.supplier_id.in_(sorted(actor.supplier_ids)),
    ]
    if actor.has(Role.FACILITATOR):
        parts.append(at_places(actor, Agreement.place_id))
    return or_(*parts)


def agreements_of(
    session: Session, actor: Actor, *, living: bool = True
) -> tuple[AgreementCard, ...]:
    """Return a person's agreements: those that live or are being made, or those that are over."""
    state = Agreement.state.in_(LIVING) if living else Agreement.state.not_in(LIVING)
    rows = session.execute(
        _CARDS.where(_mine(actor), state).order_by(*_NEWEST_FIRST).limit(AT_ONCE)
    )
    return tuple(AgreementCard(**row._asdict()) for row in rows)


def agreements_to_answer(session: Session, actor: Actor) -> tuple[AgreementCard, ...]:
    """Return what waits for this side's yes or no, the oldest first."""
    side = Side.OPERATOR if actor.operator_ids else Side.SUPPLIER
    said = select(AgreementConsent.version_id).where(AgreementConsent.side == side)
    rows = session.execute(
        _CARDS.join(AgreementVersion, AgreementVersion.agreement_id == Agreement.id)
        .where(
            _mine(actor), AgreementVersion.state == VersionState.CHECKED,
            AgreementVersion.id.not_in(said),
        )
        .order_by(AgreementVersion.written_at, Agreement.id)
        .limit(AT_ONCE)
    )  # fmt: skip
    return tuple(AgreementCard(**row._asdict()) for row in rows)


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """A yes: whose, how, before whom, when."""

    side: Side
    how: ConsentHow
    witness_name: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A condition as a clause: who sees to it, until when, and what was written to it."""

    code: str
    owner: str
    due_on: date
    note: str | None
    outcome: ConditionOutcome | None


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version of the terms with what both sides said to it."""

    number: int
    state: VersionState
    terms: Terms
    written_at: datetime
    agreed_at: datetime | None
    assessment_public_id: str | None
    rule_set_version: int | None
    back_up_name: str | None
    clauses: tuple[ClauseCard, ...]
    consents: tuple[ConsentCard, ...]
    carries_orders: bool

    @property
    def stage(self) -> Stage:
        """How far the linkage has come under these terms."""
        return self.terms.stage

    def said(self, side: str) -> bool:
        """Tell whether this side has said yes; templates name it by its code."""
        return any(one.side.value == side for one in self.consents)


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement whole: what is agreed, what is open, and what would change."""

    card: AgreementCard
    agreed: VersionCard | None
    open: VersionCard | None
    changes: tuple[str, ...]

    @property
    def shown(self) -> VersionCard | None:
        """The version the page is about: the open one, else the one that binds."""
        return self.open or self.agreed


def agreement_page(session: Session, actor: Actor, public_id: str) -> AgreementPage:
    """Return an agreement for either side or its facilitator; else it does not exist."""
    row = session.execute(_CARDS.where(Agreement.public_id == public_id, _mine(actor))).first()
    if row is None:
        raise NotFound
    return _page(session, AgreementCard(**row._asdict()))


def verified_agreement(session: Session, token: str) -> AgreementPage:
    """Return what a printed sheet's code stands for; raises ``NotFound`` for any other."""
    row = session.execute(_CARDS.where(Agreement.verify_token == token)).first()
    if row is None:
        raise NotFound
    return _page(session, AgreementCard(**row._asdict()))


def _page(session: Session, card: AgreementCard) -> AgreementPage:
    agreed = version_in(session, card.id, VersionState.AGREED)
    last = version_in(session, card.id, *OPEN) or (
        version_in(session, card.id, *VersionState) if agreed is None else None
    )
    binds = _version(session, agreed)
    opened = _version(session, last)
    changes = changed(binds.terms, opened.terms) if binds and opened else ()
    return AgreementPage(card, binds, opened, changes)


def _version(session: Session, row: AgreementVersion | None) -> VersionCard | None:
    if row is None:
        return None
    check = session.execute(
        select(Assessment.public_id, Assessment.rule_set_version, AssessmentStanding)
        .outerjoin(AssessmentStanding, AssessmentStanding.assessment_id == Assessment.id)
        .where(Assessment.id == row.assessment_id)
    ).one_or_none()
    kept = kept_of(check.AssessmentStanding) if check else None
    named = select(Supplier.name).where(Supplier.id == row.back_up_id)
    return VersionCard(
        number=row.number, state=row.state, terms=terms_of(session, row),
        written_at=row.written_at, agreed_at=row.agreed_at,
        assessment_public_id=check.public_id if check else None,
        rule_set_version=check.rule_set_version if check else None,
        back_up_name=session.scalar(named) if row.back_up_id else None,
        clauses=_clauses(session, row), consents=_consents(session, row.id),
        carries_orders=check is not None and may_order(kept, clock.now()),
    )  # fmt: skip


def _clauses(session: Session, version: AgreementVersion) -> tuple[ClauseCard, ...]:
    found = (
        select(ConditionLook.outcome)
        .join(AssessmentCondition, AssessmentCondition.id == ConditionLook.condition_id)
        .where(
            AssessmentCondition.assessment_id == version.assessment_id,
            AssessmentCondition.code == AgreementClause.code,
        )
        .order_by(ConditionLook.id.desc())
        .limit(1)
        .correlate(AgreementClause)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            AgreementClause.code, AgreementClause.owner, AgreementClause.due_on,
            typed(AgreementClause.note), found,
        )
        .where(AgreementClause.version_id == version.id)
        .order_by(AgreementClause.due_on, AgreementClause.id)
    )  # fmt: skip
    return tuple(ClauseCard(*row) for row in rows)


def _consents(session: Session, version_id: int) -> tuple[ConsentCard, ...]:
    rows = session.execute(
        select(AgreementConsent.side, AgreementConsent.how, Person.name, AgreementConsent.at)
        .outerjoin(Person, Person.id == AgreementConsent.witness_id)
        .where(AgreementConsent.version_id == version_id)
        .order_by(AgreementConsent.at, AgreementConsent.id)
    )
    return tuple(ConsentCard(*row) for row in rows)
