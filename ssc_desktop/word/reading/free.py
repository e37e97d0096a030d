"""A story of somebody else's making: tables of questions and answers, and texts with headings."""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ssc_desktop.i18n import _
from ssc_desktop.identifiers import is_id, new_id
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind
from ssc_desktop.record.definition import Need
from ssc_desktop.record.found import FoundAnswer, Origin, Trust, same
from ssc_desktop.record.narrative import Span
from ssc_desktop.word.pages.model import (
    Block,
    Cell,
    Pages,
    Paragraph,
    Row,
    Table,
    paragraphs_in,
    text_of,
)
from ssc_desktop.word.pages.styles import TITLE
from ssc_desktop.word.reading import questions
from ssc_desktop.word.reading.comparing import Path, reader_of, value_at
from ssc_desktop.word.reading.composed import Composed
from ssc_desktop.word.reading.filled import Filled
from ssc_desktop.word.reading.questions import Asked
from ssc_desktop.word.reading.understanding import plain_lines

_LABEL = 60
"""Letters of a label before a colon, at most."""
_SHORT = 90
"""Letters of a bold line that may be a heading."""
_COLUMNS = 2
"""So many headings make a table one of items below their name; elsewhere one more."""
_COLON = re.compile(r"^\s*([^:\uff1a\n]{2,60}?)\s*[:\uff1a]\s*(.*)$", re.DOTALL)
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z])\W*$")
_OF_PAGES = "ssc_k_"
"""How the bookmarks begin of what is told elsewhere as well."""


def story(pages: Pages, record: Mapping[str, Any], language: str) -> Filled:
    """What the pages say, by the questions beside and above; only what `record` does not say."""
    walk = _Reading(record, language)
    walk.blocks(pages.blocks)
    walk.finish()
    return walk.made


def more(
    runs: Iterable[Sequence[Block]], record: Mapping[str, Any], language: str
) -> tuple[list[FoundAnswer], list[str]]:
    """What was added to a document of ours: answers to what it did not tell, and other passages."""
    walk = _Reading(record, language, titled=True)
    for run in runs:
        walk.blocks(run)
        walk.close()
    walk.finish()
    told = [one for one in walk.made.answers if value_at(record, one.path[:1]) is not None]
    passages = [*walk.made.unmatched, *(one.text for one in told)]
    return [one for one in walk.made.answers if one not in told], passages


