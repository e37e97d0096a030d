"""The description that travels in a form: what was asked, where, and with which words.

An unbound custom XML part `urn:ssc:form:1`: JSON with its checksum. With it a form can be read that
has lost all its controls, by the bookmarks, and one that has lost these too, by its labels.

Where answers stand:

- `beside`: the bookmark is in a cell; the answer is in the next cell of its row;
- `below`: the bookmark is in a paragraph; the answer is the table that follows, all its cells;
- groups of the shape `table`: the bookmark `anchor` is above the table, each row has its own in its
  first cell; the first `skip` cells of a row are not answers, then comes a cell for each field;
- groups of the shape `cards`: each row has its bookmark on a heading, and `anchors` name the
  bookmark of each field, whose answer is in the next cell;
- groups of the shape `pictures`: what stands below the bookmark is pictures and their captions.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ssc_desktop.word.machine_copy import FORM as NAMESPACE
from ssc_desktop.word.places import VERSION
from ssc_desktop.word.text import attribute, escaped

_ROOT = f"{{{NAMESPACE}}}form"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """One question."""

    path: tuple[str, ...]
    """`("title",)`; within a group without the item: `("result", "actual")`."""
    kind: str
    """A `record.Kind`."""
    label: str
    prompt: str = ""
    anchor: str = ""
    """The name of the bookmark on its label; "" within a group."""
    where: str = ""
    """`beside` or `below`; "" within a group."""
    tag: str = ""
    """The tag of its controls; of a check box with `=<code>` behind it. Within a group the number
    of the row stands between: `result/2/level`, `result/2/level=output`. Where several may be
    chosen from lists, the further ones have `+2`, `+3` behind it."""
    codes: str = ""
    """The name of its list in `Manifest.codes`; "" where it is free."""
    several: bool = False
    """More than one code may be chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """A row, or card, for one item of a group."""

    anchor: str
    item: str = ""
    """The id of the item it is about; "" for a new one."""
    code: str = ""
    """Of a group with fixed rows: the code it is about."""
    anchors: tuple[str, ...] = ()
    """Of a card: the bookmark of every field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """Several items of one sort."""

    path: tuple[str, ...]
    label: str
    prompt: str = ""
    anchor: str
    shape: str
    """`table`, `cards` or `pictures`."""
    fixed: str = ""
    """The field that the rows' codes answer."""
    skip: int = 0
    fields: tuple[AskedField, ...] = ()
    rows: tuple[AskedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a form asks, of whom, about which story."""

    version: str = VERSION
    language: str
    """Of the questions; the answers may be in any."""
    depth: str = "overview"
    ask: str = ""
    """`missing` where only what the story lacks is asked; what is not asked is left as it is."""
    case_uuid: str = ""
    """The story it is about; "" for a new one."""
    title: str = ""
    """The title of that story as the form shows it."""
    made_for: str = ""
    """Whom it was made for; "" for anybody."""
    base: tuple[str, ...] = ()
    """The ids of the cuts it was made from; the form is an edit of that state."""
    fields: tuple[AskedField, ...] = ()
    groups: tuple[AskedGroup, ...] = ()
    codes: dict[str, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)
    """Every list that is asked from: codes with their labels, in the order of the form."""
    prompts: tuple[str, ...] = ()
    """Words of the form that stand where an answer shall be; one that is left is no answer."""
    words: tuple[str, ...] = ()
    """`places.mark` of every paragraph of the form as it was sent: what is new is somebody's."""


def written(manifest: Manifest) -> str:
    """The description as the content of a custom XML part, without the XML declaration."""
    said = json.dumps(dataclasses.asdict(manifest), ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(said.encode()).hexdigest()
    return (
        f'<form xmlns="{NAMESPACE}" version="{attribute(manifest.version)}" sha256="{digest}">'
        f"{escaped(said)}</form>"
    )


def read(part: bytes) -> Manifest | None:
    """The description in a custom XML part; None where it is another part or was changed.

    What a newer version adds is passed over.
    """
    root = _parsed(part)
    if root is None or root.tag != _ROOT:
        return None
    said = root.text or ""
    if hashlib.sha256(said.encode()).hexdigest() != root.get("sha256"):
        return None
    try:
        return _manifest(json.loads(said))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _parsed(part: bytes) -> etree._Element | None:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None


def _manifest(data: dict[str, Any]) -> Manifest:
    made = _known(Manifest, data)
    made["fields"] = tuple(_field(one) for one in data["fields"])
    made["groups"] = tuple(_group(one) for one in data["groups"])
    made["codes"] = {
        str(name): tuple((str(code), str(label)) for code, label in pairs)
        for name, pairs in data["codes"].items()
    }
    return Manifest(**made)


def _field(data: dict[str, Any]) -> AskedField:
    return AskedField(**_known(AskedField, data))


def _group(data: dict[str, Any]) -> AskedGroup:
    made = _known(AskedGroup, data)
    made["fields"] = tuple(_field(one) for one in data["fields"])
    made["rows"] = tuple(AskedRow(**_known(AskedRow, one)) for one in data["rows"])
    return AskedGroup(**made)


def _known(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(kind)}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in names
    }
