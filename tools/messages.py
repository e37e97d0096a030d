"""Keep the catalogues of texts: collect, merge, compile, and say what is wrong.

`messages.py update` writes resources/locale/ssc.pot, merges it into every language's ssc.po and
compiles ssc.mo. `messages.py check` changes nothing; it fails where an update is due or where a
translation is missing, doubtful, or has other gaps than the original. `messages.py add LANGUAGE`
begins a new one.
"""

import datetime as dt
import io
import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "ssc.pot"
LANGUAGES = ("ar", "es", "fr", "pt")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "gettext": None}
COMMENT = "Translators:"

# a clock in the header would make every update a change
LONG_AGO = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def collected() -> Catalog:
    """Every text marked in the sources, with the file that it stands in."""
    template = Catalog(
        project="SSC Desktop",
        header_comment="# Texts of SSC Desktop. `make messages` writes this file.",
        creation_date=LONG_AGO,
        revision_date=LONG_AGO,
        fuzzy=False,
    )
    for package in ("ssc_desktop", "ui"):
        found = extract_from_dir(
            ROOT / package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=(COMMENT,)
        )
        for name, _line, text, comments, context in found:
            template.add(
                text, locations=[(f"{package}/{name}", 0)], auto_comments=comments, context=context
            )
    return template


def read(path: Path) -> Catalog:
    """A language's catalogue, whose folder says the language; or the template."""
    language = path.parts[-3] if path.suffix == ".po" else None
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain="ssc")


def texts(catalogue: Catalog) -> set[tuple[str, ...]]:
    """The texts to translate, whichever file they stand in."""
    return {tuple(forms(message.id)) for message in catalogue if message.id}


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a .po or .pot file, always in the same order."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, sort_output=True, include_lineno=False)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def merged(catalogue: Catalog, template: Catalog) -> Catalog:
    """The catalogue with the sources' texts: new ones empty, those no longer used dropped."""
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    return catalogue


def forms(text: object) -> list[str]:
    """A message's forms: one, or as many as the language has plurals."""
    parts = text if isinstance(text, tuple | list) else [text]
    return [str(part or "") for part in parts]


def gaps(text: str) -> set[str]:
    """The named gaps in a text: {name}."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(message: Message, plurals: int) -> list[str]:
    """What is wrong with one translation."""
    original = forms(message.id)
    said = forms(message.string)
    if not all(said) or (message.pluralizable and len(said) != plurals):
        return [f"not translated: {original[0]!r}"]
    if message.fuzzy:
        return [f"doubtful (fuzzy): {original[0]!r}"]
    try:
        wanted = set().union(*map(gaps, original))
        given = [gaps(text) for text in said]
    except ValueError:
        return [f"braces that do not close: {original[0]!r}"]
    # a language may leave the number out of the form for one
    fits = all(found <= wanted for found in given) and any(found == wanted for found in given)
    return [] if fits else [f"other gaps than the original: {original[0]!r}"]


def check() -> list[str]:
    """Everything that stands between the catalogues and a release."""
    wanted = texts(collected())
    wrong = []
    if not TEMPLATE.is_file() or texts(read(TEMPLATE)) != wanted:
        wrong.append("resources/locale/ssc.pot is older than the sources: run `make messages`")
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "ssc.po"
        name = path.relative_to(ROOT).as_posix()
        if not path.is_file():
            wrong.append(f"{name} is missing: run `python tools/messages.py add {language}`")
            continue
        catalogue = read(path)
        if texts(catalogue) != wanted:
            wrong.append(f"{name} is older than the sources: run `make messages`")
        compiled = path.with_suffix(".mo")
        if not compiled.is_file() or compiled.read_bytes() != as_mo(catalogue):
            wrong.append(f"{name} is newer than its .mo: run `make messages`")
        for message in catalogue:
            if message.id:
                wrong += [f"{name}: {fault}" for fault in faults(message, catalogue.num_plurals)]
    return wrong


def update() -> None:
    """Bring template, catalogues and compiled files up to date with the sources."""
    template = collected()
    LOCALE.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_po(template))
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/ssc.po")):
        catalogue = merged(read(path), template)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        left = sum(
            1 for message in catalogue if message.id and faults(message, catalogue.num_plurals)
        )
        print(f"{path.parts[-3]}: {len(catalogue)} texts, {left} to translate")


def add(language: str) -> None:
    """Begin the catalogue of a language."""
    path = LOCALE / language / "LC_MESSAGES" / "ssc.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    new = Catalog(
        locale=language,
        project="SSC Desktop",
        header_comment="# Texts of SSC Desktop.",
        creation_date=LONG_AGO,
        revision_date=LONG_AGO,
        fuzzy=False,
    )
    path.write_bytes(as_po(new))
    update()


def main(arguments: list[str]) -> int:
    """Do what the command line says."""
    match arguments:
        case ["update"]:
            update()
        case ["add", language]:
            add(language)
        case ["check"]:
            wrong = check()
            print("\n".join(wrong) or "Every text is translated.")
            return 1 if wrong else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
