"""What others wrote is shown as text: no widget reads it as markup, or opens what it names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, modules

_ONLY_IN = {
    # what shows HTML, or makes widgets that could
    "QLabel": {"ui/widgets/speaking.py", "ui/pages/settings_page.py"},
    "QMessageBox": {"ui/dialogs.py"},
    "QErrorMessage": set(),
    "QInputDialog": set(),
    "QProgressDialog": set(),
    "QWizard": set(),
    "QTextBrowser": set(),
    "QTextEdit": set(),
    "setHtml": {"ui/widgets/reading.py", "ui/widgets/text/clipboard.py"},
    "insertHtml": set(),
    "setMarkdown": set(),
    "insertMarkdown": set(),
    "setWhatsThis": set(),
    "setStatusTip": set(),
    "setToolTipsVisible": set(),
    "setDefaultAction": set(),
    # what opens things
    "openUrl": {"ui/showing.py"},
    "setOpenExternalLinks": {"ui/widgets/reading.py"},
    "startfile": set(),
    # what decodes pictures
    "QImageReader": {"ui/picture_service.py"},
    "fromData": set(),
    "loadFromData": set(),
    "QMovie": set(),
    "QSvgRenderer": {"ui/theme/icons.py"},
}
_TEXT_BOXES = {"QTextEdit", "QTextBrowser"}
_TIPS = {"setToolTip": 0, "showText": 1}
_PLAIN = {"plain_tip"}
_OURS = {"_", "ngettext"}


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_plain(node: ast.expr) -> bool:
    """Whether a tool tip is of our own words alone, or made plain."""
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) and is_plain(node.orelse)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "<" not in node.value
    if not isinstance(node, ast.Call):
        return False
    if called(node) == "format" and isinstance(node.func, ast.Attribute):
        figures = [one.value for one in node.keywords]
        return is_plain(node.func.value) and all(map(_is_figure, figures))
    if called(node) in _OURS:
        return all(map(is_plain, node.args[:2]))
    return called(node) in _PLAIN


def _is_figure(node: ast.expr) -> bool:
    attribute = isinstance(node, ast.Attribute) and node.attr == "_most"
    return attribute or (isinstance(node, ast.Call) and called(node) == "digits")


def complaints(source: str, where: str) -> Iterator[str]:
    """What could read the words of others as markup."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = called(node)
            if where not in _ONLY_IN.get(name, {where}):
                yield f"{where}:{node.lineno}: {name}()"
            if name in _TIPS and len(node.args) > _TIPS[name] and not is_plain(
                node.args[_TIPS[name]]
            ):  # fmt: skip
                yield f"{where}:{node.lineno}: {name}() of words that are not made plain"
        if isinstance(node, ast.ClassDef) and _loads(node):
            yield f"{where}:{node.lineno}: {node.name} does not refuse to load resources"


def _loads(node: ast.ClassDef) -> bool:
    """Whether this is a box of rich text that may open what its text names."""
    bases = {one.id for one in node.bases if isinstance(one, ast.Name)}
    own = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    return bool(bases & _TEXT_BOXES) and "loadResource" not in own


@pytest.mark.parametrize("path", modules("ui"), ids=str)
def test_words_of_others_are_shown_as_they_are(path: Path) -> None:
    assert not list(complaints((ROOT / path).read_text(encoding="utf-8"), path.as_posix()))


@pytest.mark.parametrize(
    "line",
    [
        "box = QLabel(title)",
        "self.text.setHtml(title)",
        "QDesktopServices.openUrl(url)",
        "image = QImage.fromData(data)",
        "chip.setToolTip(title)",
        "chip.setToolTip(_('About {title}').format(title=title))",
        "chip.setToolTip(f'<b>{title}')",
        "chip.setToolTip(plain_tip(title) if title else other)",
        "QToolTip.showText(place, title, box)",
        "class Box(QTextEdit):\n    pass",
    ],
)
def test_the_rule_sees_what_is_not(line: str) -> None:
    assert list(complaints(line, "ui/pages/somewhere.py"))


@pytest.mark.parametrize(
    "line",
    [
        "label = plain_label()",
        "chip.setToolTip(plain_tip(title))",
        "chip.setToolTip(_('Take off'))",
        "chip.setToolTip(_('{n} at most').format(n=digits(9)))",
        "chip.setToolTip('')",
        "class Box(QTextEdit):\n    def loadResource(self, kind, name):\n        return None",
    ],
)
def test_the_rule_leaves_the_others_alone(line: str) -> None:
    assert not list(complaints(line, "ui/pages/somewhere.py"))


def test_item_views_give_no_tips_of_others_words() -> None:
    told = [
        path.as_posix()
        for path in modules("ui")
        if "ToolTipRole" in (ROOT / path).read_text(encoding="utf-8")
    ]

    # none in one, made plain in the other
    assert sorted(told) == ["ui/widgets/form/role_matrix.py", "ui/widgets/picker.py"]
