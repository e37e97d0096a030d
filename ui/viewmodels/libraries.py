"""The libraries that a person has: their names, their places, and which of them come first."""

from pathlib import Path

from ssc_desktop import paths
from ssc_desktop.i18n import _
from ssc_desktop.settings import Settings

_MOST = 12
_USUAL = "library"


def chosen(preferences: Settings) -> Path:
    """The library that opens at start: the last one, or the usual one."""
    return Path(preferences.library) if preferences.library else paths.default_library()


def is_practice(folder: Path) -> bool:
    """Whether a library is the one to practise in."""
    # mostly the name says it, without asking for the folder of the person's data
    return folder.name == "practice" and folder == practice()


def practice() -> Path:
    """The folder of the library to practise in."""
    from ssc_desktop import services

    return services.known.practice_folder()


def name(folder: Path) -> str:
    """What a library is called: by its folder; the usual one has a name of its own."""
    if is_practice(folder):
        return _("Practice")
    return _("My library") if folder == paths.default_library() else folder.name


def remembered(preferences: Settings, folder: Path) -> dict[str, object]:
    """What changes in the preferences when `folder` was opened."""
    if is_practice(folder):
        return {}
    others = [one for one in preferences.libraries if one != str(folder)]
    last = "" if folder == paths.default_library() else str(folder)
    return {"library": last, "libraries": (str(folder), *others[: _MOST - 1])}


def forgotten(preferences: Settings, folder: Path) -> dict[str, object]:
    """What changes in the preferences when `folder` is taken off the list."""
    left = tuple(one for one in preferences.libraries if one != str(folder))
    last = "" if preferences.library == str(folder) else preferences.library
    return {"library": last, "libraries": left}


def teller(preferences: Settings) -> dict[str, object]:
    """What a new story says of the person who writes it: the first row of its authors."""
    known = {"person": preferences.author_name, "organisation": preferences.organisation}
    row = {name: said for name, said in known.items() if said}
    return {"authors": [row]} if row else {}


def place_for_new(folder: Path) -> Path:
    """Where in the folder that a person chose a new library can begin: in it, or below it."""
    from ssc_desktop import services

    if services.known.is_free(folder):
        return folder
    place, number = folder / _USUAL, 2
    while not services.known.is_free(place):
        place, number = folder / f"{_USUAL}-{number}", number + 1
    return place


def place_for_new_library() -> Path:
    """A free place for a library that comes from elsewhere: the usual one, or one beside it."""
    from ssc_desktop import services

    usual = paths.default_library()
    return usual if services.known.is_free(usual) else place_for_new(usual.parent)


def is_good_place(folder: Path) -> bool:
    """Whether a library can live in `folder`: on a disk of this computer, in no cloud."""
    from ssc_desktop import services

    return services.siting.site(folder).kind == services.siting.WELL


def place_for_bundles(*, usual_is_well: bool) -> Path:
    """The library that takes bundles in where none is open."""
    usual = paths.default_library()
    return usual if usual_is_well else place_for_new(usual.parent)
