"""What a rescue brings back of a damaged library, and what it leaves as it is."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import InvalidInput, LibraryDamaged, LibraryLocked, NotFound
from ssc_desktop.services import damage, history, libraries, salvaging, undoing
from ssc_desktop.services.libraries import Library
from ssc_desktop.services.salvaging import Salvaged
from ssc_desktop.store import shapes, writer_mark
from ssc_desktop.store.begin import DATABASE
from ssc_desktop.store.carving import Row
from tests.laptops import Laptop, config
from tests.unit.services.parcels import with_photo

Change = Callable[[bytearray], None]


def damaged(laptop: Laptop, change: Change | None = None) -> Path:
    """The folder of a laptop's library, closed and damaged."""
    laptop.library.close()
    database = laptop.folder / "library" / DATABASE
    held = bytearray(database.read_bytes())
    if change is not None:
        change(held)
    held[:4096] = bytes(4096)
    database.write_bytes(held)
    return laptop.folder / "library"


def killed(laptop: Laptop, folder: Path) -> Path:
    """The library as it lies there where the program is killed now."""
    folder.mkdir()
    for name in (DATABASE, f"{DATABASE}-wal"):
        (folder / name).write_bytes((laptop.folder / "library" / name).read_bytes())
    return folder


def rescued(laptop: Laptop, folder: Path) -> Salvaged:
    """What a rescue makes of it; the laptop goes on with the new library."""
    with config(laptop.folder / "config"):
        saved = salvaging.salvage(folder, laptop.folder / "saved")
        laptop.library = libraries.opened(saved.folder)
    return saved


def altered(laptop: Laptop, statement: str) -> None:
    """Change the database behind the program's back."""
    laptop.library.close()
    with closing(driver.connect(laptop.folder / "library" / DATABASE)) as raw, raw:
        raw.execute(statement)


def bodies(library: Library) -> set[bytes]:
    """Every revision."""
    return {row[0] for row in library.raw.execute("SELECT body FROM revision")}


