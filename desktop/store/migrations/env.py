"""Runs the schema's steps on the connection that `desktop.store.migrate` hands over."""

import warnings

from alembic import context
from sqlmodel import SQLModel

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with warnings.catch_warnings():  # a table made anew looks at those it refers to; their indexes stay as they are
    warnings.filterwarnings("ignore", "Skipped unsupported reflection")
    context.run_migrations()
