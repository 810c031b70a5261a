"""Tables of agreements: terms frozen as versions, clauses, consents, price steps, call-offs."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.agreements.rules.agreed_lists import (
    AgreementState,
    ConsentHow,
    EndReason,
    PriceKind,
    RefuseWhy,
    RejectsRule,
    Side,
    Stage,
    VersionState,
)
from marketplace.db import Base, code_of, tongue_of

_LIVE = "state IN ('draft', 'offered', 'in_force', 'notice')"
_OPEN = "state IN ('proposed', 'checked')"
_AGREED = "state = 'agreed'"
_USUAL = "code <> 'own'"


class Agreement(Base):
    """One living linkage: an operator's door, a supplier, a leaf. Its terms are its versions."""

    __tablename__ = "agreement"
    __table_args__ = (
        Index(
            "uq_agreement_one_live", "property_id", "supplier_id", "category_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index(
            "uq_agreement_one_of_award", "award_id", unique=True,
            sqlite_where=text(_LIVE), postgresql_where=text(_LIVE),
        ),
        Index("ix_agreement_operator", "operator_id", "state"),
        Index("ix_agreement_supplier", "supplier_id", "state"),
        Index("ix_agreement_place", "place_id", "state"),
        CheckConstraint("(need_id IS NULL) <> (put_proposal_id IS NULL)", name="grown_from"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    verify_token: Mapped[str] = mapped_column(String(24), unique=True)
    state: Mapped[AgreementState] = mapped_column(code_of(AgreementState))
    version: Mapped[int] = mapped_column(default=1)  # of the row, against stale edits (P6)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destination.id"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("operator.id"))
    property_id: Mapped[int] = mapped_column(ForeignKey("property.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    # What it grew out of: a need that was delivered or awarded, or a proposal that was wanted.
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    put_proposal_id: Mapped[int | None] = mapped_column(ForeignKey("put_proposal.id"), index=True)
    award_id: Mapped[int | None] = mapped_column(ForeignKey("award.id"))  # none: of a delivery
    currency: Mapped[str] = mapped_column(String(3))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    notice_by: Mapped[Side | None] = mapped_column(code_of(Side))
    ends_on: Mapped[date | None]  # set by a notice; never later than the version's own end
    end_reason: Mapped[EndReason | None] = mapped_column(code_of(EndReason))
    stopped_at: Mapped[datetime | None]  # no new call-offs: a level 3 was found


class AgreementVersion(Base):
    """The terms at one time; quantities in whole units a delivery, price per unit."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        CheckConstraint("least > 0 AND least <= most", name="quantity"),
        CheckConstraint("month_cap IS NULL OR month_cap >= most", name="month_cap"),
        CheckConstraint("price_minor > 0", name="price"),
        CheckConstraint("band_permille >= 0 AND band_permille <= 500", name="band"),
        CheckConstraint("weekdays > 0 AND weekdays < 128", name="weekdays"),
        CheckConstraint("starts_on < ends_on", name="period"),
        CheckConstraint("payment_days >= 0", name="payment_days"),
        CheckConstraint("notice_days >= 0", name="notice_days"),
        CheckConstraint("price_kind <> 'index' OR index_base_minor IS NOT NULL", name="index_base"),
        CheckConstraint(
            "stage <> 'standing' OR (month_cap IS NOT NULL AND back_up_id IS NOT NULL)",
            name="standing",
        ),
        Index(
            "uq_agreement_version_open", "agreement_id", unique=True,
            sqlite_where=text(_OPEN), postgresql_where=text(_OPEN),
        ),
        Index(
            "uq_agreement_version_agreed", "agreement_id", unique=True,
            sqlite_where=text(_AGREED), postgresql_where=text(_AGREED),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(code_of(VersionState))
    stage: Mapped[Stage] = mapped_column(code_of(Stage))
    least: Mapped[int]
    most: Mapped[int]
    month_cap: Mapped[int | None]
    price_kind: Mapped[PriceKind] = mapped_column(code_of(PriceKind))
    price_minor: Mapped[int]
    band_permille: Mapped[int] = mapped_column(default=0)
    index_base_minor: Mapped[int | None]  # the market's median when it was written
    payment_days: Mapped[int]
    cash_at_door: Mapped[bool]
    weekdays: Mapped[int]  # one bit a weekday, Monday 1
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    notice_days: Mapped[int]
    rejects: Mapped[RejectsRule] = mapped_column(code_of(RejectsRule))
    back_up_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
    refused_by: Mapped[Side | None] = mapped_column(code_of(Side))
    refused_why: Mapped[RefuseWhy | None] = mapped_column(code_of(RefuseWhy))


class PriceStep(Base):
    """From a day on another price, agreed beforehand (signal B1's dated price steps)."""

    __tablename__ = "price_step"
    __table_args__ = (
        UniqueConstraint("version_id", "from_on"),
        CheckConstraint("price_minor > 0", name="price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    from_on: Mapped[date]
    price_minor: Mapped[int]


class AgreementClause(Base):
    """A condition of the signature, frozen as a clause: who sees to it, when it is looked at.

    ``note`` is what the facilitator wrote: the whole of a condition of her own, else its details.
    What was found on that day stands on the assessment's own condition.
    """

    __tablename__ = "agreement_clause"
    __table_args__ = (
        Index(
            "uq_agreement_clause_usual", "version_id", "code", unique=True,
            sqlite_where=text(_USUAL), postgresql_where=text(_USUAL),
        ),
        Index("ix_agreement_clause_version", "version_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    code: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(Text)
    note_in: Mapped[str | None] = tongue_of("note")


class AgreementConsent(Base):
    """One side's yes to one version: who said it, how, and who was witness."""

    __tablename__ = "agreement_consent"
    __table_args__ = (
        UniqueConstraint("version_id", "side"),
        CheckConstraint(
            "how NOT IN ('witnessed_thumb', 'witnessed_voice') OR witness_id IS NOT NULL",
            name="witness",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    side: Mapped[Side] = mapped_column(code_of(Side))
    how: Mapped[ConsentHow] = mapped_column(code_of(ConsentHow))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class CallOff(Base):
    """A need called off under an agreement: its version gave the price, no new signature."""

    __tablename__ = "call_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"), index=True)
