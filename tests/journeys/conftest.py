"""Journeys run through the whole house."""

import pytest

_NOISE = "This plugin does not support"
"""The offscreen platform says so of every window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_NOISE, extend=True))
