"""Documents that came in, when there is much to say of them: room for every word, a name a stop."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ssc_desktop.settings import Settings
from tests.ui.driving import Desk
from tests.ui.looking import clipped, round_trip, unnamed
from tests.ui.test_arriving import OVERVIEW, look_at, printed, take
from tests.ui.test_share_fit import _settled, _sideways
from tests.ui.test_stray_windows import StrayWatch

pytestmark = pytest.mark.usefixtures("as_usual")

SCREEN = (1024, 600)
LONG = "Community midwives learn from each other across the lake, and write down how they do it. "


def crowded(source: Path, target: Path) -> Path:
    """An export into which somebody wrote, with a comment, a picture and words out of place."""
    opened = docx.Document(str(source))
    place = next(one for one in opened.paragraphs if "Forty farmers" in one.text)
    place.runs[0].text = LONG * 12
    opened.add_comment(place.runs[0], text=LONG * 2, author="Achieng Atieno", initials="AA")
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#0b6a54").save(picture, "JPEG")
    opened.add_heading("What we ate", 1)
    opened.add_paragraph(LONG * 3)
    opened.add_picture(picture)
    opened.save(str(target))
    return target


def free(target: Path, title: str) -> Path:
    """A text that somebody wrote without this program."""
    text = docx.Document()
    text.add_heading(title, 0)
    text.add_heading("Overview", 1)
    text.add_paragraph(LONG)
    text.save(str(target))
    return target


class Arrivals:
    """The window while documents are looked at, and after."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        desk.new_story()
        desk.type_into("Rice in Benin", "title")
        desk.type_into(OVERVIEW, "overview")
        desk.rest()
        self.export = printed(desk, folder / "rice.docx")

    def several(self) -> None:
        """The list, with one that cannot be read and a table of somebody else."""
        broken, table = self.folder / "broken.docx", self.folder / "kobo.csv"
        broken.write_bytes(b"PK\x03\x04 nothing of it")
        table.write_text("Called,Told\nRice,Forty farmers\n", encoding="utf-8")
        look_at(self.desk, self.export, broken, table, free(self.folder / "f.docx", LONG))

    def crowd(self) -> None:
        """One that brings everything there is."""
        name = "Story of the midwives of Kisumu, with the remarks of the second review.docx"
        look_at(self.desk, crowded(self.export, self.folder / name))

    def alike(self) -> None:
        """One that may be the same as a story that is here."""
        look_at(self.desk, free(self.folder / "g.docx", "Rice in Benin"))

    def result(self) -> None:
        """What came of one."""
        look_at(self.desk, free(self.folder / "h.docx", LONG))
        take(self.desk)

    def states(self) -> dict[str, Callable[[], None]]:
        """Everything there is to see."""
        return {"several": self.several, "crowd": self.crowd, "alike": self.alike,
                "result": self.result}  # fmt: skip


@pytest.fixture
def arrivals(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Arrivals]:
    language = getattr(request, "param", "en")
    desk = Desk(qtbot, tmp_path / "library", Settings(language=language, theme="light"))
    desk.window.resize(*SCREEN)
    yield Arrivals(desk, tmp_path)
    desk.close()


@pytest.mark.parametrize(("arrivals", "size"), [("en", 200), ("ar", 100)], indirect=["arrivals"])
def test_everything_has_room_and_a_name(arrivals: Arrivals, size: int) -> None:
    desk, window = arrivals.desk, arrivals.desk.window
    watch, app = StrayWatch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    found: list[str] = []
    page = desk.sharing()
    for state, opening in arrivals.states().items():
        opening()
        window.change_settings(text_size=size)  # what is there grows, what comes is made so
        desk.wait(lambda: page.documents.preview.lines.complete and desk.quiet())
        _settled()
        found += [f"{state}: {one}" for one in clipped(page)]
        found += [f"{state}: no name: {one}" for one in unnamed(page)]
        found += [f"{state}: beyond: {one}" for one in _sideways(page, window)]
    app.removeEventFilter(watch)

    assert found == []
    assert watch.seen == {}
    assert window.size().toTuple() == SCREEN


def test_tab_goes_round_what_came(arrivals: Arrivals) -> None:
    desk = arrivals.desk
    desk.activate()
    arrivals.crowd()
    panel = desk.sharing().documents
    panel.take.setFocus()
    desk.wait(lambda: QApplication.focusWidget() is panel.take)

    reached = set(round_trip(panel.take))

    assert panel.preview.cards["overview"].tick in reached
    assert {panel.take, panel.leave} <= reached


def test_one_goes_to_the_story_and_back_for_words_that_fit_nowhere(arrivals: Arrivals) -> None:
    desk = arrivals.desk
    arrivals.crowd()
    preview = desk.sharing().documents.preview
    ways = [one for one in preview.findChildren(QPushButton) if one.text() == "Open the story"]

    ways[0].click()
    desk.wait(desk.quiet)
    assert desk.window.places.shown == "library"
    desk.window.go_to("bundles")

    assert preview.isVisible()
    assert preview.title.text() == "Rice in Benin"
