"""One document, from its file to what was found in it."""

from pathlib import Path

from ssc_desktop.errors import WordError
from ssc_desktop.i18n import _
from ssc_desktop.record.found import FoundStory


def parse(path: Path) -> tuple[FoundStory, ...]:
    """The stories found in a Word document."""
    raise WordError(_("“{name}” cannot be read.").format(name=path.name))
