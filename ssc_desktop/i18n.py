"""Words in the person's language: gettext without Qt, for window, Word and command line."""

import functools
import gettext as _gettext
import locale
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ssc_desktop.paths import bundled

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
}
"""The languages of the interface by their own names; those without a catalogue are not offered."""

_DOMAIN = "ssc"
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)


@dataclass(frozen=True)
class Words:
    """One language's catalogue."""

    language: str
    catalogue: _gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """`message` in this language; an empty text stays empty."""
        return self.catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The form of the sentence that fits `n`."""
        return self.catalogue.ngettext(one, many, n)


@functools.cache
def translated_in(language: str) -> Words:
    """The catalogue of `language`; English texts where there is none."""
    folder = bundled("resources") / "locale"
    catalogue = _gettext.translation(_DOMAIN, folder, [language], fallback=True)
    return Words(language, catalogue)


_now = Words("en", _gettext.NullTranslations())
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_+./:~\u200e-])[0-9]+(?:[,.][0-9]+)*(?![A-Za-z0-9_~+/-]|[.:][0-9])"
)
"""Figures in a sentence; not those of keys (F8, Alt+1), dates (2008-08), names and addresses."""
_own_digits = False


class _Counting(str):
    """A text that writes the numbers put into it in the digits of the language."""

    __slots__ = ()

    def format(self, *given: object, **named: object) -> str:
        said = {name: _in_digits(value) for name, value in named.items()}
        return super().format(*map(_in_digits, given), **said)


def _in_digits(value: object) -> object:
    return digits(value) if isinstance(value, int) and not isinstance(value, bool) else value


def use(language: str, numerals: str = "latin") -> None:
    """Speak `language` from now on; `system` means the computer's.

    `numerals` is `language` for the digits usual in it, or `latin` for 0-9.
    """
    global _now, _own_digits  # noqa: PLW0603 - the one place that knows the interface's language
    _now = translated_in(system_language() if language == "system" else language)
    _own_digits = numerals == "language" and _now.language == "ar"


def in_arabic_digits(text: str) -> str:
    """A text with its figures in Arabic digits; those of names and addresses stay as they are."""
    return _FIGURE.sub(lambda found: found[0].translate(_ARABIC), text)


def digits(number: object) -> str:
    """A number, or a text with figures, in the digits of the interface."""
    return str(number).translate(_ARABIC) if _own_digits else str(number)


def _told(said: str) -> str:
    """A translated text as the interface writes it: with the digits of the language."""
    if not _own_digits:
        return said
    return _Counting(in_arabic_digits(said))


def language() -> str:
    """The language spoken now, an ISO 639-1 code."""
    return _now.language


def available() -> dict[str, str]:
    """The languages that have a catalogue, by code, with their own names."""
    folder = bundled("resources") / "locale"
    return {
        code: name
        for code, name in LANGUAGES.items()
        if code == "en" or (folder / code / "LC_MESSAGES" / f"{_DOMAIN}.mo").is_file()
    }


def system_language() -> str:
    """The computer's language where we have a catalogue for it, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    said = next((name for name in names if name), "en")
    code = said.replace("-", "_").split("_")[0].lower()
    return code if code in available() else "en"


def is_right_to_left(language: str) -> bool:
    """Whether text in `language` runs from right to left."""
    return language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT


def _(message: str) -> str:
    """`message` in the interface's language."""
    return _told(_now.gettext(message))


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the sentence that fits `n`, in the interface's language."""
    return _told(_now.ngettext(one, many, n))


def listed(parts: Iterable[str]) -> str:
    """Several words in one line, with the comma of the interface's language."""
    return ("، " if is_right_to_left(_now.language) else ", ").join(parts)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation where it is defined; it is translated where it is shown."""
    return message
