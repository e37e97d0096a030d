"""All that a reader learns from a bundle, as JSON: what frozen samples are compared by."""

import dataclasses
from pathlib import Path
from typing import Any

from ssc_desktop.bundle.reading import Opened, verify
from ssc_desktop.bundle.sealing import Keys
from ssc_desktop.bundle.sealing import opened as unsealed
from ssc_desktop.history.identifiers import digest
from ssc_desktop.history.revision import Cut, Revision
from ssc_desktop.history.view import RecordView, view

PASSPHRASE = "fish ponds of 2026"


def told(bundle: Path, spool: Path) -> dict[str, Any]:
    """What is in the bundle, in values that JSON can hold."""
    keys = Keys(bundle.parent, PASSPHRASE)
    with unsealed(bundle, spool, keys) as plain, verify(plain, spool) as opened:
        header = opened.header
        return {
            "format": header.version,
            "kind": header.kind,
            "bundle": header.bundle,
            "identity": opened.identity,
            "requires": list(header.requires),
            "sender": opened.sender.id,
            "devices": {id_: [one.name, one.age] for id_, one in sorted(opened.devices.items())},
            "part": _plain(header.part),
            "counts": dataclasses.asdict(opened.counts),
            "roots": {root: [held.number, held.fingerprint] for root, held in header.roots.items()},
            "all": [header.everything.number, header.everything.fingerprint],
            "absent": list(header.absent),
            "since": _plain(header.since),
            "message": _plain(opened.message),
            "attachments": {sha256: one.media_type for sha256, one in sorted(opened.types.items())},
            "pieces": {
                f"{one.sha256} {one.n}/{one.of}": digest(path.read_bytes())
                for one, path in opened.pieces.items()
            },
            **_text(opened),
        }


def _text(opened: Opened) -> dict[str, Any]:
    cuts, revisions = list(opened.cuts()), list(opened.revisions())
    return {
        "cuts": sorted(cut.id for cut in cuts),
        "revisions": sorted(one.id for one in revisions),
        "quarantined": [[one.file, one.number, one.reason] for one in opened.quarantined],
        "shown": shown(cuts, revisions),
    }


def shown(cuts: list[Cut], revisions: list[Revision]) -> dict[str, Any]:
    """What people see of every root."""
    return {
        root: {
            id_: _record(record)
            for id_, record in view(
                [one for one in revisions if one.root == root],
                [one for one in cuts if one.root == root],
            ).items()
        }
        for root in sorted({cut.root for cut in cuts})
    }


def _record(record: RecordView) -> dict[str, Any]:
    fields = record.fields.items()
    return {
        "kind": record.kind,
        "in": record.parent,
        "fields": {name: _plain(field.value) for name, field in fields},
        "deleted": record.deleted,
        "contested": record.contested,
        "in dispute": [name for name, field in fields if field.conflict],
        "incomplete": [name for name, field in fields if field.incomplete],
    }


def _plain(value: Any) -> Any:
    """Values as JSON gives them back: bytes in hex, dataclasses as objects, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
