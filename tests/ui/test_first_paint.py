import json
import os
import subprocess
import sys
from pathlib import Path

from ssc_desktop import services


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
