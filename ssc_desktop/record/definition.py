"""How a field of the record is defined: once, for form, Word, JSON, tables and gates."""

import dataclasses
import enum
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


class Kind(enum.StrEnum):
    """What sort of value a field holds."""

    LINE = "line"
    """One line of text."""
    TEXT = "text"
    """Narrative: paragraphs, lists, bold, italic (a Markdown subset)."""
    LINES = "lines"
    """Several short texts; a tuple of str."""
    COUNT = "count"
    """A whole number; int."""
    DECIMAL = "decimal"
    """An amount or measure; a decimal string, never a float."""
    FIGURE = "figure"
    """A number or words ("4.5", "none"); str."""
    DATE = "date"
    """A partial date; an EDTF level 1 string."""
    CHOICE = "choice"
    """One code of a vocabulary; str or int."""
    CHOICES = "choices"
    """Several codes, the main one first; a tuple."""
    MARKS = "marks"
    """Several codes without an order; a tuple in the vocabulary's order."""
    NOTED = "noted"
    """A code (or several) and words; `Noted`."""
    YES_NO = "yes_no"
    """bool."""
    REFERENCE = "reference"
    """The id of an item of this case, or of another case."""
    REFERENCES = "references"
    """Several ids; a tuple of str."""
    DIGEST = "digest"
    """SHA-256 of a file, lower-case hex."""


