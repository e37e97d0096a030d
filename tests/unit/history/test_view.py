"""What people see, case by case; the laws that hold for all cases are in tests/properties."""

import json
from datetime import timedelta

from ssc_desktop.history.canonical import canonical
from ssc_desktop.history.revision import read_revision
from ssc_desktop.history.saving import Change, signed
from ssc_desktop.history.view import DELETED, POSITION, seen, view
from tests.unit.bundle.samples import FISH, NOON, RICE, Laptop, numbered_id

_RESULT, _OTHER = numbered_id(70), numbered_id(71)


def _pair() -> tuple[Laptop, Laptop]:
    """Two laptops that hold the same story."""
    one, two = Laptop(1), Laptop(2)
    one.edit(title="Rice", town="Kampala")
    one.save([Change(_RESULT, "result", RICE, {"words": "52 farmers"})])
    two.take(one)
    return one, two


def _both(one: Laptop, two: Laptop) -> None:
    one.take(two)
    two.take(one)
    assert one.view() == two.view()


def test_edits_of_different_fields_join_without_a_word() -> None:
    one, two = _pair()
    one.edit(title="Hybrid rice")
    two.edit(town="Jinja")

    _both(one, two)

    fields = one.view()[RICE].fields
    assert (fields["title"].value, fields["town"].value) == ("Hybrid rice", "Jinja")
    assert not any(field.conflict or field.incomplete for field in fields.values())


def test_two_edits_of_one_field_are_both_kept() -> None:
    one, two = _pair()
    one.edit(title="Hybrid rice")
    two.edit(title="Foxtail millet")

    _both(one, two)

    title = one.view()[RICE].fields["title"]
    assert title.conflict
    assert {live.value for live in title.live} == {"Hybrid rice", "Foxtail millet"}
    assert title.value == title.live[0].value
    assert {live.by for live in title.live} == {one.person, two.person}


def test_the_same_words_typed_twice_are_no_conflict() -> None:
    one, two = _pair()
    one.edit(title="Hybrid rice")
    two.edit(title="Hybrid rice")

    _both(one, two)

    title = one.view()[RICE].fields["title"]
    assert not title.conflict
    assert len(title.live) == 2


def test_yes_and_one_are_not_the_same_value() -> None:
    one, two = _pair()
    one.edit(open=True)
    two.edit(open=1)

    _both(one, two)

    assert one.view()[RICE].fields["open"].conflict


def test_a_settlement_replaces_all_that_was_on_the_screen() -> None:
    one, two = _pair()
    one.edit(title="Hybrid rice")
    two.edit(title="Foxtail millet")
    _both(one, two)

    one.edit(title="Rice and millet")
    _both(one, two)

    title = two.view()[RICE].fields["title"]
    assert (title.value, title.conflict, len(title.live)) == ("Rice and millet", False, 1)


def _sector(**elements: bool) -> Change:
    return Change(RICE, "case", "", {f"sector/{name}": there for name, there in elements.items()})


def test_an_element_added_beats_one_taken_away_unseen() -> None:
    one, two = _pair()
    one.save([_sector(water=True, seed=True)])
    two.take(one)
    two.save([_sector(water=False)])
    one.save([_sector(water=True, seed=False)])

    _both(one, two)

    sector = one.view()[RICE].fields["sector"]
    assert sector.value == ("water",)
    assert not sector.conflict
    assert one.view()[RICE].live("sector/seed") != one.view()[RICE].live("sector/water")


def test_the_last_move_wins_silently() -> None:
    one, two = _pair()
    one.save([Change(_RESULT, "result", RICE, {POSITION: "a1"})])
    two.clock.seen(one.clock.last)
    two.save([Change(_RESULT, "result", RICE, {POSITION: "b1"})])

    _both(one, two)

    result = one.view()[_RESULT]
    assert result.position == "b1"
    assert set(result.fields) == {"words"}
    assert not any(field.conflict for field in result.fields.values())


def _delete(laptop: Laptop, record: str) -> None:
    shown = laptop.view()
    saw = {"saw": list(seen(shown, record))}
    laptop.save([Change(record, shown[record].kind, shown[record].parent, {DELETED: saw})])


def test_deleting_and_restoring() -> None:
    one, _two = _pair()
    _delete(one, _RESULT)
    assert one.view()[_RESULT].deleted

    one.save([Change(_RESULT, "result", RICE, {DELETED: False})])

    assert not one.view()[_RESULT].deleted
    assert not one.view()[_RESULT].contested
    assert one.view()[_RESULT].fields["words"].value == "52 farmers"


