"""Numbers as people write them, in any digits, with either comma."""

import re
from decimal import Decimal, InvalidOperation

from ssc_desktop.i18n import _
from ssc_desktop.record.vocabularies import folded

_POINT_FIRST = frozenset({"fr", "es", "pt", "de", "it", "ru"})
"""Languages that write 1.234,5."""
_NUMBER = re.compile(r"[-−–]?\d[\d.,'’ \u00a0\u202f\u066b\u066c]*")
_BLANKS = re.compile(r"[\s'’\u00a0\u202f\u066c]")
_TIMES = {
    "thousand": 10**3, "mille": 10**3, "mil": 10**3, "الف": 10**3,
    "million": 10**6, "millions": 10**6, "mio": 10**6, "m": 10**6, "millon": 10**6,
    "millones": 10**6, "milhao": 10**6, "milhoes": 10**6, "مليون": 10**6, "ملايين": 10**6,
    "billion": 10**9, "milliard": 10**9, "milliards": 10**9, "bilhao": 10**9, "bilhoes": 10**9,
    "مليار": 10**9,
}  # fmt: skip
_MOST_DIGITS = 40


def western(text: str) -> str:
    """Arabic and other digits as 0-9."""
    return "".join(
        str(int(sign)) if sign.isdecimal() and not sign.isascii() else sign for sign in text
    )


def read(text: str, language: str) -> tuple[str, str, str]:
    """The first number of a text as a decimal, the words beside it, and a doubt or "".

    "" as number where there is none.
    """
    said = western(text).replace("\u066b", ",")
    match = _NUMBER.search(said)
    if match is None or len(match[0]) > _MOST_DIGITS:
        return "", said.strip(), ""
    number, doubt = _decimal(match[0].strip(" .,'’\u00a0\u202f"), language)
    rest = said[match.end() :].strip()
    word = rest.split()[0] if rest.split() else ""
    times = _TIMES.get(folded(word.strip(".,;")), 1)
    if times > 1:
        rest = rest[len(word) :].strip()
        number = _times(number, times)
    beside = " ".join(f"{said[: match.start()]} {rest}".split())
    return number, beside, doubt


def _times(number: str, times: int) -> str:
    try:
        found = Decimal(number) * times
    except InvalidOperation:
        return number
    return format(found.normalize(), "f")


def _decimal(text: str, language: str) -> tuple[str, str]:
    said = _BLANKS.sub("", text).replace("−", "-").replace("–", "-")
    sign = "-" if said.startswith("-") else ""
    said = said.lstrip("-")
    marks = [mark for mark in said if mark in ".,"]
    if not marks:
        return sign + said, ""
    if len(set(marks)) == 2:
        whole, _mark, part = said.rpartition(marks[-1])
        return sign + _digits(whole) + "." + _digits(part), ""
    if len(marks) > 1:
        return sign + _digits(said), ""
    return _one_mark(sign, said, marks[0], language)


def _one_mark(sign: str, said: str, mark: str, language: str) -> tuple[str, str]:
    """A number with one comma or point: three digits behind it may be thousands or a part."""
    whole, _mark, part = said.partition(mark)
    as_part = f"{sign}{whole or '0'}.{part}"
    as_whole = f"{sign}{whole}{part}"
    if len(part) != 3 or whole in {"", "0"} or len(whole) > 3:
        return as_part, ""
    grouping = "." if language in _POINT_FIRST else ","
    if mark == grouping:
        return as_whole, ""
    doubt = _("“{number}” may mean {one} or {other}.").format(
        number=said, one=as_part, other=as_whole
    )
    return as_part, doubt


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
