"""A form that came back: what was filled in, against what it asked and what it showed."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ssc_desktop.i18n import _
from ssc_desktop.identifiers import new_id
from ssc_desktop.record import FieldDefinition, Kind, codec
from ssc_desktop.record.found import MISSING, FoundAnswer, Origin, Trust, normalised, same
from ssc_desktop.record.vocabularies import folded
from ssc_desktop.word.form import manifest
from ssc_desktop.word.form.manifest import AskedField, AskedGroup, AskedRow, Manifest
from ssc_desktop.word.machine_copy import FORM
from ssc_desktop.word.pages.finding import Finder, Held
from ssc_desktop.word.pages.model import (
    Block,
    Cell,
    Pages,
    Paragraph,
    Row,
    Table,
    paragraphs_in,
)
from ssc_desktop.word.pages.opening import Package
from ssc_desktop.word.places import VERSION
from ssc_desktop.word.reading.choices import beside_boxes, has_boxes, ticked_in
from ssc_desktop.word.reading.comparing import Path, member_at, reader_of, value_at
from ssc_desktop.word.reading.controls import text_without_repetitions
from ssc_desktop.word.reading.machine import MachineCopy
from ssc_desktop.word.reading.understanding import Reader, Understood, answer_of


@dataclass
class Filled:
    """What was found in a form, or in a text that is none of ours."""

    kind: Origin
    case_uuid: str = ""
    version: str = ""
    language: str = ""
    base_record: Mapping[str, Any] | None = None
    base_cuts: tuple[str, ...] = ()
    answers: list[FoundAnswer] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    owners: dict[Paragraph, Path] = field(default_factory=dict)


def manifest_in(package: Package) -> Manifest | None:
    """The description that a form of ours carries; raises WordError."""
    for name in package.names("customXml/"):
        if "/_rels/" in name or not name.lower().endswith(".xml"):
            continue
        data = package.read(name)
        if FORM.encode() in data[:4096] and b"<!DOCTYPE" not in data:
            found = manifest.read(data)
            if found is not None:
                return found
    return None


def story(form: Manifest, base: MachineCopy | None, pages: Pages) -> Filled:
    """What somebody filled into a form."""
    record = base.record if base is not None else None
    made = Filled(
        Origin.FORM, form.case_uuid, form.version, form.language, record, tuple(form.base)
    )
    _Filling(form, record or {}, pages, made).read()
    if form.version != VERSION:
        made.notices.append(
            _("The form is of another version ({version}).").format(version=form.version)
        )
    return made


class _Filling:
    """One form being read."""

    def __init__(
        self, form: Manifest, record: Mapping[str, Any], pages: Pages, made: Filled
    ) -> None:
        self._form = form
        self._record = record
        self._finder = Finder(pages)
        self._made = made
        self._reader = _reader(form, record)

    def read(self) -> None:
        """Read every question, then every group."""
        for asked in self._form.fields:
            self._field(asked)
        for group in self._form.groups:
            self._group(group)

    # ------------------------------------------------------------ questions

    def _field(self, asked: AskedField) -> None:
        head = self._finder.paragraph(asked.anchor)
        if head is None:
            return
        blocks = self._answer_blocks(asked, head)
        if blocks is not None:
            self._answer(asked.path, asked, blocks)

    def _answer_blocks(self, asked: AskedField, head: Paragraph) -> list[Block] | None:
        if asked.where == "beside":
            cell = beside(head)
            return cell.blocks if cell is not None else None
        table = self._finder.table_after(head)
        if table is None:
            return None
        return [block for row in table.rows for cell in row.cells for block in cell.blocks]

    def _answer(self, path: Path, asked: AskedField, blocks: list[Block]) -> None:
        member = member_at(path)
        if not isinstance(member, FieldDefinition):
            return
        text, doubt = text_without_repetitions(blocks)
        for paragraph in paragraphs_in(blocks):
            self._made.owners.setdefault(paragraph, path)
        found = self._reader.understood(member, text, asked.codes)
        before = value_at(self._record, path)
        if has_boxes(text):
            found = replace(found, value=_in_order(found.value, before))
            found = self._with_words(found, self._beside(asked, text))
        if same(found.value, before) or (found.value is None and before is None):
            return
        if member.refers_to and self._names(asked, before) == normalised(text.replace("،", ",")):
            return
        controls = any(
            one.tag or one.kind != "text" for p in paragraphs_in(blocks) for one in p.controls
        )
        trust = Trust.CONTROL if controls else Trust.ANCHOR
        self._made.answers.append(FoundAnswer(path, found.value, text, trust, found.doubt or doubt))

    def _beside(self, asked: AskedField, text: str) -> str:
        """Words that somebody wrote among the boxes of a question."""
        if asked.kind == Kind.NOTED:  # the words to it stand in lines of their own
            text = "\n".join(line for line in text.split("\n") if has_boxes(line))
        return beside_boxes(text, (label for _code, label in self._form.codes.get(asked.codes, ())))

    def _with_words(self, found: Understood, words: str) -> Understood:
        """What boxes say, and the words beside them, which are never passed over."""
        if not words:
            return found
        answer = answer_of(words)
        if found.value is None and answer is not None:
            return Understood(codec.written(answer))
        doubt = _("Beside the boxes stands: {text}.").format(text=words[:200])
        self._made.unmatched.append(words)
        return Understood(MISSING if found.value is None else found.value, found.doubt or doubt)

    def _names(self, asked: AskedField, before: Any) -> str:
        """How the form named the items that an answer referred to: two may have the same name."""
        labels = dict(self._form.codes.get(asked.codes, ()))
        held = before if isinstance(before, list) else [before]
        return normalised(", ".join(labels.get(one, "") for one in held if isinstance(one, str)))

    # ------------------------------------------------------------ groups

    def _group(self, group: AskedGroup) -> None:
        if group.shape == "table":
            self._table(group)
        elif group.shape == "cards":
            self._cards(group)

    def _table(self, group: AskedGroup) -> None:
        """Rows by their bookmarks, those that lost them by their place; others are new."""
        table = self._table_of(group)
        if table is None:
            return
        waiting = [row for row in group.rows if not self._finder.knows(row.anchor)]
        known = {row.anchor: row for row in group.rows}
        for row in table.rows:
            if row.head or len(row.cells) <= group.skip or row is _title_row(table, known):
                continue
            asked = next((known[a] for a in _anchors(row) if a in known), None)
            if asked is None and waiting:
                asked = waiting.pop(0)
            cells = row.cells[group.skip :]
            self._row(group, asked or AskedRow(anchor=""), [cell.blocks for cell in cells])

    def _table_of(self, group: AskedGroup) -> Table | None:
        head = self._finder.paragraph(group.anchor)
        found = self._finder.table_after(head) if head is not None else None
        if found is not None:
            return found
        for row in group.rows:
            paragraph = self._finder.paragraph(row.anchor)
            if paragraph is not None and paragraph.cell is not None:
                return paragraph.cell.row.table
        return None

    def _cards(self, group: AskedGroup) -> None:
        for row in group.rows:
            heads = [self._finder.paragraph(anchor) for anchor in row.anchors]
            cells = [beside(head) if head is not None else None for head in heads]
            if any(cell is not None for cell in cells):
                self._row(group, row, [cell.blocks if cell else [] for cell in cells])

    def _row(self, group: AskedGroup, row: AskedRow, answers: list[list[Block]]) -> None:
        """The answers of one item; a row of a new one in which nothing stands is none."""
        texts = [self._reader.without_prompts(Held(blocks).text) for blocks in answers]
        filled = any(map(self._says, group.fields, texts))
        item = row.item
        if item and not filled:
            if any(self._showed(group, item, asked) for asked in group.fields):
                self._made.removed.append(item)
            return
        if not item:
            if not filled:
                return
            item = new_id()
            if group.fixed and row.code:
                path = (*group.path, item, group.fixed)
                code: Any = int(row.code) if row.code.isdecimal() else row.code
                self._made.answers.append(FoundAnswer(path, code, row.code, Trust.ANCHOR))
        inner: dict[str, str] = {}
        for asked, blocks in zip(group.fields, answers, strict=False):
            names = asked.path[len(group.path) :]
            if len(names) == 2:
                within = inner.setdefault(names[0], self._inner(group, item, names[0]))
                self._answer((*group.path, item, names[0], within, names[1]), asked, blocks)
            else:
                self._answer((*group.path, item, *names), asked, blocks)

    def _says(self, asked: AskedField, text: str) -> bool:
        """Whether something was filled in: boxes of which none is ticked say nothing."""
        if not has_boxes(text):
            return bool(text.strip())
        return bool(ticked_in(text)) or bool(self._beside(asked, text))

    def _showed(self, group: AskedGroup, item: str, asked: AskedField) -> bool:
        """Whether the form was sent with an answer to this; what was empty cannot be emptied."""
        names = asked.path[len(group.path) :]
        return value_at(self._record, (*group.path, item, names[0])) not in {None, ""}

    def _inner(self, group: AskedGroup, item: str, name: str) -> str:
        """The item within an item that a form asks about: the first, or a new one."""
        held = value_at(self._record, (*group.path, item, name))
        first = held[0] if isinstance(held, list) and held else {}
        return str(first.get("id") or new_id()) if isinstance(first, dict) else new_id()


def _in_order(value: Any, before: Any) -> Any:
    """Codes that boxes were ticked for, in the order they had: boxes stand in that of the list."""
    if isinstance(value, dict) and isinstance(before, dict):
        return value | {"code": _in_order(value.get("code"), before.get("code"))}
    if not isinstance(value, list) or not isinstance(before, list):
        return value
    return [one for one in before if one in value] + [one for one in value if one not in before]


def _reader(form: Manifest, record: Mapping[str, Any]) -> Reader:
    made = reader_of(record, form.language)
    made.codes = {
        name: {_spoken(label): code for code, label in pairs} for name, pairs in form.codes.items()
    }
    made.prompts = frozenset(map(folded, form.prompts))
    return made


@functools.lru_cache(maxsize=8192)
def _spoken(label: str) -> str:
    """The name of a choice as it is compared; a form has thousands, the same in every form."""
    return folded(label).strip(" .:")


def beside(paragraph: Paragraph) -> Cell | None:
    """The cell behind that of a label."""
    cell = paragraph.cell
    later = [one for one in cell.row.cells if one.at > cell.at] if cell is not None else []
    return later[0] if later else None


def _anchors(row: Row) -> Iterator[str]:
    for cell in row.cells:
        for paragraph in paragraphs_in(cell.blocks):
            for name, _start, _end in paragraph.anchors:
                yield name


def _title_row(table: Table, known: Mapping[str, AskedRow]) -> Row | None:
    """The row with the names of the columns: the first, where it is about no item."""
    first = table.rows[0] if table.rows else None
    return first if first is not None and not any(a in known for a in _anchors(first)) else None