class _Reading:
    """One text being read from its beginning to its end."""

    def __init__(self, record: Mapping[str, Any], language: str, *, titled: bool = False) -> None:
        self._titled = titled
        self.made = Filled(Origin.FREE, language=language)
        self._record = record
        self._language = language
        self._now: Asked | None = None
        self._trust = Trust.HEADING
        self._level = 0
        self._held: list[Block] = []
        self._answers: dict[str, tuple[list[Block], Trust, bool]] = {}
        self._items: list[tuple[GroupDefinition, dict[int, str], list[Row]]] = []
        self._title: Paragraph | None = None
        self._tongues: dict[str, int] = {}

    # ------------------------------------------------------------ going through the text

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Go through blocks in their order."""
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            elif block.marked and block.style != "caption" and not block.style.startswith("toc"):
                self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if _own(paragraph, _OF_PAGES):
            return
        own = list(_inside(paragraph))
        if own:
            for name, text in own:
                self._keep(Asked(name), [_line(text)], Trust.ANCHOR)
            return
        found, rest = _question(paragraph)
        if found is not None:
            self.close()
            self._begin(found, paragraph)
            self._held = [rest] if rest is not None else []
        elif paragraph.level and (self._now is None or paragraph.level <= self._level):
            self.close()
            self._level = paragraph.level
            if self._title is None and not self._answers and not self._titled:
                self._title = paragraph
            else:
                self._held = [paragraph]
        else:
            self._held.append(_bold(paragraph) if paragraph.level else paragraph)

    def _begin(self, found: Asked, paragraph: Paragraph) -> None:
        self._now = found
        self._level = paragraph.level or 9
        self._trust = Trust.ANCHOR if _own(paragraph, "ssc_f_") else Trust.HEADING

    def close(self) -> None:
        """What was held so far answers the question above it, or nothing that is asked."""
        held, self._held = self._held, []
        now, self._now = self._now, None
        if now is not None:
            self._keep(now, held, self._trust)
        elif held:
            text = text_of(held)
            self.made.unmatched += [text] if text else []

    def _keep(self, found: Asked, held: list[Block], trust: Trust) -> None:
        if found.language:
            self._tongues[found.language] = self._tongues.get(found.language, 0) + 1
        for paragraph in paragraphs_in(held):
            if not found.name.startswith("@"):
                self.made.owners.setdefault(paragraph, (found.name,))
        before, first, sure = self._answers.get(found.name, ([], trust, True))
        self._answers[found.name] = [*before, *held], first, sure and found.sure

    # ------------------------------------------------------------ tables

    def _table(self, table: Table) -> None:
        rows = [_labelled(row) for row in table.rows]
        matched = [found for found in rows if found is not None and found[0] is not None]
        wide = max((len(row.cells) for row in table.rows), default=0)
        if len(matched) >= 2 or (wide == 2 and matched):
            self.close()
            self._label_table(table)
            return
        group, columns = self._group_of(table)
        if group is not None:
            self._items.append((group, columns, table.rows[1:]))
        elif wide == 1 and table.rows:  # a frame around text
            for row in table.rows:
                for cell in row.cells:
                    self.blocks(cell.blocks)
        else:
            self._held.append(table)

    def _label_table(self, table: Table) -> None:
        """Questions in the first column, or behind their number in the second."""
        last: Asked | None = None
        self.made.kind = Origin.TABLE
        for row in table.rows:
            found = _labelled(row)
            if found is None or any(_own(p, _OF_PAGES) for p in _paragraphs(row)):
                continue
            asked, label, answers = found
            blocks = [block for cell in answers for block in cell.blocks]
            continues = not label or row.cells[0].continued
            if asked is None and continues and last is not None:
                asked = last
            if asked is not None:
                own = any(_own(p, "ssc_f_") for p in _paragraphs(row))
                self._keep(asked, blocks, Trust.ANCHOR if own else Trust.LABEL)
                last = asked
            elif not row.head and not questions.is_head(label):
                text = text_of(blocks)
                self.made.unmatched += [f"{label}: {text}"] if text else []

    def _group_of(self, table: Table) -> tuple[GroupDefinition | None, dict[int, str]]:
        """The group whose fields the headings of a table name, and which column is which."""
        if len(table.rows) < 2:
            return None, {}
        heads = {cell.at: " ".join(cell.text.split()) for cell in table.rows[0].cells}
        now = self._now.name if self._now is not None else ""
        first = [group for group in CASE.inner if group.name == now]
        for group in (*first, *CASE.inner):
            columns = questions.columns_of(group, heads)
            if len(columns) >= (_COLUMNS if group in first else _COLUMNS + 1):
                return group, columns
        return None, {}

    # ------------------------------------------------------------ what it all means

    def finish(self) -> None:
        """Understand what was found, now that the language is known."""
        self.close()
        tongue = max(self._tongues, key=lambda one: self._tongues[one], default="")
        self.made.language = self._language or tongue
        self._reader = reader_of(self._record, self.made.language or "en")
        if self._title is not None and "title" not in self._answers:
            trust = Trust.HEADING
            self._answers["title"] = [self._title], trust, self._title.level == TITLE
        for name, (held, trust, sure) in self._answers.items():
            self._answer(name, held, trust, sure=sure)
        for group, columns, rows in self._items:
            self._rows(group, columns, rows)

    def _answer(self, name: str, held: list[Block], trust: Trust, *, sure: bool) -> None:
        text = text_of(held)
        if not text:
            return
        guess = "" if sure else _("Whether this is what is asked here is a guess.")
        if name.startswith("@"):
            self.made.answers += self._unknown(Composed(self._reader, trust).answers(name, text))
            return
        member = CASE.by_name.get(name)
        if isinstance(member, GroupDefinition):
            self._listed(member, held, trust, guess)
        elif member is not None:
            self._field((name,), member, text, (trust, guess))

    def _unknown(self, answers: list[FoundAnswer]) -> Iterator[FoundAnswer]:
        """Answers, less those whose group the record tells in full."""
        for answer in answers:
            if value_at(self._record, answer.path[:1]) is None:
                yield answer

    def _field(
        self, path: Path, member: FieldDefinition, text: str, known: tuple[Trust, str]
    ) -> None:
        trust, guess = known
        found = self._reader.understood(member, text)
        if found.value is None or same(found.value, value_at(self._record, path)):
            return
        doubt = found.doubt or guess
        self.made.answers.append(FoundAnswer(path, found.value, text, trust, doubt))

    def _listed(self, group: GroupDefinition, held: list[Block], trust: Trust, guess: str) -> None:
        """Each item of a list, or else each paragraph, is an item of the group."""
        if value_at(self._record, (group.name,)) is not None:
            return
        lead = _lead(group)
        found = self._reader.understood(_whole(), text_of(held))
        if isinstance(found.value, dict):  # unknown, not applicable, withheld
            self.made.answers.append(
                FoundAnswer((group.name,), found.value, text_of(held), trust, guess)
            )
            return
        paragraphs = [block for block in held if text_of([block])]
        for block in paragraphs:
            lines = plain_lines(text_of([block]))
            # in a cell every line is one; in a text a line is only where a paragraph breaks
            for text in lines if trust is Trust.LABEL else ["\n".join(lines)]:
                self._field((group.name, new_id(), lead.name), lead, text, (trust, guess))

    def _rows(self, group: GroupDefinition, columns: Mapping[int, str], rows: list[Row]) -> None:
        known = self._record.get(group.name)
        ids = {item.get("id") for item in known} if isinstance(known, list) else set()
        for row in rows:
            item = _item_of(row) or new_id()
            if ids and item not in ids:
                continue
            for cell in row.cells:
                member = group.by_name.get(columns.get(cell.at, ""))
                if isinstance(member, FieldDefinition) and cell.text:
                    path = (group.name, item, member.name)
                    self._field(path, member, cell.text, (Trust.COLUMN, ""))


def asks(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one of our questions, alone or with its answer behind it."""
    _found, answer = _question(paragraph)
    plain = " ".join(paragraph.plain.split())
    return answer is not None or questions.asked(plain, exactly=True) is not None


