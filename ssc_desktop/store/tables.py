"""The tables: the truth by hand, the view made from the definitions of the record.

Every key leads with the case's id, so that a central repository can spread stories over servers.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

from ssc_desktop.record import CASE, CaseDefinition, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.definition import Definition

if TYPE_CHECKING:
    # the types of the mapper alone: they tell type checkers what a column holds
    from sqlalchemy.orm import Mapped

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def column(table: Table, name: str) -> Any:
    """A column, for a class that names the table to say what type it holds."""
    return table.c[name]


class _Kept(type):
    """Lets SQLAlchemy take a class for the table it names.

    Its mapper would do the same, and six megabytes that nobody needs.
    """

    table: Table

    def __clause_element__(cls) -> Table:
        return cls.table


class Stored(metaclass=_Kept):
    """What the truth is kept in; rows are added and never changed."""

    table: Table


class RevisionRow(Stored):
    """One immutable revision: what a save changed in one record."""

    table = Table(
        "revision",
        metadata,
        Column("root", String(44), primary_key=True),
        Column("id", String(64), primary_key=True),
        Column("rec", String(36), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )
    root: "Mapped[str]" = column(table, "root")
    id: "Mapped[str]" = column(table, "id")
    rec: "Mapped[str]" = column(table, "rec")
    body: "Mapped[bytes]" = column(table, "body")


class CutRow(Stored):
    """One signed save: who, when and which revisions."""

    table = Table(
        "cut",
        metadata,
        Column("root", String(44), primary_key=True),
        Column("id", String(64), primary_key=True, index=True),
        Column("device", String(64), nullable=False),
        Column("incarnation", String(16), nullable=False),
        Column("sequence", BigInteger, nullable=False),
        Column("at", String(32), nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("signature", LargeBinary, nullable=False),
        Column("bundle", String(36), server_default="", nullable=False),
    )
    root: "Mapped[str]" = column(table, "root")
    id: "Mapped[str]" = column(table, "id")
    device: "Mapped[str]" = column(table, "device")
    incarnation: "Mapped[str]" = column(table, "incarnation")
    sequence: "Mapped[int]" = column(table, "sequence")
    at: "Mapped[str]" = column(table, "at")
    body: "Mapped[bytes]" = column(table, "body")
    signature: "Mapped[bytes]" = column(table, "signature")
    bundle: "Mapped[str]" = column(table, "bundle")
    """The bundle it came by, empty where it was made here; it stays on this computer."""


class DraftRow(Stored):
    """What is on the screen and not yet in a cut; crash-safe, one for each case."""

    table = Table(
        "draft",
        metadata,
        Column("case_uuid", String(36), primary_key=True),
        Column("base", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("at", String(32), nullable=False),
    )
    case_uuid: "Mapped[str]" = column(table, "case_uuid")
    base: "Mapped[str]" = column(table, "base")
    body: "Mapped[str]" = column(table, "body")
    at: "Mapped[str]" = column(table, "at")


class UnreadRow(Stored):
    """What was typed into a field and cannot be read as its kind; never travels."""

    table = Table(
        "unread",
        metadata,
        Column("case_uuid", String(36), primary_key=True),
        Column("path", String(400), primary_key=True),
        Column("text", Text, nullable=False),
    )
    case_uuid: "Mapped[str]" = column(table, "case_uuid")
    path: "Mapped[str]" = column(table, "path")
    text: "Mapped[str]" = column(table, "text")


class FactRow(Stored):
    """Facts of the library itself: its incarnation, its last writer, its clock."""

    table = Table(
        "fact",
        metadata,
        Column("name", String(40), primary_key=True),
        Column("value", Text, nullable=False),
    )
    name: "Mapped[str]" = column(table, "name")
    value: "Mapped[str]" = column(table, "value")


UNPACKED = "NOT deleted AND fingerprint <> packed"
NEEDS_YOU = "NOT deleted AND (conflicts > 0 OR contested)"


def where(condition: str) -> dict[str, Any]:
    """An index of the rows that fit `condition` alone; on PostgreSQL it is one of all rows.

    To name that other dialect here would load it: 35 ms and two megabytes on every laptop.
    """
    return {"sqlite_where": text(condition)}


listing = Table(
    "listing",
    metadata,
    Column("case_uuid", String(36), primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("title_key", String(80), nullable=False),
    Column("short_name", Text, nullable=False),
    Column("case_code", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("givers", Text, nullable=False),
    Column("takers", Text, nullable=False),
    Column("sector", String(10), nullable=False),
    Column("country", String(3), nullable=False),
    Column("cooperation", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("first_year", Integer, nullable=False),
    Column("last_year", Integer, nullable=False),
    Column("changed", String(32), nullable=False),
    Column("completeness", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("packed", String(32), nullable=False),
    Index(None, "deleted", "number"),
    Index(None, "status", "deleted", "number"),
    # what the list can be sorted by; countries and statuses in the order of their names
    Index(None, "country", "deleted", "number"),
    Index(None, "deleted", "title_key", "number"),
    Index(None, "deleted", "completeness", "number"),
    Index(None, "deleted", "first_year", "number"),
    # counted at every look at the list, and few
    Index("ix_listing_unpacked", "number", **where(UNPACKED)),
    Index("ix_listing_needs_you", "number", **where(NEEDS_YOU)),
)
"""What the list shows, one row a story; `packed` is the fingerprint the last bundle carried.

