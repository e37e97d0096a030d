"""What the keys for bold, italic, lists and links do to a text. Knows nothing of widgets."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ssc_desktop.record import narrative
from ssc_desktop.record.narrative import Span

_EMPTY_ITEM = re.compile(r"^\s{0,3}(?:[-*•]|\d{1,3}[.)])\s*$")
_BEGINNING = re.compile(r"^(\s{0,3})(?:([-*•])|(\d{1,3})([.)]))(\s+)")
_WORD = re.compile(r"[\w'’\-]+")
_MARKS = {"bold": "**", "italic": "*"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Text that takes the place of other text, and what is selected then."""

    start: int
    end: int
    text: str
    anchor: int
    caret: int


@dataclass(frozen=True, slots=True)
class Selected:
    """A text and what is selected in it; nothing where both ends are the same."""

    text: str
    start: int
    end: int

    @property
    def lines(self) -> tuple[int, int]:
        """Where the first selected line begins and the last one ends."""
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", max(self.start, self.end - 1 if self.end > first else first))
        return first, len(self.text) if last < 0 else last


def words_around(text: str, at: int) -> tuple[int, int]:
    """The word that holds the place `at`; an empty stretch where there is none."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    for found in _WORD.finditer(text, start, len(text) if end < 0 else end):
        if found.start() < at < found.end():
            return found.span()
    return at, at


# ------------------------------------------------------------ bold and italic


def toggled(chosen: Selected, look: str) -> Edit:
    """`bold` or `italic` put on what is selected, or taken off where all of it is so."""
    if chosen.start == chosen.end:
        start, end = words_around(chosen.text, chosen.start)
        if start == end:
            return _begun_or_ended(chosen, look)
        edit = toggled(Selected(chosen.text, start, end), look)
        caret = edit.anchor + chosen.start - start
        return replace(edit, anchor=caret, caret=caret)
    first, last = chosen.lines
    on = not _all(chosen, look)
    change = _setter(look, on)
    made: list[str] = []
    places: list[int] = []
    at = first
    for line in chosen.text[first:last].split("\n"):
        inside = range(max(chosen.start - at, 0), min(chosen.end - at, len(line)))
        new, kept = _line_with(line, inside, change)
        done = sum(map(len, made)) + len(made)
        places += [first + done + place for place in kept]
        made.append(new)
        at += len(line) + 1
    start, end = (places[0], places[-1] + 1) if places else (chosen.start, chosen.end)
    return Edit(first, last, "\n".join(made), start, end)


def _setter(look: str, on: bool) -> Callable[[Span], Span]:
    return (lambda one: replace(one, bold=on)) if look == "bold" else (
        lambda one: replace(one, italic=on)
    )  # fmt: skip


def _all(chosen: Selected, look: str) -> bool:
    """Whether every word that is selected has the look."""
    at, seen = 0, False
    for line in chosen.text.split("\n"):
        for place, span in _letters(line):
            if chosen.start <= at + place < chosen.end and not span.text.isspace():
                seen = True
                if not getattr(span, look):
                    return False
        at += len(line) + 1
        if at > chosen.end:
            break
    return seen


def _letters(line: str) -> list[tuple[int, Span]]:
    """The letters of a line without marks, each with its place and its look."""
    _kind, start = narrative.beginning(line)
    found: list[tuple[int, Span]] = []
    for one in narrative.stretches(line[start:]):
        if not one.mark:
            look = Span("", one.bold, one.italic, one.link)
            places = range(start + one.start, start + one.end)
            found += [(at, replace(look, text=line[at])) for at in places]
    return found


def _line_with(line: str, inside: range, change: Callable[[Span], Span]) -> tuple[str, list[int]]:
    """A line in which the letters `inside` look otherwise, and where these are then."""
    letters = _letters(line)
    changed = [change(span) if at in inside else span for at, span in letters]
    wanted = [number for number, (at, _span) in enumerate(letters) if at in inside]
    beginning = line[: narrative.beginning(line)[1]]
    new = beginning + narrative.marked(changed)
    after = _letters(new)
    if [span.text for _at, span in after] != [span.text for span in changed]:
        return line, list(inside)  # marks cannot say it: better nothing than something else
    return new, [after[number][0] for number in wanted]


def _begun_or_ended(chosen: Selected, look: str) -> Edit:
    """No word is near: begin a look, leave it, or take an empty one back."""
    mark, at, text = _MARKS[look], chosen.start, chosen.text
    size = len(mark)
    behind = text.startswith(mark, at)
    if behind and text[:at].endswith(mark):
        return Edit(at - size, at + size, "", at - size, at - size)
    if behind:
        return Edit(at, at, "", at + size, at + size)
    return Edit(at, at, mark * 2, at + size, at + size)


# ------------------------------------------------------------ lists


def listed(chosen: Selected, kind: str) -> Edit:
    """The selected lines as a list (`bullet`, `number`); as plain lines where they are one."""
    first, last = chosen.lines
    lines = chosen.text[first:last].split("\n")
    told = [line for line in lines if line.strip()] or lines
    remove = all(_kind(line) == kind for line in told)
    made: list[str] = []
    number = 0
    for line in lines:
        bare = line[_bare_from(line) :]
        if remove or (not line.strip() and len(lines) > 1):
            made.append(bare)
            continue
        number += 1
        made.append(f"{number}. {bare}" if kind == "number" else f"- {bare}")
    text = "\n".join(made)
    if chosen.start == chosen.end:
        grown = len(made[0]) - len(lines[0])
        caret = max(first, chosen.start + grown)
        return Edit(first, last, text, caret, caret)
    return Edit(first, last, text, first, first + len(text))


def _kind(line: str) -> str:
    match = _BEGINNING.match(line) or _BEGINNING.match(line + " ")
    if match is None:
        return "paragraph"
    return "bullet" if match[2] else "number"


def _bare_from(line: str) -> int:
    match = _BEGINNING.match(line)
    if match is not None:
        return match.end()
    return len(line) if _EMPTY_ITEM.match(line) else 0


def in_list(line: str) -> bool:
    """Whether `line` is an item of a list, also an empty one."""
    return _BEGINNING.match(line) is not None or _EMPTY_ITEM.match(line) is not None


def entered(text: str, at: int) -> Edit | None:
    """What Enter does within a list: the next item, or the end of the list; None elsewhere."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    last = len(text) if last < 0 else last
    line = text[first:last]
    if _EMPTY_ITEM.match(line) and at == last:
        return Edit(first, last, "", first, first)
    match = _BEGINNING.match(line)
    if match is None or at < first + match.end():
        return None
    if match[2]:
        mark = f"{match[1]}{match[2]} "
        return Edit(at, at, f"\n{mark}", at + 1 + len(mark), at + 1 + len(mark))
    number = int(match[3]) + 1
    mark = f"{match[1]}{number}{match[4]} "
    tail, end = _renumbered(text, last, number + 1)
    caret = at + 1 + len(mark)
    if not tail:
        return Edit(at, at, f"\n{mark}", caret, caret)
    return Edit(at, end, f"\n{mark}{text[at:last]}{tail}", caret, caret)


