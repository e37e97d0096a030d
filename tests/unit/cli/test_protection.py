"""The password of a library on the command line."""

import io
from pathlib import Path

import pytest

from ssc_desktop.store import key_slots
from tests.unit.cli.conftest import Run

PASSWORD, NEW = "three brown hens", "two grey geese"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Guessing is not made dear here."""
    monkeypatch.setattr(key_slots, "_WORK", 4)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.delenv("SSC_PASSWORD", raising=False)


def test_a_password_is_set_asked_for_changed_and_taken_away(
    ssc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssc("new", "--title", "Rice")
    monkeypatch.setenv("SSC_PASSWORD", PASSWORD)
    protected = ssc("protect")
    assert "Rice" in ssc("list").out

    monkeypatch.setenv("SSC_NEW_PASSWORD", NEW)
    assert ssc("password").code == 0
    wrong = ssc("list")
    monkeypatch.setenv("SSC_PASSWORD", NEW)
    assert ssc("check").code == 0
    assert ssc("unprotect").code == 0
    monkeypatch.delenv("SSC_PASSWORD")

    assert protected.code == 0 and len(protected.out.strip().split("-")) == 8
    assert "Keep this sheet" in protected.err
    assert wrong.code == 1 and "not the password" in wrong.err and "Rice" not in wrong.out
    assert "Rice" in ssc("list").out


def test_without_a_password_nothing_is_said_of_a_protected_library(
    ssc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssc("new", "--title", "Rice")
    monkeypatch.setenv("SSC_PASSWORD", PASSWORD)
    ssc("protect")
    monkeypatch.delenv("SSC_PASSWORD")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    for command in (("list",), ("show", "0"), ("check",), ("unprotect",), ("password",)):
        refused = ssc(*command)
        assert refused.code == 1 and "password" in refused.err, command
        assert "Rice" not in refused.out + refused.err


def test_the_code_on_the_sheet_sets_a_new_password(
    ssc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssc("new", "--title", "Rice")
    monkeypatch.setenv("SSC_PASSWORD", PASSWORD)
    code = ssc("protect").out.strip()
    monkeypatch.delenv("SSC_PASSWORD")
    monkeypatch.setenv("SSC_NEW_PASSWORD", NEW)
    monkeypatch.setenv("SSC_RECOVERY_CODE", code[:-1] + ("0" if code[-1] != "0" else "1"))
    mistyped = ssc("password", "--recovery")
    monkeypatch.setenv("SSC_RECOVERY_CODE", code)
    assert ssc("password", "--recovery").code == 0

    monkeypatch.setenv("SSC_PASSWORD", NEW)
    assert mistyped.code == 1 and "Group 8" in mistyped.err
    assert "Rice" in ssc("list").out
    again = ssc("password", "--new-code")
    assert again.code == 0 and again.out.strip() != code


def test_a_short_password_is_refused(ssc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ssc("new")
    monkeypatch.setenv("SSC_PASSWORD", "short")

    refused = ssc("protect")

    assert refused.code == 1 and "at least 8 characters" in refused.err
    monkeypatch.delenv("SSC_PASSWORD")
    assert ssc("list").code == 0
