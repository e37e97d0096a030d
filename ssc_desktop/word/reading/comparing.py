"""A document of this program against the record it carries: only what somebody changed."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.i18n import N_, _, translated_in
from ssc_desktop.identifiers import new_id
from ssc_desktop.record import CASE, Definition, FieldDefinition, GroupDefinition, phrases
from ssc_desktop.record.found import MISSING, FoundAnswer, Trust, normalised, plain_text, same
from ssc_desktop.record.vocabularies import folded
from ssc_desktop.word.pages.finding import Entry, Finder, Held, Standing
from ssc_desktop.word.pages.model import Block, Pages, Paragraph, Table, paragraphs_in
from ssc_desktop.word.places import Place, mark
from ssc_desktop.word.reading import cells
from ssc_desktop.word.reading.machine import MachineCopy
from ssc_desktop.word.reading.understanding import Reader, Understood, answer_of

Path = tuple[str, ...]
_UNSETTLED = "(two versions, not settled)"
_GONE = N_("The question and its answer no longer stand in the document.")
_LEAST = 0.3
"""The part of its bookmarks that a document must still have, to be read by them."""


@dataclass
class Changes:
    """What is other than it was."""

    answers: list[FoundAnswer] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    order: list[tuple[Path, Path]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    left: list[list[Block]] = field(default_factory=list)
    """Blocks that nobody has read and this program did not write, those side by side together."""
    owners: dict[Paragraph, Path] = field(default_factory=dict)
    """Which field a paragraph belongs to, for comments in the margin."""


def knows_places(copy: MachineCopy, pages: Pages) -> bool:
    """Whether enough of our bookmarks are still there to compare place by place."""
    finder = Finder(pages, copy.pages.story)
    places = copy.pages.places
    return sum(finder.knows(place.anchor) for place in places) > _LEAST * len(places)


def changes(copy: MachineCopy, pages: Pages, reader: Reader | None = None) -> Changes:
    """What somebody changed on the pages of a document since it was written.

    With a `reader`, who knows the names that the pages speak of, the words that stood there are
    not known: everything is told that is other than the record, and nothing else.
    """
    return _Comparison(copy, pages, reader).compared()


class _Comparison:
    """One story of one document."""

    def __init__(self, copy: MachineCopy, pages: Pages, reader: Reader | None) -> None:
        self.made = Changes()
        self._bare = reader is not None
        self._copy = copy
        self._record: Mapping[str, Any] = copy.record or {}
        self._finder = Finder(pages, copy.pages.story)
        self._language = copy.pages.language
        self._reader = reader or reader_of(self._record, self._language)
        self._mark = translated_in(self._language).gettext(_UNSETTLED)

    def compared(self) -> Changes:
        """Go through all places, then look what else has come."""
        gone = []
        for place in self._copy.pages.places:
            standing = self._finder.standing(place)
            if standing is None:
                gone.append(place)
                continue
            self._owns(place, standing)
            if standing.said(place) != place.said:
                self._compare(place, standing)
        self._vanished(gone)
        if self._bare:
            self.made.unmatched.clear()
            return self.made
        known = set(self._copy.pages.rest)
        questions = (one.marked for one in self._finder.labels)
        self.made.unmatched += [said for said in questions if said and mark(said) not in known]
        self.made.left = list(_left(self._finder.pages.blocks, known))
        return self.made

    def _owns(self, place: Place, standing: Standing) -> None:
        if not place.path:
            return
        head = self._finder.paragraph(place.anchor)
        if head is not None:
            self.made.owners.setdefault(head, place.path)
        for path, held in _pieces(place, standing):
            for paragraph in paragraphs_in(held.blocks):
                self.made.owners.setdefault(paragraph, path)

    def _compare(self, place: Place, standing: Standing) -> None:
        if not place.path:
            self._shown(place, standing)
        elif standing.held is not None:
            self._single(place, standing.held)
        elif place.columns:
            self._items(place, standing)
        else:
            self._inner(place, standing)

    # ------------------------------------------------------------ one answer

    def _shown(self, place: Place, standing: Standing) -> None:
        """Something made of several answers: a person must say which of them is meant."""
        label = self._finder.paragraph(place.anchor)
        said = " · ".join(text for text in standing.said(place) if text)
        name = label.marked if label is not None else ""
        self.made.unmatched.append(f"{name}: {said}" if name and name != said else said)

    def _single(self, place: Place, held: Held) -> None:
        member = member_at(place.path)
        text = held.text.replace(self._mark, "").strip()
        if place.shape == "shown":
            self._shown(place, Standing(held))
        elif isinstance(member, GroupDefinition):
            self._whole_group(place.path, text)
        elif member is not None and len(place.path) > 1:
            group = member_at(place.path[:-2])
            before = place.said[0] if place.said else ""
            self._measured(place.path, (group, member), before, text)
        elif member is not None:
            self._answer(place.path, member, text)

    def _whole_group(self, path: Path, text: str) -> None:
        answer = answer_of(text)
        if answer is not None or not text:
            value = {"answer": answer.value} if answer is not None else None
            self._add(path, value, text)
        else:
            doubt = _("Several things are said here in one text; write each as one of its own.")
            self._add(path, MISSING, text, doubt)

    def _measured(
        self, path: Path, asked: tuple[Definition | None, FieldDefinition], before: str, text: str
    ) -> None:
        """An answer with what belongs to it, part by part."""
        group, member = asked
        if not isinstance(group, GroupDefinition):
            self._answer(path, member, text)
            return
        was = cells.measured(before, member, group)
        now = cells.measured(text, member, group)
        for name in {**was, **now}:
            own = group.by_name.get(name)
            if normalised(was.get(name, "")) != normalised(now.get(name, "")) and isinstance(
                own, FieldDefinition
            ):
                self._answer((*path[:-1], name), own, now.get(name, ""))

    def _answer(self, path: Path, member: FieldDefinition, text: str) -> None:
        found = self._reader.understood(member, text.replace(self._mark, "").strip())
        before = value_at(self._record, path)
        if not same(found.value, before):
            self._add(path, found.value, text, _doubt(found, member, before))
        elif found.doubt and not self._bare:  # it says the same, and more
            self.made.unmatched.append(f"{_(member.label)}: {text}")

    def _add(self, path: Path, value: Any, text: str, doubt: str = "") -> None:
        self.made.answers.append(FoundAnswer(path, value, text, Trust.ANCHOR, doubt))

    # ------------------------------------------------------------ items

    def _inner(self, place: Place, standing: Standing) -> None:
        """Items inside an item stand in one line each: which part was changed is not told."""
        said = "\n".join(text for text in standing.said(place) if text)
        doubt = _("Several answers stand in one line here; look which of them was changed.")
        self._add(place.path, MISSING if said else None, said, doubt)

    def _items(self, place: Place, standing: Standing) -> None:
        group = member_at(place.path)
        if not isinstance(group, GroupDefinition):
            return
        columns = place.columns if place.shape == "table" else ("",)
        wide = len(columns)
        before = {
            item: dict(zip(columns, place.said[n * wide : (n + 1) * wide], strict=False))
            for n, item in enumerate(place.rows)
        }
        lead = _lead(place, columns)
        _adopt(standing.entries, place.rows, before, lead)
        for entry in standing.entries:
            said = {name: held for name, held in entry.held.items() if held.text}
            if entry.item:
                self._item(place, group, entry, before[entry.item])
            elif said:
                entry.item = new_id()
                self._item(place, group, entry, {})
        self._gone_and_moved(place, standing)

    def _gone_and_moved(self, place: Place, standing: Standing) -> None:
        kept = [entry.item for entry in standing.entries if entry.item]
        self.made.removed += [item for item in place.rows if item not in kept]
        old = [item for item in kept if item in place.rows]
        if old != [item for item in place.rows if item in old]:
            self.made.order.append((place.path, tuple(kept)))

    def _item(
        self, place: Place, group: GroupDefinition, entry: Entry, before: Mapping[str, str]
    ) -> None:
        path = (*place.path, entry.item)
        for column in (name for name, was in before.items() if was and name not in entry.held):
            self._add((*path, column), None, "", _(_GONE))  # somebody took the column away
        for column, held in entry.held.items():
            was = before.get(column, "")
            if held.said == was:
                continue
            part = cells.parted if place.shape == "table" else cells.sentences
            old = part(was, group, self._language)
            new = part(held.text, group, self._language)
            for name in {**old, **new}:
                if plain_text(old.get(name, "")) != plain_text(new.get(name, "")):
                    own = name or column or place.columns[0]
                    self._part(path, group, own, (old.get(name, ""), new.get(name, "")))

    def _part(self, path: Path, group: GroupDefinition, name: str, said: tuple[str, str]) -> None:
        member = group.by_name.get(name)
        if isinstance(member, GroupDefinition):
            if self._bare:
                return
            doubt = _("Several answers stand in one line here; look which of them was changed.")
            self._add((*path, name), MISSING if said[1] else None, said[1], doubt)
        elif member is not None:
            self._measured((*path, name), (group, member), *said)

    # ------------------------------------------------------------ what is gone

    def _vanished(self, gone: Iterable[Place]) -> None:
        """Answers whose question no longer stands there; items all of whose questions are gone."""
        left = {place.path[:2] for place in self._copy.pages.places if len(place.path) > 2}
        missing = list(gone)
        lost = {place.path[:2] for place in missing if len(place.path) > 2}
        here = {
            place.path[:2]
            for place in self._copy.pages.places
            if len(place.path) > 2 and place not in missing
        }
        for path in sorted((lost & left) - here):
            self.made.removed.append(path[1])
        for place in missing:
            if place.path and place.path[:2] not in lost - here and place.shape != "shown":
                doubt = _(_GONE)
                if value_at(self._record, place.path) is not None:
                    self._add(place.path, None, "", doubt)


def reader_of(record: Mapping[str, Any], language: str) -> Reader:
    """Somebody who knows the names of what a record speaks of, and the numbers of its sources."""
    sources = record.get("reference")
    listed = sources if isinstance(sources, list) else []
    names: dict[str, dict[str, str]] = {}
    for group, held in record.items():
        for item in held if isinstance(held, list) else ():
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                called = _called(item)
                if called:
                    names.setdefault(group, {}).setdefault(folded(called), item["id"])
    return Reader(language, tuple(str(one.get("id")) for one in listed), names)


def member_at(path: Path) -> Definition | None:
    """The definition of a field or group: `("result", <id>, "actual")`."""
    member: Definition | None = None
    holder: Any = CASE
    for name in path[::2]:
        member = holder.by_name.get(name)
        if not isinstance(member, GroupDefinition):
            break
        holder = member
    return member


def value_at(record: Mapping[str, Any], path: Path) -> Any:
    """The value of a record, as JSON, at a path; None where there is none."""
    held: Any = record.get(path[0]) if path else None
    for item, name in zip(path[1::2], path[2::2], strict=False):
        listed = held if isinstance(held, list) else []
        one = next((i for i in listed if isinstance(i, dict) and i.get("id") == item), {})
        held = one.get(name)
    return held


def _doubt(found: Understood, member: FieldDefinition, before: Any) -> str:
    """What is doubtful; a code that stood there and is now missing too."""
    if found.doubt or not isinstance(before, dict) or "code" not in before:
        return found.doubt
    if isinstance(found.value, dict) and "code" not in found.value and "answer" not in found.value:
        return _("The choice of “{label}” was not found again.").format(label=_(member.label))
    return ""


def _left(blocks: Iterable[Block], known: Container[str]) -> Iterator[list[Block]]:
    """Blocks that are new, those side by side together; of our tables only what is new in them."""
    run: list[Block] = []
    for block in blocks:
        new = [p for p in paragraphs_in([block]) if _is_new(p, known)]
        ours = isinstance(block, Table) and any(p.anchors for p in paragraphs_in([block]))
        if new and not ours:
            run.append(block)
            continue
        if run:
            yield run
            run = []
        for paragraph in new:
            yield [paragraph]
    if run:
        yield run


def _is_new(paragraph: Paragraph, known: Container[str]) -> bool:
    return not paragraph.used and bool(said := paragraph.marked) and mark(said) not in known


def _lead(place: Place, columns: tuple[str, ...]) -> str:
    return columns[0] if place.shape == "table" else ""


def _adopt(
    entries: list[Entry], rows: tuple[str, ...], before: Mapping[str, Mapping[str, str]], lead: str
) -> None:
    """Give rows that lost their bookmark the item they are: by their words, else by their place."""
    seen: set[str] = set()
    for entry in entries:  # a copied row is a new one
        if entry.item in seen:
            entry.item = ""
        seen.add(entry.item)
    missing = [item for item in rows if item not in seen]
    for entry in entries:
        said = {name: held.said for name, held in entry.held.items()}
        known = next((item for item in missing if said == dict(before[item])), None)
        known = known or next(
            (i for i in missing if said.get(lead) and said.get(lead) == before[i].get(lead)), None
        )
        if not entry.item and known:
            entry.item = known
            missing.remove(known)
    _adopt_by_place(entries, rows, missing)


def _adopt_by_place(entries: list[Entry], rows: tuple[str, ...], missing: list[str]) -> None:
    previous = ""
    for entry in entries:
        at = rows.index(previous) + 1 if previous in rows else 0
        if not entry.item and at < len(rows) and rows[at] in missing and any(entry.held.values()):
            entry.item = rows[at]
            missing.remove(rows[at])
        previous = entry.item or previous


def _pieces(place: Place, standing: Standing) -> Iterator[tuple[Path, Held]]:
    if standing.held is not None:
        yield place.path, standing.held
    for entry in standing.entries:
        for column, held in entry.held.items():
            own = (*place.path, entry.item) if entry.item else place.path
            yield ((*own, column) if column and entry.item else own), held


def _called(item: Mapping[str, Any]) -> str:
    for name in phrases.NAMING_FIELDS:
        said = item.get(name)
        if isinstance(said, str) and said:
            return said
    return ""
