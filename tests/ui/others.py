"""Other people's laptops, with names, that send real bundles to the window."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ssc_desktop import settings
from ssc_desktop.services import bundles, receipts, trust, workshop
from tests.laptops import Laptop, config


class Other(Laptop):
    """A laptop whose owner has a name."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        with config(folder / "config"):
            settings.save(dataclasses.replace(settings.Settings(), author_name=name))
        super().__init__(folder)

    @contextmanager
    def there(self) -> Iterator[None]:
        """Be at that computer for a moment: its name, its keys."""
        with config(self.folder / "config"):
            yield

    def bundle(self, target: Path, *ids: str, **wish: Any) -> Path:
        """Send some stories, or all."""
        with self.there():
            bundles.make(self.library, ids or None, target, bundles.Wish(**wish))
        return target

    def receipt_at(self, target: Path) -> Path:
        """Say what is here."""
        with self.there():
            receipts.make(self.library, target)
        return target

    def invite(self, target: Path, name: str, **more: Any) -> Path:
        """Invite to a workshop."""
        with self.there():
            workshop.invite(self.library, name, target, **more)
        return target

    @property
    def id(self) -> str:
        """How others know this computer."""
        return self.library.device.id

    @property
    def fingerprint(self) -> str:
        """What its owner reads out."""
        return trust.fingerprint(self.id)


class Others:
    """Makes laptops, and closes them in the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Other] = []

    def person(self, name: str, *titles: str) -> Other:
        """Somebody with a laptop and some stories on it."""
        made = Other(self._folder / f"other-{len(self._made)}", name)
        self._made.append(made)
        for title in titles:
            made.add(title=title)
        return made

    def sent(self, name: str, *titles: str, into: Path | None = None) -> Path:
        """A bundle with stories that somebody wrote."""
        folder = into or self._folder
        folder.mkdir(exist_ok=True)
        return self.person(name, *titles).bundle(folder / f"{name.lower()}.sscz")

    def close(self) -> None:
        """Close all their programs."""
        for one in self._made:
            one.close()
