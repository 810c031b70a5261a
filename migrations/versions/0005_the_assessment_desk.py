"""The assessment desk: any linkage, overrides, conditions looked at, second signatures, API keys

Revision: 0005
Follows: 0010
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
    op.create_table(
        "api_token",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", _WHOLE, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_by_id", _WHOLE, nullable=False),
        sa.Column("created_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.Column("ends_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", marketplace.db.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_api_token_created_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_api_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_api_token_token_digest")),
    )
    op.create_index(op.f("ix_api_token_person_id"), "api_token", ["person_id"], unique=False)
    op.create_table(
        "rule_set_publication",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("rule_set_id", _WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_by_id", _WHOLE, nullable=False),
        sa.Column("published_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_rule_set_publication_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_set_id"],
            ["rule_set_version.id"],
            name=op.f("fk_rule_set_publication_rule_set_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_set_publication")),
        sa.UniqueConstraint("rule_set_id", name=op.f("uq_rule_set_publication_rule_set_id")),
    )
    op.create_table(
        "api_token_scope",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("token_id", _WHOLE, nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "preview_assessments",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_token.id"], name=op.f("fk_api_token_scope_token_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token_scope")),
        sa.UniqueConstraint("token_id", "scope", name=op.f("uq_api_token_scope_token_id_scope")),
    )
    op.create_table(
        "assessment_override",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("assessment_id", _WHOLE, nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("level_from", _WHOLE, nullable=False),
        sa.Column("level_to", _WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", _WHOLE, nullable=False),
        sa.Column("made_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "level_from - level_to IN (-1, 1)", name=op.f("ck_assessment_override_one_level")
        ),
        sa.CheckConstraint(
            "level_from BETWEEN 0 AND 3 AND level_to BETWEEN 0 AND 3",
            name=op.f("ck_assessment_override_levels"),
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_override_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_assessment_override_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_override")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_assessment_override_assessment_id")),
    )
    op.create_index(
        "ix_assessment_override_made_at", "assessment_override", ["made_at"], unique=False
    )
    op.create_table(
        "assessment_standing",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("assessment_id", _WHOLE, nullable=False),
        sa.Column("place_id", _WHOLE, nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "fresh",
                "due_for_review",
                "stale",
                "stop_after_notice",
                "stop_now",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "blocker",
                "core_product",
                "expired",
                "inputs",
                "rule_set",
                name="duereason",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("blockers", sa.String(length=80), nullable=False),
        sa.Column("since", marketplace.db.UTCDateTime(), nullable=False),
        sa.Column("orders_until", marketplace.db.UTCDateTime(), nullable=True),
        sa.Column("looked_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_standing_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_assessment_standing_place_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_standing")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_assessment_standing_assessment_id")),
    )
    op.create_index(
        op.f("ix_assessment_standing_looked_at"),
        "assessment_standing",
        ["looked_at"],
        unique=False,
    )
    op.create_index(
        "ix_assessment_standing_place",
        "assessment_standing",
        ["place_id", "standing"],
        unique=False,
    )
    op.create_table(
        "signature_request",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("assessment_id", _WHOLE, nullable=False),
        sa.Column("destination_id", _WHOLE, nullable=False),
        sa.Column("first_by_id", _WHOLE, nullable=False),
        sa.Column("first_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.Column("second_by_id", _WHOLE, nullable=True),
        sa.Column("second_at", marketplace.db.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "second_by_id <> first_by_id", name=op.f("ck_signature_request_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_signature_request_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["destination.id"], name=op.f("fk_signature_request_destination_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_by_id"], ["person.id"], name=op.f("fk_signature_request_first_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_by_id"], ["person.id"], name=op.f("fk_signature_request_second_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_request")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_signature_request_assessment_id")),
    )
    op.create_index(
        "ix_signature_request_open",
        "signature_request",
        ["destination_id", "second_at"],
        unique=False,
    )
    op.create_table(
        "condition_look",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("condition_id", _WHOLE, nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "kept",
                "moved",
                "not_kept",
                name="conditionoutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_to", marketplace.db.UTCDateTime(), nullable=True),
        sa.Column("looked_by_id", _WHOLE, nullable=False),
        sa.Column("looked_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'moved') = (moved_to IS NOT NULL)", name=op.f("ck_condition_look_moved_to")
        ),
        sa.CheckConstraint(
            "outcome = 'kept' OR reason <> ''", name=op.f("ck_condition_look_reason")
        ),
        sa.ForeignKeyConstraint(
            ["condition_id"],
            ["assessment_condition.id"],
            name=op.f("fk_condition_look_condition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["looked_by_id"], ["person.id"], name=op.f("fk_condition_look_looked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition_look")),
    )
    op.create_index(
        op.f("ix_condition_look_condition_id"), "condition_look", ["condition_id"], unique=False
    )
    op.add_column("assessment_condition", sa.Column("note", sa.Text(), nullable=True))
    op.add_column(
        "assessment_condition", sa.Column("closed_at", marketplace.db.UTCDateTime(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("assessment_condition", "closed_at")
    op.drop_column("assessment_condition", "note")
    op.drop_index(op.f("ix_condition_look_condition_id"), table_name="condition_look")
    op.drop_table("condition_look")
    op.drop_index("ix_signature_request_open", table_name="signature_request")
    op.drop_table("signature_request")
    op.drop_index(op.f("ix_assessment_standing_looked_at"), table_name="assessment_standing")
    op.drop_index("ix_assessment_standing_place", table_name="assessment_standing")
    op.drop_table("assessment_standing")
    op.drop_index("ix_assessment_override_made_at", table_name="assessment_override")
    op.drop_table("assessment_override")
    op.drop_table("api_token_scope")
    op.drop_table("rule_set_publication")
    op.drop_index(op.f("ix_api_token_person_id"), table_name="api_token")
    op.drop_table("api_token")
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
    op.execute(f"INSERT INTO assessment ({_COLUMNS}) SELECT {_COLUMNS} FROM assessment_before")
    op.drop_table("assessment_before")
    for name, columns in _INDEXES.items():
        op.create_index(name, "assessment", columns)


def _create(*, proposals: bool) -> None:
    moment = marketplace.db.UTCDateTime()
    extra = [sa.Column("proposal_id", _WHOLE, nullable=True)] if proposals else []
    checks = [sa.CheckConstraint(_SUBJECT, name=op.f("ck_assessment_subject"))] if proposals else []
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
