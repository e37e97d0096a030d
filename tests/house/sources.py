"""What the house rules are about: our files, as git knows them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PICTURES_AND_FONTS = {
    ".age", ".docx", ".gif", ".gz", ".ico", ".icns", ".jpeg", ".jpg", ".mo", ".otf", ".pdf", ".png",
    ".qm", ".sqlite", ".sscz", ".ttf", ".webp", ".woff2", ".zip",
}  # fmt: skip


def tracked() -> list[Path]:
    """Every file that git tracks and that is there, as a path from the top."""
    said = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    return [Path(name) for name in sorted(said.split("\0")) if name and (ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    """The tracked files that hold text, with it."""
    return {
        path: (ROOT / path).read_text(encoding="utf-8")
        for path in tracked()
        if path.suffix not in _PICTURES_AND_FONTS
    }


def modules(*folders: str) -> list[Path]:
    """The Python modules under these top-level folders, as paths from the top."""
    return sorted(
        path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py")
    )
