"""Changing a case: every change gives a new one. A path leads to a field, or to an item.

`("title",)` · `("partner", item_id, "roles")` · `("result", item_id, "other_figure", id2, "value")`
"""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from ssc_desktop.identifiers import new_id
from ssc_desktop.record.case import Case
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.values import Answer, Item
from ssc_desktop.record.vocabularies import vocabulary

Path = tuple[str, ...]
_Record = TypeVar("_Record")


def _attribute(name: str, record: object) -> str:
    return name if hasattr(record, name) else name + "_"


def value_at(case: Case, path: Path) -> Any:
    """The value of a field, or the items of a group.

    Raises KeyError where an item of the path is not in the case.
    """
    record: object = case
    for at in range(0, len(path) - 1, 2):
        record = _item(record, path[at], path[at + 1])
    return getattr(record, _attribute(path[-1], record))


def with_value(case: Case, path: Path, value: Any) -> Case:
    """The case with another value at `path`. Raises KeyError where an item is gone."""
    return _replaced(case, path, lambda _old: value)


def with_item(case: Case, group: Path, item: Item, index: int | None = None) -> Case:
    """The case with one more item in the group at `group`, at the end or at `index`."""

    def inserted(items: tuple[Item, ...] | Answer) -> tuple[Item, ...]:
        held = list(items) if isinstance(items, tuple) else []
        held.insert(len(held) if index is None else index, item)
        return tuple(held)

    return _replaced(case, group, inserted)


def without_item(case: Case, group: Path, item_id: str) -> Case:
    """The case without one item of the group at `group`."""
    return _replaced(case, group, lambda items: tuple(i for i in items if i.id != item_id))


def moved_item(case: Case, group: Path, item_id: str, index: int) -> Case:
    """The case with an item of the group put at `index`."""

    def moved(items: tuple[Item, ...]) -> tuple[Item, ...]:
        held = [item for item in items if item.id != item_id]
        one = next(item for item in items if item.id == item_id)
        held.insert(max(0, min(index, len(held))), one)
        return tuple(held)

    return _replaced(case, group, moved)


def new_item(group: GroupDefinition, **values: Any) -> Item:
    """An empty item of a group, with a new id."""
    return group.item_type(id=new_id(), **values)  # type: ignore[no-any-return]


def duplicated(case: Case, group: Path, item_id: str) -> tuple[Case, str]:
    """The case with a copy of an item right after it, and the copy's id; all ids in it are new.

    Raises KeyError where the item is gone.
    """
    held = value_at(case, group)
    items: tuple[Item, ...] = held if isinstance(held, tuple) else ()
    at = next((at for at, one in enumerate(items) if one.id == item_id), None)
    if at is None:
        raise KeyError(item_id)
    copy = _with_new_ids(items[at])
    return with_item(case, group, copy, at + 1), copy.id


def _with_new_ids(item: Item) -> Item:
    changes: dict[str, Any] = {"id": new_id()}
    for field in dataclasses.fields(item):
        held = getattr(item, field.name)
        if isinstance(held, tuple) and held and isinstance(held[0], Item):
            changes[field.name] = tuple(_with_new_ids(one) for one in held)
    return dataclasses.replace(item, **changes)


def fixed_items(group: GroupDefinition) -> tuple[Item, ...]:
    """One new item for each code that a group with fixed rows asks about."""
    field = next(f for f in group.fields if f.name == group.fixed)
    codes = vocabulary(field.vocabulary).codes  # type: ignore[union-attr]  # always a choice
    return tuple(new_item(group, **{group.fixed: code}) for code in codes)


def _item(record: object, group: str, item_id: str) -> Item:
    items = getattr(record, _attribute(group, record))
    for item in items if isinstance(items, tuple) else ():
        if item.id == item_id:
            return item  # type: ignore[no-any-return]
    raise KeyError(item_id)


def _replaced(record: _Record, path: Path, change: Callable[[Any], Any]) -> _Record:
    name = _attribute(path[0], record)
    if len(path) == 1:
        return _with(record, name, change(getattr(record, name)))
    old = _item(record, path[0], path[1])
    new = _replaced(old, path[2:], change)
    items = tuple(new if item.id == old.id else item for item in getattr(record, name))
    return _with(record, name, items)


def _with(record: _Record, attribute: str, value: object) -> _Record:
    # as `dataclasses.replace`, which sets all fields of a case one by one: at every key, twice as
    # dear as anything else that is done then
    made = object.__new__(type(record))
    vars(made).update(vars(record))
    vars(made)[attribute] = value
    return made
