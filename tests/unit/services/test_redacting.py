"""Words and files are withdrawn for good: their bytes go, everywhere a person confirms it."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from ssc_desktop.errors import InvalidInput, NotFound
from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import (
    activity,
    attachments,
    cases,
    conflicts,
    history,
    libraries,
    redacting,
    settling,
)
from ssc_desktop.store import blobs, truth
from ssc_desktop.store.exchange_tables import DeviceRow
from tests.laptops import Laptop
from tests.strategies import numbered_id
from tests.unit.services.conftest import Bought

A, B, C = (numbered_id(number) for number in (1, 2, 3))
SECRET = "Zanzibarwitness"
WORDS = f"{SECRET} told us of the flood."
METHOD = ("method",)


@pytest.fixture
def story(amina: Laptop, bo: Laptop) -> str:
    """A story that both have, with words that must go."""
    case_id = amina.add(method="We went there.", network="The club.")
    amina.type(case_id, "method", WORDS)
    amina.type(case_id, "method", f"{WORDS} And more.")
    bo.take_all_of(amina)
    return case_id


def disk(laptop: Laptop) -> bytes:
    """Everything that the library has on the disk, but its backups: people are told of those."""
    folder = laptop.folder / "library"
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    files = [path for path in files if folder / "backups" not in path.parents]
    return b"\n".join(path.read_bytes() for path in files)


def make_facilitator(laptop: Laptop, of: Laptop) -> None:
    """As an invitation does: `laptop` knows the computer of the facilitator."""
    with laptop.library.writing() as connection:
        told = update(DeviceRow.table).where(DeviceRow.id == of.library.device.id)
        connection.execute(told.values(role="facilitator"))


def fingerprints(laptop: Laptop) -> dict[str, object]:
    with laptop.library.reading() as connection:
        return dict(truth.marks(connection, truth.roots(connection)))


# ------------------------------------------------------------------ here


def test_withdrawn_words_leave_the_story_its_history_and_the_disk(
    amina: Laptop, story: str
) -> None:
    assert SECRET.encode() in disk(amina)

    done = redacting.redact(amina.library, story, METHOD, "She asked for it.")

    assert (done.revisions, done.left) == (3, 0)
    assert amina.case(story).method is None
    assert amina.case(story).network == "The club."
    assert SECRET.encode() not in amina.words()
    assert SECRET.casefold().encode() not in disk(amina).lower()
    assert libraries.check(amina.library).problems == ()


def test_the_history_says_that_something_was_withdrawn_and_why(amina: Laptop, story: str) -> None:
    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    last, *earlier = history.saves(amina.library, story).saves
    assert (last.deed, last.note) == ("withdrawn", "She asked for it.")
    assert [save.withdrawn for save in earlier] == [1, 1, 1]
    for save in (last, *earlier):
        history.told(amina.library, story, save.id)
        history.differences(amina.library, story, save.id)
    (entry, *_rest) = activity.entries(amina.library)
    assert "She asked for it." in entry.sentence


def test_the_log_forgets_a_title_that_was_withdrawn(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(title=f"{SECRET} tells", network="The club.")
    bo.take_all_of(amina)
    amina.type(case_id, "network", "One.")
    bo.type(case_id, "network", "Two.")
    amina.take_all_of(bo)
    settling.settle(amina.library, case_id, ("network",), settling.Both())

    redacting.redact(amina.library, case_id, ("title",), "A name.")

    assert SECRET.casefold().encode() not in disk(amina).lower()
    bo.take_all_of(amina)
    (waiting,) = redacting.waiting(bo.library)
    redacting.confirm(bo.library, waiting.id)
    assert SECRET.casefold().encode() not in disk(bo).lower()


def test_only_the_words_that_are_meant_go(amina: Laptop) -> None:
    case_id = amina.add(method="First.", network="The club.")
    amina.type(case_id, "method", WORDS)
    amina.type(case_id, "method", "Third.")
    middle = history.saves(amina.library, case_id, path=METHOD).saves[1]
    revision = _revision_of(amina, case_id, middle.id)

    redacting.redact(amina.library, case_id, revision, "A name.")

    assert amina.case(case_id).method == "Third."
    assert amina.screen(case_id).conflicts == {}
    assert SECRET.encode() not in disk(amina)
    assert b"First." in amina.words()


def test_only_the_words_that_are_meant_are_told_before(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(method=WORDS, network="The club.", participants_total=12)
    bo.take_all_of(amina)

    before = redacting.looked_at(amina.library, case_id, METHOD)
    redacting.redact(amina.library, case_id, METHOD, "She asked for it.")
    bo.take_all_of(amina)
    (waits,) = redacting.waiting(bo.library)

    assert before.texts == (WORDS,)
    assert waits.texts == (WORDS,)


def _revision_of(laptop: Laptop, case_id: str, cut_id: str) -> str:
    with laptop.library.reading() as connection:
        (found,) = [
            one for cut in truth.cuts_of(connection, case_id) if cut.id == cut_id
            for one in cut.revisions
        ]  # fmt: skip
    return found


def test_an_item_goes_with_all_it_holds(amina: Laptop, bo: Laptop) -> None:
    case_id = amina.add(
        result=[
            {"id": A, "statement": WORDS, "other_figure": [{"id": C, "value": SECRET}]},
            {"id": B, "statement": "Good rain."},
        ],
    )
    bo.take_all_of(amina)

    redacting.redact(amina.library, case_id, ("result", A), "Consent taken back.")
    bo.take_all_of(amina)

    for laptop in (amina, bo):
        left = items(laptop.case(case_id), "result")
        assert [getattr(one, "statement", "") for one in left] == ["Good rain."]
        assert conflicts.contested(laptop.library) == ()
    assert SECRET.encode() not in disk(amina)
    (waiting,) = redacting.waiting(bo.library)
    redacting.confirm(bo.library, waiting.id)
    assert SECRET.encode() not in disk(bo)
    assert bo.case(case_id) == amina.case(case_id)
    assert bo.screen(case_id).conflicts == {}


def test_what_stands_in_the_trash_stays_there(amina: Laptop, story: str) -> None:
    cases.trash(amina.library, [story])

    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    assert amina.screen(story).deleted
    assert conflicts.contested(amina.library) == ()
    assert SECRET.encode() not in disk(amina)


def test_a_draft_is_saved_and_goes_too(amina: Laptop, story: str) -> None:
    amina.draft(story, METHOD, f"{WORDS} Typed on.")

    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    assert amina.case(story).method is None
    assert SECRET.encode() not in disk(amina)


def test_an_editor_that_still_shows_the_words_does_not_bring_them_back(
    amina: Laptop, story: str
) -> None:
    opened = amina.screen(story)
    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    typed = with_value(opened.case, ("network",), "The union.")
    cases.draft(amina.library, typed, opened.base)
    cases.save(amina.library, story)

    assert (amina.case(story).method, amina.case(story).network) == (None, "The union.")
    assert SECRET.encode() not in amina.words()


# ------------------------------------------------------------------ who may


def test_nobody_withdraws_the_words_of_another(bo: Laptop, story: str) -> None:
    with pytest.raises(InvalidInput):
        redacting.redact(bo.library, story, METHOD, "I do not like it.")

    assert bo.case(story).method == f"{WORDS} And more."


def test_the_facilitator_may(amina: Laptop, bo: Laptop, story: str) -> None:
    amina.take_all_of(bo)
    make_facilitator(bo, bo)
    make_facilitator(amina, bo)

    redacting.redact(bo.library, story, METHOD, "A name of a child.")
    amina.take_all_of(bo)

    (waiting,) = redacting.waiting(amina.library)
    assert (waiting.by_author, waiting.reason) == (False, "A name of a child.")
    assert WORDS in waiting.texts
    redacting.confirm(amina.library, waiting.id)
    for laptop in (amina, bo):
        assert SECRET.encode() not in laptop.words()
    assert amina.case(story) == bo.case(story)
    assert fingerprints(amina) == fingerprints(bo)


def test_what_a_stranger_asks_for_waits_for_nobody(amina: Laptop, bo: Laptop, story: str) -> None:
    make_facilitator(bo, bo)  # bo says so of himself; amina was told no such thing

    redacting.redact(bo.library, story, METHOD, "For no reason.")
    amina.take_all_of(bo)

    assert redacting.waiting(amina.library) == ()
    assert conflicts.needs_you(amina.library).redactions == 0
    assert SECRET.encode() in amina.words()


def test_words_of_two_go_as_far_as_one_may(amina: Laptop, bo: Laptop, story: str) -> None:
    bo.type(story, "method", f"Bo says: {WORDS}")
    amina.take_all_of(bo)

    done = redacting.redact(amina.library, story, METHOD, "She asked for it.")

    assert (done.revisions, done.left) == (3, 1)
    assert amina.case(story).method == f"Bo says: {WORDS}"
    assert amina.screen(story).conflicts == {}


# ------------------------------------------------------------------ elsewhere


def test_others_see_it_empty_at_once_and_destroy_it_when_a_person_confirms(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    bo.take_all_of(amina)

    assert bo.case(story).method is None
    (waiting,) = redacting.waiting(bo.library)
    assert (waiting.by_author, waiting.reason) == (True, "She asked for it.")
    assert f"{WORDS} And more." in waiting.texts
    assert conflicts.needs_you(bo.library).redactions == 1
    assert SECRET.encode() in bo.words()

    done = redacting.confirm(bo.library, waiting.id)

    assert done.revisions == 3
    assert redacting.waiting(bo.library) == ()
    assert SECRET.casefold().encode() not in disk(bo).lower()
    assert bo.case(story) == amina.case(story)
    assert fingerprints(bo) == fingerprints(amina)
    assert libraries.check(bo.library).problems == ()
    with pytest.raises(NotFound):
        redacting.confirm(bo.library, waiting.id)


def test_what_others_wrote_over_the_words_is_told_where_it_stays(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    bo.draft(story, METHOD, f"{WORDS} And more. Bo was there too.")
    redacting.redact(amina.library, story, METHOD, "She asked for it.")
    bo.take_all_of(amina)
    (waiting,) = redacting.waiting(bo.library)

    done = redacting.confirm(bo.library, waiting.id)

    assert (done.revisions, done.left) == (3, 1)
    assert SECRET in str(bo.case(story).method)


def test_it_is_dropped_at_the_door_and_never_sent(
    amina: Laptop, bo: Laptop, story: str, laptop_of: Bought
) -> None:
    old = bo.send()
    redacting.redact(amina.library, story, METHOD, "She asked for it.")

    amina.take(old)

    assert SECRET.encode() not in disk(amina)
    assert SECRET.encode() not in _unpacked(amina.send())
    chen = laptop_of("chen")
    taken = chen.take_all_of(amina)
    assert chen.case(story).method is None
    assert not chen.screen(story).conflicts
    (waiting,) = redacting.waiting(chen.library)
    assert waiting.texts == ()
    redacting.confirm(chen.library, waiting.id)
    assert fingerprints(chen) == fingerprints(amina)
    chen.take(old)
    assert SECRET.encode() not in disk(chen)
    assert taken.new


def _unpacked(bundle: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(bundle) as held:
        return b"\n".join(held.read(name) for name in held.namelist())


def test_a_conflict_with_withdrawn_words_is_none_any_more(
    amina: Laptop, bo: Laptop, story: str
) -> None:
    amina.type(story, "network", f"{SECRET} leads it.")
    bo.type(story, "network", "Bo leads it.")
    amina.take_all_of(bo)

    redacting.redact(amina.library, story, ("network",), "A name.")
    bo.take_all_of(amina)
    (waiting,) = redacting.waiting(bo.library)
    redacting.confirm(bo.library, waiting.id)

    for laptop in (amina, bo):
        assert laptop.case(story).network == "Bo leads it."
        assert laptop.screen(story).conflicts == {}


# ------------------------------------------------------------------ files


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    path = tmp_path / "field.jpg"
    path.write_bytes(stream.getvalue())
    return path


def test_a_picture_goes_with_its_bytes_everywhere(
    amina: Laptop, bo: Laptop, story: str, photo: Path
) -> None:
    picture = attachments.attach(amina.library, photo)
    amina.add_item(story, ("attachment",), picture)
    item, sha256 = picture.id, str(getattr(picture, "sha256", ""))
    bo.take_all_of(amina)
    old = bo.send()
    looked = redacting.looked_at(amina.library, story, ("attachment", item))

    done = redacting.redact(amina.library, story, ("attachment", item), "She is in it.")
    amina.take(old)
    bo.take_all_of(amina)
    (waiting,) = redacting.waiting(bo.library)
    redacting.confirm(bo.library, waiting.id)
    amina.take(old)

    assert looked.files == (sha256,)
    assert done.files == 1
    assert waiting.files == ("field.jpg",)
    for laptop in (amina, bo):
        assert not blobs.held(laptop.library.attachments, sha256)
        assert laptop.case(story).attachment in ((), None)
        assert libraries.check(laptop.library).problems == ()
        assert laptop.send().stat().st_size
    assert fingerprints(amina) == fingerprints(bo)


def test_a_whole_story_is_not_withdrawn_at_once(amina: Laptop, story: str) -> None:
    with pytest.raises(InvalidInput):
        redacting.redact(amina.library, story, (), "All of it.")
    with pytest.raises(NotFound):
        redacting.redact(amina.library, story, ("governance",), "There is none.")
