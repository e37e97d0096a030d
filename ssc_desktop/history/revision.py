"""Revisions and the signed cuts that made them: section 2 of `docs/bundle-format.md`.

A revision says what changed in one record. A cut says who saved it, when and why, lists the
revisions of that save, and is signed once. Both are kept as the bytes they were made as.
"""

import base64
import binascii
import itertools
import re
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from ssc_desktop.history.canonical import (
    LARGEST_INTEGER,
    LONGEST_BODY,
    NotCanonical,
    check,
    check_size,
    is_key,
    no_floats,
    parsed,
    plain,
)
from ssc_desktop.history.cut_forms import decode_cut, decode_strictly
from ssc_desktop.history.device import signed_by
from ssc_desktop.history.hybrid_clock import is_moment
from ssc_desktop.history.identifiers import digest, is_device, is_digest, is_id, is_root

VERSION: Final = 1
MOST_REPLACED: Final = 1000
MOST_LISTED: Final = 10_000
SIGNED_PREFIX: Final = b"ssc-cut1\0"

_LINE_HEAD: Final = 92
_SIGNATURE_LENGTH: Final = 64
_VALUE_DEPTH: Final = 5  # what is left of the depth of 8 inside {set: {field: [value
_INCARNATION = re.compile(r"[0-9a-f]{16}")


class BadLine(ValueError):
    """A revision or cut that is put aside; `reason` names the rule it breaks in a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# a frozen struct, not a dataclass: bundles hold tens of thousands, and this is made faster
class Revision(msgspec.Struct, frozen=True, gc=False):
    """What one save changed in one record.

    `fields` gives for each field its value and the ids of the revisions that it replaces there.
    Of a newer version only `id`, `root` and `device` mean something; `fields` is empty.
    """

    id: str
    root: str
    record: str
    kind: str
    parent: str
    fields: dict[str, tuple[Any, tuple[str, ...]]]
    device: str
    body: bytes
    version: int = VERSION

    @property
    def newer(self) -> bool:
        """Made by a newer program: kept and passed on, not interpreted."""
        return self.version > VERSION


@dataclass(frozen=True, slots=True)
class Cut:
    """One person's save of one root, signed by the device it was made on."""

    id: str
    root: str
    revisions: tuple[str, ...]
    at: str
    by: str
    device: str
    incarnation: str
    sequence: int
    previous: str
    note: str
    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    version: int = VERSION

    @property
    def newer(self) -> bool:
        """Made by a newer program: kept and passed on, not interpreted."""
        return self.version > VERSION


