"""The tender: points of quality, questions, changes, stated facts, offers said again

Revision: 0008
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0008'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('spec_point',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('picture_good', sa.String(length=60), nullable=False),
    sa.Column('picture_bad', sa.String(length=60), nullable=False),
    sa.Column('retired', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spec_point')),
    sa.UniqueConstraint('code', name=op.f('uq_spec_point_code'))
    )
    op.create_table('category_spec',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('spec_point_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_category_spec_category_id')),
    sa.ForeignKeyConstraint(['spec_point_id'], ['spec_point.id'], name=op.f('fk_category_spec_spec_point_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category_spec')),
    sa.UniqueConstraint('category_id', 'spec_point_id', name=op.f('uq_category_spec_category_id_spec_point_id'))
    )
    op.create_table('supplier_fact',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fact', sa.Enum('disabled', 'micro', 'women', 'youth', name='statedfact', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('consented_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('kept_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('withdrawn_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['kept_by_id'], ['person.id'], name=op.f('fk_supplier_fact_kept_by_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_supplier_fact_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier_fact'))
    )
    op.create_index('uq_supplier_fact_kept', 'supplier_fact', ['supplier_id', 'fact'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('need_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('day', 'deadline', 'quantity', 'spec', name='changekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('changed_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quantity_before', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('quantity_after', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('day_before', sa.Date(), nullable=True),
    sa.Column('day_after', sa.Date(), nullable=True),
    sa.Column('closes_before', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('closes_after', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('spec_removed_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('spec_added_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_need_change_changed_by_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_change_need_id')),
    sa.ForeignKeyConstraint(['spec_added_id'], ['spec_point.id'], name=op.f('fk_need_change_spec_added_id')),
    sa.ForeignKeyConstraint(['spec_removed_id'], ['spec_point.id'], name=op.f('fk_need_change_spec_removed_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_change'))
    )
    op.create_index('ix_need_change_need', 'need_change', ['need_id', 'id'], unique=False)
    op.create_table('need_invited',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_invited_need_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_need_invited_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_invited')),
    sa.UniqueConstraint('need_id', 'supplier_id', name=op.f('uq_need_invited_need_id_supplier_id'))
    )
    op.create_index(op.f('ix_need_invited_supplier_id'), 'need_invited', ['supplier_id'], unique=False)
    op.create_table('need_question',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('topic', sa.Enum('another_day', 'cash_at_once', 'collected', 'less_is_fine', 'see_sample', 'trial_first', name='topic', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asked_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('reply', sa.Enum('call_desk', 'no', 'yes', name='reply', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('words', sa.String(length=280), nullable=True),
    sa.Column('answered_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.CheckConstraint('(reply IS NULL) = (answered_at IS NULL)', name=op.f('ck_need_question_answered')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_question_need_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_question')),
    sa.UniqueConstraint('need_id', 'topic', name=op.f('uq_need_question_need_id_topic')),
    sa.UniqueConstraint('public_id', name=op.f('uq_need_question_public_id'))
    )
    op.create_table('need_spec',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('spec_point_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_need_spec_need_id')),
    sa.ForeignKeyConstraint(['spec_point_id'], ['spec_point.id'], name=op.f('fk_need_spec_spec_point_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need_spec')),
    sa.UniqueConstraint('need_id', 'spec_point_id', name=op.f('uq_need_spec_need_id_spec_point_id'))
    )
    op.create_table('tender',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('drafted', 'passed', 'sent_back', 'to_check', name='stage', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('visibility', sa.Enum('invited', 'open', 'reserved', name='visibility', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reserved_for', sa.Enum('disabled', 'first_time', 'micro', 'women', 'youth', name='reservedfor', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('lot_quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('price_kind', sa.Enum('band', 'fixed', 'open', name='pricekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('band_low_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('band_high_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('repeat', sa.Enum('once', 'weekly', name='repeat', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('weekdays', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('repeat_until', sa.Date(), nullable=True),
    sa.Column('segment', sa.String(length=40), nullable=True),
    sa.Column('slot', sa.String(length=20), nullable=True),
    sa.Column('zone', sa.String(length=40), nullable=True),
    sa.Column('guest_price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('users_month', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('opens_when_all_answered', sa.Boolean(), nullable=False),
    sa.Column('sent_back_because', sa.Enum('deadline_too_short', 'payment_too_late', 'price_too_low', 'spec_too_hard', 'spec_unclear', 'too_large', 'wrong_route', name='sentback', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('checked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('opened_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('opened_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('opened_early_reason', sa.Enum('all_have_answered', 'deadline_wrong', 'goods_would_spoil', 'safety', name='earlyreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('ending', sa.Enum('cancelled', 'none_suitable', 'withdrawn', name='ending', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('ended_because', sa.Enum('bought_elsewhere', 'guests_cancelled', 'mistake_in_need', 'not_as_asked', 'no_money_now', 'prices_too_high', name='endedbecause', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.CheckConstraint("(price_kind = 'band') = (band_low_minor IS NOT NULL AND band_high_minor IS NOT NULL)", name=op.f('ck_tender_band')),
    sa.CheckConstraint("(repeat = 'weekly') = (repeat_until IS NOT NULL)", name=op.f('ck_tender_until')),
    sa.CheckConstraint("(repeat = 'weekly') = (weekdays > 0)", name=op.f('ck_tender_weekly')),
    sa.CheckConstraint("(visibility = 'reserved') = (reserved_for IS NOT NULL)", name=op.f('ck_tender_reserved')),
    sa.CheckConstraint('(ending IS NULL) = (ended_because IS NULL)', name=op.f('ck_tender_ended')),
    sa.CheckConstraint('band_low_minor IS NULL OR (band_low_minor > 0 AND band_low_minor <= band_high_minor)', name=op.f('ck_tender_band_order')),
    sa.CheckConstraint('lot_quantity IS NULL OR lot_quantity > 0', name=op.f('ck_tender_lot')),
    sa.CheckConstraint('weekdays BETWEEN 0 AND 127', name=op.f('ck_tender_weekdays')),
    sa.ForeignKeyConstraint(['checked_by_id'], ['person.id'], name=op.f('fk_tender_checked_by_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_tender_need_id')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['person.id'], name=op.f('fk_tender_opened_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tender')),
    sa.UniqueConstraint('need_id', name=op.f('uq_tender_need_id'))
    )
    op.create_table('offer_confirmation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('change_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('confirmed_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['change_id'], ['need_change.id'], name=op.f('fk_offer_confirmation_change_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_offer_confirmation_confirmed_by_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_offer_confirmation_offer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer_confirmation')),
    sa.UniqueConstraint('offer_id', 'change_id', name=op.f('uq_offer_confirmation_offer_id_change_id'))
    )
    op.add_column('offer', sa.Column('starts_on', sa.Date(), nullable=True))
    op.add_column('offer_draft', sa.Column('starts_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('offer_draft', 'starts_on')
    op.drop_column('offer', 'starts_on')
    op.drop_table('offer_confirmation')
    op.drop_table('tender')
    op.drop_table('need_spec')
    op.drop_table('need_question')
    op.drop_index(op.f('ix_need_invited_supplier_id'), table_name='need_invited')
    op.drop_table('need_invited')
    op.drop_index('ix_need_change_need', table_name='need_change')
    op.drop_table('need_change')
    op.drop_index('uq_supplier_fact_kept', table_name='supplier_fact', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_table('supplier_fact')
    op.drop_table('category_spec')
    op.drop_table('spec_point')
