"""Arabic in the window: whole letters, and titles in their own direction."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from ui.speech import Speech
from ui.theme.look import look
from ui.widgets.headline import Headline, in_own_direction, line_height
from ui.widgets.mirroring import leading_margins
from ui.widgets.speaking import plain_label


def _headline(qtbot: QtBot, text: str) -> Headline:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, "light")
    headline = Headline()
    qtbot.addWidget(headline)
    font = QFont(app.font())
    font.setPointSizeF(18)
    headline.setFont(font)
    headline.setText(text)
    return headline


def test_a_title_leaves_room_for_letters_below_the_line(qtbot: QtBot) -> None:
    arabic = _headline(qtbot, "حدائق في هايتي")
    latin = _headline(qtbot, "Gardens in Haiti")
    descent = QFontMetricsF(QFont("IBM Plex Sans Arabic", 18)).descent()

    assert line_height(arabic.text(), arabic.font()) > line_height(latin.text(), latin.font())
    assert arabic.heightForWidth(900) > latin.heightForWidth(900)
    assert arabic.heightForWidth(900) >= descent + QFontMetricsF(arabic.font()).ascent()


def test_a_title_keeps_its_direction_whichever_way_the_window_runs() -> None:
    assert in_own_direction("programme.", "Ibero-American programme.") == "\u2066programme.\u2069"
    assert in_own_direction("INTA", "تجربة INTA") == "\u2067INTA\u2069"
    assert in_own_direction("2016", "2016") == "\u20662016\u2069"


def test_margins_turn_with_the_language(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speech = Speech(app)
    speech.speak("en")
    box = QWidget()
    qtbot.addWidget(box)
    row = QHBoxLayout(box)
    leading_margins(row, 30, 1, 2, 3)
    try:
        assert (row.contentsMargins().left(), row.contentsMargins().right()) == (30, 2)
        speech.speak("ar")
        assert (row.contentsMargins().left(), row.contentsMargins().right()) == (2, 30)
        speech.speak("ar")
        assert row.contentsMargins().right() == 30
    finally:
        speech.speak("en")
    assert row.contentsMargins().left() == 30


def test_all_lines_of_a_label_begin_at_the_same_edge(qtbot: QtBot) -> None:
    label = plain_label(wraps=True)
    qtbot.addWidget(label)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.setText("اكتب باللغة التي تفكّر بها؛ ويمكن ربط ترجمة بها فيما بعد. اكتب بلغتك.")
    label.resize(230, 100)
    label.show()
    picture = label.grab().toImage()
    ground = picture.pixelColor(0, 0)
    begins = [
        max(
            (x for x in range(picture.width()) if _differs(picture.pixelColor(x, y), ground)),
            default=0,
        )
        for y in range(picture.height())
    ]
    letters = [at for at in begins if at]
    third = len(letters) // 3

    # each line begins with a letter that stands upright; dots and bowls may end before
    assert max(letters[:third]) >= max(letters) - 1
    assert max(letters[-third:]) >= max(letters) - 1


def _differs(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 60
