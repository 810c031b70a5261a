"""Imported people, the worker's beat, and the journal's search

Revision: 0007
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0007'
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('worker_beat',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('beats', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('failed', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_worker_beat_single')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worker_beat'))
    )
    op.create_table('imported_supplier',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=24), nullable=False),
    sa.Column('destination_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('agreed', 'declined', 'waiting', name='importedstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('language', sa.String(length=12), nullable=True),
    sa.Column('category_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('unit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('weekly_amount', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('imported_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('decided_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("(state = 'agreed') = (supplier_id IS NOT NULL)", name=op.f('ck_imported_supplier_agreed')),
    sa.CheckConstraint("(state = 'waiting') = (name IS NOT NULL) AND (state = 'waiting' OR phone IS NULL)", name=op.f('ck_imported_supplier_erased')),
    sa.CheckConstraint('weekly_amount IS NULL OR weekly_amount > 0', name=op.f('ck_imported_supplier_weekly')),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_imported_supplier_category_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_imported_supplier_decided_by_id')),
    sa.ForeignKeyConstraint(['destination_id'], ['destination.id'], name=op.f('fk_imported_supplier_destination_id')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_imported_supplier_place_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_imported_supplier_supplier_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_imported_supplier_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported_supplier')),
    sa.UniqueConstraint('destination_id', 'mark', name=op.f('uq_imported_supplier_destination_id_mark')),
    sa.UniqueConstraint('public_id', name=op.f('uq_imported_supplier_public_id'))
    )
    op.create_index('ix_imported_supplier_waiting', 'imported_supplier', ['place_id', 'state', 'id'], unique=False)
    op.create_index('ix_journal_entry_actor', 'journal_entry', ['actor_id', 'id'], unique=False)
    op.create_index('ix_journal_entry_verb', 'journal_entry', ['verb', 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_journal_entry_verb', table_name='journal_entry')
    op.drop_index('ix_journal_entry_actor', table_name='journal_entry')
    op.drop_index('ix_imported_supplier_waiting', table_name='imported_supplier')
    op.drop_table('imported_supplier')
    op.drop_table('worker_beat')
