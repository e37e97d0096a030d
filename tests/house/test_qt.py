"""The PySide6 that is installed does not crash this Python."""

import sys

import pytest


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be freed from Python 3.12 on")
def test_calls_into_qt_keep_the_references_to_none() -> None:
    """PySide6 6.12.0 loses one on every void call, and the program aborts after some thousands."""
    from PySide6.QtCore import QMutex

    mutex = QMutex()
    before = sys.getrefcount(None)

    for _ in range(500):
        mutex.lock()
        mutex.unlock()

    assert sys.getrefcount(None) > before - 100
