"""Records of both sides: photographs, her word on the note, feedback, what was called off

Revision: 0002a
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

from marketplace.db import UTCDateTime

revision = "0002a"
down_revision = "0007"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REASONS = ("cancellation", "correction", "delivery")


def _code(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    _new_tables()
    op.add_column("purchase_order", sa.Column("nobody_told_at", UTCDateTime(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _payment_anew(new=True)
    else:
        _payment_altered()
    _tell_what_was()


def downgrade() -> None:
    op.execute("DELETE FROM payment WHERE delivery_id IS NULL")  # the old table cannot tell them
    if op.get_bind().dialect.name == "sqlite":
        _payment_anew(new=False)
    else:
        op.drop_constraint(op.f("fk_payment_order_id"), "payment", type_="foreignkey")
        op.drop_constraint(op.f("uq_payment_order_id_reason"), "payment", type_="unique")
        op.drop_constraint(op.f("ck_payment_for_delivery"), "payment", type_="check")
        op.alter_column("payment", "delivery_id", nullable=False)
        op.drop_column("payment", "order_id")
        op.drop_column("payment", "reason")
    op.drop_column("purchase_order", "nobody_told_at")
    op.drop_table('supplier_feedback')
    op.drop_table('door_feedback')
    op.drop_index('ix_delivery_photo_day', table_name='delivery_photo')
    op.drop_table('delivery_photo')
    op.drop_index('ix_delivery_objection_desk', table_name='delivery_objection')
    op.drop_table('delivery_objection')
    op.drop_index('ix_supplier_lapse_latest', table_name='supplier_lapse')
    op.drop_table('supplier_lapse')
    op.drop_index('ix_operator_trade_record_latest', table_name='operator_trade_record')
    op.drop_table('operator_trade_record')


_ORDER_OF = "(SELECT order_id FROM delivery WHERE delivery.id = delivery_id)"
_KEPT = (
    "id, public_id, code, state, delivery_id, operator_id, supplier_id, place_id, amount_minor, "
    "currency, delivered_on, due_on, method, reference, sent_at, sent_by_id, received_minor, "
    "answered_at, answered_by_id, closed_at, late_days"
)


def _payment_altered() -> None:
    reason = sa.Column("reason", _code("paymentreason", *REASONS), server_default="delivery", nullable=False)
    op.add_column("payment", reason)
    op.add_column("payment", sa.Column("order_id", WHOLE, nullable=True))
    op.execute(f"UPDATE payment SET order_id = {_ORDER_OF}")
    op.alter_column("payment", "order_id", nullable=False)
    op.alter_column("payment", "delivery_id", nullable=True)
    op.create_check_constraint(
        op.f("ck_payment_for_delivery"), "payment", "reason != 'delivery' OR delivery_id IS NOT NULL"
    )
    op.create_unique_constraint(op.f("uq_payment_order_id_reason"), "payment", ["order_id", "reason"])
    op.create_foreign_key(op.f("fk_payment_order_id"), "payment", "purchase_order", ["order_id"], ["id"])


def _payment_anew(*, new: bool) -> None:
    """Make the table again, as SQLite must: nothing points at it and no trigger hangs on it."""
    for index in ("ix_payment_supplier", "ix_payment_place_id", "ix_payment_operator"):
        op.drop_index(index, table_name="payment")
    op.rename_table("payment", "payment_before")
    op.create_table("payment", *_columns(new=new), *_rules(new=new))
    more, told = (", reason, order_id", f", 'delivery', {_ORDER_OF}") if new else ("", "")
    op.execute(f"INSERT INTO payment ({_KEPT}{more}) SELECT {_KEPT}{told} FROM payment_before")
    op.drop_table("payment_before")
    op.create_index("ix_payment_operator", "payment", ["operator_id", "state", "due_on"])
    op.create_index("ix_payment_place_id", "payment", ["place_id"])
    op.create_index("ix_payment_supplier", "payment", ["supplier_id", "state", "due_on"])


def _columns(*, new: bool) -> list[sa.Column]:
    added = [
        sa.Column("reason", _code("paymentreason", *REASONS), server_default="delivery", nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
    ]
    states = _code("paymentstate", "closed", "due", "less", "not_yet", "sent")
    return [
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("public_id", sa.String(24), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("state", states, nullable=False),
        *(added if new else []),
        sa.Column("delivery_id", WHOLE, nullable=new),
        sa.Column("operator_id", WHOLE, nullable=False),
        sa.Column("supplier_id", WHOLE, nullable=False),
        sa.Column("place_id", WHOLE, nullable=False),
        sa.Column("amount_minor", WHOLE, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("method", _code("paymethod", "bank", "cash", "mobile_money"), nullable=True),
        sa.Column("reference", sa.String(60), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("sent_by_id", WHOLE, nullable=True),
        sa.Column("received_minor", WHOLE, nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by_id", WHOLE, nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("late_days", WHOLE, nullable=True),
    ]


def _rules(*, new: bool) -> list[sa.Constraint]:
    points = {
        "answered_by_id": "person", "delivery_id": "delivery", "operator_id": "operator",
        "place_id": "place", "sent_by_id": "person", "supplier_id": "supplier",
    }
    rules: list[sa.Constraint] = [
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payment_amount")),
        sa.CheckConstraint("received_minor IS NULL OR received_minor >= 0", name=op.f("ck_payment_received")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        *(sa.UniqueConstraint(one, name=op.f(f"uq_payment_{one}")) for one in ("code", "delivery_id", "public_id")),
    ]
    if new:
        points["order_id"] = "purchase_order"
        rules += [
            sa.CheckConstraint(
                "reason != 'delivery' OR delivery_id IS NOT NULL", name=op.f("ck_payment_for_delivery")
            ),
            sa.UniqueConstraint("order_id", "reason", name=op.f("uq_payment_order_id_reason")),
        ]
    foreign = [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_payment_{column}"))
        for column, table in points.items()
    ]
    return [*rules, *foreign]


def _tell_what_was() -> None:
    """Write the buyer's record of what was received and called off before there was one."""
    op.execute(
        "INSERT INTO operator_trade_record "
        "(operator_id, order_id, ended, rejected_permille, notice_hours, at) "
        "SELECT operator_id, order_id, 'received', "
        "CASE WHEN brought_milli > 0 THEN 1000 - 1000 * accepted_milli / brought_milli ELSE 0 END, "
        "NULL, received_at FROM delivery"
    )
    op.execute(
        "INSERT INTO operator_trade_record "
        "(operator_id, order_id, ended, rejected_permille, notice_hours, at) "
        "SELECT purchase_order.operator_id, purchase_order.id, 'cancelled', 0, NULL, MAX(entry.at) "
        "FROM purchase_order JOIN journal_entry AS entry ON entry.subject_type = 'purchase_order' "
        "AND entry.subject_id = purchase_order.id AND entry.verb = 'order.cancel' "
        "WHERE purchase_order.state = 'cancelled' "
        "GROUP BY purchase_order.operator_id, purchase_order.id"
    )


