"""The market: policy, sources, silence, readiness, follow-ups and plans

Revision: 0004
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0004'
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('linkage_policy',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('operator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('local_percent', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('words', sa.String(length=400), nullable=False),
    sa.Column('answers_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('set_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('set_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('local_percent BETWEEN 1 AND 100', name=op.f('ck_linkage_policy_local_percent')),
    sa.ForeignKeyConstraint(['answers_id'], ['person.id'], name=op.f('fk_linkage_policy_answers_id')),
    sa.ForeignKeyConstraint(['operator_id'], ['operator.id'], name=op.f('fk_linkage_policy_operator_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_linkage_policy_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_linkage_policy')),
    sa.UniqueConstraint('operator_id', name=op.f('uq_linkage_policy_operator_id'))
    )
    op.create_table('follow_up',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('operator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('found', sa.Enum('growing', 'over', 'steady', 'trouble', name='look', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('looked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('looked_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('days IN (30, 90, 180, 365)', name=op.f('ck_follow_up_days')),
    sa.ForeignKeyConstraint(['looked_by_id'], ['person.id'], name=op.f('fk_follow_up_looked_by_id')),
    sa.ForeignKeyConstraint(['operator_id'], ['operator.id'], name=op.f('fk_follow_up_operator_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_follow_up_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('operator_id', 'supplier_id', 'days', name=op.f('uq_follow_up_operator_id_supplier_id_days'))
    )
    op.create_table('incumbent_source',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('incumbent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origin', sa.Enum('imported', 'local', 'national', name='origin', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('monthly_quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lead_days', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('lead_days BETWEEN 0 AND 365', name=op.f('ck_incumbent_source_lead_days')),
    sa.CheckConstraint('monthly_quantity >= 0', name=op.f('ck_incumbent_source_monthly_quantity')),
    sa.ForeignKeyConstraint(['incumbent_id'], ['incumbent.id'], name=op.f('fk_incumbent_source_incumbent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incumbent_source')),
    sa.UniqueConstraint('incumbent_id', name=op.f('uq_incumbent_source_incumbent_id'))
    )
    op.create_table('readiness_mark',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('trait', sa.Enum('ambition', 'growth', 'leadership', 'punctuality', 'quality', 'reliability', name='trait', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('face', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('face BETWEEN 1 AND 4', name=op.f('ck_readiness_mark_face')),
    sa.ForeignKeyConstraint(['seen_by_id'], ['person.id'], name=op.f('fk_readiness_mark_seen_by_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_readiness_mark_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_readiness_mark')),
    sa.UniqueConstraint('supplier_id', 'trait', name=op.f('uq_readiness_mark_supplier_id_trait'))
    )
    op.create_table('supplier_plan',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('state', sa.Enum('reached', 'running', 'stopped', name='planstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attempts', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('failed', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('opened_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('closed_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('exit_reason', sa.Enum('another_trade', 'her_wish', 'no_buyer', 'not_enough', 'too_far', name='exitreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.CheckConstraint("(state = 'stopped') = (exit_reason IS NOT NULL)", name=op.f('ck_supplier_plan_exit')),
    sa.CheckConstraint('attempts BETWEEN 1 AND 9', name=op.f('ck_supplier_plan_attempts')),
    sa.CheckConstraint('failed >= 0 AND failed <= attempts', name=op.f('ck_supplier_plan_failed')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_supplier_plan_category_id')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['person.id'], name=op.f('fk_supplier_plan_opened_by_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_supplier_plan_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier_plan')),
    sa.UniqueConstraint('public_id', name=op.f('uq_supplier_plan_public_id'))
    )
    op.create_index('uq_supplier_plan_one_running', 'supplier_plan', ['supplier_id', 'category_id'], unique=True, sqlite_where=sa.text("state = 'running'"), postgresql_where=sa.text("state = 'running'"))
    op.create_table('leaf_step',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_leaf_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('step', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seen_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('step BETWEEN 0 AND 4', name=op.f('ck_leaf_step_step')),
    sa.ForeignKeyConstraint(['seen_by_id'], ['person.id'], name=op.f('fk_leaf_step_seen_by_id')),
    sa.ForeignKeyConstraint(['supplier_leaf_id'], ['supplier_leaf.id'], name=op.f('fk_leaf_step_supplier_leaf_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaf_step')),
    sa.UniqueConstraint('supplier_leaf_id', name=op.f('uq_leaf_step_supplier_leaf_id'))
    )
    op.create_table('plan_milestone',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('plan_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('step', sa.Enum('agreed', 'trained', 'tried', 'steady', name='planstep', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reached_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['supplier_plan.id'], name=op.f('fk_plan_milestone_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_milestone')),
    sa.UniqueConstraint('plan_id', 'step', name=op.f('uq_plan_milestone_plan_id_step'))
    )
    op.create_table('silence_note',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.Enum('away', 'busy', 'no_phone', 'no_trust', 'not_seen', 'not_understood', 'too_much', name='silence', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('noted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('noted_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['asked_id'], ['asked.id'], name=op.f('fk_silence_note_asked_id')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['person.id'], name=op.f('fk_silence_note_noted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_silence_note')),
    sa.UniqueConstraint('asked_id', name=op.f('uq_silence_note_asked_id'))
    )


def downgrade() -> None:
    op.drop_table('silence_note')
    op.drop_table('plan_milestone')
    op.drop_table('leaf_step')
    op.drop_index('uq_supplier_plan_one_running', table_name='supplier_plan', sqlite_where=sa.text("state = 'running'"), postgresql_where=sa.text("state = 'running'"))
    op.drop_table('supplier_plan')
    op.drop_table('readiness_mark')
    op.drop_table('incumbent_source')
    op.drop_table('follow_up')
    op.drop_table('linkage_policy')
