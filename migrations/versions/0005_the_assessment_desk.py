"""The assessment desk: an assessment is of a need or of a proposal

Revision: 0005
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = "0005"
down_revision = "0010"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SUBJECT = "(need_id IS NULL) <> (proposal_id IS NULL)"
_STATES = ("cleared", "refused", "signed", "superseded", "waiting")
_ROUTES = ("embedded", "independent", "input", "input_or_resale", "referred")
_KEYS = {
    "category_id": "category", "clearance_id": "clearance", "need_id": "need",
    "offer_id": "offer", "operator_id": "operator", "place_id": "place",
    "signed_by_id": "person", "supplier_id": "supplier",
}  # fmt: skip
_INDEXES = {
    "ix_assessment_need_id": ["need_id"],
    "ix_assessment_offer": ["offer_id"],
    "ix_assessment_state": ["state", "place_id"],
}
_COLUMNS = (
    "id, public_id, state, need_id, offer_id, supplier_id, operator_id, place_id, category_id, "
    "route, rule_set_version, verdict, fairness, complete, provisional, input_hash, computed_at, "
    "clearance_id, out_of_bounds, signed_by_id, signed_at, expires_at"
)


def upgrade() -> None:
    _open_subject()


def downgrade() -> None:
    _close_subject()


def _open_subject() -> None:
    """Let an assessment be of a proposal; SQLite needs its table made anew for that."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(proposals=True)
    else:
        op.alter_column("assessment", "need_id", nullable=True)
        op.add_column("assessment", sa.Column("proposal_id", _WHOLE, nullable=True))
        op.create_check_constraint("subject", "assessment", _SUBJECT)
    op.create_index("ix_assessment_proposal_id", "assessment", ["proposal_id"])


def _close_subject() -> None:
    """Take it back; assessments of proposals, which nothing else then knows of, go with it."""
    op.drop_index("ix_assessment_proposal_id", table_name="assessment")
    _forget_proposals()
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(proposals=False)
        return
    op.drop_constraint(op.f("ck_assessment_subject"), "assessment")
    op.drop_column("assessment", "proposal_id")
    op.alter_column("assessment", "need_id", nullable=False)


def _forget_proposals() -> None:
    theirs = "SELECT id FROM assessment WHERE need_id IS NULL"
    for table in ("assessment_input", "assessment_signal", "assessment_condition", "review"):
        op.execute(f"DELETE FROM {table} WHERE assessment_id IN ({theirs})")
    op.execute("DELETE FROM assessment WHERE need_id IS NULL")


def _rebuild(*, proposals: bool) -> None:
    for name in _INDEXES:
        op.drop_index(name, table_name="assessment")
    # Without "legacy", renaming would drag the keys of other tables along to the old one.
    op.execute("PRAGMA legacy_alter_table=ON")
    op.rename_table("assessment", "assessment_before")
    op.execute("PRAGMA legacy_alter_table=OFF")
    _create(proposals=proposals)
    op.execute(
        f"INSERT INTO assessment ({_COLUMNS}) SELECT {_COLUMNS} FROM assessment_before"
    )
    op.drop_table("assessment_before")
    for name, columns in _INDEXES.items():
        op.create_index(name, "assessment", columns)


def _create(*, proposals: bool) -> None:
    moment = marketplace.db.UTCDateTime()
    extra = [sa.Column("proposal_id", _WHOLE, nullable=True)] if proposals else []
    checks = (
        [sa.CheckConstraint(_SUBJECT, name=op.f("ck_assessment_subject"))] if proposals else []
    )
    op.create_table(
        "assessment",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("state", _codes("assessmentstate", _STATES), nullable=False),
        sa.Column("need_id", _WHOLE, nullable=proposals),
        *extra,
        sa.Column("offer_id", _WHOLE, nullable=True),
        sa.Column("supplier_id", _WHOLE, nullable=False),
        sa.Column("operator_id", _WHOLE, nullable=False),
        sa.Column("place_id", _WHOLE, nullable=False),
        sa.Column("category_id", _WHOLE, nullable=False),
        sa.Column("route", _codes("route", _ROUTES), nullable=False),
        sa.Column("rule_set_version", _WHOLE, nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("fairness", sa.String(length=12), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("computed_at", moment, nullable=False),
        sa.Column("clearance_id", _WHOLE, nullable=True),
        sa.Column("out_of_bounds", sa.String(length=200), nullable=True),
        sa.Column("signed_by_id", _WHOLE, nullable=True),
        sa.Column("signed_at", moment, nullable=True),
        sa.Column("expires_at", moment, nullable=True),
        *checks,
        *(
            sa.ForeignKeyConstraint([own], [f"{of}.id"], name=op.f(f"fk_assessment_{own}"))
            for own, of in _KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessment_public_id")),
    )


def _codes(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)
