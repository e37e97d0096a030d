"""A program that was not packaged is renewed the way it came; packaged ones: tests/frozen."""

from pathlib import Path

import pytest

from ssc_desktop import __version__, program
from ssc_desktop.cli import run
from ssc_desktop.errors import UpdateRefused
from ssc_desktop.services import licences, updating


def test_a_checkout_takes_no_update_files(tmp_path: Path) -> None:
    update = tmp_path / "newer.sscupdate"
    update.write_bytes(b"whatever")

    with pytest.raises(UpdateRefused, match="takes no update files"):
        updating.look(update)


def test_a_checkout_runs_itself() -> None:
    standing = updating.standing()

    assert (standing.version, standing.installed) == (__version__, __version__)
    assert (standing.waiting, standing.failed, standing.takes) == ("", (), False)
    assert program.chosen(()) is None


def test_what_runs_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["update"]) == 0

    told = capsys.readouterr()
    assert told.out == f"ssc-desktop {__version__}\n"
    assert "takes no update files" in told.err


def test_versions_are_compared_as_numbers() -> None:
    assert program.number("0.10.0") > program.number("0.9.1")
    assert program.number("0.10.0.part") == program.number("") == ()


def test_the_licences_of_what_is_shipped_are_told() -> None:
    told = licences.text()

    assert "SIL Open Font License" in told
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in told
