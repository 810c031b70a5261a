"""What people type keeps its language; looks through the directory; answers said by helpers

Revision: 0022
Follows: 0023
"""

import sqlalchemy as sa
from alembic import op

import marketplace.db

revision = '0022'
down_revision = '0023'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_TYPED = (
    ('activity', 'title'), ('agreement_clause', 'note'), ('assessment_condition', 'note'),
    ('assessment_override', 'reason'), ('benefit_note', 'words'), ('case_event', 'words'),
    ('case_task', 'words'), ('condition_look', 'reason'), ('gathering', 'title'),
    ('grievance', 'words'), ('grievance', 'told_words'), ('grievance', 'outcome_words'),
    ('grievance_evidence', 'words'), ('linkage_policy', 'words'), ('match_suggestion', 'words'),
    ('memorandum', 'words'), ('need_question', 'words'), ('rule_set_publication', 'reason'),
    ('second_look', 'words'),
)


def _looked(*codes: str) -> None:
    listed = ', '.join(f"'{code}'" for code in codes)
    with op.batch_alter_table('record_look') as batch:
        batch.drop_constraint(op.f('ck_record_look_looked'), type_='check')
        batch.create_check_constraint('looked', f'what IN ({listed})')


def _helped() -> None:
    op.create_table(
        'helped_answer',
        sa.Column('id', _ID, nullable=False),
        sa.Column('public_id', sa.String(length=24), nullable=False),
        sa.Column('person_id', _ID, nullable=False),
        sa.Column('helper_id', _ID, nullable=False),
        sa.Column('need_id', _ID, nullable=False),
        sa.Column('quantity', _ID, nullable=False),
        sa.Column('price_minor', _ID, nullable=False),
        sa.Column(
            'bringing',
            sa.Enum('bring', 'collect', name='bringing', native_enum=False,
                    create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column('said_at', marketplace.db.UTCDateTime(), nullable=False),
        sa.CheckConstraint('person_id <> helper_id', name=op.f('ck_helped_answer_two_people')),
        sa.CheckConstraint(
            'quantity > 0 AND price_minor > 0', name=op.f('ck_helped_answer_said')
        ),
        sa.ForeignKeyConstraint(
            ['helper_id'], ['person.id'], name=op.f('fk_helped_answer_helper_id')
        ),
        sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_helped_answer_need_id')),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_helped_answer_person_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_helped_answer')),
        sa.UniqueConstraint(
            'person_id', 'helper_id', 'need_id',
            name=op.f('uq_helped_answer_person_id_helper_id_need_id'),
        ),
        sa.UniqueConstraint('public_id', name=op.f('uq_helped_answer_public_id')),
    )
    op.create_index(op.f('ix_helped_answer_said_at'), 'helped_answer', ['said_at'])


def upgrade() -> None:
    for table, words in _TYPED:  # of what is there already the language is not known
        op.add_column(table, sa.Column(f'{words}_in', sa.String(length=8), nullable=True))
    _looked('card', 'directory', 'file')
    _helped()


def downgrade() -> None:
    op.drop_table('helped_answer')
    op.execute("DELETE FROM record_look WHERE what = 'directory'")
    _looked('card', 'file')
    for table, words in reversed(_TYPED):
        op.drop_column(table, f'{words}_in')
