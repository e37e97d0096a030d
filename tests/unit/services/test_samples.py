"""The main job on the real stories: added, shown, printed, bundled, taken in, equal."""

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ssc_desktop.paths import bundled
from ssc_desktop.record import record_json
from ssc_desktop.services import attachments, bundles, documents, libraries
from tests.laptops import Laptop

SAMPLES = sorted((bundled("resources") / "samples").glob("*.json"))


@pytest.fixture(scope="module")
def amina(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """A laptop with all sample stories; nobody changes them."""
    laptop = Laptop(tmp_path_factory.mktemp("amina"))
    libraries.add_samples(laptop.library)
    yield laptop
    laptop.close()


@pytest.fixture(scope="module")
def bo(amina: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """Another laptop that took them in from a bundle."""
    laptop = Laptop(tmp_path_factory.mktemp("bo"))
    bundle = amina.send()
    assert bundles.verify(bundle).stories == len(SAMPLES)
    taken = laptop.take(bundle)
    assert (len(taken.new), taken.pictures, taken.missing) == (14, 3, ())
    assert taken.sentence() == "14 new."
    yield laptop
    laptop.close()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_shown_as_it_was_written(amina: Laptop, path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))

    written = record_json.written(amina.case(data["case_uuid"]))

    for picture in written.get("attachment", []):
        for added in ("sha256", "file_name", "media_type"):
            assert picture.pop(added)
    for picture in data.get("attachment", []):
        del picture["file"]
    assert written == {"status": "draft", **data}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_arrives_on_another_laptop_field_by_field(
    amina: Laptop, bo: Laptop, path: Path
) -> None:
    case_id = json.loads(path.read_text(encoding="utf-8"))["case_uuid"]

    assert bo.case(case_id) == amina.case(case_id)
    assert record_json.text(bo.case(case_id)) == record_json.text(amina.case(case_id))
    for item in bo.case(case_id).attachment:
        assert attachments.picture(bo.library, str(item.sha256)).is_there()


OF_ONE = [name for name, layout in documents.LAYOUTS.items() if layout.least == 1]


@pytest.mark.parametrize("layout", OF_ONE)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_becomes_a_document(
    amina: Laptop, tmp_path: Path, path: Path, layout: str
) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))

    made = documents.word(
        amina.library, [data["case_uuid"]], documents.DocumentWish(layout), tmp_path / "story.docx"
    )

    assert made.size > 5000
    document = docx.Document(str(made.path))
    text = "\n".join(one.text for one in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert data["title"] in text + "\n".join(cells)


def test_both_libraries_are_sound_and_hold_the_same(amina: Laptop, bo: Laptop) -> None:
    assert amina.revisions() == bo.revisions()
    assert amina.truth() == bo.truth()


def test_samples_are_added_once(amina: Laptop) -> None:
    assert libraries.add_samples(amina.library).cases == frozenset()


def test_stories_are_found_without_accents_and_by_beginnings(amina: Laptop) -> None:
    found = {one.title for one in amina.listed(text="banos")}

    assert {one.title for one in amina.listed(text="Haiti")} >= {
        one.title for one in amina.listed(text="haiti argentin")
    }
    assert found == {one.title for one in amina.listed(text="baños")}


def test_the_view_is_rebuilt_as_it_was(bo: Laptop) -> None:
    before = bo.listed()

    assert libraries.rebuild(bo.library) == len(SAMPLES)

    assert bo.listed() == before
    bo.revisions()
