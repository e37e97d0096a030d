"""The three colleagues of the practice library: what each of them wrote, on a laptop of their own.

Their laptops exist for a moment only: real libraries with keys that are thrown away, so that their
bundles are like those of real people in everything.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ssc_desktop import settings
from ssc_desktop.paths import bundled
from ssc_desktop.record import CASE
from ssc_desktop.record.editing import new_item
from ssc_desktop.services import bundles, cases, libraries
from ssc_desktop.services.libraries import Library
from ssc_desktop.settings import Settings

GARDENS: Final = "01a19468-2298-7141-b132-03efa60cdb9d"
"""The sample of which there will be two versions."""
BANKS: Final = "01a19468-2a68-7f64-845f-d2c4c55829b9"
"""The sample that a colleague has told as well."""
BANKS_AGAIN: Final = "01a1a000-2a68-7f64-845f-d2c4c55829b9"
"""That colleague's story of the same work."""
DAIRY: Final = "01a19467-f3b8-78dd-90fb-40c387c4f75c"
"""The sample that a reader sends back with comments."""

_GARDENS_THERE = (
    "Argentina's thirty-year-old home-garden programme was adapted with Haiti: volunteer "
    "promoters, "
    "seed, training and follow-up so that families, schools and groups grow fresh food. Canada, "
    "Spain and UNASUR took part in paying. When the paying stopped in 2016, the gardens went on "
    "and the team did not."
)
GARDENS_HERE: Final = (
    "Argentina's thirty-year-old home-garden programme was adapted with Haiti: volunteer "
    "promoters, "
    "local seed, training and follow-up in Creole so that families, schools and groups grow fresh "
    "food. Canada, Spain and UNASUR took part in paying."
)
"""What the practice library itself says of the gardens by then."""
_BANKS_AGAIN = {
    "case_uuid": BANKS_AGAIN,
    "title": "Pakistan's central bank helps Nepal's central bank with stress-testing banks",
    "short_name": "Stress tests for Nepal's banks",
    "overview": (
        "Nepal's central bank feared that its banks were over-exposed to property and shares. The "
        "usual models were too complex for a small country, so its staff went to Karachi and "
        "learned the simpler tests that Pakistan's central bank had been running."
    ),
    "end_date": "2010",
}
_COMMENTS = (
    ("overview", "so that they could raise milk consumption", "Did it rise? Please add a figure."),
    ("challenge", "77 percent above the world average", "Which year is this, and who says so?"),
    (None, None, "A good story. Who else could use it, and where to begin?"),
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a laptop who sends a bundle."""

    name: str
    organisation: str
    file_name: str
    """Of the bundle, by which it is known again."""
    given: str
    """The story that this colleague got before; "" for none."""
    write: Callable[[Library], str]
    """Does this colleague's work in their library; gives the story to send."""


def _tell_of_gardens(library: Library) -> str:
    cases.set_value(library, GARDENS, ("overview",), _GARDENS_THERE)
    return GARDENS


def _tell_of_banks(library: Library) -> str:
    sample = next((bundled("resources") / "samples").glob("c17-*.json"))
    told = _without_ids(json.loads(sample.read_text(encoding="utf-8")))
    return cases.added(library, {**told, **_BANKS_AGAIN}, beside=sample.parent)[0]


def _without_ids(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _without_ids(value) for name, value in told.items() if name != "id"}
    return [_without_ids(one) for one in told] if isinstance(told, list) else told


def _read_of_dairy(library: Library) -> str:
    groups = CASE.groups()
    said = tuple(
        new_item(groups["comment"], field=field, quote=quote, text=text, author=READER.name)
        for field, quote, text in _COMMENTS
    )
    round_ = new_item(groups["review"], reviewer=READER.name, comment=said)
    cases.set_value(library, DAIRY, ("review",), (round_,))
    cases.set_value(library, DAIRY, ("status",), "changes_asked", gated=False)
    return DAIRY


READER: Final = Colleague(
    "Tevita Naqvi", "Ministry of Agriculture, Suva", "3-tevita-naqvi.sscz", DAIRY, _read_of_dairy
)
COLLEAGUES: Final = (
    Colleague(
        "Rosa Quispe", "Agronomists without Borders", "1-rosa-quispe.sscz", GARDENS,
        _tell_of_gardens,
    ),
    Colleague(
        "Adjoa Mensah", "Institute of Bankers, Accra", "2-adjoa-mensah.sscz", "", _tell_of_banks
    ),
    READER,
)  # fmt: skip


def sent(colleague: Colleague, given: Path, place: Path, target: Path) -> None:
    """Let a colleague work on a laptop in the empty folder `place`, and send the bundle `target`.

    `given` is the bundle with the stories that the colleagues got before. Raises StorageError or
    ExportError.
    """
    key = place / "laptop"
    settings.save(Settings(author_name=colleague.name, organisation=colleague.organisation), key)
    library = libraries.opened(place / "library", config=key)
    try:
        if colleague.given:
            bundles.take(library, given)
        story = colleague.write(library)
        bundles.make(library, [story], target)
    finally:
        library.close()
