"""Partial dates as people know them: EDTF level 1 (Library of Congress; ISO 8601-2:2019).

Used of it: `2008`, `2008-08`, `2008-08-15`; about: a `~` behind; still going on: `..`.
"""

import calendar
import functools
import re
from dataclasses import dataclass
from datetime import date

from ssc_desktop.i18n import N_, Words, translated_in
from ssc_desktop.record import date_words
from ssc_desktop.record.vocabularies import folded

ONGOING = ".."
_EDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<about>~)?", re.ASCII
)

_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|er|o|a)$", re.ASCII)
"""1st, 2nd, 1er, 1º."""
_FIGURES_OF_DAY = re.compile(r"\d{1,2}", re.ASCII)
"""Of a day or month; Python refuses to make numbers of very long ones."""

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_ONGOING_WORDS = N_("still going on|ongoing|to date|now|today")
_ABOUT_WORDS = N_("about|around|circa|ca|c")
_READ_IN = ("en", "fr", "es", "pt", "ar")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a partial date may mean."""

    first: date
    last: date


def valid(text: str) -> bool:
    """Whether `text` is a date of the form above and of the calendar."""
    return text == ONGOING or span(text) is not None


def span(text: str) -> Span | None:
    """The earliest and latest day of a partial date; None for `..` and for what is no date."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match["year"]), match["month"], match["day"]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return Span(first, first)
    last_month = int(month) if month else 12
    return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def shown(text: str, words: Words) -> str:
    """A partial date in words: “August 2008”, “about 2011”, “still going on”."""
    if text == ONGOING:
        return words.gettext("still going on")
    match = _EDTF.fullmatch(text)
    if match is None:
        return text
    year, month, day = match["year"], match["month"], match["day"]
    if month:
        name = words.gettext(MONTHS[int(month) - 1])
        pattern = N_("{day} {month} {year}") if day else N_("{month} {year}")
        said = words.gettext(pattern).format(day=int(day or 0), month=name, year=year)
    else:
        said = year
    return words.gettext("about {date}").format(date=said) if match["about"] else said


def read(text: str) -> str | None:
    """The EDTF date a person means: “Aug 2008”, “15.8.2008”, “about 2011”, “still going on”.

    Months are understood in every language of the interface, in full or cut to three letters.
    Day before month in figures. None where it cannot be told.
    """
    said = folded(text).replace(",", " ").strip(" .")
    if not said and text.strip() != ONGOING:
        return None
    if text.strip() == ONGOING or said in _phrases(_ONGOING_WORDS, date_words.ONGOING):
        return ONGOING
    doubted = re.fullmatch(r"(~?)\s*(.*?)\s*([~?]?)", said)
    about = bool(doubted and (doubted[1] or doubted[3]))
    said, guessed = _without_prefix(doubted[2] if doubted else said)
    about = about or guessed
    parts = re.split(r"[\s./-]+", _months_joined(said))
    found = _from_parts([part for part in parts if part])
    if found is None or not valid(found):
        return None
    return found + "~" if about else found


def _without_prefix(said: str) -> tuple[str, bool]:
    """A date without “in” or “about” before it, and whether it said “about”."""
    about = False
    while found := _prefix().match(said):
        about = about or found["about"] is not None
        said = said[found.end() :].strip()
    return said, about


@functools.cache
def _prefix() -> re.Pattern[str]:
    about = _alternatives(_phrases(_ABOUT_WORDS, date_words.ABOUT))
    before = _alternatives(set(map(folded, date_words.BEFORE)))
    return re.compile(rf"(?:(?P<about>{about})|{before})(?:[.\s-]+)(?=\S)")


def _alternatives(phrases: set[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


def _months_joined(said: str) -> str:
    """Months of two words as one, so that a date has three parts at most."""
    for forms in date_words.MONTHS:
        for form in map(folded, forms):
            if " " in form:
                said = said.replace(form, form.replace(" ", "\u00a0"))
    return said.replace("\u00a0", "_")


def _from_parts(parts: list[str]) -> str | None:
    parts = [_figures(part) for part in parts if part not in {"de", "of", "del", "do", "من"}]
    parts = [_ORDINAL.sub(r"\1", part) for part in parts]
    if not 1 <= len(parts) <= 3:
        return None
    if re.fullmatch(r"\d{4}", parts[0]):
        year, month, day = [*parts, "", ""][:3]
    else:
        year, month, day = [*reversed(parts), "", ""][:3]
    if not re.fullmatch(r"\d{4}", year):
        return None
    if day and not day.isdecimal() and month.isdecimal():  # “August 15 2008”
        month, day = day, month
    number = _month(month)
    if (month and number is None) or (day and not _FIGURES_OF_DAY.fullmatch(day)):
        return None
    pieces = [year]
    if number is not None:
        pieces.append(f"{number:02d}")
        if day:
            pieces.append(f"{int(day):02d}")
    return "-".join(pieces)


def _figures(text: str) -> str:
    """Arabic and other digits as 0-9."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if _FIGURES_OF_DAY.fullmatch(text) and 1 <= int(text) <= 12 else None
    if not text:
        return None
    return _month_names().get(text) or _month_names().get(text[:3] if len(text) <= 4 else text)


def _month_names() -> dict[str, int]:
    if not _names:
        for language in _READ_IN:
            words = translated_in(language)
            for number, month in enumerate(MONTHS, start=1):
                name = folded(words.gettext(month))
                for form in (name, name[:4], name[:3]):
                    _names.setdefault(form, number)
        for number, forms in enumerate(date_words.MONTHS, start=1):
            for form in map(folded, forms):
                _names.setdefault(form.replace(" ", "_"), number)
    return _names


_names: dict[str, int] = {}


def _phrases(message: str, more: tuple[str, ...]) -> set[str]:
    """The words of the catalogues, and others."""
    spoken = {
        folded(phrase)
        for language in _READ_IN
        for phrase in translated_in(language).gettext(message).split("|")
    }
    return spoken | set(map(folded, more))
