"""An agreement may grow out of a proposal; a signature rests on its conditions

Revision: 0013
Follows: 0012
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_REASONS = ('blocker', 'core_product', 'expired', 'inputs', 'rule_set')
_QUESTIONS = (
    'seeks_suppliers', 'local_market', 'audit_pressure', 'market_failure', 'csr_profile',
)
_CONDITIONS = ('condition_broken', 'condition_due')
_ONE_ORIGIN = '(need_id IS NULL) <> (put_proposal_id IS NULL)'


# A need's orders, and an operator's newest ones, without reading all orders of everybody.
_ORDERS = (
    ('ix_purchase_order_need', ['need_id', 'state']),
    ('ix_purchase_order_operator_newest', ['operator_id', 'id']),
)


def _reasons(codes: tuple[str, ...]) -> None:
    """Put the closed list of why a signature is due anew."""
    listed = ', '.join(f"'{code}'" for code in sorted(codes))
    with op.batch_alter_table('assessment_standing') as batch:
        batch.drop_constraint(op.f('ck_assessment_standing_duereason'), type_='check')
        batch.create_check_constraint('duereason', f'reason IN ({listed})')


def _answers() -> None:
    op.create_table(
        'operator_answer',
        sa.Column('id', _ID, nullable=False),
        sa.Column('operator_id', _ID, nullable=False),
        sa.Column('question', _codes('question', _QUESTIONS), nullable=False),
        sa.Column('told', _codes('told', ('yes', 'partly', 'no')), nullable=False),
        sa.Column('asked_by_id', _ID, nullable=False),
        sa.Column('asked_at', marketplace.db.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ['asked_by_id'], ['person.id'], name=op.f('fk_operator_answer_asked_by_id')
        ),
        sa.ForeignKeyConstraint(
            ['operator_id'], ['operator.id'], name=op.f('fk_operator_answer_operator_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_operator_answer')),
        sa.UniqueConstraint(
            'operator_id', 'question', name=op.f('uq_operator_answer_operator_id_question')
        ),
    )


def _codes(name: str, codes: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    for name, columns in _ORDERS:
        op.create_index(name, 'purchase_order', columns, unique=False)
    _reasons(_REASONS + _CONDITIONS)
    with op.batch_alter_table('agreement') as batch:
        batch.alter_column('need_id', existing_type=_ID, nullable=True)
        batch.add_column(sa.Column('put_proposal_id', _ID, nullable=True))
        batch.create_foreign_key(
            op.f('fk_agreement_put_proposal_id'), 'put_proposal', ['put_proposal_id'], ['id']
        )
        batch.create_check_constraint('grown_from', _ONE_ORIGIN)
    op.create_index(
        op.f('ix_agreement_put_proposal_id'), 'agreement', ['put_proposal_id'], unique=False
    )
    _answers()
    with op.batch_alter_table('incumbent') as batch:
        batch.add_column(sa.Column('in_house', sa.Boolean(), nullable=True))
    op.execute(sa.text('UPDATE incumbent SET in_house = :no').bindparams(no=False))
    with op.batch_alter_table('incumbent') as batch:
        batch.alter_column('in_house', existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('incumbent') as batch:
        batch.drop_column('in_house')
    op.drop_table('operator_answer')
    for name, _ in _ORDERS:
        op.drop_index(name, table_name='purchase_order')
    # What was stale for a condition stays stale; its reason is the nearest that was known then.
    op.execute(
        "UPDATE assessment_standing SET reason = 'inputs' "
        "WHERE reason IN ('condition_broken', 'condition_due')"
    )
    _reasons(_REASONS)
    # An agreement out of a proposal has no need to stand on: it goes with the column.
    for table in ('agreement_consent', 'agreement_clause', 'price_step', 'call_off'):
        op.execute(
            f'DELETE FROM {table} WHERE version_id IN (SELECT v.id FROM agreement_version v '
            'JOIN agreement a ON a.id = v.agreement_id WHERE a.need_id IS NULL)'
        )
    op.execute(
        'DELETE FROM agreement_version WHERE agreement_id IN '
        '(SELECT id FROM agreement WHERE need_id IS NULL)'
    )
    op.execute('DELETE FROM agreement WHERE need_id IS NULL')
    op.drop_index(op.f('ix_agreement_put_proposal_id'), table_name='agreement')
    with op.batch_alter_table('agreement') as batch:
        batch.drop_constraint('grown_from', type_='check')
        batch.drop_constraint(op.f('fk_agreement_put_proposal_id'), type_='foreignkey')
        batch.drop_column('put_proposal_id')
        batch.alter_column('need_id', existing_type=_ID, nullable=False)
