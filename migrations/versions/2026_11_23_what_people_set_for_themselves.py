"""How long a person's pages of lists are, and the filters they saved under a name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b61f0d93ea25"
down_revision = "a90c4d52e7b1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Pages have 25 rows for everybody who has not chosen yet."""
    op.add_column("accounts", sa.Column("page_size", sa.BigInteger(), server_default="25", nullable=False))
    op.create_check_constraint("page_size", "accounts", "page_size IN (10, 25, 50, 100)")
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("account_id", sa.Uuid(), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_index(
        "uq_saved_filters_name", "saved_filters", ["account_id", sa.literal_column("lower(name)")], unique=True
    )


def downgrade() -> None:
    """Without what it made."""
    op.drop_table("saved_filters")
    op.drop_constraint("page_size", "accounts", type_="check")
    op.drop_column("accounts", "page_size")
