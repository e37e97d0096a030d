"""What every test stands on: no screen, no leftovers, no warning unseen.

Tests of the core never touch Qt: the fixtures below act on a test only where it asks for `qapp`
or `qtbot`.
"""

import gc
import locale
import logging
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# accessibility asks a bus that no test machine has, and says so in warnings
os.environ.setdefault("QT_ACCESSIBILITY", "0")
# Qt warns of a locale without UTF-8, or one that is not installed
if locale.getencoding().upper() != "UTF-8":
    os.environ["LC_ALL"] = "C.UTF-8"

# a busy machine is no reason to fail; the bytes that reproduce a failure are printed
hypothesis.settings.register_profile("ssc", deadline=None, print_blob=True)
hypothesis.settings.load_profile("ssc")

_QT = {"qapp", "qtbot"}
_NETWORK = {socket.AF_INET, socket.AF_INET6}


def _no_network(event: str, given: tuple[Any, ...]) -> None:
    """The program opens no socket to anywhere, and no test does: P13."""
    if event == "socket.__new__" and given[1] in _NETWORK:
        raise PermissionError("a test reached for the network")
    if event == "socket.getaddrinfo":
        raise PermissionError("a test looked up a name in the network")


sys.addaudithook(_no_network)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `make pictures` asks for."""
    parser.addoption("--pictures", default="", help="keep pictures of the journeys in this folder")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let all that chance decides, worlds and the order of tests, come from `SSC_SEED` if given."""
    seed = os.environ.get("SSC_SEED")
    if not seed:
        return
    for option, unset in (("randomly_seed", "default"), ("hypothesis_seed", None)):
        if getattr(config.option, option, ...) == unset:
            setattr(config.option, option, int(seed))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs an X server where there is none."""
    if os.environ.get("DISPLAY"):
        return
    for item in items:
        if item.get_closest_marker("onscreen"):
            item.add_marker(pytest.mark.skip(reason="needs an X server; `make test` brings one"))


class _Watch(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_warning_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logs a warning, unless it reads the log itself (`caplog`)."""
    watch = _Watch()
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    if "caplog" not in request.fixturenames:
        assert not watch.seen, "\n".join(watch.seen)


@pytest.fixture(autouse=True)
def home_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep every test away from the settings and the library of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in (
        ("HOME", ""),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
        ("APPDATA", "roaming"),
        ("LOCALAPPDATA", "local"),
    ):
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.delenv("SSC_LIBRARY", raising=False)


@pytest.fixture(autouse=True)
def no_windows_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close the test's windows and really delete them.

    `processEvents()` outside an event loop never delivers DeferredDelete: without the flush each
    test's widgets stay alive, and the suite slows down with every test (pytest-qt issue 498).
    """
    if _QT.isdisjoint(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(0)
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"windows left: {left}"
