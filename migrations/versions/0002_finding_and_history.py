"""What the list is sorted and narrowed by, and by which bundle a save came.

The view is derived anew after this: the new columns only need something to stand in them until
then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXTS = (
    ("title_key", sa.String(80)),
    ("case_code", sa.Text()),
    ("country", sa.String(3)),
    ("cooperation", sa.String(40)),
    ("language", sa.String(10)),
)
_NUMBERS = ("first_year", "last_year")


def upgrade() -> None:
    """Add the columns, their indexes, and the table of facets."""
    op.add_column("cut", sa.Column("bundle", sa.String(36), server_default="", nullable=False))
    for name, kind in _TEXTS:
        op.add_column("listing", sa.Column(name, kind, server_default="", nullable=False))
    for name in _NUMBERS:
        op.add_column("listing", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_listing_country_deleted_number", "listing", ["country", "deleted", "number"]
    )
    for name in ("title_key", "completeness", "first_year"):
        op.create_index(f"ix_listing_deleted_{name}_number", "listing", ["deleted", name, "number"])
    for name, some in (
        ("ix_listing_unpacked", "NOT deleted AND fingerprint <> packed"),
        ("ix_listing_needs_you", "NOT deleted AND (conflicts > 0 OR contested)"),
    ):
        op.create_index(name, "listing", ["number"], sqlite_where=sa.text(some))
    op.create_table(
        "facet",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("number", "kind", "code", name="pk_facet"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facet_kind_code_number", "facet", ["kind", "code", "number"])
