"""The one style sheet of the window: a template filled from the tokens.

Widgets ask for a look with the property `role`. No font families here (the list of families is
on the application), and no radius above half of a height: Qt would draw square corners.
"""

import dataclasses
from string import Template

from ui.theme.tokens import Tokens

_TEMPLATE = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $toast; color: $on_toast; border: 0; padding: ${p4}px ${p6}px; }
QWidget[role="pane"] { background: $window; }
QWidget[role="page"] { background: $surface; }
QFrame[role="side"] { background: $window; border: 0; border-left: 1px solid $line;
  border-right: 1px solid $line; }
QWidget[role="rail"] { background: $rail; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="vline"] { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QWidget[role="footer"] { background: $window; border-top: 1px solid $line; }
QScrollArea[role="read"] { border: 2px solid transparent; border-radius: 8px; }
QScrollArea[role="read"]:focus { border: 2px solid $focus; }
QScrollArea, QScrollArea > QWidget > QWidget[role="clear"] { background: transparent; border: 0; }


QLabel[role="title"] { font-size: ${t16}pt; font-weight: 600; }
QLabel[role="title-small"] { font-size: ${t14}pt; font-weight: 600; }
QLabel[role="heading"] { font-size: ${t13}pt; font-weight: 600; }
QLabel[role="subheading"] { font-size: ${t11}pt; font-weight: 600; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="prompt"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${t9}pt; }
QLabel[role="small-strong"] { color: $muted; font-size: ${t9}pt; font-weight: 600; }
QLabel[role="note"] { font-size: ${t9}pt; padding: ${p2}px 0; }
QLabel[role="amber"] { color: $on_amber; font-size: ${t9}pt; }
QLabel[role="green"] { color: $on_green; font-size: ${t9}pt; }
QLabel[role="reading"] { color: $on_soft; font-size: ${t9}pt; }
QLabel[role="band"] { color: $on_amber; font-size: ${t9}pt; font-weight: 600; }
QLabel[role="warm"] { color: $on_amber; }
QLabel[role="brand"] { color: $rail_selected_text; font-size: ${t16}pt; font-weight: 600; }
QLabel[role="on-rail"] { color: $rail_text; }
QLabel[role="blue"] { color: $on_blue; }
QLabel[role="red"] { color: $on_red; font-size: ${t9}pt; }

QPushButton, QToolButton { background: transparent; color: $text;
  border: ${thin}px solid transparent;
  border-radius: 8px; padding: ${p6}px ${p10}px; outline: none; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:focus, QToolButton:focus { border: ${ring}px solid $focus; padding: ${p5}px ${p9}px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; font-weight: 600;
  border: ${thin}px solid $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: ${ring}px solid $text; }
QPushButton[role="primary"]:disabled { background: $track; border-color: $track; color: $muted; }
QPushButton[role="secondary"] { background: $surface;
  border: ${thin}px solid $edge; font-weight: 600; }
QPushButton[role="secondary"]:hover { background: $hover; }
QPushButton[role="secondary"]:focus { border: ${ring}px solid $focus; }
QPushButton[role="secondary"]:disabled { border-color: $line; color: $muted; }
QPushButton[role="link"] { color: $accent; font-weight: 600; text-align: left;
  padding: ${p6}px ${p8}px ${p6}px ${p4}px; }
QPushButton[role="link"]:focus { padding: ${p5}px ${p7}px ${p5}px ${p3}px; }
QPushButton[role="link"]:hover { background: $soft; }
QPushButton[role="fold"] { font-weight: 600; text-align: left;
  padding: ${p6}px ${p8}px ${p6}px ${p4}px; }
QPushButton[role="fold"]:focus { padding: ${p5}px ${p7}px ${p5}px ${p3}px; }
QPushButton[role="small-link"] { text-align: left; color: $accent; font-size: ${t9}pt;
  font-weight: 600; padding: ${p2}px ${p6}px; border: 2px solid transparent; border-radius: 6px; }
QPushButton[role="small-link"]:focus { border: 2px solid $focus; padding: ${p2}px ${p6}px; }
QPushButton[role="small-link"]:hover { background: $soft; }
QPushButton[role="plain"] { color: $muted; font-size: ${t9}pt; padding: ${p4}px ${p8}px; }
QPushButton[role="plain"]:focus { padding: ${p3}px ${p7}px; }
QPushButton[role="band"] { color: $on_amber; font-weight: 600; font-size: ${t9}pt;
  border: ${thin}px solid $on_amber; padding: ${p3}px ${p10}px; }
QPushButton[role="band"]:hover { background: $surface; }
QPushButton[role="band"]:focus { border: ${ring}px solid $on_amber; padding: ${p2}px ${p9}px; }
QPushButton[role="blue"] { color: $on_blue; border: ${thin}px solid $on_blue; font-weight: 600; }
QPushButton[role="blue"]:hover { background: $surface; }
QPushButton[role="blue"]:focus { border: ${ring}px solid $on_blue; }
QPushButton[role="view"] { font-size: ${t13}pt; font-weight: 600; text-align: left;
  padding: ${p5}px ${p8}px; }
QPushButton[role="view"]:focus { padding: ${p4}px ${p7}px; }
QPushButton[role="held"] { background: $soft; color: $on_soft; border: 1px solid $soft;
  border-radius: ${pill}px; padding: 0 ${p8}px; font-size: ${t9}pt; font-weight: 600;
  min-height: ${pill_height}px; }
QPushButton[role="held"]:hover { border-color: $on_soft; }
QPushButton[role="held"]:focus { border: ${ring}px solid $focus; padding: 0 ${p7}px;
  min-height: ${pill_inner}px; }
QToolButton[role="icon-on"] { padding: ${p6}px; border-radius: 8px; background: $soft; }
QToolButton[role="icon-on"]:focus { padding: ${p5}px; }
QToolButton[role="icon"]:checked { background: $soft; }
QToolButton[role="icon"] { padding: ${p6}px; border-radius: 8px; }
QToolButton[role="icon"]:focus { padding: ${p5}px; }
QToolButton[role="tab"] { color: $muted; font-size: ${t9}pt; padding: ${p4}px ${p3}px; }
QToolButton[role="tab"]:checked { background: $soft; color: $on_soft; font-weight: 600; }
QToolButton[role="tab"]:focus { padding: ${p3}px ${p2}px; }
QToolButton[role="dots"] { padding: ${p2}px; border-radius: 6px;
  border: ${ring}px solid transparent; }
QToolButton[role="dots"]:focus { border: ${ring}px solid $focus; padding: ${p2}px; }
QFrame[role="find-bar"] { background: $window; border: 0; border-bottom: 1px solid $line; }
QFrame[role="format-bar"] { background: $raised; border: 1px solid $edge; border-radius: 8px; }
QToolButton[role="format"] { padding: ${p4}px ${p5}px; border-radius: 6px; }
QToolButton[role="format"]:checked { background: $soft; }
QPushButton[role="pill"] { background: $surface; border: ${thin}px solid $line; color: $muted;
  border-radius: ${pill}px; padding: 0 ${p10}px; font-size: ${t9}pt; min-height: ${pill_height}px; }
QPushButton[role="pill"]:hover { border-color: $edge; }
QPushButton[role="pill"]:focus { border: ${ring}px solid $focus; padding: 0 ${p9}px;
  min-height: ${pill_inner}px; }
QPushButton[role="pill"]:checked { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[role="pill"]:checked:focus { border: ${ring}px solid $text; }
QPushButton[role="answer"] { background: $blue; color: $on_blue; border: ${thin}px solid $blue;
  text-align: left; font-weight: 600; }
QPushButton[role="answer"]:focus { border: ${ring}px solid $on_blue; }
QPushButton[role="status"] { border-radius: ${pill}px; min-height: ${pill_height}px;
  padding: 0 ${p11}px; font-size: ${t9}pt; font-weight: 600; }
QPushButton[role="status"]:focus { min-height: ${pill_inner}px; padding: 0 ${p10}px; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  border: ${thin}px solid $edge;
  border-radius: 8px; padding: ${p6}px ${p9}px; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit:hover, QTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: ${ring}px solid $focus;
  padding: ${p5}px ${p8}px; }
QTextEdit[role="changes"] { background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 0; }
QTextEdit[role="changes"]:focus { border: 2px solid $focus; padding: 0; }
QTextEdit[large="true"] { font-size: ${t13}pt; font-weight: 600; }
QLineEdit[role="wrong"] { background: $red; color: $on_red; border: ${thin}px solid $on_red; }
QLineEdit[role="wrong"]:focus { border: ${ring}px solid $on_red; }
QLineEdit:disabled { color: $muted; background: $window; }
QLineEdit[role="search"] { border: ${thin}px solid $line; border-radius: ${search}px;
  padding: ${p7}px ${p10}px; }
QLineEdit[role="search"]:focus { border: ${ring}px solid $focus; padding: ${p6}px ${p9}px; }
QPushButton[role="choice"] { background: $surface; border: ${thin}px solid $edge; text-align: left;
  padding: ${p6}px ${p9}px; }
QPushButton[role="choice"]:hover { border-color: $muted; }
QPushButton[role="choice"]:focus { border: ${ring}px solid $focus; padding: ${p5}px ${p8}px; }

QTextEdit[role="reading-page"], QPlainTextEdit[role="reading-page"] {
  background: $surface; border: 0; border-radius: 0; padding: 0; }
QTextEdit[role="reading-page"]:focus, QPlainTextEdit[role="reading-page"]:focus {
  border: ${ring}px solid $focus; padding: 0; }

QFrame[role="bulk"] { background: $raised; border: 0; border-top: 1px solid $line; }
QTableView { background: $surface; }
QTableCornerButton::section { background: $chip; border: 0; border-bottom: 1px solid $line; }
QListView { background: transparent; border: 0; }
QTableView { background: $surface; border: 0; border-top: 1px solid $line; }
QHeaderView { background: $window; border: 0; }
QHeaderView::section { background: $window; color: $muted; border: 0;
  border-bottom: 1px solid $line; padding: ${p6}px ${p10}px; font-weight: 600;
  font-size: ${t9}pt; }
QHeaderView::section:hover { color: $text; background: $hover; }
QListView[role="contents"] { outline: none; border: ${ring}px solid transparent;
  border-radius: 8px; }
QListView[role="contents"]:focus { border-color: $focus; }
QListView[role="contents"]::item { padding: ${p5}px ${p8}px; border-radius: 6px; }
QListView[role="contents"]::item:hover { background: $hover; color: $text; }
QListView[role="contents"]::item:selected { background: $soft; color: $on_soft; }
QListView[role="menu"] { background: $raised; }
QFrame[role="popup"] { background: $raised; border: ${thin}px solid $edge; border-radius: 8px; }
QFrame[role="card"] { background: $surface; border: ${thin}px solid $line; border-radius: 10px; }
QFrame[role="box"] { background: $surface; border: ${thin}px solid $line; border-radius: 8px; }
QFrame[role="hint"] { background: $blue; border: 0; border-radius: 10px; }
QFrame[role="warm"] { background: $amber; border: 0; border-radius: 8px; }
QFrame[role="band"] { background: $amber; border: 0; }
QFrame[role="good"] { background: $green; border: 0; border-radius: 8px; }
QFrame[role="good"] QLabel { color: $on_green; }
QFrame[role="weak"] { background: $amber; border: 0; border-radius: 8px; }
QFrame[role="weak"] QLabel { color: $on_amber; }
QFrame[role="hint"] QLabel { color: $on_blue; }
QFrame[role="well"] { background: $window; border: 0; border-radius: 8px; }
QFrame[role="drop"] { background: $window; border: ${ring}px dashed $edge; border-radius: 10px; }
QFrame[role="drop"][over="true"] { background: $soft; border-color: $accent; }
QFrame[role="toast"] { background: $toast; border: 0; border-radius: 10px; }
QFrame[role="toast"] QLabel { color: $on_toast; }
QFrame[role="toast"] QPushButton { color: $toast_action; font-weight: 600; }
QFrame[role="toast"] QPushButton:hover { background: transparent; text-decoration: underline; }
QFrame[role="toast"] QPushButton:focus { border: ${ring}px solid $toast_action; }

QMenu { background: $raised; color: $text; border: ${thin}px solid $edge; padding: 4px;
  menu-scrollable: 1; icon-size: ${p16}px; }
QMenu::item { padding: ${p6}px ${p18}px ${p6}px ${p10}px; border-radius: 6px; }
QMenu::item:selected { background: $soft; color: $on_soft; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: ${p6}px; }

QProgressBar { background: $track; border: 0; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $track; border-radius: 3px; min-height: 40px; min-width: 40px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

# where colours alone are not enough: what has the keyboard turns its ground
_CONTRAST = Template("""
QPushButton[role="primary"]:focus, QPushButton[role="pill"]:checked:focus {
  background: $surface; color: $accent; border: ${ring}px solid $accent; }
QPushButton[role="answer"], QPushButton[role="status"] { border: ${thin}px solid $edge; }
QFrame[role="hint"], QFrame[role="warm"], QFrame[role="well"], QFrame[role="good"] {
  border: ${thin}px solid $edge; }
QFrame[role="toast"], QToolTip { border: ${thin}px solid $edge; }
QMenu::item:selected { background: $accent; color: $on_accent; }
""")


def style_sheet(tokens: Tokens, points: float) -> str:
    """The style sheet for `tokens` with text of `points`."""
    scale = points / 10.0
    values: dict[str, object] = {
        name: value for name, value in dataclasses.asdict(tokens).items() if name != "name"
    }
    values |= {"ring": tokens.ring, "thin": tokens.ring - 1}
    values |= {f"t{size}": f"{size * scale:.2f}" for size in (9, 11, 13, 14, 16)}
    values |= {f"p{size}": max(1, round(size * scale)) for size in range(2, 19)}
    pill_height = round(24 * scale)
    values |= {
        "pill": pill_height // 2,
        "pill_height": pill_height,
        "pill_inner": pill_height - 2,
        "search": round(15 * scale),
    }
    more = _CONTRAST.substitute(values) if tokens.contrast else ""
    return _TEMPLATE.substitute(values) + more
