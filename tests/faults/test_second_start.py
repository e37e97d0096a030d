"""A second program, and one that starts after the first was killed."""

import subprocess
import sys
from pathlib import Path

from ssc_desktop.services import bundles
from tests.laptops import Laptop


def test_what_a_killed_program_had_unpacked_is_gone_at_the_next_start(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    for folder in ("spool/bundle-1", "attachments/staging"):
        (laptop.folder / "library" / folder).mkdir(parents=True)
        (laptop.folder / "library" / folder / "open text").write_text("a name")

    laptop.reopen()
    laptop.close()

    assert not list((laptop.folder / "library").rglob("open text"))


def test_a_second_program_is_kindly_locked_out_while_a_bundle_is_taken_in(tmp_path: Path) -> None:
    giver, taker = Laptop(tmp_path / "giver"), Laptop(tmp_path / "taker")
    case_id = giver.add(title="Rice")
    bundle = giver.send()
    words = [sys.executable, "-m", "ssc_desktop", "--library", str(taker.folder / "library")]
    second: list[subprocess.CompletedProcess[str]] = []

    def meanwhile(_done: int, _all: int) -> None:
        if not second:
            second.append(
                subprocess.run(
                    [*words, "take", str(bundle)], capture_output=True, text=True, check=False
                )
            )

    bundles.take(taker.library, bundle, progress=meanwhile)

    assert second[0].returncode != 0
    assert "already open in another window" in second[0].stderr
    assert taker.case(case_id).title == "Rice"
    assert taker.revisions() == giver.revisions()
    for laptop in (giver, taker):
        laptop.close()
