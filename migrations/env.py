"""Alembic's environment: models of every context, on the engine that the caller hands over."""

from alembic import context

from marketplace.cli.migrate import all_metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=all_metadata(),
    transaction_per_migration=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
