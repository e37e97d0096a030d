"""The controlled vocabularies: data in `resources/vocabularies/`, one file a list."""

import functools
import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.paths import bundled

Code = str | int


@dataclass(frozen=True, slots=True)
class Entry:
    """One code and what it is called."""

    code: Code
    labels: dict[str, str]
    names: tuple[str, ...] = ()
    """Old or other names a person may type."""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def spoken(self) -> tuple[str, ...]:
        """Everything a person may type for it: codes, names in every language, old names."""
        short = self.extra.get("alpha2")
        codes = (str(self.code), str(short)) if short else (str(self.code),)
        return (*codes, *self.labels.values(), *self.names)

    def label(self, language: str) -> str:
        """The name in `language`; English where there is none."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True)
class Vocabulary:
    """A list of codes in the order in which they are offered."""

    name: str
    entries: tuple[Entry, ...]
    open: str = ""
    """What codes beyond the entries look like; "" where the list is closed."""

    @functools.cached_property
    def codes(self) -> dict[Code, Entry]:
        """The entries by code."""
        return {entry.code: entry for entry in self.entries}

    def holds(self, code: Code) -> bool:
        """Whether a field of this list may hold `code`."""
        listed = code in self.codes
        return listed or (bool(self.open) and bool(re.fullmatch(self.open, str(code))))

    def label(self, code: Code, language: str) -> str:
        """What `code` is called; a code that is not listed is shown as it is."""
        entry = self.codes.get(code)
        return entry.label(language) if entry else str(code)

    def rank(self, code: Code) -> int:
        """Where `code` stands in the list; unknown codes come last."""
        return self._ranks.get(code, len(self.entries))

    @functools.cached_property
    def _ranks(self) -> dict[Code, int]:
        return {entry.code: at for at, entry in enumerate(self.entries)}

    def meant(self, text: str) -> Code | None:
        """The code a person means who types its code, a name in any language, or an old name."""
        return self._spoken.get(folded(text))

    @functools.cached_property
    def _spoken(self) -> dict[str, Code]:
        spoken: dict[str, Code] = {}
        for entry in self.entries:
            for name in entry.spoken:
                spoken.setdefault(folded(name), entry.code)
        return spoken


def folded(text: str) -> str:
    """`text` without case and accents, for comparing what people type."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@functools.cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary called `name`, read once.

    Raises FileNotFoundError for a name that no file has: a mistake in a definition.
    """
    path = bundled("resources") / "vocabularies" / f"{name}.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    return Vocabulary(name, tuple(_entry(item) for item in read["entries"]), read.get("open", ""))


def _entry(item: dict[str, Any]) -> Entry:
    known = {"code", "labels", "names"}
    extra = {key: value for key, value in item.items() if key not in known}
    return Entry(item["code"], item["labels"], tuple(item.get("names", ())), extra)
