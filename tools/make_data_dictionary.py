"""Write docs/data-dictionary.md from the definitions of the record.

    python -m tools.make_data_dictionary

What a case story holds is defined once, in `ssc_desktop/record/`; a test says when the page is
stale.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind, SectionDefinition
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.schema import json_schema
from ssc_desktop.record.vocabularies import vocabulary

PAGE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
SCHEMA = PAGE.with_name("record.schema.json")
_LONG = 60
"""Longer lists (countries, languages, SDG targets) are told by their number alone."""

_INTRO = """\
# The data dictionary

What a case story holds. This page is made from the definitions in `ssc_desktop/record/` by
`python -m tools.make_data_dictionary`; change them, not it. A field's name here is its name
everywhere: in record JSON, in the tables of a library, in bundles and as the name of its widget.

## How to read it

* **★** the field belongs to the {stars} by which stories can be compared. It counts there when it
  has a value; “unknown” does not.
* **page** it stands on the one-page overview.
* **D C P** what a draft, a complete and a published story need: **R** required, **o** optional,
  **P** required where the story names or shows persons, **–** not used. A story told at the depth
  “overview” needs only what stands on the page.
* **private** it stays on the computer where it was written, unless a person sends it on purpose;
  it is kept and travels apart from the rest of the story.

## Answers

Every field, and every group as a whole, may be answered without a value: `unknown`,
`not_applicable` (it does not apply) or `withheld` (known, but not told). In record JSON this is
`{{"answer": "unknown"}}` in the place of the value. Such an answer counts as answered; a field
that is absent was not answered yet.

## Kinds of values

| kind | in record JSON |
|---|---|
{kinds}

**Dates** are partial, as people know them: EDTF level 1 (ISO 8601-2), `2008`, `2008-08`,
`2008-08-15`, with `~` behind for “about” (`2011~`), and `..` for “still going on”. The form reads
“Aug 2008”, “15.8.2008”, “about 2011” and their like in other languages.

**Text** is plain, or a small part of Markdown in narrative fields: paragraphs, lists, bold,
italic.

## Groups

A group is a list of objects in their order. Every item has an `id` (a UUIDv7, given by the
program where it is absent) by which other items refer to it: a sum of money to its payer, a
lesson to the result that it comes from. A group inside a group works the same way.

## How it travels

The story and every item of a group is one record. A save keeps, for each record, only the fields
that changed, together with what its author saw there before; so edits of different fields on
different computers come together by themselves, and two edits of the same field are both kept
until a person chooses. Marks (several codes without an order) come together code by code. Private
fields form a second record in a part of the story that open bundles do not carry. The form of all
this is in `docs/bundle-format.md`.