class Need(enum.StrEnum):
    """How much a status asks of a field, as the data dictionary writes it."""

    REQUIRED = "R"
    REQUIRED_IF_PERSONS = "P"
    """Required only where the story names, quotes or shows persons."""
    OPTIONAL = "o"
    UNUSED = "-"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a field must have at the three kinds of status."""

    draft: Need = Need.OPTIONAL
    complete: Need = Need.OPTIONAL
    published: Need = Need.OPTIONAL

    @classmethod
    def read(cls, letters: str) -> "Needs":
        """Needs from the dictionary's three letters, e.g. `oRR`."""
        return cls(*(Need(letter) for letter in letters))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What the side panel says about a question; English, to be translated where it is shown."""

    why: str
    """Why it is asked."""
    good: str
    weak: str
    """A weak answer, and in brackets what the matter with it is."""


# compared by identity, as groups are below
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FieldDefinition:
    """One question of the record and everything the program knows about it."""

    name: str
    """The name everywhere: JSON key, column, widget, bookmark."""
    attribute: str
    """The Python attribute; differs from the name only where Python reserves the word."""
    kind: Kind
    label: str
    prompt: str = ""
    guidance: Guidance | None = None
    vocabulary: str = ""
    words: tuple[int, int] | None = None
    """Suggested range of words; 0 means no lower bound."""
    characters: int | None = None
    pattern: str = ""
    """What the whole text must look like; for a line only."""
    example: str = ""
    """A text of that look."""
    within: int | None = None
    """DECIMAL only: the value lies between minus this and this."""
    most: int | None = None
    """The largest number of choices or lines."""
    overview: bool = False
    """On the one-page overview."""
    poster: str = ""
    """The block of the poster that it feeds: background, objectives, innovation, …"""
    star: bool = False
    """Part of the minimum comparable set."""
    needs: Needs = Needs()
    needed_if: tuple[str, str] | None = None
    """Required too where this other field of the same item holds this code."""
    refers_to: tuple[str, ...] = ()
    """Groups whose items a reference may name; `case` for another story."""
    several: bool = False
    """NOTED only: more than one code."""
    numbered: bool = False
    """The codes are whole numbers: a scale, or numbered goals."""
    private: bool = False
    """Kept in the private part of the case, which no open bundle carries."""
    exported: bool = True
    """False for what never leaves this computer in a document."""
    part: str = ""
    """The visible part (contacts, money, people, places, files) a limit may hide."""
    automatic: bool = False
    """Filled by the program; no prompt in the form."""
    source: str = ""


class _Members:
    """What the case and its groups have in common: fields, and groups within."""

    fields: "tuple[FieldDefinition | GroupDefinition, ...]"

    @functools.cached_property
    def by_name(self) -> "dict[str, FieldDefinition | GroupDefinition]":
        """The fields and groups by name, in order."""
        return {member.name: member for member in self.fields}

    @functools.cached_property
    def inner(self) -> "tuple[GroupDefinition, ...]":
        """The groups among the fields."""
        return tuple(member for member in self.fields if isinstance(member, GroupDefinition))


# compared by identity: definitions are made once, and serve as keys of what is worked out from them
@dataclass(frozen=True, kw_only=True, eq=False)
class GroupDefinition(_Members):
    """A repeated group: its items are records of their own, each with a stable id."""

    name: str
    attribute: str
    item_type: type
    label: str
    one: str
    """What one item is called on its button: “Add a partner”."""
    prompt: str = ""
    guidance: Guidance | None = None
    fields: tuple["FieldDefinition | GroupDefinition", ...] = ()
    least: int = 0
    """How many items "complete" asks for, where the group is required."""
    most: int | None = None
    overview: bool = False
    poster: str = ""
    """The block of the poster that it feeds."""
    star: bool = False
    needs: Needs = Needs()
    private: bool = False
    printed: bool = True
    """False for what stands in no document; bundles carry it."""
    part: str = ""
    fixed: str = ""
    """The field whose vocabulary gives the items (principle_check): one row for each code."""
    source: str = ""

    @property
    def automatic(self) -> bool:
        """No group is filled by the program alone."""
        return False


Definition = FieldDefinition | GroupDefinition


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """A chapter of the form."""

    name: str
    letter: str
    label: str
    intro: str
    minutes: int
    icon: str
    fields: tuple[Definition, ...] = ()


@dataclass(frozen=True, eq=False)
class CaseDefinition(_Members):
    """The whole record: sections of fields and groups, in the order of the data dictionary."""

    item_type: type
    sections: tuple[SectionDefinition, ...]
    fields: tuple[Definition, ...]
    """All fields and groups of the case itself, in order."""
    name: str = "case"

    @functools.cached_property
    def asked(self) -> tuple[Definition, ...]:
        """The fields and groups that a section asks for: all but what reviewers say."""
        return tuple(member for section in self.sections for member in section.fields)

    @functools.cached_property
    def _groups(self) -> dict[str, GroupDefinition]:
        return {group.name: group for group in _groups_in(self.fields)}

    def groups(self) -> dict[str, GroupDefinition]:
        """Every group, also those inside groups, by name."""
        return self._groups

    def named(self, name: str) -> Definition | None:
        """The field or group of the case itself called `name`."""
        return self.by_name.get(name)


def _groups_in(members: tuple[Definition, ...]) -> Iterator[GroupDefinition]:
    for member in members:
        if isinstance(member, GroupDefinition):
            yield member
            yield from _groups_in(member.fields)


_KEY = "ssc.definition"


def defined(kind: Kind, label: str, prompt: str = "", **options: Any) -> Any:
    """A dataclass field that carries its definition; `needs` as the dictionary's letters."""
    options["needs"] = Needs.read(options.get("needs", "ooo"))
    made = {"kind": kind, "label": label, "prompt": prompt, **options}
    return dataclasses.field(default=None, metadata={_KEY: made})


def repeated(item_type: type, label: str, one: str, prompt: str = "", **options: Any) -> Any:
    """A dataclass field that holds the items of a group (or one `Answer` for the whole)."""
    options["needs"] = Needs.read(options.get("needs", "ooo"))
    made = {"item_type": item_type, "label": label, "one": one, "prompt": prompt, **options}
    return dataclasses.field(default=(), metadata={_KEY: made})


def members_of(record_type: type, *, own: bool = False) -> tuple[Definition, ...]:
    """The definitions that the fields of a dataclass carry, in order.

    With `own`, only those written in that very class, not in its bases.
    """
    names = vars(record_type).get("__annotations__", {}) if own else None
    found: list[Definition] = []
    for item in dataclasses.fields(record_type):
        made = item.metadata.get(_KEY)
        if made is None or (names is not None and item.name not in names):
            continue
        common: dict[str, Any] = {"name": item.name.rstrip("_"), "attribute": item.name, **made}
        if "item_type" in made:
            found.append(GroupDefinition(**common, fields=members_of(made["item_type"])))
        else:
            found.append(FieldDefinition(**common))
    return tuple(found)
