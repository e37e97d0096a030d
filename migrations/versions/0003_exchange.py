"""What this copy knows of its dealings with others: who, what was handed on, what waits.

Nothing of it is truth; the tables begin empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the tables of exchange."""
    _add_columns()
    _waiting()
    _handed_on()
    _taken_back()
    _workshops()


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _add_columns() -> None:
    for name, kind in (
        ("role", sa.String(16)),
        ("recipient", sa.Text()),
        ("trusted_at", sa.String(32)),
        ("told", sa.Text()),
    ):
        op.add_column("device", sa.Column(name, kind, server_default="", nullable=False))
    for name, length in (("kind", 12), ("part_set", 36)):
        added = sa.Column(name, sa.String(length), server_default="", nullable=False)
        op.add_column("bundle", added)
    for name in ("part", "parts"):
        op.add_column("bundle", sa.Column(name, sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "conflict",
        sa.Column("incomplete", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _waiting() -> None:
    op.create_table(
        "inbox",
        _text("id", 36),
        sa.Column("file_name", sa.Text(), nullable=False),
        _text("bundle", 36),
        _text("sender", 64),
        _text("reason", 20),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _text("at", 32),
        _key("inbox", "id"),
    )


def _handed_on() -> None:
    op.create_table(
        "handed",
        _text("case_uuid", 36),
        _text("bundle", 36),
        _text("fingerprint", 32),
        _text("went", 32),
        _text("at", 32),
        _key("handed", "case_uuid", "bundle"),
    )
    op.create_index("ix_handed_bundle", "handed", ["bundle"])
    op.create_table(
        "receipt",
        _text("device", 64),
        _text("bundle", 36),
        _text("created", 32),
        sa.Column("number", sa.BigInteger(), nullable=False),
        _text("fingerprint", 32),
        sa.Column("blobs", sa.LargeBinary(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON()),
        _key("receipt", "device"),
    )
    op.create_table(
        "holder",
        _text("root", 44),
        _text("device", 64),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("fingerprint", 32),
        _text("bundle", 36),
        _text("same", 32),
        sa.Column("newer", sa.Boolean(), nullable=False),
        _key("holder", "root", "device"),
    )
    op.create_index("ix_holder_device", "holder", ["device"])
    op.create_table(
        "acknowledged",
        _text("bundle", 36),
        _text("device", 64),
        _text("at", 32),
        _key("acknowledged", "bundle", "device"),
    )


def _taken_back() -> None:
    op.create_table(
        "brought",
        _text("bundle", 36),
        _text("case_uuid", 36),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("filled", sa.Text(), nullable=False, server_default=""),
        _key("brought", "bundle", "case_uuid"),
    )
    # what earlier bundles brought is known by their saves; the places in the list are not
    op.execute(
        "INSERT INTO brought SELECT DISTINCT bundle, substr(root, 1, 36), 0, '' FROM cut"
        " WHERE bundle <> ''"
    )
    op.create_table(
        "undone",
        _text("bundle", 36),
        _text("id", 64),
        _text("root", 44),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary()),
        _key("undone", "bundle", "id"),
    )
    op.create_index("ix_undone_root", "undone", ["root"])
    op.create_table(
        "redacted",
        _text("root", 44),
        _text("id", 64),
        _text("what", 8),
        _text("at", 32),
        _key("redacted", "root", "id"),
    )
    op.create_index("ix_redacted_id", "redacted", ["id"])


def _workshops() -> None:
    op.create_table(
        "invitation",
        _text("id", 36),
        _text("device", 64),
        sa.Column("body", sa.JSON(), nullable=False),
        _text("at", 32),
        _key("invitation", "id"),
    )
    op.create_table(
        "apart",
        _text("one", 36),
        _text("other", 36),
        _text("at", 32),
        _key("apart", "one", "other"),
    )
    op.create_table(
        "activity",
        sa.Column("number", sa.Integer(), nullable=False),
        _text("at", 32),
        _text("kind", 20),
        _text("bundle", 36),
        sa.Column("detail", sa.JSON(), nullable=False),
        _key("activity", "number"),
    )
    op.create_index("ix_activity_bundle", "activity", ["bundle"])
