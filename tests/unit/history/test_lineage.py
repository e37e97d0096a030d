"""Where the values of one field come from."""

from ssc_desktop.history.lineage import Lineage
from ssc_desktop.history.saving import Change
from tests.unit.bundle.samples import RICE, Laptop


def _lineage(laptop: Laptop) -> Lineage:
    return Lineage.of(laptop.revisions.values(), laptop.cuts.values(), "title")


def _pair(words: str = "We came.") -> tuple[Laptop, Laptop]:
    one, two = Laptop(1), Laptop(2)
    one.edit(title=words)
    two.take(one)
    return one, two


def _live(laptop: Laptop) -> list[str]:
    return [given.revision for given in laptop.view()[RICE].fields["title"].live]


def test_the_last_common_value_is_what_both_replaced() -> None:
    one, two = _pair()
    one.edit(title="We came twice.")
    two.take(one)
    one.edit(title="Amina’s")
    one.edit(title="Amina’s again")
    two.edit(title="Bo’s")
    one.take(two)

    common = _lineage(one).common(_live(one))

    assert common is not None
    assert common.value == "We came twice."


def test_values_written_where_nothing_was_have_none() -> None:
    one, two = Laptop(1), Laptop(2)
    one.edit(title="Amina’s")
    two.edit(title="Bo’s")
    one.take(two)

    assert _lineage(one).common(_live(one)) is None


def test_where_two_common_values_stood_side_by_side_none_is_the_last() -> None:
    one, two = _pair()
    one.edit(title="Amina’s")
    two.edit(title="Bo’s")
    one.take(two)
    two.take(one)
    one.edit(title="Amina settles")
    two.edit(title="Bo settles")
    one.take(two)

    assert _lineage(one).common(_live(one)) is None


def test_where_an_older_value_is_not_here_nothing_is_certain() -> None:
    one, two = _pair()
    missing = one.edit(title="A step between")
    one.edit(title="Amina’s")
    two.edit(title="Bo’s")
    one.take(two)
    del one.revisions[missing.revisions[0]]

    assert _lineage(one).common(_live(one)) is None


def test_who_said_it_first_is_told_where_it_was_brought_back() -> None:
    one, two = _pair("Amina’s words")
    (first,) = _live(one)
    two.save([Change(RICE, "case", "", {"title": "Amina’s words"})])

    (again,) = _live(two)

    lineage = _lineage(two)
    assert again != first
    assert lineage.first(again).revision == first


def test_a_cut_of_another_device_says_nothing_of_a_revision() -> None:
    one, two = _pair()
    (own,) = _live(one)

    assert _lineage(one).said[own].device == one.key.id
    assert _lineage(two).said[own].device == one.key.id
