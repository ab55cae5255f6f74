"""How alembic runs here: on the connection that `api.cli` opened, each migration in a transaction of its own."""

from alembic import context

import api.adoption.models
import api.auth.models
import api.connection.models
import api.core.idempotency
import api.core.work
import api.directory.models
import api.events.models
import api.exports.models
import api.hosts.models
import api.integrations.imports.models
import api.meetings.models
import api.meetings.presence
import api.saved_filters.models
import api.settings.models
import api.sync.models
import api.webhooks.models  # noqa: F401 - each of these adds its tables to the metadata
from api.core.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_server_default=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
