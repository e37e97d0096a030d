"""The reader in `docs/examples`: another program, written from the document, reads our bundles."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.hostile.forge import Files, cut_over, sealed, with_header, with_lines, zipped
from tests.laptops import Laptop
from tests.unit.bundle.samples import RICE, device_key

ROOT = Path(__file__).parents[3]
READER = ROOT / "docs" / "examples" / "read_bundle.py"
SAMPLES = sorted((ROOT / "tests" / "frozen" / "bundles").glob("*/*.sscz"))


@pytest.fixture(scope="module")
def reader() -> ModuleType:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("read_bundle", READER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_small_and_stands_on_the_standard_library_alone() -> None:
    text = READER.read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]

    assert len(text.splitlines()) < 150
    named = {name.name for node in imports for name in node.names}
    named |= {str(node.module) for node in froms}
    assert named <= sys.stdlib_module_names


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_it_lists_the_stories_of_every_sample(reader: ModuleType, sample: Path) -> None:
    told = json.loads(sample.with_name(f"{sample.name}.json").read_text(encoding="utf-8"))
    stories = {root: records for root, records in told["shown"].items() if "/" not in root}

    listed = {
        root: (title, status, number) for root, title, status, _, number in reader.stories(sample)
    }

    assert listed == {
        root: (
            records[root]["fields"]["title"],
            records[root]["fields"]["status"],
            sum(not one["deleted"] and one["kind"] != "redaction" for one in records.values()),
        )
        for root, records in stories.items()
        if not records[root]["deleted"]
    }


def test_it_lists_what_our_own_list_shows(reader: ModuleType, tmp_path: Path) -> None:
    amina, bosco = Laptop(tmp_path / "amina"), Laptop(tmp_path / "bosco")
    rice, fish = amina.add(title="Rice"), amina.add(title="Étangs à poissons", status="draft")
    bosco.take_all_of(amina)
    bosco.type(rice, "title", "Rice from China")
    amina.type(rice, "title", "Hybrid rice")
    amina.take_all_of(bosco)
    amina.type(fish, "challenge", "Too few fingerlings")

    listed = {one[0]: one[1:3] for one in reader.stories(amina.send())}

    assert listed == {line.id: (line.title, line.status) for line in amina.listed()}
    amina.close()
    bosco.close()


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", READER, SAMPLES[0]],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=True,
    )

    assert "Hybrid rice in Uganda (complete), by Amina: 5 records" in done.stdout


def test_it_refuses_what_was_altered(reader: ModuleType, good: Files, tmp_path: Path) -> None:
    bad = tmp_path / "bad.sscz"
    for files in (
        good | {"data/cuts/0001.jsonl": b""},
        good | {"data/more": b""},
        sealed(good, device_key(5)),
        with_header(good, version="2.0"),
        with_header(good, requires=["cut1", "age2"]),
    ):
        bad.write_bytes(zipped(files))
        with pytest.raises(SystemExit, match="refused"):
            list(reader.stories(bad))


def test_it_passes_over_saves_that_nobody_signed(
    reader: ModuleType, good: Files, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.sscz"
    line = bytearray(cut_over([b"{}"]))
    line[10:14] = b"AAAA"
    forged.write_bytes(zipped(with_lines(good, cuts=[bytes(line)])))

    (tmp_path / "good.sscz").write_bytes(zipped(good))

    assert list(reader.stories(forged)) == list(reader.stories(tmp_path / "good.sscz"))
    assert RICE in {one[0] for one in reader.stories(forged)}
