"""A copy that broke on its way: what is whole comes in, the rest is asked for."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.bundle.messages import Receipt
from ssc_desktop.bundle.reading import head
from ssc_desktop.errors import Damaged
from ssc_desktop.services import gathering, receipts
from ssc_desktop.services.gathering import Gathered, Plans
from ssc_desktop.store import blobs
from tests.laptops import Laptop
from tests.unit.services.parcels import with_photo


@pytest.fixture
def amina(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop with two stories and two photos."""
    laptop = Laptop(tmp_path / "amina")
    with_photo(laptop, laptop.add(title="Rice"), b"\xff\xd8\xff rice" * 300)
    with_photo(laptop, laptop.add(title="Fish ponds"), b"\xff\xd8\xff fish" * 300)
    yield laptop
    laptop.close()


@pytest.fixture
def bo(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop that holds nothing yet."""
    laptop = Laptop(tmp_path / "bo")
    yield laptop
    laptop.close()


def _cut_within(bundle: Path, folder: str) -> Path:
    """A copy that ends within the last file of a folder."""
    with zipfile.ZipFile(bundle) as opened:
        last = [info for info in opened.infolist() if f"/data/{folder}/" in info.filename][-1]
    broken = bundle.with_name(f"broken-{bundle.name}")
    broken.write_bytes(bundle.read_bytes()[: last.header_offset + len(last.filename) + 60])
    return broken


def _told(laptop: Laptop) -> Receipt:
    receipts.make(laptop.library, laptop.folder / "receipt.sscz")
    message = head(laptop.folder / "receipt.sscz").message
    assert isinstance(message, Receipt)
    return message


def _planned(laptop: Laptop, broken: Path) -> Plans:
    return gathering.plan_all(laptop.library, [broken], broken=True)


def _rescued(laptop: Laptop, broken: Path) -> Gathered:
    plans = _planned(laptop, broken)
    accept = [plan.bundle for plan in plans.asking]
    return gathering.take_all(laptop.library, plans, accept=accept)[0]


def test_the_text_of_a_copy_without_its_last_photo_comes_in(amina: Laptop, bo: Laptop) -> None:
    bundle = amina.send()
    broken = _cut_within(bundle, "blobs")
    with pytest.raises(Damaged):
        bo.take(broken)

    planned = _planned(bo, broken)
    assert bo.listed() == ()
    (taken,) = _rescued(bo, broken).taken

    assert {line.title for line in bo.listed()} == {"Rice", "Fish ponds"}
    for told in (planned, taken):
        assert "1 attachment is lost" in told.warnings[0]
    assert len(receipts.lacking(bo.library).pictures) == 1
    assert bo.truth() == amina.truth()


def test_what_is_lost_is_asked_for_and_comes(amina: Laptop, bo: Laptop) -> None:
    _rescued(bo, _cut_within(amina.send(), "revisions"))
    assert bo.listed() == ()
    lacking = receipts.lacking(bo.library)

    receipts.request(bo.library, bo.folder / "request.sscz")
    amina.take(bo.folder / "request.sscz")
    receipts.answer(amina.library, bo.library.device.id, amina.folder / "answer.sscz")
    bo.take(amina.folder / "answer.sscz")

    assert len(lacking.stories) == 2
    assert bo.truth() == amina.truth()
    assert len(blobs.every(bo.library.attachments)) == 2
    assert not receipts.lacking(bo.library)


def test_nobody_counts_on_a_broken_copy(amina: Laptop, bo: Laptop) -> None:
    bundle = amina.send()
    _rescued(bo, _cut_within(bundle, "blobs"))
    before = _told(bo).taken

    bo.take(bundle)

    assert before == ()
    assert _told(bo).taken == (head(bundle).header.bundle,)


def test_a_whole_copy_is_taken_in_as_ever(amina: Laptop, bo: Laptop) -> None:
    bundle = amina.send()
    (taken,) = _rescued(bo, bundle).taken

    assert taken.warnings == ()
    assert len(_told(bo).taken) == 1


def test_of_what_is_no_bundle_nothing_is_saved(bo: Laptop, tmp_path: Path) -> None:
    (tmp_path / "letter.sscz").write_bytes(b"Dear colleagues")

    assert [one.rule for one in _planned(bo, tmp_path / "letter.sscz").refused] == ["not a ZIP"]
