"""Exporting meetings becomes a right of its own; every role that may see meetings has it at first."""

import sqlalchemy as sa
from alembic import op

revision = "f7c2a91be046"
down_revision = "e61f8a03c5d2"
branch_labels = None
depends_on = None

MAY_EXPORT = "meetings.export"


def upgrade() -> None:
    """Nobody loses what one could do."""
    op.execute(
        sa.text(
            "UPDATE roles SET permissions = array_append(permissions, :name) "
            "WHERE EXISTS (SELECT FROM unnest(permissions) AS permission WHERE permission LIKE 'meetings.view.%')"
        ).bindparams(name=MAY_EXPORT)
    )


def downgrade() -> None:
    """Take the right away with its name."""
    op.execute(sa.text("UPDATE roles SET permissions = array_remove(permissions, :name)").bindparams(name=MAY_EXPORT))
