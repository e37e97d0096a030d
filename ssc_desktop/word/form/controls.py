"""Content controls: lists to choose from, days, boxes to tick; and rich text in a locked form.

All stand inside a paragraph. None is bound to data, none is of plain text and none stands around
whole paragraphs: LibreOffice 7.4 empties the file's data over the first, and writes the text
several times over the others.
"""

import functools
from dataclasses import dataclass, field

from ssc_desktop.word.text import Look, attribute, language_tag, runs

_LONGEST = 64
"""Characters of a tag or alias that Word takes."""
_FIRST = 100_000
"""The first id: far from those of bookmarks and drawings."""
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TICKED, FREE = "\u2612", "\u2610"
_BOX = (
    '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
)
ROOM = "\u2002" * 6
"""What stands in an empty rich text: blanks, so that nothing is printed where one may write."""

Choices = tuple[tuple[str, str], ...]
"""Codes with their labels."""


@dataclass
class Controls:
    """Makes the controls of one form, each with a tag and an alias of its own."""

    language: str
    prompts: list[str] = field(default_factory=list)
    """The words that stand where nothing was chosen yet."""
    _tags: set[str] = field(default_factory=set)
    _aliases: set[str] = field(default_factory=set)

    def drop_down(self, name: "Name", choices: Choices, chosen: str, prompt: str) -> str:
        """A list of which one may be chosen; `chosen` is a code or ""."""
        said = dict(choices).get(chosen, "")
        listed = f"<w:dropDownList>{_items(choices)}</w:dropDownList>"
        return self._control(name, listed, said, prompt)

    def day(self, name: "Name", said: str, prompt: str) -> str:
        """A day from a calendar; words may be typed as well."""
        kind = (
            '<w:date><w:dateFormat w:val="yyyy-MM-dd"/>'
            f'<w:lid w:val="{attribute(language_tag(self.language))}"/>'
            '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )
        return self._control(name, kind, said, prompt)

    def tick(self, name: "Name", *, ticked: bool) -> str:
        """A box to tick."""
        states = "".join(
            f'<w14:{state} w14:val="{ord(sign):04X}" w14:font="MS Gothic"/>'
            for state, sign in (("checkedState", TICKED), ("uncheckedState", FREE))
        )
        kind = (
            f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="{int(ticked)}"/>{states}'
            "</w14:checkbox>"
        )
        sign = TICKED if ticked else FREE
        inside = f"<w:r><w:rPr>{_BOX}</w:rPr><w:t>{sign}</w:t></w:r>"
        return self._around(name, kind, inside, empty=False)

    def words(self, name: "Name", inside: str) -> str:
        """Rich text in one paragraph: runs that are there, or room."""
        made = inside or f'<w:r><w:t xml:space="preserve">{ROOM}</w:t></w:r>'
        return self._around(name, "", made, empty=not inside)

    def _control(self, name: "Name", kind: str, said: str, prompt: str) -> str:
        if not said and prompt not in self.prompts:
            self.prompts.append(prompt)
        look = name.look
        quiet = Look(look.right_to_left, look.language, "SSCPrompt")
        inside = runs(said, look) if said else runs(prompt, quiet)
        return self._around(name, kind, inside, empty=not said)

    def _around(self, name: "Name", kind: str, inside: str, *, empty: bool) -> str:
        tag, alias = self._named(name)
        shown = "<w:showingPlcHdr/>" if empty else ""
        number = _FIRST + len(self._tags)
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias)}"/>'
            f'<w:tag w:val="{attribute(tag)}"/><w:id w:val="{number}"/>{shown}{kind}</w:sdtPr>'
            f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )

    def _named(self, name: "Name") -> tuple[str, str]:
        if name.tag in self._tags or len(name.tag) > _LONGEST:
            msg = f"the tag {name.tag} is used twice or too long"
            raise ValueError(msg)
        self._tags.add(name.tag)
        plain = " ".join(name.alias.split())[:_LONGEST].strip()
        alias, number = plain, 1
        while alias in self._aliases:
            number += 1
            end = f" ({number})"
            alias = plain[: _LONGEST - len(end)] + end
        self._aliases.add(alias)
        return name.tag, alias


@dataclass(frozen=True, slots=True)
class Name:
    """How a control is called: for the reader, and for people; and how its words look."""

    tag: str
    alias: str
    look: Look


@functools.lru_cache(maxsize=64)
def _items(choices: Choices) -> str:
    return "".join(
        f'<w:listItem w:displayText="{attribute(label)}" w:value="{attribute(code)}"/>'
        for code, label in choices
    )