def _renumbered(text: str, start: int, number: int) -> tuple[str, int]:
    """The numbered lines behind `start`, counted on from `number`, and where they end."""
    made, end = "", start
    while end < len(text):
        last = text.find("\n", end + 1)
        last = len(text) if last < 0 else last
        match = _BEGINNING.match(text[end + 1 : last])
        if match is None or not match[3]:
            break
        rest = text[end + 1 + match.end() : last]
        made += f"\n{match[1]}{number}{match[4]}{match[5]}{rest}"
        number += 1
        end = last
    return made, end


def taken_back(text: str, at: int) -> Edit | None:
    """What the backspace does right behind the mark of a list: it takes the mark; else None."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    line = text[first : len(text) if last < 0 else last]
    match = _BEGINNING.match(line)
    if match is None or at != first + match.end():
        return None
    return Edit(first, at, "", first, first)


# ------------------------------------------------------------ links


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: where it stands with its marks, what it says, where it leads."""

    start: int
    end: int
    text: str
    address: str


def link_at(text: str, at: int) -> Link | None:
    """The link that holds the place `at`."""
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    line = text[first : len(text) if last < 0 else last]
    found = [one for one in narrative.stretches(line) if one.link]
    # a link is its first mark, its words and its last mark
    for opening, said, closing in zip(found[::3], found[1::3], found[2::3], strict=False):
        if first + opening.start <= at <= first + closing.end:
            words = line[said.start : said.end]
            return Link(first + opening.start, first + closing.end, words, closing.link)
    return None


def linked(chosen: Selected, address: str) -> Edit:
    """What is selected as a link to `address`; a link there already leads there, or ends."""
    there = link_at(chosen.text, chosen.start)
    if there is not None and chosen.end <= there.end:
        said = narrative.marked([Span(there.text, link=address)]) if address else there.text
        return Edit(there.start, there.end, said, there.start, there.start + len(said))
    start, end = chosen.start, chosen.end
    line_end = chosen.text.find("\n", start)
    end = end if line_end < 0 else min(end, line_end)
    if start == end:
        start, end = words_around(chosen.text, start)
    words = chosen.text[start:end] or address
    bare = "".join(span.text for span in narrative.spans(words)).strip() or address
    said = narrative.marked([Span(bare, link=address)]) if address else words
    return Edit(start, end, said, start + len(said), start + len(said))


def address_of(typed: str) -> str:
    """The address a person means: `www.example.org` gets its beginning; "" where it is none."""
    said = typed.strip()
    if said and "://" not in said and "." in said:
        said = f"https://{said}"
    for sign, code in (("(", "%28"), (")", "%29"), (" ", "%20")):
        said = said.replace(sign, code)
    return said if narrative.LINK.fullmatch(said) else ""


def common(old: str, new: str) -> tuple[int, int, int]:
    """How much two texts share at their beginning and end: start, end in old, end in new."""
    most = min(len(old), len(new))
    start = _shared(old, new, most)
    left = most - start
    behind = _shared(old[::-1][:left], new[::-1][:left], left)
    return start, len(old) - behind, len(new) - behind


def _shared(one: str, other: str, most: int) -> int:
    low, high = 0, most
    if one[:most] == other[:most]:
        return most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
