"""Backups: made while people type, looked through bit by bit, kept as long as they are of use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ssc_desktop import clock
from ssc_desktop.errors import Cancelled, DiskFull, FileGone, Later, LibraryDamaged
from ssc_desktop.record.completeness import items
from ssc_desktop.services import backing_up, bundles, cases, damage, duplicates, many, redacting
from ssc_desktop.services.backing_up import Backup
from ssc_desktop.store import backups, sqlite
from tests.laptops import Laptop
from tests.unit.bundle.samples import JPEG


def reasons(laptop: Laptop) -> list[str]:
    return [one.reason for one in backing_up.every(laptop.folder / "library")]


def names(laptop: Laptop) -> list[str]:
    return sorted(path.name for path in laptop.library.backups.iterdir() if path.is_file())


def with_picture(laptop: Laptop, name: str = "field.jpg", picture: bytes = JPEG) -> str:
    (laptop.folder / name).write_bytes(picture)
    story = {"title": "Fish", "attachment": [{"file": name, "caption": "A pond"}]}
    return cases.added(laptop.library, story, beside=laptop.folder)[0]


def test_a_backup_says_what_it_is(laptop: Laptop) -> None:
    made = backing_up.make(laptop.library, "asked")

    (found,) = backing_up.every(laptop.folder / "library")
    assert found == made
    assert (found.reason, found.stories, found.protected) == ("asked", 1, False)
    assert found.why == "You asked for it"
    assert found.verified_at is not None
    assert found.size == found.path.stat().st_size


def test_an_empty_library_needs_no_backup(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)

    assert backing_up.due(laptop.library, opening=True) == ""
    backing_up.before(laptop.library, "before-take")

    assert reasons(laptop) == []
    laptop.library.close()


def test_a_backup_is_due_when_something_was_said_and_half_an_hour_is_over(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backing_up.due(laptop.library, opening=True) == "opened"
    backing_up.make(laptop.library, "opened")
    assert backing_up.due(laptop.library, opening=True) == ""
    case_id = laptop.add(title="Fish")
    assert backing_up.due(laptop.library) == ""
    assert backing_up.due(laptop.library, opening=True) == "opened"

    later = clock.now() + timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert backing_up.due(laptop.library) == "regular"
    backing_up.make(laptop.library, "regular")
    laptop.draft(case_id, ("title",), "Fish in ponds")
    assert backing_up.due(laptop.library, opening=True) == "opened", "what is typed counts too"


def test_opening_a_library_again_makes_no_backup_due(laptop: Laptop) -> None:
    backing_up.make(laptop.library, "opened")

    laptop.reopen()

    assert backing_up.due(laptop.library, opening=True) == ""


def test_looking_for_damage_makes_no_backup_due(laptop: Laptop) -> None:
    backing_up.make(laptop.library, "opened")

    assert damage.look(laptop.library) is None

    assert backing_up.due(laptop.library, opening=True) == ""


def test_what_is_saved_while_it_is_made_is_in_it(laptop: Laptop) -> None:
    for number in range(20):
        laptop.add(title=f"Story {number}", network="many words " * 4_000)
    written: list[str] = []

    def between() -> None:
        if len(written) < 3:
            written.append(laptop.add(title=f"Typed meanwhile {len(written)}"))

    made = backing_up.make(laptop.library, "regular", between=between)

    assert made.stories == 21 + 3
    assert backing_up.verify(made).sha256 == made.sha256


def test_no_second_backup_begins_within_one(laptop: Laptop) -> None:
    refused: list[Later] = []

    def between() -> None:
        laptop.add(title="Fish")
        with pytest.raises(Later) as caught:
            backing_up.before(laptop.library, "before-take")
        refused.append(caught.value)

    backing_up.make(laptop.library, "regular", between=between)

    assert refused
    assert reasons(laptop) == ["regular"]


def test_a_backup_that_is_stopped_leaves_nothing(laptop: Laptop) -> None:
    kept = backing_up.make(laptop.library, "asked")

    with pytest.raises(Cancelled):
        backing_up.make(laptop.library, "regular", stop=lambda: True)

    assert reasons(laptop) == ["asked"]
    assert not [name for name in names(laptop) if ".part" in name]
    backing_up.verify(kept)


def test_no_room_no_backup_and_words_for_it(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "free_space", lambda _folder: 1000)

    with pytest.raises(DiskFull, match="no room on the disk for a backup"):
        backing_up.make(laptop.library, "regular")

    assert names(laptop) == [] if laptop.library.backups.exists() else True


def test_of_a_library_that_was_moved_away_nothing_untrue_is_said_of_room(laptop: Laptop) -> None:
    away = laptop.library.folder.rename(laptop.folder / "away")

    with pytest.raises(FileGone):
        backing_up.make(laptop.library, "regular")

    away.rename(laptop.library.folder)
    assert backing_up.make(laptop.library, "regular").verified_at


def test_a_backup_with_one_bit_turned_is_told(laptop: Laptop) -> None:
    made = backing_up.make(laptop.library, "asked")
    data = bytearray(made.path.read_bytes())

    for place in range(7, len(data), len(data) // 12):
        spoilt = bytearray(data)
        spoilt[place] ^= 1
        made.path.write_bytes(spoilt)
        with pytest.raises(LibraryDamaged, match="The backup"):
            backing_up.verify(made)

    made.path.write_bytes(data)
    assert backing_up.verify(made).verified_at


def test_a_damaged_library_never_replaces_a_good_backup(laptop: Laptop) -> None:
    for number in range(12):
        laptop.add(title=f"Story {number}")
        backing_up.make(laptop.library, "asked")
    before = reasons(laptop)
    raw = laptop.library.raw
    raw.execute("UPDATE revision SET body = body || ' ' WHERE rowid = 3")

    with pytest.raises(LibraryDamaged, match="database is damaged"):
        backing_up.make(laptop.library, "regular")

    assert reasons(laptop) == before
    assert not [name for name in names(laptop) if ".part" in name]


def test_what_a_killed_program_left_is_swept(laptop: Laptop) -> None:
    backing_up.make(laptop.library, "asked")
    place = laptop.library.backups
    for name in ("sqlite.part", "json", "files", "json.part"):
        (place / f"library-20200101-000000-000000-regular.{name}").write_text("{}")
    laptop.add(title="Fish")

    backing_up.make(laptop.library, "regular")

    assert not [name for name in names(laptop) if "20200101" in name]
    assert reasons(laptop) == ["regular", "asked"]


# ------------------------------------------------------------------ attachments


def test_attachments_are_kept_once_for_all_backups(laptop: Laptop) -> None:
    with_picture(laptop)
    first = backing_up.make(laptop.library, "asked")
    second = backing_up.make(laptop.library, "asked")

    (sha256,) = first.files()
    kept = backups.pooled(first.pool, sha256)
    there = backups.pooled(laptop.library.folder / "attachments", sha256)
    assert second.files() == first.files()
    assert kept.samefile(there)


def test_attachments_are_copied_where_the_disk_has_no_links(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_self: Path, _target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    with_picture(laptop)
    monkeypatch.setattr(Path, "hardlink_to", none)
    made = backing_up.make(laptop.library, "asked")

    (sha256,) = made.files()
    kept = backups.pooled(made.pool, sha256)
    assert not kept.samefile(backups.pooled(laptop.library.folder / "attachments", sha256))
    assert kept.read_bytes() == JPEG


def test_attachments_that_no_backup_names_are_removed(laptop: Laptop) -> None:
    with_picture(laptop)
    made = backing_up.make(laptop.library, "asked")

    backing_up.remove(laptop.folder / "library", made)

    assert names(laptop) == []
    assert backups.files_in(made.pool) == []


def test_what_is_destroyed_for_good_is_told_of_backups_and_goes_with_them(laptop: Laptop) -> None:
    case_id = with_picture(laptop)
    made = backing_up.make(laptop.library, "asked")
    (sha256,) = made.files()
    item = items(laptop.case(case_id), "attachment")[0].id

    gone = redacting.redact(laptop.library, case_id, ("attachment", item), "she asked for it")

    assert gone.backups == 1
    assert backups.pooled(made.pool, sha256).exists()
    backing_up.remove(laptop.folder / "library", made)
    assert not backups.pooled(made.pool, sha256).exists()


# ------------------------------------------------------------------ before risky work


def test_a_bundle_is_taken_in_after_a_backup_and_many_after_one(
    laptop: Laptop, tmp_path: Path
) -> None:
    other = Laptop(tmp_path / "other")
    sent = []
    for number in range(3):
        other.add(title=f"Fish {number}")
        sent.append(other.send())
    stories = len(list(laptop.library.backups.glob("*.sqlite")))
    assert stories == 0

    for bundle in sent:
        bundles.take(laptop.library, bundle)

    assert reasons(laptop) == ["before-take"]
    (made,) = backing_up.every(laptop.folder / "library")
    assert made.stories == 1
    other.library.close()


def test_joining_and_deleting_many_have_one_too(laptop: Laptop) -> None:
    one, other = laptop.add(title="Fish"), laptop.add(title="Fish again")

    duplicates.link(laptop.library, one, other)
    many.trash(laptop.library, [one, other])
    many.trash(laptop.library, [laptop.add(title="A third")])

    assert reasons(laptop) == ["before-delete", "before-settle"]


def test_where_nothing_changed_there_is_no_second(laptop: Laptop) -> None:
    backing_up.make(laptop.library, "regular")

    backing_up.before(laptop.library, "before-take")

    assert reasons(laptop) == ["regular"]


# ------------------------------------------------------------------ what is kept


def backup_of(moment: datetime, size: int = 1000, *, verified: bool = True) -> Backup:
    name = f"library-{moment:%Y%m%d-%H%M%S-%f}-regular.sqlite"
    at = clock.stamp(moment)
    return Backup(Path(name), at, "regular", 1, size, 0, at if verified else None, protected=False)


NOW = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


def hourly(hours: int, size: int = 1000) -> list[Backup]:
    return [backup_of(NOW - timedelta(hours=number), size) for number in range(hours)]


def test_ten_recent_ones_and_one_of_each_day_and_week_are_kept() -> None:
    held = hourly(24 * 100)

    kept = backups.kept(held, free=0)

    assert {one.path for one in held[:10]} <= kept
    days = {one.made_at[:10] for one in held if one.path in kept}
    assert len([day for day in days if day >= "2026-06-04"]) == 7
    assert len(kept) <= 10 + 7 + 8
    weeks = {one.moment.isocalendar().week for one in held if one.path in kept}
    assert len(weeks) == 8


def test_the_newest_three_are_kept_however_little_room_there_is() -> None:
    held = hourly(10, size=2 * 1024**3)

    assert backups.kept(held, free=0) == {one.path for one in held[:3]}
    assert len(backups.kept(held, free=100 * 1024**3)) == 5


def test_a_clock_that_was_set_back_pushes_nothing_new_out(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.now()
    monkeypatch.setattr(backups, "_ROOM", 1)
    for number in range(4):
        monkeypatch.setattr(clock, "now", lambda at=number: today + timedelta(days=300, hours=at))
        laptop.add(title=f"Of tomorrow {number}")
        backing_up.make(laptop.library, "asked")
    monkeypatch.setattr(clock, "now", lambda: today)
    monkeypatch.setattr(sqlite, "free_space", lambda _folder: 10**9)
    laptop.add(title="Of today")

    assert backing_up.due(laptop.library) == "regular"
    made = backing_up.make(laptop.library, "regular")

    assert backing_up.every(laptop.library.folder)[0] == made
    assert backing_up.due(laptop.library) == ""


def test_what_is_destroyed_while_a_backup_is_made_does_not_end_it(laptop: Laptop) -> None:
    case_id = with_picture(laptop)
    item = items(laptop.case(case_id), "attachment")[0].id
    gone: list[object] = []

    def between() -> None:
        if not gone:
            gone.append(
                redacting.redact(laptop.library, case_id, ("attachment", item), "she asked")
            )

    made = backing_up.make(laptop.library, "regular", between=between)

    assert gone
    assert made.files() == ()
    assert backing_up.verify(made)


def test_what_was_never_verified_pushes_nothing_good_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=9))
    bad = [backup_of(NOW + timedelta(hours=n), verified=False) for n in range(20, 0, -1)]
    good = hourly(5)

    kept = backups.kept([*bad, *good], free=0)

    assert {one.path for one in good} <= kept
    assert len(kept) == 8


def test_a_backup_of_before_has_no_words_beside_it_and_counts(laptop: Laptop) -> None:
    made = backing_up.make(laptop.library, "before-update")
    made.path.with_suffix(".json").unlink()

    (found,) = backing_up.every(laptop.folder / "library")

    assert (found.verified_at, found.stories, found.protected) == (None, None, False)
    assert backing_up.verify(found).verified_at is not None
    assert backing_up.every(laptop.folder / "library")[0].stories == 1


def test_what_stands_beside_a_backup_may_be_anything(laptop: Laptop) -> None:
    made = backing_up.make(laptop.library, "asked")
    beside = made.path.with_suffix(".json")
    for said in (b"", b"[]", b'{"stories": "x", "verified_at": 3}', b"\xff\xfe", b"[" * 9999):
        beside.write_bytes(said)
        (found,) = backing_up.every(laptop.folder / "library")
        assert found.verified_at is None
