"""A phone that several share: wishes, covered money, second codes, looks, payouts, members

Revision: 0019
Follows: 0018
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0019'
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phone_wish',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('device_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('wish', sa.Enum('hidden', 'remembered', name='wish', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('at', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['device_id'], ['device.id'], name=op.f('fk_phone_wish_device_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_phone_wish_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_wish')),
    sa.UniqueConstraint('device_id', 'person_id', name=op.f('uq_phone_wish_device_id_person_id'))
    )
    op.create_index(op.f('ix_phone_wish_person_id'), 'phone_wish', ['person_id'], unique=False)
    op.create_table('quiet_mode',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('covered', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('safe_when', sa.Enum('afternoon', 'evening', 'market_day', 'morning', name='foundwhen', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('safe_way', sa.Enum('helper', 'neighbour', 'nobody', 'phone', name='safeway', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_quiet_mode_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiet_mode')),
    sa.UniqueConstraint('person_id', name=op.f('uq_quiet_mode_person_id'))
    )
    op.create_table('second_code',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code_hash', sa.String(length=200), nullable=False),
    sa.Column('set_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_code_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_code')),
    sa.UniqueConstraint('person_id', name=op.f('uq_second_code_person_id'))
    )
    op.create_table('payout_change',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.Enum('confirmed', 'refused', 'replaced', 'waiting', name='payoutstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('payout', sa.Enum('bank', 'cash', 'mobile_money', name='payout', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('payee', sa.Enum('family', 'group', 'herself', 'other', name='payee', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_at', marketplace.db.UTCDateTime(), nullable=False),
    sa.Column('answered_at', marketplace.db.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_payout_change_asked_by_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_payout_change_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payout_change'))
    )
    op.create_index('uq_payout_change_waiting', 'payout_change', ['supplier_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.create_table('payout_to',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('payee', sa.Enum('family', 'group', 'herself', 'other', name='payee', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('since', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_payout_to_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payout_to')),
    sa.UniqueConstraint('supplier_id', name=op.f('uq_payout_to_supplier_id'))
    )
    op.create_table('record_look',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('supplier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('what', sa.Enum('card', 'file', name='looked', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', marketplace.db.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_record_look_person_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_record_look_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_look')),
    sa.UniqueConstraint('supplier_id', 'person_id', 'what', 'day', name=op.f('uq_record_look_supplier_id_person_id_what_day'))
    )
    op.add_column('supplier_member', sa.Column('left_at', marketplace.db.UTCDateTime(), nullable=True))
    op.create_index('uq_supplier_member_office', 'supplier_member', ['supplier_id', 'role'], unique=True, sqlite_where=sa.text("role IN ('chair', 'treasurer')"), postgresql_where=sa.text("role IN ('chair', 'treasurer')"))
    op.add_column('web_session', sa.Column('needs_only', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('web_session', 'needs_only')
    op.drop_index('uq_supplier_member_office', table_name='supplier_member', sqlite_where=sa.text("role IN ('chair', 'treasurer')"), postgresql_where=sa.text("role IN ('chair', 'treasurer')"))
    op.drop_column('supplier_member', 'left_at')
    op.drop_table('record_look')
    op.drop_table('payout_to')
    op.drop_index('uq_payout_change_waiting', table_name='payout_change', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.drop_table('payout_change')
    op.drop_table('second_code')
    op.drop_table('quiet_mode')
    op.drop_index(op.f('ix_phone_wish_person_id'), table_name='phone_wish')
    op.drop_table('phone_wish')
