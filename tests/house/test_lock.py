"""The lock pins what pyproject.toml asks for, every file by its hash."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT

RUN = ROOT / "requirements" / "run.lock"
DEVELOP = ROOT / "requirements" / "dev.lock"


def pinned(lock: Path) -> dict[str, str]:
    """Names and versions in a lock."""
    found = re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def asked(what: str) -> list[Requirement]:
    """The requirements of the program, or those for developing it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = project["project"]["dependencies"]
    if what == "develop":
        lines = [*lines, *project["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "what"), [(RUN, "run"), (DEVELOP, "develop")])
def test_the_lock_agrees_with_pyproject(lock: Path, what: str) -> None:
    versions = pinned(lock)

    unmet = [
        str(requirement)
        for requirement in asked(what)
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), ""))
    ]

    assert not unmet, "run `make lock`"


@pytest.mark.parametrize("lock", [RUN, DEVELOP])
def test_every_line_of_the_lock_has_a_hash(lock: Path) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]

    assert entries
    assert not [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]


@pytest.mark.parametrize("lock", [RUN, DEVELOP])
def test_the_lock_holds_names_and_hashes_alone(lock: Path) -> None:
    line = re.compile(r"[\w.-]+==\S+( ; [^/\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")

    assert not [text for text in lock.read_text("utf-8").splitlines() if not line.fullmatch(text)]


def test_both_locks_pin_the_same_versions() -> None:
    assert pinned(RUN).items() <= pinned(DEVELOP).items()
