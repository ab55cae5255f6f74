"""How the registration of a participant in Zoom stands."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "e8a3b5d7f102"
down_revision = "d41f7a92c0b8"
branch_labels = None
depends_on = None


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("reason_code", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.Column("join_url", sa.String()),
        sa.Column("is_in_doubt", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("zoom_sends", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("zoom_sent_at", sa.DateTime(timezone=True)),
    )


def upgrade() -> None:
    """Columns with defaults; the code of before goes on without them."""
    for column in _columns():
        op.add_column("participants", column)
    _allow_states("'waiting', 'registered', 'link_only', 'refused', 'withdrawn'")
    op.create_index("ix_participants_email", "participants", [sa.literal_column("lower(email)")])


def downgrade() -> None:
    """Who has only the link waits again."""
    op.drop_index("ix_participants_email", "participants")
    op.execute("UPDATE participants SET state = 'waiting' WHERE state = 'link_only'")
    _allow_states("'waiting', 'registered', 'refused', 'withdrawn'")
    for column in _columns():
        op.drop_column("participants", column.name)


def _allow_states(states: str) -> None:
    op.drop_constraint(op.f("ck_participants_state"), "participants")
    op.create_check_constraint(op.f("ck_participants_state"), "participants", f"state IN ({states})")
