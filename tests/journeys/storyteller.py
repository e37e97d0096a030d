"""Tells a story into the real window with keys and clicks, as a person goes through the form."""

import re
from pathlib import Path
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.record import CASE, FieldDefinition, GroupDefinition, Kind, dates
from ssc_desktop.record.vocabularies import vocabulary
from tests.journeys.stage import Lost, Node, Stage

_MOST_STOPS = 1500
_WRITTEN = {Kind.LINE, Kind.TEXT, Kind.COUNT, Kind.DECIMAL, Kind.FIGURE, Kind.CHOICE, Kind.DATE}
_PART = re.compile(r"(question|group)_(\w+)")
_AUTOMATIC = {"id", "sha256", "file", "file_name", "media_type", "size", "original_sha256"}

Told = dict[str, Any]


class Storyteller:
    """One story, in one language of the interface."""

    def __init__(self, stage: Stage, story: Told, language: str) -> None:
        self._stage = stage
        self._story = dict(story)
        self._language = language
        self._queues: dict[tuple[str, ...], list[Told]] = {}
        self._items: dict[tuple[str, ...], Told] = {}
        self._names = _names(story)
        self._done: set[tuple[str, ...]] = set()
        self.photos: tuple[Path, ...] = ()
        """The pictures to add, one for each item of `attachment`."""
        self.told: list[tuple[str, ...]] = []
        """The fields that were answered, in this order."""

    def tell(self) -> None:
        """Go through the form with Tab and answer whatever the story has an answer to."""
        section = ""
        for _stop in range(_MOST_STOPS):
            node = self._stage.focused()
            path = _path(node)
            if not path:
                return
            if path[0] != section:
                section = path[0]
                self._stage.picture(section)
            self._at(node, path)
            self._stage.tab()
        raise Lost("the end of the form")

    # ------------------------------------------------------------ where the keyboard is

    def _at(self, node: Node, path: tuple[str, ...]) -> None:
        last = str(node["id"]).rsplit(".", 1)[-1]
        if last.startswith("add_") and last[4:] == path[-1]:
            if path == ("attachment",):
                self._add_photos()
            else:
                self._add(path)
            return
        definition = _definition(path)
        if not isinstance(definition, FieldDefinition) or self._key(path) in self._done:
            if isinstance(definition, GroupDefinition) and definition.fixed:
                self._fixed(node, definition, path)
            return
        value = self._value(path)
        if value is None or self._comes_later(definition):
            return
        self._done.add(self._key(path))
        if self._answer(node, definition, value):
            self.told.append(path)

    def _comes_later(self, asked: FieldDefinition) -> bool:
        """Whether what this refers to is told further down: the list would lead there now."""
        return bool(asked.refers_to) and not any((one,) in self._queues for one in asked.refers_to)

    def _key(self, path: tuple[str, ...]) -> tuple[str, ...]:
        holder = self._items.get(path[:-1]) if len(path) > 1 else None
        return (*path, str(holder.get("id", id(holder)))) if holder else path

    def _value(self, path: tuple[str, ...]) -> Any:
        if len(path) == 1:
            return self._story.get(path[0])
        holder = self._items.get(path[:-1])
        return holder.get(path[-1]) if holder else None

    def _add(self, path: tuple[str, ...]) -> None:
        queue = self._queues.get(path)
        if queue is None:
            held = self._value(path)
            queue = self._queues[path] = list(held) if isinstance(held, list) else []
        if not queue:
            return
        self._items[path] = queue.pop(0)
        for deeper in [one for one in self._queues if one[: len(path)] == path and one != path]:
            del self._queues[deeper]
        self._stage.keys("space")
        self._stage.until(lambda: self._within(path), f"a new {path}")
        self._stage.until(self._stage.on_screen, "the new item")
        first = self._stage.focused()
        self._at(first, _path(first))

    def _within(self, path: tuple[str, ...]) -> bool:
        here = _path(self._stage.focused())
        return here[: len(path)] == path and len(here) > len(path)

    def _add_photos(self) -> None:
        """Add all pictures at once, and tell what is on each."""
        path = ("attachment",)
        if path in self._done:
            return
        self._done.add(path)
        stage = self._stage
        stage.keys("space")
        stage.until(lambda: not _path(stage.focused()), "the dialogue for files")
        stage.type(" ".join(f'"{photo}"' for photo in self.photos))
        stage.keys("Return")
        for at, item in enumerate(self._story["attachment"]):
            self._items[path] = item
            self._open_card(at)
            for _stop in range(60):
                stage.tab()
                here = _path(stage.focused())
                if here[:1] != path:
                    break
                if len(here) > 1:
                    self._at(stage.focused(), here)
            stage.picture(f"picture-{at + 1}")

    def _open_card(self, at: int) -> None:
        """Open the questions of a picture: the first by a click, the others from behind it."""
        stage = self._stage
        if at == 0:
            cards = stage.until(lambda: self._cards(len(self.photos)), "the cards")
            stage.click(cards[0])
            if not stage.soon(lambda: stage.find(id="caption")):
                stage.click(stage.until(lambda: self._cards(len(self.photos)), "the cards")[0])
            return
        for _stop in range(60):
            stage.go("shift+Tab")
            here = stage.focused()
            if here["id"].endswith("row_attachment") and self.photos[at].name in here["name"]:
                stage.keys("space")
                stage.until(lambda: stage.find(id="caption"), "the questions of a picture")
                return
        raise Lost(f"the card of {self.photos[at].name}")

    def _cards(self, many: int) -> list[Node]:
        """The cards of the pictures, once they stand still."""
        before, now = (self._stage.find(id="row_attachment") for _look in range(2))
        return now if len(now) == many and now == before else []

    # ------------------------------------------------------------ answering

    def _answer(self, node: Node, asked: FieldDefinition, value: Any) -> bool:
        if asked.kind is Kind.NOTED:
            return self._noted(node, asked, value)
        if asked.kind in {Kind.CHOICE, Kind.YES_NO, Kind.REFERENCE}:
            return self._choose(node, [self._label(asked, value)])
        if asked.kind in {Kind.CHOICES, Kind.MARKS, Kind.REFERENCES}:
            return self._choose(node, [self._label(asked, one) for one in value], several=True)
        if asked.kind is Kind.LINES:
            self._stage.type("\n".join(value))
            return True
        self._stage.type(self._written(asked, value))
        return True

    def _written(self, asked: FieldDefinition, value: Any) -> str:
        if asked.kind is Kind.DATE:
            return dates.shown(str(value), i18n.translated_in(self._language))
        return str(value)

    def _noted(self, node: Node, asked: FieldDefinition, value: Any) -> bool:
        said = value if isinstance(value, dict) else {"note": value}
        code = said.get("code") or said.get("codes")
        if code and node["role"] != "text":
            codes = code if isinstance(code, list) else [code]
            self._choose(node, [self._label(asked, one) for one in codes], several=asked.several)
        if not said.get("note"):
            return True
        for _stop in range(40):
            here = self._stage.focused()
            if here["role"] == "text":
                self._stage.type(str(said["note"]))
                return True
            self._stage.tab()
        raise Lost(f"words of {asked.name}")

    def _label(self, asked: FieldDefinition, value: Any) -> str:
        if asked.kind is Kind.YES_NO:
            words = i18n.translated_in(self._language)
            return words.gettext("Yes") if value else words.gettext("No")
        if asked.refers_to:
            return self._names.get(str(value), "")
        return vocabulary(asked.vocabulary).label(value, self._language)

    def _choose(self, node: Node, labels: list[str], *, several: bool = False) -> bool:
        if node["role"] in {"check box", "radio button", "toggle button"}:
            return self._press(node, labels[0])
        if node["description"] == labels[0]:
            return True  # the program answered that by itself
        for label in filter(None, labels):
            if not self._pick(label):
                return False  # nothing to choose from yet
        if several:
            self._stage.keys("Escape")
        self._stage.until(lambda: not self._dropped_down(), "the form after a list")
        return True

    def _pick(self, label: str) -> bool:
        """Open the list where it is not open yet, look for a row and click it."""
        stage = self._stage
        for _attempt in range(3):
            if not self._dropped_down():
                stage.keys("space")
                if not stage.soon(self._dropped_down):
                    return False
            if stage.focused()["role"] == "text":
                stage.type(label)
            else:
                stage.keys("Home")
                stage.seek(label.partition(" ")[0])  # a short list goes to what one types
            row = stage.soon(lambda: self._row(label), 4)
            if row:
                stage.click(row)
                return True
        raise Lost(label)

    def _row(self, label: str) -> Node | None:
        """The row of the list that is called so, once it stands still."""
        before, now = ([row for row in self._stage.find(role="list item", name=label)
                        if ".Picker" in str(row["id"])] for _look in range(2))  # fmt: skip
        if not now or before != now:
            return None
        return next((row for row in now if row["name"] == label), now[0])

    def _dropped_down(self) -> bool:
        return ".Picker" in str(self._stage.focused()["id"])

    def _press(self, node: Node, label: str) -> bool:
        found = self._stage.find(name=f": {label}")
        if not found:
            raise Lost(label)
        # rows of a group are called alike: the one beside the keyboard is meant
        top = node["box"][1]
        self._stage.click(min(found, key=lambda one: abs(one["box"][1] - top)))
        return True

    def _fixed(self, node: Node, group: GroupDefinition, path: tuple[str, ...]) -> None:
        """Press the degree of every code that the story tells, once."""
        if path in self._done or node["role"] not in {"check box", "radio button"}:
            return
        self._done.add(path)
        fields = {one.name: one for one in group.fields if isinstance(one, FieldDefinition)}
        code_field = fields[group.fixed]
        degree = next(one for one in fields.values()
                      if one.kind is Kind.CHOICE and one.name != group.fixed)  # fmt: skip
        for item in self._story.get(group.name) or []:
            if degree.name not in item:
                continue
            name = self._label(code_field, item[group.fixed])
            wanted = f"{name}: {self._label(degree, item[degree.name])}"
            self._stage.click(self._stage.one(name=wanted))
            self.told.append((*path, str(item[group.fixed])))


def _path(node: Node | None) -> tuple[str, ...]:
    """`("partner", "roles")` from the object names on the way to a widget of the form."""
    if node is None or ".Form." not in str(node["id"]):
        return ()
    parts = [match[2] for match in _PART.finditer(str(node["id"]))]
    return tuple(parts)


def _definition(path: tuple[str, ...]) -> Any:
    members: Any = CASE.fields
    found: Any = None
    for name in path:
        found = next((one for one in members if one.name == name), None)
        members = getattr(found, "fields", ())
    return found


def _names(story: Told) -> dict[str, str]:
    """What the items of a story are called, by their ids."""
    found = {}
    for value in story.values():
        for item in value if isinstance(value, list) else ():
            if isinstance(item, dict) and "id" in item:
                called = ("name_as_used", "name", "citation", "statement", "text", "person")
                found[item["id"]] = next((item[one] for one in called if one in item), "")
    return found