A field that this version does not know is kept and passed on; a code that its lists do not have
is shown as it is.
"""

_KINDS = {
    Kind.LINE: "one line of text",
    Kind.TEXT: "text of any length",
    Kind.LINES: "a list of short texts",
    Kind.COUNT: "a whole number, 0 or more",
    Kind.DECIMAL: 'a number written as text, such as `"4.5"`; never a floating-point number',
    Kind.FIGURE: 'a number written as text, or words (`"no baseline"`)',
    Kind.DATE: "a partial date",
    Kind.CHOICE: "one code of a list",
    Kind.CHOICES: "several codes of a list, the main one first",
    Kind.MARKS: "several codes of a list, without an order",
    Kind.NOTED: 'a code, words, or both: `{"code": …, "note": …}`',
    Kind.YES_NO: "`true` or `false`",
    Kind.REFERENCE: "the id of an item, or of another story",
    Kind.REFERENCES: "a list of ids",
    Kind.DIGEST: "SHA-256 of a file, in lower-case hex",
}


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    kinds = "\n".join(
        f"| {kind.value.replace('_', ' ')} | {said} |" for kind, said in _KINDS.items()
    )
    yield _INTRO.format(kinds=kinds, stars=f"{_stars()} fields")
    for section in CASE.sections:
        yield from _section(section)
    yield from _review()
    yield from _lists()


def _stars() -> int:
    holders = [CASE.fields, *(group.fields for group in CASE.groups().values())]
    return sum(member.star for members in holders for member in members)


def _section(section: SectionDefinition) -> Iterator[str]:
    yield f"## {section.letter}. {section.label} ({section.minutes} minutes)\n"
    yield f"{section.intro}\n"
    yield from _table(section.fields)


def _review() -> Iterator[str]:
    """What no section asks for."""
    yield "## J. Review (no form asks for it)\n"
    yield "What reviewers say and authors answer. Bundles carry it; no document shows it.\n"
    yield from _table(tuple(member for member in CASE.fields if member not in CASE.asked))


def _table(members: tuple[Definition, ...]) -> Iterator[str]:
    yield "| field | label | value | page | D C P | question |"
    yield "|---|---|---|---|---|---|"
    for member in members:
        yield from _rows(member, "")
    yield ""


def _rows(member: Definition, place: str) -> Iterator[str]:
    star = " ★" if member.star else ""
    asked = (member.needs.draft, member.needs.complete, member.needs.published)
    needs = " ".join(need.value for need in asked).replace("-", "–")
    cells = [
        f"`{place}{member.name}`{star}",
        member.label,
        _group(member) if isinstance(member, GroupDefinition) else _value(member),
        "page" if member.overview else "",
        needs,
        member.prompt,
    ]
    yield "| " + " | ".join(cells) + " |"
    if isinstance(member, GroupDefinition):
        for inner in member.fields:
            yield from _rows(inner, f"{place}{member.name}.")


def _group(group: GroupDefinition) -> str:
    said = ["group"]
    if group.least > 1 or group.most is not None:
        said.append(f"{group.least or 0} to {group.most if group.most is not None else 'many'}")
    if group.fixed:
        said.append(f"one item for each `{group.fixed}`")
    return ", ".join([*said, *_marks(group)])


def _value(field: FieldDefinition) -> str:
    said = [field.kind.value.replace("_", " ")]
    if field.vocabulary:
        said[0] += f" of [{field.vocabulary}](#{field.vocabulary})"
    if field.several:
        said.append("several codes")
    if field.most is not None:
        said.append(f"{field.most} at most")
    return ", ".join([*said, *_limits(field), *_bonds(field), *_marks(field)])


def _limits(field: FieldDefinition) -> Iterator[str]:
    if field.words:
        least, most = field.words
        yield f"{least}–{most} words" if least else f"up to {most} words"
    if field.characters:
        yield f"up to {field.characters} characters"
    if field.pattern:
        yield f"like `{field.example}`"
    if field.within is not None:
        yield f"from -{field.within} to {field.within}"


def _bonds(field: FieldDefinition) -> Iterator[str]:
    if field.needed_if:
        other, code = field.needed_if
        yield f"required where `{other}` is `{code}`"
    if field.refers_to:
        yield "names " + " or ".join(f"`{target}`" for target in field.refers_to)
    if field.automatic:
        yield "filled by the program"


def _marks(member: Definition) -> Iterator[str]:
    if member.private:
        yield "**private**"
    if isinstance(member, FieldDefinition) and not member.exported:
        yield "never in a document"
    if isinstance(member, GroupDefinition) and not member.printed:
        yield "never in a document"
    if member.part:
        yield f"part “{member.part}”"


def _lists() -> Iterator[str]:
    yield "## The lists\n"
    yield "The codes of `resources/vocabularies/`, with their English names; the files hold more."
    yield "What a list lacks may be said in words, in the fields that take words beside a code.\n"
    for name in _used():
        entries = vocabulary(name).entries
        yield f"### {name}\n"
        if vocabulary(name).open:
            yield f"Other codes are kept too: any that fits `{vocabulary(name).open}`.\n"
        if len(entries) > _LONG:
            first = ", ".join(f"`{one.code}` {one.label('en')}" for one in entries[:3])
            yield f"{len(entries)} codes: {first} …\n"
            continue
        yield "; ".join(f"`{one.code}` {one.label('en')}" for one in entries) + "\n"


def schema() -> str:
    """The JSON Schema of a record, as `ssc-desktop schema` prints it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _used() -> list[str]:
    holders = [CASE.fields, *(group.fields for group in CASE.groups().values())]
    return sorted(
        {
            member.vocabulary
            for members in holders
            for member in members
            if isinstance(member, FieldDefinition) and member.vocabulary
        }
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
    print(PAGE.name, SCHEMA.name)
