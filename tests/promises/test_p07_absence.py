"""P7: absence is never deletion."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.record import CASE, record_json
from ssc_desktop.record.definition import GroupDefinition
from ssc_desktop.record.editing import new_item
from ssc_desktop.services import cases
from tests.laptops import Laptop

FIELDS = ("title", "overview", "method", "challenge", "activities", "network")


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Laptop]]:
    """Amina, who writes; Bo, who takes everything; Clara, who holds one story only."""
    laptops = [Laptop(tmp_path / name) for name in ("amina", "bo", "clara")]
    yield laptops
    for laptop in laptops:
        laptop.close()


def _records(laptop: Laptop) -> dict[str, Any]:
    ids = [one.id for trash in (False, True) for one in laptop.listed(trash=trash, limit=1000)]
    return {case_id: record_json.written(laptop.case(case_id)) for case_id in ids}


def _answered(value: Any, path: str = "") -> set[str]:
    """The paths of all that is answered in a record."""
    if isinstance(value, dict):
        return {one for key, inner in value.items() for one in _answered(inner, f"{path}/{key}")}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {one for item in value for one in _answered(item, f"{path}/{item.get('id', '')}")}
    return {path} if value not in (None, "", []) else set()


def _write(laptop: Laptop, chance: random.Random, ids: list[str]) -> None:
    """Add a story, or write in one; nothing is ever emptied."""
    if len(ids) < 3 or chance.random() < 0.2:
        ids.append(laptop.add(title=f"Story {len(ids)}"))
        return
    case_id = chance.choice(ids)
    if chance.random() < 0.3:
        partner = CASE.groups()["partner"]
        assert isinstance(partner, GroupDefinition)
        laptop.add_item(
            case_id, ("partner",), new_item(partner, name_as_used=f"Partner {chance.random()}")
        )
    else:
        laptop.type(case_id, chance.choice(FIELDS), f"Words of {chance.random()}")


def _bundle(three: list[Laptop], chance: random.Random, ids: list[str], old: list[Path]) -> Path:
    """An empty one, a part of what there is, or an older one."""
    amina, bo, clara = three
    kind = chance.choice(["empty", "part", "part", "older", "older", "other"])
    if kind == "empty":
        return chance.choice([bo, clara]).receipt()
    if kind == "other":
        return clara.send()
    if kind == "older" and old:
        return chance.choice(old)
    old.append(amina.send(*chance.sample(ids, chance.randint(1, len(ids)))))
    return old[-1]


def test_what_a_bundle_does_not_hold_is_neither_blanked_nor_removed(
    three: list[Laptop], size: Any, figures: dict[str, Any]
) -> None:
    amina, bo, clara = three
    chance = random.Random(7)  # noqa: S311 - a world that can be played again
    ids: list[str] = []
    old: list[Path] = []
    clara.add(title="Clara's own")
    taken = 0
    for _step in range(size(30, 200)):
        _write(amina, chance, ids)
        bundle = _bundle(three, chance, ids, old)
        hers, his = _records(amina), _records(bo)

        amina.take(bundle)
        bo.take(bundle)
        taken += 2

        now = _records(amina)
        assert {case_id: now[case_id] for case_id in hers} == hers
        after = _records(bo)
        assert his.keys() <= after.keys()
        for case_id, record in his.items():
            assert _answered(record) <= _answered(after[case_id])
    figures["taken in"] = f"{taken} empty, partial and older bundles: nothing blanked or removed"
    bo.take(amina.send())
    assert {case_id: _records(bo)[case_id] for case_id in ids} == {
        case_id: _records(amina)[case_id] for case_id in ids
    }


def test_a_deletion_travels_as_a_mark_that_can_be_taken_back(three: list[Laptop]) -> None:
    amina, bo, _clara = three
    case_id = amina.add(title="Kept", overview="Every word of it")
    before = amina.send()
    bo.take(before)
    cases.trash(amina.library, [case_id])
    bo.take(amina.send())

    assert [one.id for one in bo.listed(trash=True)] == [case_id]
    bo.take(before)  # an older bundle brings nothing back by itself, and takes nothing away
    assert [one.id for one in bo.listed(trash=True)] == [case_id]

    cases.restore(bo.library, [case_id])
    assert bo.case(case_id).overview == "Every word of it"
