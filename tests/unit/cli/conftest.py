"""The command line as a person uses it: arguments in, lines and an exit code out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import i18n
from ssc_desktop.__main__ import main
from tests.laptops import empty_library


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty library, in English."""
    monkeypatch.setenv("SSC_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("SSC_CONFIG", str(tmp_path / "config"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    empty_library(tmp_path / "library")
    return tmp_path


@pytest.fixture
def ssc(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; no traceback and no word of a bug is ever let through."""
    assert home.is_dir()

    def run(*arguments: object) -> Said:
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        i18n.use("en")
        assert "Traceback" not in out + err
        assert "should not have" not in err, err
        return Said(code, out, err)

    return run


@pytest.fixture
def story(ssc: Run) -> str:
    """The id of a story in the library."""
    return ssc("new", "--title", "Rice from China in Uganda").out.strip()
