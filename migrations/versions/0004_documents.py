"""The files that people sent as documents, forms and tables, and what reviewers say of a story.

The files never travel, and their table begins empty; the tables of the reviews are filled when the
view is derived anew after this.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_REVIEW = ("reviewer", "date")
_COMMENT = ("field", "quote", "text", "author", "date", "reply", "reply_note")


def upgrade() -> None:
    """Add the table of the original files, and those of the review."""
    _originals()
    for name, texts in (("review", _REVIEW), ("comment", _COMMENT)):
        op.create_table(
            name,
            sa.Column("case_uuid", sa.String(36), nullable=False),
            sa.Column("id", sa.String(36), nullable=False),
            sa.Column("part_of", sa.String(36), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            *(sa.Column(text, sa.Text()) for text in texts),
            sa.Column("answers", sa.JSON()),
            sa.PrimaryKeyConstraint("case_uuid", "id", name=f"pk_{name}"),
        )


def _originals() -> None:
    op.create_table(
        "original",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_uuid", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("unmatched", sa.JSON(), nullable=False),
        sa.Column("batch", sa.String(36), nullable=False),
        sa.Column("cuts", sa.JSON(), nullable=False),
        sa.Column("undone", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_original"),
    )
    op.create_index("ix_original_case_uuid", "original", ["case_uuid"])
    op.create_index("ix_original_sha256", "original", ["sha256"])
    op.create_index("ix_original_batch", "original", ["batch"])
