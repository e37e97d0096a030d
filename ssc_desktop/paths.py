"""Where things are: what ships with the program, and what belongs to the person."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent
_NAME = "ssc-desktop"


def bundled(folder: str) -> Path:
    """A top-level data folder (`resources`, `migrations`), wherever the program runs from."""
    inside = _PACKAGE / "_bundled" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def default_library() -> Path:
    """The library that opens when none is named: `SSC_LIBRARY`, or the platform's data folder."""
    named = os.environ.get("SSC_LIBRARY")
    return Path(named).expanduser() if named else data_folder() / "library"


def data_folder() -> Path:
    """The folder of the person's own data; never a synchronised one."""
    from platformdirs import user_data_path  # noqa: PLC0415 - 4 ms that first paint need not pay

    return user_data_path(_NAME, appauthor=False, roaming=False)


def config_folder() -> Path:
    """The folder of preferences and of the device key (`SSC_CONFIG` overrules it)."""
    named = os.environ.get("SSC_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path(_NAME, appauthor=False, roaming=False)