def _new_tables() -> None:
    op.create_table('operator_trade_record',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('operator_id', WHOLE, nullable=False),
    sa.Column('order_id', WHOLE, nullable=False),
    sa.Column('ended', _code('tradeend', 'cancelled', 'received'), nullable=False),
    sa.Column('rejected_permille', WHOLE, nullable=False),
    sa.Column('notice_hours', WHOLE, nullable=True),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.CheckConstraint('rejected_permille BETWEEN 0 AND 1000', name=op.f('ck_operator_trade_record_rejected')),
    sa.ForeignKeyConstraint(['operator_id'], ['operator.id'], name=op.f('fk_operator_trade_record_operator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_operator_trade_record')),
    sa.UniqueConstraint('order_id', name=op.f('uq_operator_trade_record_order_id'))
    )
    op.create_index('ix_operator_trade_record_latest', 'operator_trade_record', ['operator_id', 'at'], unique=False)
    op.create_table('supplier_lapse',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('supplier_id', WHOLE, nullable=False),
    sa.Column('order_id', WHOLE, nullable=False),
    sa.Column('kind', _code('lapsekind', 'missed', 'short'), nullable=False),
    sa.Column('notice_hours', WHOLE, nullable=False),
    sa.Column('counts', sa.Boolean(), nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.CheckConstraint('notice_hours >= 0', name=op.f('ck_supplier_lapse_notice')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_supplier_lapse_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier_lapse')),
    sa.UniqueConstraint('order_id', 'kind', name=op.f('uq_supplier_lapse_order_id_kind'))
    )
    op.create_index('ix_supplier_lapse_latest', 'supplier_lapse', ['supplier_id', 'at'], unique=False)
    op.create_table('delivery_objection',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('delivery_id', WHOLE, nullable=False),
    sa.Column('place_id', WHOLE, nullable=False),
    sa.Column('state', _code('objectionstate', 'corrected', 'open', 'stands'), nullable=False),
    sa.Column('about', _code('objectionabout', 'how_much', 'not_there', 'why'), nullable=False),
    sa.Column('said_at', UTCDateTime(), nullable=False),
    sa.Column('said_by_id', WHOLE, nullable=True),
    sa.Column('corrected_milli', WHOLE, nullable=True),
    sa.Column('closed_at', UTCDateTime(), nullable=True),
    sa.Column('closed_by_id', WHOLE, nullable=True),
    sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f('ck_delivery_objection_closed')),
    sa.CheckConstraint('corrected_milli IS NULL OR corrected_milli > 0', name=op.f('ck_delivery_objection_corrected')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_delivery_objection_closed_by_id')),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_delivery_objection_delivery_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_delivery_objection_place_id')),
    sa.ForeignKeyConstraint(['said_by_id'], ['person.id'], name=op.f('fk_delivery_objection_said_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_objection')),
    sa.UniqueConstraint('delivery_id', name=op.f('uq_delivery_objection_delivery_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_delivery_objection_public_id'))
    )
    op.create_index('ix_delivery_objection_desk', 'delivery_objection', ['place_id', 'state', 'said_at'], unique=False)
    op.create_table('delivery_photo',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('delivery_id', WHOLE, nullable=False),
    sa.Column('file', sa.String(length=60), nullable=False),
    sa.Column('size', WHOLE, nullable=False),
    sa.Column('width', WHOLE, nullable=False),
    sa.Column('height', WHOLE, nullable=False),
    sa.Column('taken_by_id', WHOLE, nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.CheckConstraint('size > 0 AND width > 0 AND height > 0', name=op.f('ck_delivery_photo_size')),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_delivery_photo_delivery_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['person.id'], name=op.f('fk_delivery_photo_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_photo')),
    sa.UniqueConstraint('delivery_id', name=op.f('uq_delivery_photo_delivery_id')),
    sa.UniqueConstraint('file', name=op.f('uq_delivery_photo_file'))
    )
    op.create_index('ix_delivery_photo_day', 'delivery_photo', ['taken_by_id', 'at'], unique=False)
    op.create_table('door_feedback',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('delivery_id', WHOLE, nullable=False),
    sa.Column('aspect', _code('doorsays', 'clean', 'fresh', 'packed', 'ripe', 'size'), nullable=False),
    sa.Column('good', sa.Boolean(), nullable=False),
    sa.Column('said_by_id', WHOLE, nullable=False),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_door_feedback_delivery_id')),
    sa.ForeignKeyConstraint(['said_by_id'], ['person.id'], name=op.f('fk_door_feedback_said_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door_feedback')),
    sa.UniqueConstraint('delivery_id', 'aspect', name=op.f('uq_door_feedback_delivery_id_aspect'))
    )
    op.create_table('supplier_feedback',
    sa.Column('id', WHOLE, nullable=False),
    sa.Column('delivery_id', WHOLE, nullable=False),
    sa.Column('aspect', _code('shesays', 'fair_weighing', 'polite', 'short_wait'), nullable=False),
    sa.Column('good', sa.Boolean(), nullable=False),
    sa.Column('said_by_id', WHOLE, nullable=True),
    sa.Column('at', UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_supplier_feedback_delivery_id')),
    sa.ForeignKeyConstraint(['said_by_id'], ['person.id'], name=op.f('fk_supplier_feedback_said_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier_feedback')),
    sa.UniqueConstraint('delivery_id', 'aspect', name=op.f('uq_supplier_feedback_delivery_id_aspect'))
    )
