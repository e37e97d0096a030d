"""Who may import whom: the contracts in pyproject.toml, and two that import-linter cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT, modules


def imported(module: Path) -> set[str]:
    """The full names that a module imports, at its top or inside."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_view_models_know_no_widgets() -> None:
    models = [path for path in modules("ui") if "viewmodels" in path.parts]

    assert not [
        f"{path}: {name}"
        for path in models
        for name in imported(path)
        if name.startswith("PySide6.QtWidgets")
    ]


def test_nobody_imports_a_whole_module_by_star() -> None:
    starred = [
        str(path)
        for path in modules("ssc_desktop", "ui")
        if any(name.endswith(".*") for name in imported(path))
    ]

    assert not starred, "names of PySide6 go missing (design: the import hook is taken out)"
