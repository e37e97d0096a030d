import json
import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from ssc_desktop import services, settings
from ssc_desktop.settings import Settings


def _start(library: Path) -> dict[str, object]:
    code = f"from pathlib import Path; from ui.app import run; run(Path({str(library)!r}))"
    environment = {**os.environ, "SSC_AFTER_FIRST_PAINT": "report"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300,
        env=environment, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    services.libraries.opened(tmp_path / "library").close()

    report = _start(tmp_path / "library")

    assert report["modules"] == []
    assert isinstance(report["cpu_ms"], int)


def test_pyside_does_not_read_every_module_twice() -> None:
    code = "import builtins as b; plain = b.__import__; import ui; assert b.__import__ is plain"
    subprocess.run(
        [sys.executable, "-c", code], check=True, timeout=300, cwd=Path(__file__).parents[2]
    )


def test_a_library_that_is_named_opens_instead_of_the_last_one(
    tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("last", "named"):
        services.libraries.opened(tmp_path / name).close()
    settings.save(Settings(role="author", library=str(tmp_path / "last")), tmp_path / "config")
    surroundings = {"SSC_LIBRARY": str(tmp_path / "named"), "SSC_CONFIG": str(tmp_path / "config")}
    begun = subprocess.Popen(
        [sys.executable, "-m", "ssc_desktop"], cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **surroundings},
    )  # fmt: skip
    logs = [tmp_path / name / "library.sqlite-wal" for name in ("last", "named")]
    try:
        qtbot.waitUntil(lambda: any(map(Path.exists, logs)), timeout=60_000)

        assert [log.exists() for log in logs] == [False, True]
    finally:
        begun.kill()
        begun.wait()
