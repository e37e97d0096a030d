"""One work told twice is suspected, shown side by side and linked; nothing is rewritten."""

from typing import Any

import pytest

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record.completeness import items
from ssc_desktop.services import activity, cases, conflicts, duplicates
from tests.laptops import Laptop

PARTNERS: list[dict[str, Any]] = [
    {"country": "CHN", "roles": ["knowledge_provider"], "name_as_used": "Hubei Academy"},
    {"country": "UGA", "roles": ["knowledge_recipient"], "name_as_used": "Kibimba Growers"},
]


def told(laptop: Laptop, title: str, **data: Any) -> str:
    """A story of the same partners and years."""
    return laptop.add(title=title, partner=PARTNERS, **{"start_date": "2010",
                                                         "end_date": "2014", **data})  # fmt: skip


@pytest.fixture
def twice(amina: Laptop) -> tuple[str, str]:
    """One work, told by those who gave and by those who took."""
    one = told(amina, "Hybrid rice from Hubei at Kibimba", overview="We taught hybrid rice.")
    other = told(amina, "Kibimba learns to grow hybrid rice", overview="We learnt of rice.")
    amina.add(title="Solar pumps in Kenya", partner=[{"country": "IND"}, {"country": "KEN"}])
    return one, other


def pairs(laptop: Laptop) -> set[frozenset[str]]:
    return {frozenset((one.one.id, one.other.id)) for one in duplicates.suspected(laptop.library)}


def test_the_same_work_told_by_two_is_suspected(amina: Laptop, twice: tuple[str, str]) -> None:
    (found,) = duplicates.suspected(amina.library)

    assert {found.one.id, found.other.id} == set(twice)
    assert found.likeness > 0.5
    assert any("Hubei Academy" in reason for reason in found.reasons)
    assert conflicts.needs_you(amina.library).duplicates == (found,)


def test_the_same_title_by_others_in_other_years_is_no_duplicate(amina: Laptop) -> None:
    told(amina, "Hybrid rice from Hubei at Kibimba")
    told(amina, "Hybrid rice from Hubei at Kibimba", start_date="1995", end_date="1998")

    assert pairs(amina) == set()


def test_two_phases_of_one_partnership_with_other_matters_are_two(amina: Laptop) -> None:
    amina.add(title="Hybrid rice at Kibimba", partner=[{"country": "CHN"}, {"country": "UGA"}])
    amina.add(title="Fish ponds at Mukono", partner=[{"country": "CHN"}, {"country": "UGA"}])

    assert pairs(amina) == set()


def test_side_by_side_shows_what_both_answer(amina: Laptop, twice: tuple[str, str]) -> None:
    one, other = twice

    shown = duplicates.pair(amina.library, one, other)

    by_label = {field.path: field for field in shown.fields}
    assert by_label["overview",].one == "We taught hybrid rice."
    assert by_label["overview",].pieces[0].text.strip() == "We"
    assert by_label["partner",].same
    assert ("network",) not in by_label
    assert (shown.linked, shown.apart) == (False, False)


def test_a_link_is_said_in_one_story_and_rewrites_nothing(
    amina: Laptop, bo: Laptop, twice: tuple[str, str]
) -> None:
    one, other = twice
    before = amina.case(other)
    amina.draft(one, ("network",), "Typed just now.")

    duplicates.link(amina.library, one, other)
    duplicates.link(amina.library, other, one)
    bo.take_all_of(amina)

    (link,) = items(bo.case(one), "same_initiative_as")
    assert (getattr(link, "case", ""), getattr(link, "relation", "")) == (other, "other_view_of")
    assert bo.case(one).network == "Typed just now."
    assert amina.case(other) == before
    assert pairs(amina) == pairs(bo) == set()
    assert duplicates.pair(bo.library, other, one).linked
    assert [one.kind for one in activity.entries(amina.library)].count("linked") == 1


def test_two_that_are_two_are_suspected_no_longer(amina: Laptop, twice: tuple[str, str]) -> None:
    one, other = twice

    duplicates.apart(amina.library, other, one)
    assert pairs(amina) == set()
    assert duplicates.pair(amina.library, one, other).apart

    duplicates.together(amina.library, one, other)
    assert pairs(amina) == {frozenset(twice)}


def test_what_is_in_the_trash_is_neither_suspected_nor_linked(
    amina: Laptop, twice: tuple[str, str]
) -> None:
    one, other = twice
    cases.trash(amina.library, [other])

    assert pairs(amina) == set()
    with pytest.raises(InvalidInput):
        duplicates.link(amina.library, one, other)
    with pytest.raises(NotFound):
        duplicates.apart(amina.library, one, "01a0c453-7940-7d72-9572-000000000001")


def test_many_stories_of_one_kind_are_not_compared_with_each_other(amina: Laptop) -> None:
    for _number in range(20):
        told(amina, "Hybrid rice from Hubei at Kibimba")

    assert duplicates.suspected(amina.library) == ()