def test_an_edit_the_deleter_had_not_seen_keeps_the_record() -> None:
    one, two = _pair()
    _delete(one, RICE)
    two.save([Change(_RESULT, "result", RICE, {"words": "60 farmers"})])

    _both(one, two)

    story = one.view()[RICE]
    assert (story.deleted, story.contested) == (False, True)
    assert [mark.by for mark in story.marks] == [one.person]


def test_a_new_part_keeps_its_deleted_story() -> None:
    one, two = _pair()
    _delete(one, RICE)
    two.save([Change(_OTHER, "result", RICE, {"words": "a new one"})])

    _both(one, two)

    assert one.view()[RICE].contested


def test_a_record_deleted_and_restored_at_once_is_contested() -> None:
    one, two = _pair()
    _delete(one, _RESULT)
    two.take(one)
    two.save([Change(_RESULT, "result", RICE, {DELETED: False})])
    _delete(one, _RESULT)

    _both(one, two)

    assert (one.view()[_RESULT].deleted, one.view()[_RESULT].contested) == (False, True)


def test_a_missing_bundle_is_told_from_a_conflict() -> None:
    one, two = _pair()
    lost = one.edit(title="Hybrid rice")
    last = one.edit(title="Hybrid rice, twice")

    two.receive([last], [one.revisions[id_] for id_ in last.revisions])

    title = two.view()[RICE].fields["title"]
    assert title.incomplete
    assert title.conflict
    two.take(one)
    assert lost.id in two.cuts
    assert not two.view()[RICE].fields["title"].incomplete
    assert not two.view()[RICE].fields["title"].conflict


def test_naming_another_field_replaces_nothing() -> None:
    laptop = Laptop()
    title = laptop.edit(title="Rice").revisions[0]
    body = json.loads(laptop.revisions[title].body) | {"set": {"town": ["Jinja", [title]]}}
    revision = read_revision(canonical(body))
    cut = json.loads(next(iter(laptop.cuts.values())).body) | {"revs": [revision.id], "seq": 2}
    laptop.receive([signed(canonical(cut), laptop.key)], [revision])

    fields = laptop.view()[RICE].fields

    assert fields["title"].value == "Rice"
    assert (fields["town"].value, fields["town"].incomplete) == ("Jinja", False)


def test_nobody_elses_cut_can_claim_a_revision() -> None:
    laptop, thief = Laptop(1), Laptop(2)
    own = laptop.edit(title="Rice")
    stolen = signed(canonical(json.loads(own.body) | {"dev": thief.key.id}), thief.key)

    assert view(laptop.revisions.values(), [stolen]) == {}
    assert view(laptop.revisions.values(), [stolen, own]) == laptop.view()


def test_a_cut_of_another_root_lists_nothing_here() -> None:
    laptop = Laptop()
    own = laptop.edit(title="Rice")
    astray = signed(canonical(json.loads(own.body) | {"root": FISH}), laptop.key)

    assert view(laptop.revisions.values(), [astray]) == {}


def test_the_earliest_cut_says_when_and_by_whom() -> None:
    laptop = Laptop(now=lambda: NOON)
    first = laptop.edit(title="Rice")
    later = json.loads(first.body) | {"at": "2026-11-22T00:00:00.000Z-0000", "by": "", "seq": 2}

    again = view(laptop.revisions.values(), [signed(canonical(later), laptop.key), first])

    assert again[RICE].fields["title"].live[0].at == first.at
    assert again[RICE].fields["title"].live[0].by == laptop.person


def test_a_wrong_clock_changes_the_order_and_no_words() -> None:
    one, _two = _pair()
    wrong = Laptop(3, now=lambda: NOON + timedelta(days=9000))
    wrong.take(one)
    wrong.edit(title="From the future")
    one.take(wrong)

    one.edit(title="Now again")

    assert one.view()[RICE].fields["title"].value == "Now again"


def test_records_that_contain_each_other_do_no_harm() -> None:
    laptop = Laptop()
    laptop.save([Change(_RESULT, "result", _OTHER, {"a": 1})])
    laptop.save([Change(_OTHER, "result", _RESULT, {"a": 1})])

    _delete(laptop, _RESULT)

    assert laptop.view()[_RESULT].deleted
