"""Mediation: cases, awards, counter-proposals, losses and what follows them

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mediation_case',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('operator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('closed', 'open', name='casestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('opened_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('last_event_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('closed_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_mediation_case_need_id')),
    sa.ForeignKeyConstraint(['operator_id'], ['operator.id'], name=op.f('fk_mediation_case_operator_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_mediation_case_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mediation_case')),
    sa.UniqueConstraint('need_id', name=op.f('uq_mediation_case_need_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mediation_case_public_id'))
    )
    op.create_index(op.f('ix_mediation_case_operator_id'), 'mediation_case', ['operator_id'], unique=False)
    op.create_index('ix_mediation_case_waiting', 'mediation_case', ['state', 'place_id', 'last_event_at'], unique=False)
    op.create_table('case_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Enum('call', 'meeting', 'note', 'visit', name='eventkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('audience', sa.Enum('both', 'buyer', 'desk', 'supplier', name='audience', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('outcome', sa.Enum('agreed', 'no_answer', 'open_question', 'refused', name='outcome', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('minutes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint("(kind = 'note') = (outcome IS NULL)", name=op.f('ck_case_event_spoken')),
    sa.CheckConstraint('case_id IS NOT NULL OR supplier_id IS NOT NULL', name=op.f('ck_case_event_file')),
    sa.CheckConstraint('minutes IS NULL OR minutes BETWEEN 1 AND 600', name=op.f('ck_case_event_minutes')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_case_event_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_case_event_case_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_case_event_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_event')),
    sa.UniqueConstraint('public_id', name=op.f('uq_case_event_public_id'))
    )
    op.create_index('ix_case_event_case', 'case_event', ['case_id', 'at'], unique=False)
    op.create_index('ix_case_event_supplier', 'case_event', ['supplier_id', 'at'], unique=False)
    op.create_table('case_task',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.Enum('done', 'dropped', 'open', name='taskstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('ended_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.CheckConstraint('case_id IS NOT NULL OR supplier_id IS NOT NULL', name=op.f('ck_case_task_file')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_case_task_case_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_case_task_made_by_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_case_task_owner_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_case_task_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_task')),
    sa.UniqueConstraint('public_id', name=op.f('uq_case_task_public_id'))
    )
    op.create_index('ix_case_task_case', 'case_task', ['case_id'], unique=False)
    op.create_index('ix_case_task_owner', 'case_task', ['owner_id', 'state', 'due_on'], unique=False)
    op.create_index('ix_case_task_supplier', 'case_task', ['supplier_id'], unique=False)
    op.create_table('coaching',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('skill', sa.Enum('count_cost', 'grade', 'join_others', 'keep_day', 'pack', name='skill', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('next_need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('talked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('talked_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['next_need_id'], ['need.id'], name=op.f('fk_coaching_next_need_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_coaching_offer_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_coaching_supplier_id')),
    sa.ForeignKeyConstraint(['talked_by_id'], ['person.id'], name=op.f('fk_coaching_talked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coaching')),
    sa.UniqueConstraint('offer_id', name=op.f('uq_coaching_offer_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_coaching_public_id'))
    )
    op.create_index('ix_coaching_supplier', 'coaching', ['supplier_id'], unique=False)
    op.create_table('conflict_mark',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Enum('business', 'credit', 'employed', 'family', 'rivalry', name='conflictkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('declared_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('declared_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('lifted_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.CheckConstraint('(person_id IS NULL) <> (supplier_id IS NULL)', name=op.f('ck_conflict_mark_who')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_conflict_mark_case_id')),
    sa.ForeignKeyConstraint(['declared_by_id'], ['person.id'], name=op.f('fk_conflict_mark_declared_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_conflict_mark_person_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_conflict_mark_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict_mark')),
    sa.UniqueConstraint('public_id', name=op.f('uq_conflict_mark_public_id'))
    )
    op.create_index('ix_conflict_mark_case', 'conflict_mark', ['case_id'], unique=False)
    op.create_index('uq_conflict_mark_person', 'conflict_mark', ['case_id', 'person_id'], unique=True, sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
    op.create_table('counter_proposal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('side', sa.Enum('buyer', 'supplier', name='side', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('accepted', 'declined', 'open', 'withdrawn', name='proposalstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('deliver_on', sa.Date(), nullable=True),
    sa.Column('bringing', sa.Enum('bring', 'collect', name='bringing', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hand', sa.Enum('facilitator', 'helper', 'herself', name='hand', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('made_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_by_desk', sa.Boolean(), nullable=True),
    sa.Column('answered_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.CheckConstraint('price_minor IS NULL OR price_minor > 0', name=op.f('ck_counter_proposal_price')),
    sa.CheckConstraint('quantity IS NULL OR quantity > 0', name=op.f('ck_counter_proposal_quantity')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_counter_proposal_answered_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_counter_proposal_case_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_counter_proposal_made_by_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_counter_proposal_offer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_counter_proposal')),
    sa.UniqueConstraint('public_id', name=op.f('uq_counter_proposal_public_id'))
    )
    op.create_index('ix_counter_proposal_case', 'counter_proposal', ['case_id', 'id'], unique=False)
    op.create_index('uq_counter_proposal_open', 'counter_proposal', ['offer_id'], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
    op.create_index('uq_counter_proposal_price', 'counter_proposal', ['offer_id', 'side'], unique=True, sqlite_where=sa.text('price_minor IS NOT NULL'), postgresql_where=sa.text('price_minor IS NOT NULL'))
    op.create_table('loss',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Enum('higher', 'lower', 'middle', 'unsaid', name='priceposition', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('none_suitable', sa.Boolean(), nullable=False),
    sa.Column('told_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('standstill_until', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_loss_need_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_loss_offer_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_loss_place_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_loss_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_loss')),
    sa.UniqueConstraint('offer_id', name=op.f('uq_loss_offer_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_loss_public_id'))
    )
    op.create_index('ix_loss_need', 'loss', ['need_id'], unique=False)
    op.create_index(op.f('ix_loss_supplier_id'), 'loss', ['supplier_id'], unique=False)
    op.create_table('shortlisted',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('dropped_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_shortlisted_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_shortlisted_case_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_shortlisted_offer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shortlisted')),
    sa.UniqueConstraint('offer_id', name=op.f('uq_shortlisted_offer_id'))
    )
    op.create_index(op.f('ix_shortlisted_case_id'), 'shortlisted', ['case_id'], unique=False)
    op.create_table('award',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('offer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('operator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('assessment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('accepted', 'declined', 'expired', 'refused', 'reserved', 'undone', 'waiting', name='awardstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('deliveries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('value_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('bringing', sa.Enum('bring', 'collect', name='bringing', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('then_next', sa.Boolean(), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('made_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('expires_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('answered_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('no_reason', sa.Enum('none_left', 'sick', 'sold', 'transport', name='noreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('undo_reason', sa.Enum('changed_plan', 'complaint_upheld', 'mistake', 'nothing_left', 'terms_broken', name='undoreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.CheckConstraint("(state = 'undone') = (undo_reason IS NOT NULL)", name=op.f('ck_award_undone')),
    sa.CheckConstraint("state <> 'reserved' OR expires_at IS NOT NULL", name=op.f('ck_award_expires')),
    sa.CheckConstraint('deliveries > 0', name=op.f('ck_award_deliveries')),
    sa.CheckConstraint('price_minor > 0', name=op.f('ck_award_price')),
    sa.CheckConstraint('quantity > 0', name=op.f('ck_award_quantity')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_award_answered_by_id')),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_award_assessment_id')),
    sa.ForeignKeyConstraint(['case_id'], ['mediation_case.id'], name=op.f('fk_award_case_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_award_made_by_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_award_need_id')),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_award_offer_id')),
    sa.ForeignKeyConstraint(['operator_id'], ['operator.id'], name=op.f('fk_award_operator_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_award_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_award')),
    sa.UniqueConstraint('public_id', name=op.f('uq_award_public_id'))
    )
    op.create_index('ix_award_assessment', 'award', ['assessment_id'], unique=False)
    op.create_index(op.f('ix_award_case_id'), 'award', ['case_id'], unique=False)
    op.create_index('ix_award_expires', 'award', ['state', 'expires_at'], unique=False)
    op.create_index('ix_award_need', 'award', ['need_id', 'state'], unique=False)
    op.create_index(op.f('ix_award_operator_id'), 'award', ['operator_id'], unique=False)
    op.create_index('ix_award_supplier', 'award', ['supplier_id', 'state'], unique=False)
    op.create_index('uq_award_one_live', 'award', ['offer_id'], unique=True, sqlite_where=sa.text("state IN ('waiting', 'reserved', 'accepted')"), postgresql_where=sa.text("state IN ('waiting', 'reserved', 'accepted')"))
    op.create_table('second_look',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('loss_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.Enum('complaint', 'look', name='lookkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('asked', 'stands', 'upheld', name='lookstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('due_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('words', sa.String(length=400), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_second_look_answered_by_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_second_look_asked_by_id')),
    sa.ForeignKeyConstraint(['loss_id'], ['loss.id'], name=op.f('fk_second_look_loss_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_second_look_place_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_look')),
    sa.UniqueConstraint('loss_id', 'kind', name=op.f('uq_second_look_loss_id_kind')),
    sa.UniqueConstraint('public_id', name=op.f('uq_second_look_public_id'))
    )
    op.create_index('ix_second_look_waiting', 'second_look', ['state', 'place_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_second_look_waiting', table_name='second_look')
    op.drop_table('second_look')
    op.drop_index('uq_award_one_live', table_name='award', sqlite_where=sa.text("state IN ('waiting', 'reserved', 'accepted')"), postgresql_where=sa.text("state IN ('waiting', 'reserved', 'accepted')"))
    op.drop_index('ix_award_supplier', table_name='award')
    op.drop_index(op.f('ix_award_operator_id'), table_name='award')
    op.drop_index('ix_award_need', table_name='award')
    op.drop_index('ix_award_expires', table_name='award')
    op.drop_index(op.f('ix_award_case_id'), table_name='award')
    op.drop_index('ix_award_assessment', table_name='award')
    op.drop_table('award')
    op.drop_index(op.f('ix_shortlisted_case_id'), table_name='shortlisted')
    op.drop_table('shortlisted')
    op.drop_index(op.f('ix_loss_supplier_id'), table_name='loss')
    op.drop_index('ix_loss_need', table_name='loss')
    op.drop_table('loss')
    op.drop_index('uq_counter_proposal_price', table_name='counter_proposal', sqlite_where=sa.text('price_minor IS NOT NULL'), postgresql_where=sa.text('price_minor IS NOT NULL'))
    op.drop_index('uq_counter_proposal_open', table_name='counter_proposal', sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
    op.drop_index('ix_counter_proposal_case', table_name='counter_proposal')
    op.drop_table('counter_proposal')
    op.drop_index('uq_conflict_mark_person', table_name='conflict_mark', sqlite_where=sa.text('lifted_at IS NULL'), postgresql_where=sa.text('lifted_at IS NULL'))
    op.drop_index('ix_conflict_mark_case', table_name='conflict_mark')
    op.drop_table('conflict_mark')
    op.drop_index('ix_coaching_supplier', table_name='coaching')
    op.drop_table('coaching')
    op.drop_index('ix_case_task_supplier', table_name='case_task')
    op.drop_index('ix_case_task_owner', table_name='case_task')
    op.drop_index('ix_case_task_case', table_name='case_task')
    op.drop_table('case_task')
    op.drop_index('ix_case_event_supplier', table_name='case_event')
    op.drop_index('ix_case_event_case', table_name='case_event')
    op.drop_table('case_event')
    op.drop_index('ix_mediation_case_waiting', table_name='mediation_case')
    op.drop_index(op.f('ix_mediation_case_operator_id'), table_name='mediation_case')
    op.drop_table('mediation_case')
