"""The tables of exchange: computers and bundles met, what waits, what was taken back.

Nothing here is truth, and nothing here travels: it is what this copy knows of its dealings with
others. A library that lost these tables would still have every word.
"""

from typing import TYPE_CHECKING

from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, Text

from ssc_desktop.store.tables import Stored, column, metadata

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped


class DeviceRow(Stored):
    """A computer whose signature was seen."""

    table = Table(
        "device",
        metadata,
        Column("id", String(64), primary_key=True),
        Column("public", LargeBinary, nullable=False),
        Column("name", Text, nullable=False),
        Column("trust", String(16), nullable=False),
        Column("first_seen", String(32), nullable=False),
        Column("role", String(16), server_default="", nullable=False),
        Column("recipient", Text, server_default="", nullable=False),
        Column("trusted_at", String(32), server_default="", nullable=False),
        Column("told", Text, server_default="", nullable=False),
    )
    id: "Mapped[str]" = column(table, "id")
    public: "Mapped[bytes]" = column(table, "public")
    name: "Mapped[str]" = column(table, "name")
    trust: "Mapped[str]" = column(table, "trust")
    """`checked`, `seen`, `new` or `blocked`."""
    first_seen: "Mapped[str]" = column(table, "first_seen")
    role: "Mapped[str]" = column(table, "role")
    """`facilitator`, `repository` or "", as an invitation says."""
    recipient: "Mapped[str]" = column(table, "recipient")
    """Its public key for encryption (`age1…`), or ""."""
    trusted_at: "Mapped[str]" = column(table, "trusted_at")
    """When a person last said how far it is trusted."""
    told: "Mapped[str]" = column(table, "told")
    """What people were told of it and need not hear again: `clock`, `copied`."""


class BundleRow(Stored):
    """A bundle that was made or taken in."""

    table = Table(
        "bundle",
        metadata,
        Column("id", String(36), primary_key=True),
        Column("direction", String(8), nullable=False),
        Column("digest", String(64), nullable=False),
        Column("sender", String(64), nullable=False),
        Column("at", String(32), nullable=False),
        Column("file_name", Text, nullable=False),
        Column("kind", String(12), server_default="", nullable=False),
        Column("part_set", String(36), server_default="", nullable=False),
        Column("part", Integer, server_default="1", nullable=False),
        Column("parts", Integer, server_default="1", nullable=False),
    )
    id: "Mapped[str]" = column(table, "id")
    direction: "Mapped[str]" = column(table, "direction")
    """`made`, `taken`, or `undone` where a person took it back."""
    digest: "Mapped[str]" = column(table, "digest")
    sender: "Mapped[str]" = column(table, "sender")
    at: "Mapped[str]" = column(table, "at")
    file_name: "Mapped[str]" = column(table, "file_name")
    kind: "Mapped[str]" = column(table, "kind")
    part_set: "Mapped[str]" = column(table, "part_set")
    """What its parts have in common."""
    part: "Mapped[int]" = column(table, "part")
    parts: "Mapped[int]" = column(table, "parts")


class QuarantineRow(Stored):
    """A line of a bundle that broke a rule, kept for a person to look at."""

    table = Table(
        "quarantine",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("bundle", String(36), nullable=False),
        Column("reason", Text, nullable=False),
        Column("line", LargeBinary, nullable=False),
    )
    number: "Mapped[int]" = column(table, "number")
    bundle: "Mapped[str]" = column(table, "bundle")
    reason: "Mapped[str]" = column(table, "reason")
    line: "Mapped[bytes]" = column(table, "line")


