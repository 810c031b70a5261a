"""Agreements grow from awards, clauses in own words, and a facilitator's own matches

Revision: 0012
Follows: 0020
"""

import re

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = "0012"
down_revision = "0020"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LIVE = sa.text("state IN ('draft', 'offered', 'in_force', 'notice')")
_USUAL = sa.text("code <> 'own'")


def _code(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _agreements_anew(awards=True)
        _clauses_anew(own_words=True)
    else:
        op.add_column("agreement", sa.Column("award_id", _WHOLE, nullable=True))
        op.create_foreign_key(
            op.f("fk_agreement_award_id"), "agreement", "award", ["award_id"], ["id"]
        )
        op.add_column("agreement_clause", sa.Column("note", sa.Text(), nullable=True))
        op.drop_constraint(
            op.f("uq_agreement_clause_version_id_code"), "agreement_clause", type_="unique"
        )
    op.create_index(
        "uq_agreement_one_of_award", "agreement", ["award_id"], unique=True,
        sqlite_where=_LIVE, postgresql_where=_LIVE,
    )
    op.create_index(
        "uq_agreement_clause_usual", "agreement_clause", ["version_id", "code"], unique=True,
        sqlite_where=_USUAL, postgresql_where=_USUAL,
    )
    op.create_index("ix_agreement_clause_version", "agreement_clause", ["version_id"])
    _suggestions()


def _suggestions() -> None:
    op.create_table(
        "match_suggestion",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("public_id", sa.String(24), nullable=False),
        sa.Column("need_id", _WHOLE, nullable=False),
        sa.Column("supplier_id", _WHOLE, nullable=False),
        sa.Column("kind", _code("suggestionkind", "proposed", "put_forward"), nullable=False),
        sa.Column(
            "why",
            _code(
                "suggestedwhy", "can_all", "first_chance", "known_work", "near", "right_day",
                "with_others",
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("made_by_id", _WHOLE, nullable=False),
        sa.Column("made_at", marketplace.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_match_suggestion_made_by_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_match_suggestion_need_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_match_suggestion_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_suggestion")),
        sa.UniqueConstraint("need_id", "supplier_id", "kind", name=op.f("uq_match_suggestion_need_id_supplier_id_kind")),
        sa.UniqueConstraint("public_id", name=op.f("uq_match_suggestion_public_id")),
    )
    op.create_index(op.f("ix_match_suggestion_supplier_id"), "match_suggestion", ["supplier_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_match_suggestion_supplier_id"), table_name="match_suggestion")
    op.drop_table("match_suggestion")
    op.drop_index("ix_agreement_clause_version", table_name="agreement_clause")
    op.drop_index("uq_agreement_clause_usual", table_name="agreement_clause")
    op.drop_index("uq_agreement_one_of_award", table_name="agreement")
    op.execute("DELETE FROM agreement_clause WHERE code = 'own'")  # the old table holds one at most
    if op.get_bind().dialect.name == "sqlite":
        _clauses_anew(own_words=False)
        _agreements_anew(awards=False)
        return
    op.create_unique_constraint(
        op.f("uq_agreement_clause_version_id_code"), "agreement_clause", ["version_id", "code"]
    )
    op.drop_column("agreement_clause", "note")
    op.drop_constraint(op.f("fk_agreement_award_id"), "agreement", type_="foreignkey")
    op.drop_column("agreement", "award_id")


_COLUMN = "award_id INTEGER, "
_KEY = ", CONSTRAINT fk_agreement_award_id FOREIGN KEY(award_id) REFERENCES award (id)"
_INDEXES = {
    "ix_agreement_operator": ["operator_id", "state"],
    "ix_agreement_place": ["place_id", "state"],
    "ix_agreement_supplier": ["supplier_id", "state"],
}
_ONE_LIVE = ["property_id", "supplier_id", "category_id"]
_KEPT = (
    "id, public_id, code, verify_token, state, version, destination_id, operator_id, property_id, "
    "place_id, supplier_id, category_id, unit_id, need_id, currency, created_at, created_by_id, "
    "notice_by, ends_on, end_reason, stopped_at"
)


def _agreements_anew(*, awards: bool) -> None:
    """Make the table again with or without the key: SQLite adds no named key to a table."""
    look = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'agreement'")
    sql = str(op.get_bind().execute(look).scalar_one()).rstrip()
    if awards:
        sql = sql.replace("CONSTRAINT", f"{_COLUMN}CONSTRAINT", 1).removesuffix(")") + f"{_KEY})"
    else:
        # A later migration may have written the table anew, with its own line breaks.
        sql = re.sub(r"\s*award_id (INTEGER|BIGINT),", "", sql)
        sql = re.sub(r",\s*CONSTRAINT fk_agreement_award_id FOREIGN KEY\s*\(award_id\) "
                     r"REFERENCES award \(id\)", "", sql)  # fmt: skip
    for name in (*_INDEXES, "uq_agreement_one_live"):
        op.drop_index(name, table_name="agreement")
    # Without "legacy", renaming would drag the keys of other tables along to the old one.
    op.execute("PRAGMA legacy_alter_table=ON")
    op.rename_table("agreement", "agreement_before")
    op.execute("PRAGMA legacy_alter_table=OFF")
    op.execute(sql)
    op.execute(f"INSERT INTO agreement ({_KEPT}) SELECT {_KEPT} FROM agreement_before")
    op.drop_table("agreement_before")
    for name, columns in _INDEXES.items():
        op.create_index(name, "agreement", columns)
    op.create_index(
        "uq_agreement_one_live", "agreement", _ONE_LIVE, unique=True, sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _clauses_anew(*, own_words: bool) -> None:
    """Make the table again, as SQLite must: nothing points at it and no trigger hangs on it."""
    op.rename_table("agreement_clause", "agreement_clause_before")
    key = op.f("fk_agreement_clause_version_id")
    only = sa.UniqueConstraint("version_id", "code", name=op.f("uq_agreement_clause_version_id_code"))
    op.create_table(
        "agreement_clause",
        sa.Column("id", _WHOLE, nullable=False),
        sa.Column("version_id", _WHOLE, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *([sa.Column("note", sa.Text(), nullable=True)] if own_words else []),
        sa.ForeignKeyConstraint(["version_id"], ["agreement_version.id"], name=key),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_clause")),
        *([] if own_words else [only]),
    )
    kept = "id, version_id, code, owner, due_on"
    op.execute(f"INSERT INTO agreement_clause ({kept}) SELECT {kept} FROM agreement_clause_before")
    op.drop_table("agreement_clause_before")
