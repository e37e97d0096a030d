"""Runs migrations on the connection the library holds; there is no other way in."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    # the library emits BEGIN itself, so a migration that fails leaves nothing behind
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