def test_everything_comes_back_and_the_damaged_library_stays_as_it_is(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add()
    with_photo(amina, case_id)
    bo.add(title="From Bo")
    amina.take_all_of(bo)
    before, identity = bodies(amina.library), amina.library.id
    folder = damaged(amina)
    bytes_before = (folder / DATABASE).read_bytes()

    saved = rescued(amina, folder)

    assert (saved.stories, saved.lost, saved.incomplete, saved.attachments) == (2, 0, (), 1)
    assert bodies(amina.library) == before
    assert libraries.check(amina.library).problems == ()
    assert amina.library.id == identity
    assert amina.case(case_id)
    assert (folder / DATABASE).read_bytes() == bytes_before


def test_what_was_typed_and_not_yet_saved_comes_back(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    amina.type(case_id, "title", "Rice and mangoes")
    amina.draft(case_id, ("overview",), "It began with")
    amina.draft(case_id, ("overview",), "It began with a visit")

    saved = rescued(amina, damaged(amina))

    assert saved.drafts == 1
    assert amina.case(case_id).overview == "It began with a visit"
    assert amina.case(case_id).title == "Rice and mangoes"
    assert not amina.line(case_id).conflicts


def test_what_only_the_log_holds_comes_back(amina: Laptop, tmp_path: Path) -> None:
    case_id = amina.add(title="Rice")
    amina.library.rest()
    amina.type(case_id, "title", "Rice, as it was saved last")
    folder = killed(amina, tmp_path / "killed")

    amina.library.close()
    saved = rescued(amina, folder)

    assert saved.lost == 0
    assert amina.case(case_id).title == "Rice, as it was saved last"


def test_an_empty_database_is_rescued_out_of_its_log(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    folder = amina.folder / "library"
    log = (folder / f"{DATABASE}-wal").read_bytes()
    amina.library.close()
    (folder / DATABASE).write_bytes(b"")
    (folder / f"{DATABASE}-wal").write_bytes(log)

    with config(amina.folder / "config"), pytest.raises(LibraryDamaged) as refused:
        libraries.opened(folder)
    assert "save what can be read" in refused.value.advice
    rescued(amina, folder)

    assert amina.case(case_id).title == "Rice"


def test_words_whose_save_is_lost_are_saved_anew(amina: Laptop, bo: Laptop) -> None:
    case_id = bo.add(title="Rice", overview="Every word of Bo's")
    amina.take_all_of(bo)
    amina.type(case_id, "method", "And Amina's")
    altered(amina, "UPDATE cut SET signature = zeroblob(64) WHERE bundle <> ''")

    saved = rescued(amina, damaged(amina))

    assert saved.stories == 1
    assert amina.case(case_id).overview == "Every word of Bo's"
    assert amina.case(case_id).method == "And Amina's"
    assert libraries.check(amina.library).problems == ()
    notes = [one.note for one in history.saves(amina.library, case_id).saves]
    assert salvaging.NOTE in notes


def test_a_revision_whose_name_alone_is_torn_is_known_by_its_save(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    altered(amina, "UPDATE revision SET id = 'x' || substr(id, 2)")

    saved = rescued(amina, damaged(amina))

    assert saved.lost == 0
    assert amina.case(case_id).title == "Rice"


def test_what_is_lost_is_told_and_its_story_named(amina: Laptop) -> None:
    amina.add(title="Whole")
    case_id = amina.add(title="Torn", overview="These words will be torn")

    def tear(held: bytearray) -> None:
        at = held.find(b'"overview":["These words')
        while at >= 0:
            held[at + 14] ^= 1
            at = held.find(b'"overview":["These words', at)

    saved = rescued(amina, damaged(amina, tear))

    assert saved.lost == 1
    assert saved.incomplete == ((case_id, "Torn"),)
    assert any("“Torn”" in one for one in saved.sentences)
    assert damage.look(amina.library) is None  # it is known, and not told of every day
    assert any("missing" in one for one in libraries.check(amina.library).problems)


def test_a_rescued_library_saves_under_a_new_name(amina: Laptop) -> None:
    case_id = amina.add(title="Rice")
    before = amina.library.incarnation

    rescued(amina, damaged(amina))

    assert amina.library.incarnation != before
    amina.type(case_id, "title", "Rice, written on")
    assert libraries.check(amina.library).problems == ()
    mark = writer_mark.read(amina.folder / "config", amina.library.id)
    assert mark is not None
    assert mark.incarnation == amina.library.incarnation


def test_a_damaged_attachment_is_counted_and_left_behind(amina: Laptop) -> None:
    with_photo(amina, amina.add())
    folder = damaged(amina)
    photo = next((folder / "attachments").glob("??/*"))
    photo.write_bytes(b"something else")

    saved = rescued(amina, folder)

    assert (saved.attachments, saved.attachments_lost) == (0, 1)
    assert photo.exists()


def test_a_folder_that_holds_something_is_no_place_for_a_rescue(amina: Laptop) -> None:
    amina.add()
    target = amina.folder / "saved"
    target.mkdir()
    (target / "mine.txt").touch()

    with pytest.raises(InvalidInput):
        rescued(amina, damaged(amina))

    assert [one.name for one in target.iterdir()] == ["mine.txt"]


def test_an_open_library_is_not_rescued(amina: Laptop) -> None:
    with config(amina.folder / "config"), pytest.raises(LibraryLocked):
        salvaging.salvage(amina.folder / "library", amina.folder / "saved")


def test_where_nothing_can_be_read_the_way_out_is_told(amina: Laptop) -> None:
    amina.library.close()
    (amina.folder / "library" / DATABASE).write_bytes(bytes(40_960))

    with config(amina.folder / "config"), pytest.raises(NotFound) as refused:
        salvaging.salvage(amina.folder / "library", amina.folder / "saved")

    assert "backup" in refused.value.advice
    assert not list(amina.folder.glob("saved*"))


def test_a_free_place_is_beside_the_damaged_library(tmp_path: Path) -> None:
    (tmp_path / "library-saved").mkdir()

    assert salvaging.free_place(tmp_path / "library") == tmp_path / "library-saved-2"


def test_what_was_withdrawn_for_good_stays_withdrawn(amina: Laptop) -> None:
    case_id = amina.add(title="Rice", overview="A name that must go")
    altered(
        amina,
        "INSERT INTO redacted SELECT root, id, 'revision', '2026-01-01T00:00:00Z' FROM revision",
    )

    with config(amina.folder / "config"), pytest.raises(NotFound):
        salvaging.salvage(damaged(amina), amina.folder / "saved")

    assert case_id


def test_what_was_undone_before_the_program_was_killed_stays_undone(
    amina: Laptop, bo: Laptop, tmp_path: Path
) -> None:
    """Its pages stood in the database as they were before, with everything in them."""
    amina.add(title="Rice")
    bo.add(title="From Bo")
    amina.take(bo.send())
    bundle = undoing.imports(amina.library)[0].bundle
    amina.library.rest()
    undoing.undo(amina.library, [bundle])
    folder = killed(amina, tmp_path / "killed")
    amina.library.close()

    saved = rescued(amina, folder)

    assert (saved.stories, saved.lost) == (1, 0)
    undoing.put_back(amina.library, [bundle])
    assert {one.title for one in amina.listed()} == {"Rice", "From Bo"}


def test_saves_of_before_a_column_was_added_are_read() -> None:
    # rows of saves from before 0003 have no place for the bundle they came by
    digest = "0" * 64
    cut = ("root", digest, digest, "0" * 16, 1, "2026", b"body", b"signature")

    assert shapes.named(Row(1, cut)) == ("cut", (*cut, ""))