class _RevisionForm(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The usual body, members in canonical order: decoded and written back in two microseconds."""

    dev: str
    parent: str = msgspec.field(name="in")
    kind: str
    rec: str
    root: str
    set: dict[str, tuple[Any, tuple[str, ...]]]
    v: int


_MEMBERS: Final = ("dev", "in", "kind", "rec", "root", "set", "v")


_decode = msgspec.json.Decoder(_RevisionForm, float_hook=no_floats).decode
_encode = msgspec.json.Encoder(order="deterministic").encode


def read_revision(body: bytes) -> Revision:
    """The revision that `body` holds; raises BadLine where form or schema are broken.

    Of a body with a higher `v` only the form, the root and the device are looked at.
    """
    try:
        check_size(body)
        form = _usual_form(body)
        return _unusual_revision(body) if form is None else _usual_revision(form, body)
    except NotCanonical as error:
        raise BadLine(error.reason) from None


def _usual_form(body: bytes) -> _RevisionForm | None:
    """The members of a body of the usual form; None where it needs the long look."""
    try:
        form = _decode(body)
        return form if form.v == VERSION and _encode(form) == body else None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def stored_revision(body: bytes) -> Revision:
    """The revision in bytes that were checked when they came in; nothing is checked again."""
    try:
        form = _decode(body)
    except (msgspec.DecodeError, ValueError):
        return read_revision(body)
    if form.v != VERSION:
        return read_revision(body)
    return _as_revision(form, body)


def _as_revision(form: _RevisionForm, body: bytes) -> Revision:
    return Revision(
        digest(body), form.root, form.rec, form.kind, form.parent, form.set, form.dev, body
    )


def _usual_revision(form: _RevisionForm, body: bytes) -> Revision:
    _check_members(form)
    if not all(map(is_key, form.set)):
        raise NotCanonical("key")
    text_seen = plain(body)
    for value, over in form.set.values():
        if not (text_seen and type(value) is str):
            check(value, _VALUE_DEPTH)
        if over:
            _check_over(over)
    return _as_revision(form, body)


def _unusual_revision(body: bytes) -> Revision:
    """A body with members this version does not know, of a newer version, or broken."""
    value = parsed(body)
    version = value.get("v")
    if type(version) is int and version > VERSION:
        return _newer_revision(value, body)
    if version != VERSION or type(version) is not int:
        raise BadLine("v")
    try:
        form = msgspec.convert({name: value.get(name) for name in _MEMBERS}, _RevisionForm)
    except msgspec.ValidationError:
        raise BadLine("schema") from None
    _check_members(form)
    for _value, over in form.set.values():
        _check_over(over)
    return _as_revision(form, body)


def _newer_revision(value: dict[str, Any], body: bytes) -> Revision:
    root, device = value.get("root"), value.get("dev")
    if type(root) is not str or not is_root(root):
        raise BadLine("root")
    if type(device) is not str or not is_device(device):
        raise BadLine("dev")
    record = value.get("rec")
    record = record if is_id(record) else ""
    return Revision(digest(body), root, str(record), "", "", {}, device, body, value["v"])


def _check_members(form: _RevisionForm) -> None:
    if not is_root(form.root):
        raise BadLine("root")
    if not is_id(form.rec):
        raise BadLine("rec")
    if form.parent and not is_id(form.parent):
        raise BadLine("in")
    if not is_key(form.kind):
        raise BadLine("kind")
    if not is_device(form.dev):
        raise BadLine("dev")


def _check_over(over: tuple[str, ...]) -> None:
    if len(over) > MOST_REPLACED:
        raise BadLine("over: too many")
    if not all(map(is_digest, over)) or not _ascending(over):
        raise BadLine("over")


def _ascending(ids: tuple[str, ...]) -> bool:
    return all(a < b for a, b in itertools.pairwise(ids))


def read_cut(line: bytes) -> Cut:
    """The cut in a signed line (with or without its LF); raises BadLine for form or schema.

    The signature is not checked here: see `verify`. Of a cut with a higher `v` only root, device
    and the list of revisions are read.
    """
    line = line.removesuffix(b"\n")
    if len(line) > LONGEST_BODY + _LINE_HEAD:
        raise BadLine("too long")
    signature = _signature_in(line)
    body = line[_LINE_HEAD:-1]
    usual = _usual_cut(body, signature)
    if usual is not None:
        return usual
    try:
        value = parsed(body)
    except NotCanonical as error:
        raise BadLine(error.reason) from None
    version = value.get("v")
    if type(version) is not int or version < VERSION:
        raise BadLine("v")
    return (_known_cut if version == VERSION else _newer_cut)(value, body, signature)


def _usual_cut(body: bytes, signature: bytes) -> Cut | None:
    """The cut in a body of the usual form; None where it needs the long look."""
    try:
        form = decode_strictly(body)
    except (msgspec.DecodeError, ValueError):
        return None
    usual = form.v == VERSION and form.seq <= LARGEST_INTEGER
    if not usual or _encode(form) != body or not plain(body):
        return None
    note = "" if form.note is msgspec.UNSET else form.note
    return _checked_cut(
        Cut(
            digest(body),
            form.root,
            _listed(list(form.revs)),
            form.at,
            form.by,
            form.dev,
            form.inc,
            _sequence(form.seq),
            form.prev,
            note,
            body,
            signature,
        )
    )


def stored_cut(line: bytes) -> Cut:
    """The cut in a line that was checked when it came in; nothing is checked again."""
    line = line.removesuffix(b"\n")
    body = line[_LINE_HEAD:-1]
    form = decode_cut(body)
    if form.v != VERSION:
        return read_cut(line)
    signature = base64.b64decode(line[2:90])
    return Cut(
        digest(body),
        form.root,
        form.revs,
        form.at,
        form.by,
        form.dev,
        form.inc,
        form.seq,
        form.prev,
        form.note,
        body,
        signature,
    )


def _signature_in(line: bytes) -> bytes:
    if line[:2] != b'["' or line[90:_LINE_HEAD] != b'",' or line[-1:] != b"]":
        raise BadLine("not a signed line")
    written = line[2:90]
    try:
        signature = base64.b64decode(written, validate=True)
    except binascii.Error:
        raise BadLine("signature form") from None
    if len(signature) != _SIGNATURE_LENGTH or base64.b64encode(signature) != written:
        raise BadLine("signature form")
    return signature


def _known_cut(value: dict[str, Any], body: bytes, signature: bytes) -> Cut:
    return _checked_cut(
        Cut(
            digest(body),
            _text(value, "root"),
            _listed(value.get("revs")),
            _text(value, "at"),
            _text(value, "by"),
            _text(value, "dev"),
            _text(value, "inc"),
            _sequence(value.get("seq")),
            _text(value, "prev"),
            _text(value, "note") if "note" in value else "",
            body,
            signature,
        )
    )


def _checked_cut(cut: Cut) -> Cut:
    if not 1 <= len(cut.revisions) <= MOST_LISTED:
        raise BadLine("revs")
    for member, good in (
        ("root", is_root(cut.root)),
        ("at", is_moment(cut.at)),
        ("by", not cut.by or is_id(cut.by)),
        ("dev", is_device(cut.device)),
        ("inc", _INCARNATION.fullmatch(cut.incarnation)),
        ("prev", not cut.previous or is_digest(cut.previous)),
    ):
        if not good:
            raise BadLine(member)
    return cut


def _newer_cut(value: dict[str, Any], body: bytes, signature: bytes) -> Cut:
    """A cut of a newer version: its list is read, so that what it lists can be passed on."""
    root, device = _text(value, "root"), _text(value, "dev")
    if not is_root(root):
        raise BadLine("root")
    if not is_device(device):
        raise BadLine("dev")
    listed = _listed(value["revs"]) if "revs" in value else ()
    return Cut(
        digest(body), root, listed, "", "", device, "", 0, "", "", body, signature, value["v"]
    )


def _listed(revisions: object) -> tuple[str, ...]:
    if type(revisions) is not list or not all(map(is_digest, revisions)):
        raise BadLine("revs")
    listed = tuple(revisions)
    if not _ascending(listed):
        raise BadLine("revs")
    return listed


def _sequence(value: object) -> int:
    if type(value) is not int or value < 1:
        raise BadLine("seq")
    return value


def _text(value: dict[str, Any], member: str) -> str:
    text = value.get(member)
    if type(text) is not str:
        raise BadLine(member)
    return text


def line(cut: Cut) -> bytes:
    """The signed line that carries `cut` in a bundle, with its LF."""
    return signed_line(cut.body, cut.signature)


def signed_line(body: bytes, signature: bytes) -> bytes:
    """The same from the two that are kept."""
    return b'["' + base64.b64encode(signature) + b'",' + body + b"]\n"


def verify(cut: Cut, public: bytes) -> bool:
    """Whether `cut` was signed by the device it names, whose public key is `public`."""
    return digest(public) == cut.device and signed_by(
        public, cut.signature, SIGNED_PREFIX + cut.body
    )
