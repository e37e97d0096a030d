"""The trash: nothing is gone, and edits beat deletions they were not seen by."""

from ssc_desktop.services import cases, conflicts
from ssc_desktop.services.answers import Query
from tests.laptops import Laptop
from tests.strategies import numbered_id

A, B = numbered_id(1), numbered_id(2)


def test_a_story_goes_into_the_trash_and_comes_back(amina: Laptop) -> None:
    case_id, other = amina.add(network="The club"), amina.add()
    before = amina.case(case_id)

    cases.trash(amina.library, [case_id])

    assert [one.id for one in amina.listed()] == [other]
    assert [one.id for one in amina.listed(trash=True)] == [case_id]
    assert amina.listed(text="club") == ()
    assert amina.screen(case_id).deleted
    cases.restore(amina.library, [case_id])
    assert amina.case(case_id) == before
    assert [one.id for one in amina.listed(text="club")] == [case_id]
    assert not amina.screen(case_id).contested
    amina.revisions()


def test_trash_and_restore_again_and_again(amina: Laptop) -> None:
    case_id = amina.add()

    for _ in range(3):
        cases.trash(amina.library, [case_id])
        assert amina.screen(case_id).deleted
        cases.restore(amina.library, [case_id])
        assert not amina.screen(case_id).deleted
    amina.revisions()


def test_a_draft_goes_with_its_story_and_is_not_lost(amina: Laptop) -> None:
    case_id = amina.add()
    amina.draft(case_id, ("network",), "Just typed")

    cases.trash(amina.library, [case_id])
    cases.restore(amina.library, [case_id])

    assert amina.case(case_id).network == "Just typed"


def test_the_trash_travels(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(partner=[{"id": A}], result=[{"id": B, "other_figure": [{"value": "1"}]}])
    bo.take_all_of(amina)

    cases.trash(amina.library, [case_id])
    bo.take_all_of(amina)

    assert bo.screen(case_id).deleted
    assert bo.listed() == ()


def test_an_unseen_edit_brings_a_story_out_of_the_trash_contested(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add(partner=[{"id": A}])
    bo.take_all_of(amina)
    cases.trash(amina.library, [case_id])
    bo.type(case_id, ("partner", A, "gain_note"), "Skills")

    amina.take_all_of(bo)
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        shown = laptop.screen(case_id)
        assert (shown.deleted, shown.contested) == (False, True)
        assert [one.id for one in laptop.listed()] == [case_id]
        assert laptop.line(case_id).contested
        assert [one.gain_note for one in shown.case.partner] == ["Skills"]


def test_a_contested_story_is_settled_either_way(amina: Laptop, bo: Laptop) -> None:
    for settle, deleted in ((cases.trash, True), (cases.restore, False)):
        case_id = amina.add()
        bo.take_all_of(amina)
        cases.trash(amina.library, [case_id])
        bo.type(case_id, "network", "The club")
        amina.take_all_of(bo)

        settle(amina.library, [case_id])
        bo.take_all_of(amina)

        for laptop in (amina, bo):
            shown = laptop.screen(case_id)
            assert (shown.deleted, shown.contested) == (deleted, False)


def test_stories_in_the_trash_need_nobody(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bo.take_all_of(amina)
    for laptop, words in ((amina, "One"), (bo, "Two")):
        laptop.type(case_id, "network", words)
    amina.take_all_of(bo)

    cases.trash(amina.library, [case_id])

    assert conflicts.listed(amina.library) == ()
    assert cases.listing(amina.library, Query()).counts == {}
