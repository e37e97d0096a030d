"""Every page for what needs a person has room, names and a way round, in any language and size."""

import itertools
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop import i18n
from tests import disputes
from tests.ui.driving import Desk
from tests.ui.looking import clipped, focusable, name_of, round_trip, unnamed
from tests.ui.sitting import Sit, lines, page_of, shown, turned

pytestmark = pytest.mark.usefixtures("as_usual")

SCREEN = (1024, 600)


def _settled() -> None:
    for _turn in range(3):
        QApplication.processEvents()


def _visited(desk: Desk) -> Iterator[str]:
    """Each kind of thing, looked at; the box to write in too, and what was decided."""
    kinds = {one.sort + ("/item" if one.heading else ""): one for one in lines(desk)}
    for kind, line in kinds.items():
        page_of(desk).choose(line)
        page = turned(desk)
        _settled()
        yield kind
        if kind == "answer":
            page.write.click()
            desk.wait(partial(_is_writing, desk, page))
            _settled()
            yield "writing"
            page.stop_writing()
        page_of(desk).settling.leave()
    page_of(desk).narrow("decided")
    desk.wait(lambda: page_of(desk).decided.ready and desk.quiet())
    _settled()
    yield "decided"
    page_of(desk).narrow("")
    _settled()
    yield "list"


@pytest.mark.parametrize("language", tuple(i18n.LANGUAGES))
def test_every_page_of_what_needs_a_person_fits(sit: Sit, tmp_path: Path, language: str) -> None:
    made = disputes.everything(tmp_path)
    desk = sit(made)
    desk.window.resize(*SCREEN)
    found: list[str] = []

    for size in (100, 140, 200):
        desk.window.change_settings(language=language, text_size=size)
        desk.wait(desk.quiet)
        for kind in _visited(desk):
            found += [f"{kind}, {size} %: {one}" for one in clipped(desk.window)]
            found += [f"{kind}: no name: {one}" for one in unnamed(desk.window)]

    assert found == []
    assert desk.window.size().toTuple() == SCREEN
    desk.close()


def test_tab_goes_round_every_page_of_what_needs_a_person(sit: Sit, tmp_path: Path) -> None:
    desk = sit(disputes.everything(tmp_path))
    left_out: list[str] = []

    for kind in _visited(desk):
        first = desk.window.rail.buttons["needs_you"]
        first.setFocus()
        desk.wait(partial(_has_keyboard, first))
        reached = set(round_trip(first))
        left_out += [
            f"{kind}: {type(one).__name__} {name_of(one)}"
            for one in focusable(shown(desk))
            if one not in reached and one.focusProxy() is None and not _of_group(one)
        ]

    assert left_out == []
    desk.close()


def _is_writing(desk: Desk, page: Any) -> bool:
    return page.writing is not None and desk.quiet()


def _has_keyboard(widget: QWidget) -> bool:
    return QApplication.focusWidget() is widget


def _of_group(widget: object) -> bool:
    return bool(getattr(widget, "autoExclusive", bool)())


@pytest.mark.parametrize(("theme", "size"), [*itertools.product(("dark", "contrast"), (90, 200))])
def test_every_page_can_be_drawn_in_every_theme(
    sit: Sit, tmp_path: Path, theme: str, size: int
) -> None:
    desk = sit(disputes.everything(tmp_path))
    desk.window.change_settings(theme=theme, text_size=size)

    drawn = {kind: desk.window.grab().toImage().isNull() for kind in _visited(desk)}

    assert len(drawn) >= 7
    assert not any(drawn.values())
    desk.close()
    QTest.qWait(0)
