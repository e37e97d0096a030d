"""What was done with others is kept, and told when it is asked for."""

import pytest
from sqlalchemy import func, select

from ssc_desktop.services import activity, undoing
from ssc_desktop.store.exchange_tables import ActivityRow
from tests.laptops import Laptop


def sentences(laptop: Laptop) -> list[str]:
    return [one.sentence for one in activity.entries(laptop.library)]


def test_it_survives_the_end_of_the_program(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add()
    bundle = amina.send()
    taken = bo.take(bundle)
    amina.take(bo.receipt())
    bo.reopen()

    made, took = activity.entries(bo.library)

    assert made.sentence == "Made the receipt “receipt-1.sscz”."
    assert took.sentence == f"Took in “bundle-1.sscz” of {amina.id[:8]}: 1 new."
    assert (took.stories, took.bundle, took.can_undo) == ((case_id,), taken.bundle, True)
    assert not made.can_undo
    assert sentences(amina) == [
        f"Took in a receipt of {bo.id[:8]}.",
        "Made “bundle-1.sscz”: 1 story.",
    ]


def test_what_was_undone_cannot_be_undone_again(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    bundle = bo.take_all_of(amina).bundle
    undoing.undo(bo.library, [bundle])

    took = next(one for one in activity.entries(bo.library) if one.kind == "taken")

    assert not took.can_undo


def test_a_bundle_for_somebody_says_so(amina: Laptop, bo: Laptop) -> None:
    amina.add()
    amina.take(bo.receipt())

    amina.send(receiver=bo.id)

    assert sentences(amina)[0] == f"Made “bundle-1.sscz” for {bo.id[:8]}: 1 story."


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        ("undone", {"name": "a.sscz", "stories": ["x", "y"]},
         "Took back what “a.sscz” brought: 2 stories."),
        ("put_back", {"name": "a.sscz", "stories": ["x"]},
         "Put back what “a.sscz” brought: 1 story."),
        ("settled", {"title": "Rice", "why": "Amina was there."},
         "Settled a difference in “Rice”. Why: Amina was there."),
        ("redacted", {"title": "Rice"}, "Withdrew something from “Rice”."),
        ("linked", {"title": "Rice"}, "Linked “Rice” with another telling of the same."),
        ("apart", {"title": "Rice"}, "Found that “Rice” and a story like it are two."),
        ("waits", {"name": "a.sscz", "computer": "Bo"}, "“a.sscz” of Bo waits in the Inbox."),
        ("trusted", {"computer": "Bo", "state": "blocked"}, "Blocked Bo."),
        ("trusted", {"computer": "Bo", "state": "checked"}, "Checked the fingerprint of Bo."),
        ("taken", {"computer": "Bo", "sort": "request"}, "Took in a request of Bo."),
        ("taken", {"computer": "Bo", "name": "a.sscz"}, "Took in “a.sscz” of Bo: nothing new."),
        ("made", {"sort": "invitation", "name": "a.sscz"}, "Made the invitation “a.sscz”."),
        ("of a later version", {"name": "a.sscz"}, "of a later version a.sscz"),
    ],
)  # fmt: skip
def test_everything_is_told_in_a_sentence(
    amina: Laptop, kind: str, detail: dict[str, object], said: str
) -> None:
    with amina.library.writing() as connection:
        activity.note(connection, kind, "", detail)

    assert sentences(amina) == [said]


def test_the_oldest_go_when_there_are_too_many(
    amina: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "MOST", 3)
    with amina.library.writing() as connection:
        for n in range(5):
            activity.note(connection, "settled", "", {"title": str(n)})
        kept = connection.scalar(select(func.count()).select_from(ActivityRow.table))

    assert kept == 3
    latest = activity.entries(amina.library, limit=2)
    assert [one.sentence[-3] for one in latest] == ["4", "3"]
    (oldest,) = activity.entries(amina.library, before=latest[-1].number)
    assert oldest.sentence == "Settled a difference in “2”."


def test_of_very_many_stories_only_the_first_are_named(amina: Laptop) -> None:
    ids = [str(n) for n in range(1_000)]
    with amina.library.writing() as connection:
        activity.note(connection, "made", "", {"name": "all.sscz", "stories": ids})

    (told,) = activity.entries(amina.library)

    assert told.sentence == "Made “all.sscz”: 1000 stories."
    assert told.stories == tuple(ids[:200])
