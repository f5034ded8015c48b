"""Alembic's environment, the same for every service; `chassis.persistence.migrate` passes the connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
