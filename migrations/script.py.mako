"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Write it so that the code before it still runs: first add, then fill, in a later release take away."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Back to the tables before."""
    ${downgrades if downgrades else "pass"}