`country` is that of the first partner who shared; years are 0 where they are not known.
"""

facet = Table(
    "facet",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("code", String(20), primary_key=True),
    Index(None, "kind", "code", "number"),
    sqlite_with_rowid=False,
)
"""What the list can be narrowed to and a story can have several of; stories by their number."""

conflict = Table(
    "conflict",
    metadata,
    Column("case_uuid", String(36), primary_key=True),
    Column("record", String(36), primary_key=True),
    Column("field", String(200), primary_key=True),
    Column("kind", String(200), nullable=False),
    Column("private", Boolean, nullable=False),
    Column("incomplete", Boolean, nullable=False),
    Column("versions", JSON, nullable=False),
)
"""What wants a person: fields of which two or more versions are alive, contested deletions (as
`~deleted`), and redactions that are not confirmed on this copy."""

_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.COUNT: BigInteger,
    Kind.YES_NO: Boolean,
    Kind.LINES: JSON,
    Kind.CHOICES: JSON,
    Kind.MARKS: JSON,
    Kind.REFERENCES: JSON,
}

NOTE = "_note"
"""What follows the name of the column that holds the words of a “code + words” field."""


def columns_of(field: FieldDefinition) -> list[Column[Any]]:
    """The columns of one field: one, or two where it holds a code and words."""
    if field.kind is Kind.NOTED:
        code = JSON if field.several else Text
        return [Column(field.name, code), Column(field.name + NOTE, Text)]
    if field.kind is Kind.CHOICE and field.numbered:
        return [Column(field.name, Integer)]
    return [Column(field.name, _TYPES.get(field.kind, Text))]


def view_tables(definition: CaseDefinition = CASE, into: MetaData = metadata) -> dict[str, Table]:
    """The typed tables by record kind: `case`, and one for each group, made from the definitions.

    Beside its fields a table has `answers` (fields answered as unknown, not applicable or
    withheld); a group's table has the case's id first, the item's own id, what it is part of, and
    its place in the order.
    """
    tables = {
        "case": Table(
            "case",
            into,
            Column("case_uuid", String(36), primary_key=True),
            *_columns(definition.fields),
            Column("answers", JSON),
        )
    }
    for name, group in definition.groups().items():
        tables[name] = Table(
            name,
            into,
            Column("case_uuid", String(36), primary_key=True),
            Column("id", String(36), primary_key=True),
            Column("part_of", String(36), nullable=False),
            Column("position", Integer, nullable=False),
            *_columns(group.fields),
            Column("answers", JSON),
        )
    return tables


def _columns(members: tuple[Definition, ...]) -> list[Column[Any]]:
    return [
        made
        for member in members
        if isinstance(member, FieldDefinition) and member.name != "case_uuid"
        for made in columns_of(member)
    ]


VIEW = view_tables()
"""The view tables of this version of the record, by record kind."""

__all__ = [
    "NEEDS_YOU",
    "UNPACKED",
    "VIEW",
    "CutRow",
    "DraftRow",
    "FactRow",
    "GroupDefinition",
    "RevisionRow",
    "Stored",
    "UnreadRow",
    "column",
    "conflict",
    "facet",
    "listing",
    "metadata",
    "view_tables",
]
