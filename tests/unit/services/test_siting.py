"""Where a library may live, and how it is brought home."""

import errno
from pathlib import Path

import pytest

from ssc_desktop.errors import (
    Cancelled,
    FileGone,
    InvalidInput,
    LibraryLocked,
    PlaceRefused,
    ReadOnly,
)
from ssc_desktop.media import Linux
from ssc_desktop.services import siting, start
from ssc_desktop.services.siting import Site
from ssc_desktop.store.begin import DATABASE
from tests.laptops import Laptop


@pytest.fixture
def linux(tmp_path: Path) -> Linux:
    """A computer with a server, a stick and an old disk."""
    places = {
        "server": "nfs4 office:/home",
        "share": "cifs //office/share",
        "cloud": "fuse.sshfs far:/",
        "old": "vfat /dev/sda3",
        "disk": "ext4 /dev/sda4",
    }
    lines = ["27 1 254:0 / / rw - ext4 /dev/vda rw\n"]
    for number, (name, told) in enumerate(places.items(), 40):
        (tmp_path / name).mkdir()
        lines.append(f"{number} 27 0:{number} / {tmp_path / name} rw - {told} rw\n")
    lines.append("60 27 8:17 / /run/media/amina/STICK rw - vfat /dev/sdb1 rw\n")
    (tmp_path / "mounts").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "sys" / "dev" / "block" / "8:17").mkdir(parents=True)
    return Linux(tmp_path / "mounts", tmp_path / "sys")


@pytest.mark.parametrize(
    ("place", "kind"),
    [("server", "network"), ("share", "network"), ("cloud", "network"), ("old", "fat"),
     ("disk", "well")],
)  # fmt: skip
def test_the_system_says_what_a_disk_is(
    tmp_path: Path, linux: Linux, place: str, kind: str
) -> None:
    assert siting.site(tmp_path / place / "not" / "there yet", linux).kind == kind


def test_a_stick_is_known_by_its_name(linux: Linux) -> None:
    found = siting.site(Path("/run/media/amina/STICK/library"), linux)

    assert found == Site("removable", "STICK")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - District office", "OneDrive"),
        ("CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Dropbox (Office)", "Dropbox"),
        ("Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("iCloudDrive", "iCloud Drive"),
        ("Google Drive", "Google Drive"),
        ("CloudStorage/GoogleDrive-amina@example.org", "Google Drive"),
        ("Nextcloud2", "Nextcloud"),
    ],
)
def test_clouds_are_known_by_the_names_of_their_folders(
    tmp_path: Path, folder: str, name: str
) -> None:
    assert siting.site(tmp_path / folder / "stories") == Site("cloud", name)


@pytest.mark.parametrize(
    ("mark", "name"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"),
                       (".nextcloudsync.log", "Nextcloud")]
)  # fmt: skip
def test_clouds_are_known_by_what_they_leave(tmp_path: Path, mark: str, name: str) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / mark).touch()

    assert siting.site(tmp_path / "work" / "library") == Site("cloud", name)


def test_a_folder_whose_name_only_begins_so_is_well(tmp_path: Path) -> None:
    assert siting.site(tmp_path / "Dropboxes of rice" / "library").kind == "well"


def test_a_library_in_a_cloud_is_refused_with_a_way_out(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "library"

    with pytest.raises(PlaceRefused, match="Dropbox") as refused:
        start.begin(folder)

    assert (refused.value.kind, refused.value.name) == ("cloud", "Dropbox")
    assert refused.value.advice
    assert not folder.exists()


def test_a_stick_may_be_taken_upon_oneself_and_a_cloud_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, cloud = tmp_path / "stick", tmp_path / "Dropbox"
    sites = {stick: Site("removable", "STICK"), cloud: Site("cloud", "Dropbox")}
    monkeypatch.setattr(siting, "site", lambda folder: sites[folder])
    for folder in (stick, cloud):
        with pytest.raises(PlaceRefused):
            siting.refuse(folder)
        siting.accept(folder)

    siting.refuse(stick)

    assert siting.is_accepted(stick)
    with pytest.raises(PlaceRefused):
        siting.refuse(cloud)


def test_a_library_is_brought_home_whole(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "cloud")
    case_id = laptop.add(title="Rice")
    laptop.close()
    before = (tmp_path / "cloud" / "library" / DATABASE).read_bytes()

    siting.bring_home(tmp_path / "cloud" / "library", tmp_path / "home" / "library")

    assert (tmp_path / "cloud" / "library" / DATABASE).read_bytes() == before
    home = Laptop(tmp_path / "home")
    assert home.case(case_id).title == "Rice"
    home.close()


def test_bringing_home_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "cloud")
    laptop.add(title="Rice")
    laptop.close()

    with pytest.raises(Cancelled):
        siting.bring_home(tmp_path / "cloud" / "library", tmp_path / "home", stop=lambda: True)

    assert not list(tmp_path.glob("home*"))


def test_an_open_library_is_not_brought_home(amina: Laptop, tmp_path: Path) -> None:
    with pytest.raises(LibraryLocked):
        siting.bring_home(amina.folder / "library", tmp_path / "home")

    assert not (tmp_path / "home").exists()


def test_nothing_is_written_over_at_home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "mine.txt").touch()

    with pytest.raises(InvalidInput):
        siting.bring_home(tmp_path, tmp_path / "home")


def test_a_folder_that_went_is_noticed_without_a_save(amina: Laptop) -> None:
    assert siting.trouble(amina.library) is None

    (amina.folder / "library").rename(amina.folder / "gone")

    assert isinstance(siting.trouble(amina.library), FileGone)
    (amina.folder / "gone").rename(amina.folder / "library")
    assert siting.trouble(amina.library) is None


def test_a_folder_that_may_not_be_written_is_told_of_in_our_own_words(
    amina: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_wanted: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        found = siting.trouble(amina.library)

    assert isinstance(found, ReadOnly)
    assert found.message == "The library's folder cannot be written."
    assert siting.trouble(amina.library) is None
