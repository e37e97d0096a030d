"""What a stranger sees who has no program for bundles: a page, and metadata for repositories."""

import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ssc_desktop.bundle import kinds
from ssc_desktop.history.saving import Change
from tests.unit.bundle.samples import FISH, RICE, Laptop, sent

SAMPLES = sorted((Path(__file__).parents[2] / "frozen" / "bundles").glob("*/*.sscz"))
VOID = {"meta", "!doctype"}


class Page(HTMLParser):
    """The elements of a page, each closed where it must be, and what it says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.used: set[str] = set()
        self.titles: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.used.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "li":
            self.titles.append(data)


def _page(bundle: Path) -> str:
    with zipfile.ZipFile(bundle) as opened:
        name = next(name for name in opened.namelist() if name.endswith("preview.html"))
        return opened.read(name).decode()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_page_is_whole_and_runs_nothing(sample: Path) -> None:
    page = Page(_page(sample))

    assert {"html", "head", "title", "body", "h1", "table"} <= page.used
    assert not page.used & {"script", "iframe", "img", "link", "style", "object", "form", "a"}
    assert not [name for name, _value in page.attributes if name.startswith("on") or name == "src"]
    assert ("content", "default-src 'none'") in page.attributes


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_metadata_describes_every_file(sample: Path) -> None:
    with zipfile.ZipFile(sample) as opened:
        files = {
            name.partition("/data/")[2]: name for name in opened.namelist() if "/data/" in name
        }
        crate = json.loads(opened.read(files["ro-crate-metadata.json"]))
        sizes = {name: opened.getinfo(whole).file_size for name, whole in files.items()}

    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    root = entities["./"]
    described = {part["@id"]: entities[part["@id"]] for part in root["hasPart"]}
    assert {name: int(one["contentSize"]) for name, one in described.items()} == {
        name: size for name, size in sizes.items() if not name.startswith("ro-crate")
    }
    assert root["name"] and root["description"] and root["datePublished"] and root["license"]
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}


def test_the_page_names_the_stories_as_they_are_called_now(tmp_path: Path) -> None:
    laptop = Laptop()
    laptop.edit(RICE, title="Rice", overview='say "title":["no",[]]')
    laptop.edit(RICE, title="<script>alert('rice')</script> & co.")
    laptop.edit(FISH, title="أحواض السمك")
    laptop.save([Change(f"{FISH[:-1]}f", "partner", FISH, {"title": "Dr"})], FISH)

    page = _page(sent(laptop, tmp_path / "rice.sscz").path)

    assert "<script>" not in page
    assert sorted(Page(page).titles) == ["<script>alert('rice')</script> & co.", "أحواض السمك"]


def test_a_page_stays_small(tmp_path: Path) -> None:
    laptop = Laptop()
    for number in range(1005):
        laptop.edit(f"{RICE[:-4]}{number:04x}", title=f"{number} " + "rice" * 400)

    page = _page(sent(laptop, tmp_path / "rice.sscz").path)

    assert len(Page(page).titles) == 1000
    assert "And 5 more." in page
    assert len(page) < 300_000


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (kinds.RECEIPT, "what a computer holds"),
        (kinds.REQUEST, "what a computer asks for"),
        (kinds.INVITATION, "Kampala 2026 – riz &amp; co."),
        (kinds.FULL, "Étangs à poissons"),
        ("parts.p02of03", "2 of 3"),
    ],
)
def test_a_page_says_what_the_bundle_is_for(kind: str, said: str) -> None:
    (sample,) = (path for path in SAMPLES if path.name == f"{kind}.sscz")

    assert said in _page(sample)
