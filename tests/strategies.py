"""Stories made up by hypothesis from the definitions: a new field is in them by itself."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from ssc_desktop.record import (
    CASE,
    Answer,
    Case,
    CaseDefinition,
    FieldDefinition,
    GroupDefinition,
    Item,
    Kind,
    Noted,
)
from ssc_desktop.record.definition import Definition
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.record.words import cleaned

_Draw = Callable[[st.SearchStrategy[Any]], Any]
_Ids = dict[str, int]
"""The number of the first item of every group."""

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t")


def numbered_id(number: int) -> str:
    """A UUIDv7 that sorts by `number`."""
    return f"01a0c453-7903-7d72-9572-{number:012x}"


def texts(longest: int = 40) -> st.SearchStrategy[str]:
    """Text as it is kept: cleaned, without blanks around it, not empty."""
    return st.text(LETTERS, max_size=longest).map(lambda text: cleaned(text).strip()).filter(bool)


def dates() -> st.SearchStrategy[str]:
    """Partial dates of every form."""
    whole = st.dates().map(str)
    cut = st.tuples(whole, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])
    return st.one_of(st.just(".."), cut, cut.map(lambda date: date + "~"))


def decimals() -> st.SearchStrategy[str]:
    """Amounts and measures as decimal strings."""
    return st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,3})?", fullmatch=True)


def answers() -> st.SearchStrategy[Answer]:
    """Answers without a value."""
    return st.sampled_from(Answer)


def values(field: FieldDefinition) -> st.SearchStrategy[Any]:
    """Values that fit a field, `unknown` and the like among them."""
    return st.one_of(answers(), *[_OF_KIND[field.kind](field)] * 4)


def _codes(field: FieldDefinition) -> st.SearchStrategy[Any]:
    listed = vocabulary(field.vocabulary)
    codes = st.sampled_from(list(listed.codes))
    return codes | st.from_regex(listed.open, fullmatch=True) if listed.open else codes


def _decimals(field: FieldDefinition) -> st.SearchStrategy[str]:
    if field.within is None:
        return decimals()
    return st.integers(-1000 * field.within, 1000 * field.within).map(lambda n: f"{n / 1000:.3f}")


def _line(field: FieldDefinition) -> st.SearchStrategy[str]:
    return st.from_regex(field.pattern, fullmatch=True) if field.pattern else texts()


def _several(field: FieldDefinition) -> st.SearchStrategy[tuple[Any, ...]]:
    most = field.most or 5
    return st.lists(_codes(field), min_size=1, max_size=most, unique=True).map(tuple)


def _marks(field: FieldDefinition) -> st.SearchStrategy[tuple[Any, ...]]:
    rank = vocabulary(field.vocabulary).rank
    return _several(field).map(lambda codes: tuple(sorted(codes, key=rank)))


def _noted(field: FieldDefinition) -> st.SearchStrategy[Noted]:
    code = texts(10) if not field.vocabulary else _codes(field)
    if field.vocabulary and field.several:
        code = _several(field)
    if not field.vocabulary:
        code = st.integers(0, 30).map(numbered_id) if field.refers_to else st.none()
    return st.builds(Noted, st.none() | code, st.none() | texts()).filter(bool)


_OF_KIND: dict[Kind, Callable[[FieldDefinition], st.SearchStrategy[Any]]] = {
    Kind.LINE: _line,
    Kind.TEXT: lambda _field: texts(80),
    Kind.LINES: lambda field: st.lists(texts(12), min_size=1, max_size=field.most or 4).map(tuple),
    Kind.COUNT: lambda _field: st.integers(0, 2**53 - 1),
    Kind.DECIMAL: _decimals,
    Kind.FIGURE: lambda _field: decimals() | texts(12),
    Kind.DATE: lambda _field: dates(),
    Kind.CHOICE: _codes,
    Kind.CHOICES: _several,
    Kind.MARKS: _marks,
    Kind.NOTED: _noted,
    Kind.YES_NO: lambda _field: st.booleans(),
    Kind.REFERENCE: lambda _field: st.integers(0, 30).map(numbered_id),
    Kind.REFERENCES: lambda _field: st.lists(
        st.integers(0, 30).map(numbered_id), min_size=1, max_size=3, unique=True
    ).map(tuple),
    Kind.DIGEST: lambda _field: st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
}


@st.composite
def cases(
    draw: Any, definition: CaseDefinition = CASE, *, identity: int = 0, most: int = 7
) -> Case:
    """A story with some of its fields answered.

    Two of them share the ids of their first, second and third item of a group, never of two groups
    or of what holds them: kind and place of an item are fixed for good.
    """
    ids = {name: place * 1000 for place, name in enumerate(definition.groups(), 1)}
    made: Case = definition.item_type(
        case_uuid=numbered_id(identity), **_answered(draw, definition.fields, ids, most)
    )
    return made


def _answered(
    draw: _Draw, members: tuple[Definition, ...], ids: _Ids, most: int, above: int = 0
) -> dict[str, Any]:
    open_ones = [member for member in members if member.name != "case_uuid"]
    chosen = draw(
        st.lists(st.sampled_from(open_ones), max_size=most, unique_by=lambda member: member.name)
    )
    return {
        member.attribute: _items(draw, member, ids, above)
        if isinstance(member, GroupDefinition)
        else draw(values(member))
        for member in chosen
    }


def _items(draw: _Draw, group: GroupDefinition, ids: _Ids, above: int) -> tuple[Item, ...] | Answer:
    number = draw(st.integers(0, min(3, group.most or 3)))
    if not number:
        answer: Answer = draw(answers())
        return answer
    first = above * 1_000_000 + ids[group.name]
    return tuple(
        group.item_type(id=numbered_id(one), **_answered(draw, group.fields, ids, 3, one))
        for one in range(first, first + number)
    )
