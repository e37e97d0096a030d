"""From blocks to pages: what stands together, where a page ends, what stands at its foot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ssc_desktop.services.printing import model
from ui.pdf.blocks import slices
from ui.pdf.fonts import UNIT
from ui.pdf.slices import Slice, stacked

_NOTE_GAP = 9 * UNIT
"""Between the text and its footnotes; the rule stands within."""
_CLEAR = 2 * UNIT
"""Between the text and a header or footer that needs more than its margin."""


@dataclass
class Page:
    """A page: its section, what stands on it and where, and its footnotes."""

    section: model.Section
    first: bool
    """The first of its section."""
    placed: list[tuple[Slice, float, float]] = field(default_factory=list)
    notes: list[Slice] = field(default_factory=list)
    lowest: float = 0.0
    bottom: float = 0.0
    """Where its text must end."""

    @property
    def margins(self) -> tuple[Sequence[model.Block], Sequence[model.Block]]:
        """The blocks of its header and of its footer."""
        s = self.section
        if self.first and s.own_first:
            return s.first_header, s.first_footer
        return s.header, s.footer


class Pages:
    """Fills pages with the slices of one document."""

    def __init__(self, notes: Callable[[str, float], list[Slice]]) -> None:
        self.pages: list[Page] = []
        self._notes = notes

    def fill(self, section: model.Section) -> Iterator[int]:
        """Set one section; tells how many pages there are whenever one is full."""
        frame = _Frame(section)
        made = slices(section.blocks, frame.width)
        if section.new_page or not self.pages:
            self._begin(frame)
        else:
            frame.y = max(frame.top, self.pages[-1].lowest)
            frame.from_y = frame.y
        waiting = list(_groups(made))[::-1]
        while waiting:
            group = waiting.pop()
            if group[0].page_before and self.pages[-1].placed:
                self._begin(frame)
                yield len(self.pages)
            rest = self._place(frame, group)
            if rest:
                waiting.append(rest)
                self._next(frame)
                yield len(self.pages)

    def _begin(self, frame: "_Frame") -> None:
        first = not any(page.section is frame.section for page in self.pages)
        page = Page(frame.section, first)
        self.pages.append(page)
        frame.begin(page)

    def _next(self, frame: "_Frame") -> None:
        """Go on in the next column, or on the next page."""
        if frame.column + 1 < frame.section.columns:
            frame.column += 1
            frame.y = frame.from_y
            frame.fresh = True
        else:
            self._begin(frame)

    def _place(self, frame: "_Frame", group: list[Slice]) -> list[Slice]:
        """Put a group on the page; what does not fit is the answer."""
        page = self.pages[-1]
        while group:
            repeated = [*group[0].repeated] if frame.fresh else []
            wanted = [*repeated, *group]
            notes = [note for one in wanted for note in one.notes]
            feet = [line for note in notes for line in self._notes(note, frame.width)]
            room = frame.bottom - frame.y - _foot(page.notes, feet)
            gap = 0.0 if frame.fresh else wanted[0].before
            if gap + stacked(wanted) <= room + 0.5:
                self._put(page, frame, wanted)
                page.notes += feet
                return []
            shorter = _shortened(group, room - gap - stacked(repeated), alone=frame.fresh)
            if shorter is None:
                return group
            fits, group = shorter
            self._put(page, frame, [*repeated, *fits])
            page.notes += [
                line for one in fits for n in one.notes for line in self._notes(n, frame.width)
            ]
            return group
        return []

    def _put(self, page: Page, frame: "_Frame", group: Sequence[Slice]) -> None:
        for one in group:
            frame.y += 0.0 if frame.fresh else one.before
            page.placed.append((one, frame.x, frame.y))
            frame.y += one.height
            page.lowest = max(page.lowest, frame.y + one.after)
            frame.y += one.after
            frame.fresh = False


class _Frame:
    """Where on its page the next slice goes."""

    def __init__(self, section: model.Section) -> None:
        self.section = section
        whole = (section.width - section.left - section.right) * UNIT
        gaps = (section.columns - 1) * section.gap * UNIT
        self.width = (whole - gaps) / section.columns
        self.top = section.top * UNIT
        self.bottom = (section.height - section.bottom) * UNIT
        self.y = self.from_y = self.top
        self.column = 0
        self.fresh = True

    @property
    def x(self) -> float:
        """The left edge of the column; the first one is on the right in Arabic."""
        number = self.column
        if self.section.right_to_left:
            number = self.section.columns - 1 - number
        return self.section.left * UNIT + number * (self.width + self.section.gap * UNIT)

    def begin(self, page: Page) -> None:
        """Begin a page: the text keeps clear of a tall header or footer."""
        s = self.section
        width = (s.width - s.left - s.right) * UNIT
        header, footer = (stacked(slices(blocks, width)) for blocks in page.margins)
        self.top = max(s.top * UNIT, s.header_at * UNIT + header + _CLEAR)
        self.bottom = (s.height - max(s.bottom, s.footer_at)) * UNIT
        self.bottom = min(self.bottom, (s.height - s.footer_at) * UNIT - footer - _CLEAR)
        page.bottom = self.bottom
        self.column = 0
        self.fresh = True
        self.y = self.from_y = self.top


def _foot(there: Sequence[Slice], more: Sequence[Slice]) -> float:
    both = [*there, *more]
    return stacked(both) + _NOTE_GAP if both else 0.0


def _groups(made: Sequence[Slice]) -> Iterator[list[Slice]]:
    """What must stand on one page, if it can."""
    group: list[Slice] = []
    for one in made:
        if one.page_before and group:
            yield group
            group = []
        group.append(one)
        if not one.keeps_next:
            yield group
            group = []
    if group:
        yield group


def _shortened(
    group: list[Slice], room: float, *, alone: bool
) -> tuple[list[Slice], list[Slice]] | None:
    """A part of a group that fits, and the rest; None where it should wait for the next page.

    The last slice of a group may be parted, a row of a table above all. A group that is higher
    than a page is parted anywhere.
    """
    before = stacked(group[:-1]) + (group[-1].before if len(group) > 1 else 0.0)
    parts = group[-1].split(room - before) if before < room else None
    if parts is not None:
        return [*group[:-1], parts[0]], [parts[1]]
    if not alone:
        return None
    count = len(group)
    while count > 1 and stacked(group[:count]) > room:
        count -= 1
    return group[:count], group[count:]
