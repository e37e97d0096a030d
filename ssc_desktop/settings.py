"""The person's preferences: one frozen dataclass, kept as TOML, unknown keys kept."""

import dataclasses
import logging
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ssc_desktop.errors import StorageError
from ssc_desktop.files import replacing
from ssc_desktop.i18n import LANGUAGES, _
from ssc_desktop.paths import config_folder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose for this computer."""

    language: str = "system"
    """Language of the interface: an ISO 639-1 code, or `system`."""
    theme: str = "system"
    """`system`, `light`, `dark` or `contrast`."""
    text_size: int = 100
    """Size of all text in percent, 90 to 200."""
    digits: str = "language"
    """`language` for the digits usual in it, or `latin` for 0-9."""
    role: str = ""
    """`author` or `facilitator`; empty until the person was asked."""
    library: str = ""
    """The library opened last; empty for the default one."""
    libraries: tuple[str, ...] = ()
    """Folders of the libraries opened lately, the last one first."""
    last_folder: str = ""
    """Where the last document or bundle was written."""
    author_name: str = ""
    organisation: str = ""
    side_panel: str = "guide"
    """The page of the side panel that is open; empty while it is closed."""
    spelling: bool = True
    """Whether misspelt words are marked."""
    coach: bool = True
    """Whether the story coach speaks."""
    silenced: tuple[str, ...] = ()
    """Names of the coach's rules that the person does not want to hear."""
    dismissed: tuple[str, ...] = ()
    """Advice that was put away in one place: story, path and rule."""
    story_list: str = "cards"
    """`cards` or `columns`."""
    column_widths: str = ""
    """Of the list in columns, in thousandths; empty for the usual ones."""
    watched: tuple[str, ...] = ()
    """Folders that the collect station looks into."""
    documents: tuple[str, ...] = ()
    """How documents were wanted last, a JSON object for each layout, the last one first."""
    template: str = ""
    """An organisation's own Word file, whose look documents can take; empty for none."""
    lock_after: int = 10
    """Minutes without a key or the mouse after which a protected library is locked; 0 for never."""
    remind_of_copy: str = ""
    """The day from which a person is reminded of a copy in a second place, `YYYY-MM-DD`."""
    others: tuple[tuple[str, Any], ...] = ()
    """Keys of a newer version, kept as they are."""


_KNOWN = {field.name for field in dataclasses.fields(Settings)} - {"others"}
_DEFAULTS = Settings()


def _anything(_value: Any) -> bool:
    return True


_POSSIBLE: dict[str, Callable[[Any], bool]] = {
    "language": {"system", *LANGUAGES}.__contains__,
    "theme": {"system", "light", "dark", "contrast"}.__contains__,
    "text_size": range(90, 201).__contains__,
}
"""What the window could not be drawn with otherwise; a file can be written by hand."""


def load(folder: Path | None = None) -> Settings:
    """The preferences in `folder`; defaults for what is missing or cannot be read."""
    path = (folder or config_folder()) / "settings.toml"
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        _log.info("the preferences could not be read; defaults are used")
        return Settings()
    known: dict[str, Any] = {}
    others: list[tuple[str, Any]] = []
    for key, value in read.items():
        held = tuple(value) if isinstance(value, list) else value
        if key not in _KNOWN:
            others.append((key, value))
        elif _fits(held, getattr(_DEFAULTS, key)) and _POSSIBLE.get(key, _anything)(held):
            known[key] = held
    return Settings(**known, others=tuple(others))


def _fits(value: object, usual: object) -> bool:
    if isinstance(usual, tuple):
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return type(value) is type(usual)


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the preferences; the old file stays until the new one is whole.

    Raises StorageError or ExportError where they cannot be written.
    """
    import tomli_w  # noqa: PLC0415 - needed only when something was changed

    place = folder or config_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _("The preferences cannot be kept in “{folder}”.").format(folder=place),
            advice=_("Check that this is a folder and that you may write to it."),
        ) from error
    values = {name: getattr(settings, name) for name in sorted(_KNOWN)} | dict(settings.others)
    with replacing(place / "settings.toml") as stream:
        stream.write(tomli_w.dumps(values).encode())
