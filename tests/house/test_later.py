"""What is put off until later dies with what it is about."""

import ast

from tests.house.sources import ROOT, modules


def without_an_owner(source: str) -> list[int]:
    """The lines that call back later without saying whose end ends it.

    PySide6 calls a method of a `QObject` that is gone: only the form of `singleShot` with an
    object in the middle is forgotten together with that object.
    """
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "singleShot"
        and len(node.args) < 3
    ]


def test_what_is_called_later_belongs_to_something() -> None:
    found = {
        str(path): without_an_owner((ROOT / path).read_text("utf-8")) for path in modules("ui")
    }

    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_rule_sees_what_belongs_to_nothing() -> None:
    assert without_an_owner("QTimer.singleShot(0, self._find)") == [1]
    assert without_an_owner("QTimer.singleShot(0, self, self._find)") == []
