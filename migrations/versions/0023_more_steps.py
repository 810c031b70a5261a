"""The need itself is a screen where answers are lost, and "not me" is an answer

Revision: 0023
Follows: 0021
"""

from alembic import op

revision = '0023'
down_revision = '0021'
branch_labels = None
depends_on = None

_BEFORE = ('quantity', 'money', 'right')
_NEW = ('need', 'not_me')


def _steps(codes: tuple[str, ...]) -> None:
    """Put the closed list of steps."""
    listed = ', '.join(f"'{code}'" for code in codes)
    with op.batch_alter_table('answer_step') as batch:
        batch.drop_constraint(op.f('ck_answer_step_step'), type_='check')
        batch.create_check_constraint('step', f'step IN ({listed})')


def upgrade() -> None:
    _steps(_NEW + _BEFORE)


def downgrade() -> None:
    op.execute("DELETE FROM answer_step WHERE step IN ('need', 'not_me')")
    _steps(_BEFORE)
