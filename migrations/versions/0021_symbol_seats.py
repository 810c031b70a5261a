"""Symbols named on a phone before the code, and answers begun under them

Revision: 0021
Follows: 0017
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0021'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('symbol_seat',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('destination_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('drawing', sa.String(length=40), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('last_seen_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('ends_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('number BETWEEN 10 AND 99', name=op.f('ck_symbol_seat_two_digits')),
    sa.ForeignKeyConstraint(['destination_id'], ['destination.id'], name=op.f('fk_symbol_seat_destination_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_symbol_seat')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_symbol_seat_token_digest'))
    )
    op.create_index(op.f('ix_symbol_seat_ends_at'), 'symbol_seat', ['ends_at'], unique=False)
    op.create_table('symbol_draft',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('seat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('need_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_key', sa.String(length=64), nullable=False),
    sa.Column('quantity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_price', sa.Boolean(), nullable=False),
    sa.Column('price_minor', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('updated_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.CheckConstraint('(seat_id IS NULL) <> (person_id IS NULL)', name=op.f('ck_symbol_draft_one_owner')),
    sa.CheckConstraint('NOT asked_price OR price_minor IS NULL', name=op.f('ck_symbol_draft_one_price')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_symbol_draft_need_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_symbol_draft_person_id')),
    sa.ForeignKeyConstraint(['seat_id'], ['symbol_seat.id'], name=op.f('fk_symbol_draft_seat_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_symbol_draft')),
    sa.UniqueConstraint('person_id', 'need_id', name=op.f('uq_symbol_draft_person_id_need_id')),
    sa.UniqueConstraint('seat_id', 'need_id', name=op.f('uq_symbol_draft_seat_id_need_id'))
    )


def downgrade() -> None:
    op.drop_table('symbol_draft')
    op.drop_index(op.f('ix_symbol_seat_ends_at'), table_name='symbol_seat')
    op.drop_table('symbol_seat')
