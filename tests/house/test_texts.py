"""Every text that people read can be translated."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop import errors
from tests.house.sources import ROOT, modules

SETTERS = {
    "addAction", "addButton", "addItem", "addItems", "addMenu", "addRow", "addTab",
    "setAccessibleDescription", "setAccessibleName", "setHeaderLabels",
    "setHorizontalHeaderLabels", "setInformativeText", "setLabelText", "setPlaceholderText",
    "setPrefix", "setStatusTip", "setSuffix", "setText", "setTitle", "setToolTip", "setWhatsThis",
    "setWindowTitle", "showMessage",
}  # fmt: skip
WIDGETS = {
    "QAction", "QCheckBox", "QDockWidget", "QGroupBox", "QLabel", "QMenu", "QPushButton",
    "QRadioButton", "QToolButton",
}  # fmt: skip
ERRORS = {
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.SscError)
}
WORD = re.compile(r"[^\W\d_]{2}")
KEYS = re.compile(r"\b(?:Alt|Ctrl|Shift|Esc)\b")  # Qt translates them itself


def literal(node: ast.expr) -> str:
    """The words in a text as it stands in the source, and in no call of `_`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return " ".join(literal(part) for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.BinOp):
        return f"{literal(node.left)} {literal(node.right)}"
    if isinstance(node, ast.IfExp):
        return f"{literal(node.body)} {literal(node.orelse)}"
    if isinstance(node, ast.List | ast.Tuple):
        return " ".join(literal(item) for item in node.elts)
    return ""


def shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that end up before a person's eyes."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in SETTERS | ERRORS:
        yield from call.args
    if isinstance(function, ast.Name) and function.id in WIDGETS:
        yield from call.args
    if isinstance(function, ast.Name) and function.id in ERRORS:
        yield from call.args[:1]
        yield from (given.value for given in call.keywords if given.arg == "advice")


def untranslated(source: str, where: str) -> list[str]:
    """Places in `source` where a text is shown that nobody can translate."""
    return [
        f"{where}:{argument.lineno}: {literal(argument)!r}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        for argument in shown(node)
        if WORD.search(KEYS.sub("", literal(argument)))
    ]


@pytest.mark.parametrize("path", modules("ssc_desktop", "ui"), ids=str)
def test_texts_are_translated(path: Path) -> None:
    assert not untranslated((ROOT / path).read_text("utf-8"), str(path))


@pytest.mark.parametrize(
    "line",
    [
        'label.setText("Saved")',
        'QPushButton("Export")',
        'label.setText(f"Saved {when}")',
        'menu.addAction("&File" if new else "&Edit")',
        'raise NotFound("There is no such story.")',
        'raise DiskFull(_("The disk is full."), advice="Make room.")',
    ],
)
def test_the_rule_sees_a_text_that_is_not(line: str) -> None:
    assert untranslated(line, "here")


@pytest.mark.parametrize(
    "line", ['label.setText(_("Saved"))', 'label.setText("–")', "label.setText(text)"]
)
def test_the_rule_leaves_the_others_alone(line: str) -> None:
    assert not untranslated(line, "here")
