"""What our files may hold, and how they lie."""

import re

import pytest

from tests.house.sources import ROOT, modules, texts, tracked

TOP = {
    ".ci", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "Makefile", "README.md", "benchmarks", "build.spec", "docs", "migrations", "pyproject.toml",
    "packaging", "requirements", "resources", "ssc_desktop", "tests", "tools", "ui",
}  # fmt: skip

# put together here, so that this file does not hold what it forbids
INDEXES = [
    ".".join(name)
    for name in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("conda", "io"),
    )
]
INDEX_OPTION = re.compile(r"(?<!\w)--(?:(?:extra-)?index-url|find-links|trusted-host)")
HOME = re.compile(r"(?<![\w.:/-])/(?:" + r"root|home/\w+|work|Users/\w+)/")
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b(?!\s*\(?#\d)")


def test_the_top_holds_what_the_architecture_names_and_no_more() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP


def test_a_module_can_be_read_in_one_sitting() -> None:
    # a migration is one change, as long as the record is wide, and never edited again
    everything = modules("ssc_desktop", "ui", "tests", "benchmarks", "tools")

    long = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in everything}

    assert not {path: lines for path, lines in long.items() if lines > 400}


@pytest.mark.parametrize("name", ["utils", "helpers", "manager", "common", "misc"])
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert name not in {path.stem for path in modules("ssc_desktop", "ui", "tests", "tools")}


def test_every_package_says_what_belongs_in_it() -> None:
    folders = {path.parent for path in modules("ssc_desktop", "ui")}

    silent = [
        str(folder)
        for folder in sorted(folders)
        if not (ROOT / folder / "__init__.py").is_file()
        or not (ROOT / folder / "__init__.py").read_text("utf-8").startswith('"""')
    ]

    assert not silent


def test_no_file_names_an_index_of_packages() -> None:
    named = [
        f"{path}: {found}"
        for path, text in texts().items()
        for found in [*(host for host in INDEXES if host in text), *INDEX_OPTION.findall(text)]
    ]

    assert not named


def test_no_file_names_a_place_on_one_machine() -> None:
    named = [f"{path}: {found}" for path, text in texts().items() for found in HOME.findall(text)]

    assert not named


def test_what_is_left_for_later_has_an_issue() -> None:
    named = [f"{path}: {found}" for path, text in texts().items() for found in LATER.findall(text)]

    assert not named