class InboxRow(Stored):
    """A bundle that waits for a person: its file lies in the library's folder `inbox`."""

    table = Table(
        "inbox",
        metadata,
        Column("id", String(36), primary_key=True),
        Column("file_name", Text, nullable=False),
        Column("bundle", String(36), nullable=False),
        Column("sender", String(64), nullable=False),
        Column("reason", String(20), nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("at", String(32), nullable=False),
    )
    id: "Mapped[str]" = column(table, "id")
    file_name: "Mapped[str]" = column(table, "file_name")
    """As the sender called it; the file itself is named by `id`."""
    bundle: "Mapped[str]" = column(table, "bundle")
    sender: "Mapped[str]" = column(table, "sender")
    reason: "Mapped[str]" = column(table, "reason")
    """`new_device`, `blocked`, `too_new`, `not_for_you` or `sealed`."""
    size: "Mapped[int]" = column(table, "size")
    at: "Mapped[str]" = column(table, "at")


class HandedRow(Stored):
    """A story in a bundle that was made here, with the fingerprint it had then."""

    table = Table(
        "handed",
        metadata,
        Column("case_uuid", String(36), primary_key=True),
        Column("bundle", String(36), primary_key=True, index=True),
        Column("fingerprint", String(32), nullable=False),
        Column("went", String(32), nullable=False),
        Column("at", String(32), nullable=False),
    )
    case_uuid: "Mapped[str]" = column(table, "case_uuid")
    bundle: "Mapped[str]" = column(table, "bundle")
    fingerprint: "Mapped[str]" = column(table, "fingerprint")
    """As the list has it."""
    went: "Mapped[str]" = column(table, "went")
    """Of that part of the open root which was handed on."""
    at: "Mapped[str]" = column(table, "at")


class ReceiptRow(Stored):
    """What another computer holds as a whole: its last receipt or request, its attachments."""

    table = Table(
        "receipt",
        metadata,
        Column("device", String(64), primary_key=True),
        Column("bundle", String(36), nullable=False),
        Column("created", String(32), nullable=False),
        Column("number", BigInteger, nullable=False),
        Column("fingerprint", String(32), nullable=False),
        Column("blobs", LargeBinary, nullable=False),
        Column("missing", JSON, nullable=False),
        Column("wanted", JSON(none_as_null=True)),
    )
    device: "Mapped[str]" = column(table, "device")
    bundle: "Mapped[str]" = column(table, "bundle")
    """The receipt's own id; "" where only its other bundles tell of it."""
    created: "Mapped[str]" = column(table, "created")
    number: "Mapped[int]" = column(table, "number")
    fingerprint: "Mapped[str]" = column(table, "fingerprint")
    blobs: "Mapped[bytes]" = column(table, "blobs")
    """Sorted prefixes of eight bytes."""
    missing: "Mapped[list[str]]" = column(table, "missing")
    wanted: "Mapped[list[str] | None]" = column(table, "wanted")
    """The roots it asks for, none of them for all; NULL where it asks for nothing."""


class HolderRow(Stored):
    """What another computer holds of a root, as its last receipt or bundle says."""

    table = Table(
        "holder",
        metadata,
        Column("root", String(44), primary_key=True),
        Column("device", String(64), primary_key=True, index=True),
        Column("number", Integer, nullable=False),
        Column("fingerprint", String(32), nullable=False),
        Column("bundle", String(36), nullable=False),
        Column("same", String(32), nullable=False),
        Column("newer", Boolean, nullable=False),
    )
    root: "Mapped[str]" = column(table, "root")
    device: "Mapped[str]" = column(table, "device")
    number: "Mapped[int]" = column(table, "number")
    fingerprint: "Mapped[str]" = column(table, "fingerprint")
    bundle: "Mapped[str]" = column(table, "bundle")
    """The receipt or bundle that says so."""
    same: "Mapped[str]" = column(table, "same")
    """The fingerprint, as the list has it, of the story here that it holds; "" for another."""
    newer: "Mapped[bool]" = column(table, "newer")
    """Whether it holds something of it that is not here."""


class AcknowledgedRow(Stored):
    """A bundle that another computer says it has taken in."""

    table = Table(
        "acknowledged",
        metadata,
        Column("bundle", String(36), primary_key=True),
        Column("device", String(64), primary_key=True),
        Column("at", String(32), nullable=False),
    )
    bundle: "Mapped[str]" = column(table, "bundle")
    device: "Mapped[str]" = column(table, "device")
    at: "Mapped[str]" = column(table, "at")


class BroughtRow(Stored):
    """A story that a bundle brought something of."""

    table = Table(
        "brought",
        metadata,
        Column("bundle", String(36), primary_key=True),
        Column("case_uuid", String(36), primary_key=True),
        Column("number", BigInteger, nullable=False),
        Column("filled", Text, server_default="", nullable=False),
    )
    bundle: "Mapped[str]" = column(table, "bundle")
    case_uuid: "Mapped[str]" = column(table, "case_uuid")
    number: "Mapped[int]" = column(table, "number")
    """Its place in the list before; 0 where it was not there."""
    filled: "Mapped[str]" = column(table, "filled")
    """The ids of revisions that it brought to saves which were here without them."""


class UndoneRow(Stored):
    """A cut or a revision that an import brought and that a person took back; nothing is lost."""

    table = Table(
        "undone",
        metadata,
        Column("bundle", String(36), primary_key=True),
        Column("id", String(64), primary_key=True),
        Column("root", String(44), nullable=False, index=True),
        Column("body", LargeBinary, nullable=False),
        Column("signature", LargeBinary),
    )
    bundle: "Mapped[str]" = column(table, "bundle")
    """The bundle that brought it."""
    id: "Mapped[str]" = column(table, "id")
    root: "Mapped[str]" = column(table, "root")
    body: "Mapped[bytes]" = column(table, "body")
    signature: "Mapped[bytes | None]" = column(table, "signature")
    """Of a cut; a revision has none."""


class RedactedRow(Stored):
    """The stub of a revision or an attachment whose bytes were destroyed on this copy."""

    table = Table(
        "redacted",
        metadata,
        Column("root", String(44), primary_key=True),
        Column("id", String(64), primary_key=True, index=True),
        Column("what", String(8), nullable=False),
        Column("at", String(32), nullable=False),
    )
    root: "Mapped[str]" = column(table, "root")
    id: "Mapped[str]" = column(table, "id")
    what: "Mapped[str]" = column(table, "what")
    """`revision` or `blob`."""
    at: "Mapped[str]" = column(table, "at")


class InvitationRow(Stored):
    """An invitation to a workshop that was made or taken in here: the members of its header."""

    table = Table(
        "invitation",
        metadata,
        Column("id", String(36), primary_key=True),
        Column("device", String(64), nullable=False),
        Column("body", JSON, nullable=False),
        Column("at", String(32), nullable=False),
    )
    id: "Mapped[str]" = column(table, "id")
    """The workshop's."""
    device: "Mapped[str]" = column(table, "device")
    """Who signed it."""
    body: "Mapped[dict[str, object]]" = column(table, "body")
    at: "Mapped[str]" = column(table, "at")


class ApartRow(Stored):
    """Two stories that look alike and that a person found to be two."""

    table = Table(
        "apart",
        metadata,
        Column("one", String(36), primary_key=True),
        Column("other", String(36), primary_key=True),
        Column("at", String(32), nullable=False),
    )
    one: "Mapped[str]" = column(table, "one")
    """The lesser of the two ids."""
    other: "Mapped[str]" = column(table, "other")
    at: "Mapped[str]" = column(table, "at")


class ActivityRow(Stored):
    """What was done with others: made, taken in, taken back, settled; for people to read."""

    table = Table(
        "activity",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("at", String(32), nullable=False),
        Column("kind", String(20), nullable=False),
        Column("bundle", String(36), nullable=False, index=True),
        Column("detail", JSON, nullable=False),
    )
    number: "Mapped[int]" = column(table, "number")
    at: "Mapped[str]" = column(table, "at")
    kind: "Mapped[str]" = column(table, "kind")
    bundle: "Mapped[str]" = column(table, "bundle")
    detail: "Mapped[dict[str, object]]" = column(table, "detail")


class OriginalRow(Stored):
    """A file that somebody sent as a document, form or table, and what was taken in of it.

    Its bytes lie beside the attachments. They may name people and places that nobody cleared: they
    never leave this computer.
    """

    table = Table(
        "original",
        metadata,
        Column("number", Integer, primary_key=True),
        Column("case_uuid", String(36), nullable=False, index=True),
        Column("sha256", String(64), nullable=False, index=True),
        Column("name", Text, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("taken_at", String(32), nullable=False),
        Column("kind", String(12), nullable=False),
        Column("unmatched", JSON, nullable=False),
        Column("batch", String(36), nullable=False, index=True),
        Column("cuts", JSON, nullable=False),
        Column("undone", JSON, nullable=False),
    )
    number: "Mapped[int]" = column(table, "number")
    case_uuid: "Mapped[str]" = column(table, "case_uuid")
    """The story it was taken in for."""
    sha256: "Mapped[str]" = column(table, "sha256")
    """"" where the bytes were destroyed for good."""
    name: "Mapped[str]" = column(table, "name")
    media_type: "Mapped[str]" = column(table, "media_type")
    size: "Mapped[int]" = column(table, "size")
    taken_at: "Mapped[str]" = column(table, "taken_at")
    kind: "Mapped[str]" = column(table, "kind")
    """As `record.found.Origin`."""
    unmatched: "Mapped[list[str]]" = column(table, "unmatched")
    """Passages of which it is not known what they answer."""
    batch: "Mapped[str]" = column(table, "batch")
    """What was taken in together, as the activity log names it."""
    cuts: "Mapped[list[str]]" = column(table, "cuts")
    """The saves that its answers became."""
    undone: "Mapped[list[str]]" = column(table, "undone")
    """The saves by which a person took that back; none while it stands."""


__all__ = [
    "AcknowledgedRow",
    "ActivityRow",
    "ApartRow",
    "BroughtRow",
    "BundleRow",
    "DeviceRow",
    "HandedRow",
    "HolderRow",
    "InboxRow",
    "InvitationRow",
    "OriginalRow",
    "QuarantineRow",
    "ReceiptRow",
    "RedactedRow",
    "UndoneRow",
]