def _question(paragraph: Paragraph) -> tuple[Asked | None, Paragraph | None]:
    """The question that a paragraph asks, and what of it is the answer already."""
    plain = " ".join(paragraph.plain.split())
    own = _named(paragraph)
    if own is not None:
        return Asked(own), (paragraph if own == "title" else None)
    heading = paragraph.level > 0 or (paragraph.bold and len(plain) <= _SHORT)
    if heading:
        found = questions.asked(plain) or questions.about(plain)
        if found is not None:
            return found, None
    elif len(plain) <= _LABEL and not plain.endswith(".") and not paragraph.item:
        found = questions.asked(plain, exactly=True)
        if found is not None:
            return found, None
    match = _COLON.match(paragraph.plain)
    if match is None or paragraph.level:
        return None, None
    bold = bool(paragraph.spans) and paragraph.spans[0].bold
    found = questions.asked(match[1], exactly=not bold)
    if found is None:
        return None, None
    rest = Paragraph()
    text = paragraph.behind(match.start(2))
    rest.spans = [Span(text)] if text else []
    return found, rest if text else None


def _labelled(row: Row) -> tuple[Asked | None, str, list[Cell]] | None:
    """The question of a row, its label, and the cells of the answer; None where it has no two."""
    cells = [cell for cell in row.cells if cell.span < 20]
    if len(cells) > 2 and _NUMBER.match(cells[0].text):
        cells = cells[1:]
    if len(cells) < 2:
        return None
    label = " ".join("\n".join(plain_lines(cells[0].text)).split())
    own = next((name for p in paragraphs_in(cells[0].blocks) if (name := _named(p))), None)
    found = None if questions.is_head(label) else questions.asked(label)
    if own is not None and (found is None or not found.name.startswith("@")):
        found = Asked(own)
    return found, label, cells[1:]


def _named(paragraph: Paragraph) -> str | None:
    """The field of the story whose bookmark a paragraph has."""
    for anchor, _start, _end in paragraph.anchors:
        name = re.sub(r"_\d{1,2}$", "", anchor.removeprefix("ssc_f_"))
        if anchor.startswith("ssc_f_") and name in CASE.by_name:
            return name
    return None


def _inside(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Answers behind their labels in one line: field and text."""
    if paragraph.level or paragraph.cell is not None:
        return
    places = sorted(paragraph.anchors, key=lambda one: one[1])
    for at, (anchor, _start, end) in enumerate(places):
        name = anchor.removeprefix("ssc_f_")
        until = places[at + 1][1] if at + 1 < len(places) else None
        text = paragraph.behind(end, until).strip(" ·\u00a0\t")
        if anchor.startswith("ssc_f_") and name in CASE.by_name and text:
            yield name, text


def _own(paragraph: Paragraph, begins: str) -> bool:
    return any(name.startswith(begins) for name, _start, _end in paragraph.anchors)


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    for cell in row.cells:
        yield from paragraphs_in(cell.blocks)


def _item_of(row: Row) -> str:
    """The id that the bookmark of a row says."""
    for paragraph in _paragraphs(row):
        for name, _start, _end in paragraph.anchors:
            digits = name.removeprefix("ssc_r_")[:32]
            if name.startswith("ssc_r_") and re.fullmatch(r"[0-9a-f]{32}", digits):
                said = str(uuid.UUID(digits))
                return said if is_id(said) else ""
    return ""


def _bold(paragraph: Paragraph) -> Paragraph:
    """A heading inside an answer, as narrative can say it."""
    return Paragraph([Span(span.text, bold=True) for span in paragraph.spans])


def _line(text: str) -> Paragraph:
    return Paragraph([Span(text)])


def _lead(group: GroupDefinition) -> FieldDefinition:
    """The field that a line of plain words answers: what is asked of every item, if it is text."""
    fields = [one for one in group.fields if isinstance(one, FieldDefinition)]
    texts = [one for one in fields if one.kind in {Kind.LINE, Kind.TEXT}]
    asked = [one for one in texts if one.needs.complete is Need.REQUIRED]
    return (asked or texts or fields)[0]


def _whole() -> FieldDefinition:
    """A field of narrative, to understand whether a whole group was answered with one word."""
    found = CASE.by_name["overview"]
    assert isinstance(found, FieldDefinition)  # noqa: S101 - it is narrative
    return found
