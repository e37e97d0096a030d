"""P9: damage is noticed, and what can be saved is saved."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as driver

from ssc_desktop.errors import LibraryDamaged, NotFound, SscError
from ssc_desktop.record import record_json
from ssc_desktop.services import cases, damage, libraries, protecting, salvaging
from ssc_desktop.services.start import begin
from ssc_desktop.store.key_slots import DataKey
from ssc_desktop.store.protection import DATABASE, KEY_FILE

PAGE = 4096
LETTERS = "the rice grew well after the visit of the farmers from the other side of the sea "

_UNASKED = ("ix_", "sqlite_", "uq_", "search_")

Harm = Callable[[bytearray, random.Random], None]


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret: a run that can be repeated


def _zeroed(size: int) -> Harm:
    def harm(held: bytearray, chance: random.Random) -> None:
        some = min(size, len(held) // 4)
        at = chance.randrange(PAGE, len(held) - some) // 512 * 512
        held[at : at + some] = bytes(some)

    return harm


def _bit(held: bytearray, chance: random.Random) -> None:
    held[chance.randrange(100, len(held))] ^= 1 << chance.randrange(8)


def _cut_to_seventy_percent(held: bytearray, _chance: random.Random) -> None:
    del held[len(held) * 7 // 10 // PAGE * PAGE :]


def _last_page_cut(held: bytearray, _chance: random.Random) -> None:
    del held[-PAGE:]


def _header_of_garbage(held: bytearray, chance: random.Random) -> None:
    held[:PAGE] = chance.randbytes(PAGE)


def _first_page_zeroed(held: bytearray, _chance: random.Random) -> None:
    held[:PAGE] = bytes(PAGE)


def _emptied(held: bytearray, _chance: random.Random) -> None:
    held.clear()


CLASSES: dict[str, Harm] = {
    "one bit": _bit,
    "512 bytes zeroed": _zeroed(512),
    "a page zeroed": _zeroed(PAGE),
    "a megabyte zeroed": _zeroed(1 << 20),
    "cut to 70 %": _cut_to_seventy_percent,
    "last page cut": _last_page_cut,
    "header of garbage": _header_of_garbage,
    "first page zeroed": _first_page_zeroed,
    "emptied": _emptied,
}
AT_RANDOM = ("one bit", "512 bytes zeroed", "a page zeroed", "a megabyte zeroed")
HEADERS = ("header of garbage", "first page zeroed", "last page cut")


class Victim:
    """A library, what it said when it was whole, and copies of it that are harmed."""

    def __init__(self, folder: Path, place: Path, key: DataKey | None = None) -> None:
        self._folder, self._place, self._key = folder, place, key
        self._number = 0
        self.whole = (folder / DATABASE).read_bytes()
        self.rows = self._rows(folder / DATABASE)
        with closing(libraries.opened(begin(folder, key))) as library:
            self.told = _told(library)

    def harmed(self, harm: Harm, chance: random.Random) -> Path:
        held = bytearray(self.whole)
        while held == self.whole:
            harm(held, chance)
        return self.with_bytes(bytes(held))

    def with_bytes(self, held: bytes) -> Path:
        self._number += 1
        copy = self._place / f"copy{self._number}"
        copy.mkdir()
        if self._key is not None:
            shutil.copyfile(self._folder / KEY_FILE, copy / KEY_FILE)
        (copy / DATABASE).write_bytes(held)
        return copy

    def is_noticed(self, copy: Path) -> bool:
        """Whether opening it, or the look that follows, says so."""
        try:
            with closing(libraries.opened(begin(copy, self._key))) as library:
                return damage.look(library) is not None
        except LibraryDamaged:
            return True

    def is_changed(self, copy: Path) -> bool:
        """Whether anything that can be asked of the database has another answer than before."""
        return bool(self._rows(copy / DATABASE) != self.rows)

    def _rows(self, database: Path) -> Any:
        try:
            with closing(driver.connect(f"file:{database}?immutable=1", uri=True)) as raw:
                if self._key is not None:
                    raw.execute(f"PRAGMA key = \"x'{self._key.raw.hex()}'\"")
                names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master ORDER BY 1")]
                # the pages of the search index are asked through the words that it finds alone
                raw.execute(
                    "CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, search, instance)"
                )
                wanted = [one for one in names if not one.startswith(_UNASKED)]
                return {
                    name: raw.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
                    for name in [*wanted, "found"]
                }
        except (driver.DatabaseError, UnicodeDecodeError) as error:
            return str(error)

    def integrity_notices(self, copy: Path) -> bool:
        """Whether SQLite's own check sees it: the control."""
        try:
            with closing(driver.connect(copy / DATABASE)) as raw:
                said: list[tuple[str]] = raw.execute("PRAGMA integrity_check").fetchall()
                return said != [("ok",)]
        except driver.DatabaseError:
            return True

    def untouched(self, copy: Path) -> set[str]:
        """The stories of which nothing stands on a page that was harmed."""
        held = (copy / DATABASE).read_bytes().ljust(len(self.whole), b"\0")
        hit = {
            one.decode()
            for at in range(0, len(self.whole), PAGE)
            if held[at : at + PAGE] != self.whole[at : at + PAGE]
            for one in re.findall(rb"tale-\d{5}", self.whole[at : at + PAGE])
            + self._roots_in(self.whole[at : at + PAGE])
        }
        return {case_id for case_id, data in self.told.items() if data["short_name"] not in hit}

    def _roots_in(self, page: bytes) -> list[bytes]:
        found = set(re.findall(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", page))
        names = [self.told.get(one.decode(), {}).get("short_name", "") for one in found]
        return [name.encode() for name in names if name]

    def rescued(self, copy: Path) -> set[str]:
        """The stories that a rescue brings back word for word; the new library is checked."""
        saved = salvaging.salvage(copy, copy / "saved", self._key)
        with closing(libraries.opened(begin(saved.folder, self._key))) as library:
            problems = libraries.check(library).problems
            assert all("missing" in one for one in problems), problems
            told = _told(library)
        assert saved.stories == len(told)
        return {case_id for case_id, data in told.items() if data == self.told[case_id]}


def _told(library: libraries.Library) -> dict[str, Any]:
    listed = cases.listing(library, cases_query()).summaries
    found = {one.id: record_json.written(cases.opened(library, one.id).case) for one in listed}
    return {case_id: {**data, "updated_at": ""} for case_id, data in found.items()}


def cases_query() -> Any:
    """Every story."""
    from ssc_desktop.services.answers import Query

    return Query(limit=1_000_000)


def _fill(folder: Path, number: int) -> None:
    chance = _chance(9)
    with closing(libraries.opened(folder)) as library:
        for start in range(0, number, 20):
            records = []
            for one in range(start, min(start + 20, number)):
                name = f"tale-{one:05d}"
                text = " ".join(f"{name} {LETTERS}" for _each in range(chance.randrange(5, 120)))
                records.append(({"title": f"The story {name}", "short_name": name,
                                 "narrative_language": "en", "overview": text}, None))  # fmt: skip
            ids, _changes = cases.added_together(library, records)
            for case_id in ids[:3]:
                cases.set_value(library, case_id, ("title",), f"{case_id[:8]} retold")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the library that is harmed is made once."""
    place = tmp_path_factory.mktemp("p09")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSC_CONFIG", str(place / "config"))
        yield place


@pytest.fixture
def victim(built: Path, tmp_path: Path, size: Any, monkeypatch: pytest.MonkeyPatch) -> Victim:
    """A plain library."""
    monkeypatch.setenv("SSC_CONFIG", str(built / "config"))
    folder = built / "plain"
    if not folder.exists():
        _fill(folder, size(80, 400))
    return Victim(folder, tmp_path)


@pytest.fixture
def protected(victim: Victim, built: Path, tmp_path: Path) -> Victim:
    """The same library, protected with a password."""
    folder = built / "protected"
    assert victim.whole
    if not folder.exists():
        shutil.copytree(built / "plain", folder)
        protecting.protect(folder, "a long password")
    return Victim(folder, tmp_path, protecting.unlocked(folder, "a long password"))


def test_what_was_damaged_by_chance_is_noticed(
    victim: Victim, size: Any, figures: dict[str, Any]
) -> None:
    chance = _chance(1)
    for name in AT_RANDOM:
        changed = noticed = seen_by_sqlite = 0
        for _each in range(size(5, 60)):
            copy = victim.harmed(CLASSES[name], chance)
            if victim.is_changed(copy):
                changed += 1
                seen_by_sqlite += victim.integrity_notices(copy)
                noticed += victim.is_noticed(copy)
            shutil.rmtree(copy)
        figures[name] = f"{noticed} of {changed} noticed, {seen_by_sqlite} by integrity_check"
        assert noticed >= changed * 0.99


def test_every_letter_that_changed_in_a_story_is_noticed(
    victim: Victim, size: Any, figures: dict[str, Any]
) -> None:
    chance = _chance(2)
    bodies = [row[3] for row in victim.rows["revision"] if b"tale-" in row[3]]
    of = size(15, 200)
    seen_by_sqlite = 0
    for _each in range(of):
        piece = chance.choice(bodies)[300:340]
        held = bytearray(victim.whole)
        at = held.find(piece)
        held[at + chance.randrange(len(piece))] ^= 1
        copy = victim.with_bytes(bytes(held))
        seen_by_sqlite += victim.integrity_notices(copy)

        assert victim.is_noticed(copy)

        shutil.rmtree(copy)
    figures["letters"] = f"{of} of {of} noticed, {seen_by_sqlite} by integrity_check"
    # the control: the usual check alone would have told people that all is well
    assert seen_by_sqlite < of / 2


@pytest.mark.parametrize("name", ["cut to 70 %", *HEADERS, "emptied"])
def test_damage_of_the_whole_file_is_noticed(victim: Victim, name: str) -> None:
    copy = victim.harmed(CLASSES[name], _chance(3))
    (copy / "library.reserve").touch()

    assert victim.is_noticed(copy)


def test_a_rescue_brings_back_every_story_whose_pages_survive(
    victim: Victim, size: Any, figures: dict[str, Any]
) -> None:
    chance = _chance(4)
    for name in AT_RANDOM:
        worst = len(victim.told)
        for _each in range(size(2, 20)):
            copy = victim.harmed(CLASSES[name], chance)
            saved = victim.rescued(copy)
            worst = min(worst, len(saved))

            assert victim.untouched(copy) <= saved

            shutil.rmtree(copy)
        figures[name] = f"{worst} of {len(victim.told)} stories at worst"


@pytest.mark.parametrize("name", HEADERS)
def test_without_its_header_a_library_is_rescued_as_a_whole(
    victim: Victim, name: str, figures: dict[str, Any]
) -> None:
    copy = victim.harmed(CLASSES[name], _chance(5))
    saved = victim.rescued(copy)

    figures[name] = f"{len(saved)} of {len(victim.told)} stories"
    assert victim.untouched(copy) <= saved
    if name != "last page cut":
        assert saved == victim.told.keys()


def test_of_a_library_cut_to_seventy_percent_seventy_percent_come_back(
    victim: Victim, size: Any, figures: dict[str, Any]
) -> None:
    copy = victim.harmed(_cut_to_seventy_percent, _chance(6))
    saved = victim.rescued(copy)

    figures["cut to 70 %"] = f"{len(saved)} of {len(victim.told)} stories"
    assert victim.untouched(copy) <= saved
    # a small library is half empty tables, which stand at its beginning
    assert len(saved) * 100 >= len(victim.told) * size(60, 70)


def test_of_an_emptied_library_the_way_out_is_told(victim: Victim) -> None:
    copy = victim.harmed(_emptied, _chance(7))

    with pytest.raises(NotFound) as refused:
        salvaging.salvage(copy, copy / "saved")

    assert "backup" in refused.value.advice
    assert not (copy / "saved").exists()


@pytest.mark.parametrize("name", ["one bit", "a page zeroed", *HEADERS])
def test_a_protected_library_is_rescued_with_its_key(
    protected: Victim, name: str, figures: dict[str, Any]
) -> None:
    copy = protected.harmed(CLASSES[name], _chance(8))
    assert protected.is_noticed(copy)
    saved = protected.rescued(copy)

    figures[f"protected, {name}"] = f"{len(saved)} of {len(protected.told)} stories"
    if name in {"header of garbage", "first page zeroed"}:
        assert saved == protected.told.keys()
    else:
        assert len(saved) >= len(protected.told) * 0.8


def test_a_protected_library_is_not_rescued_without_its_key(protected: Victim) -> None:
    copy = protected.harmed(_first_page_zeroed, _chance(8))

    with pytest.raises(SscError) as refused:
        salvaging.salvage(copy, copy / "saved")

    assert refused.value.advice
