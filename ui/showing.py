"""Handing something over to the program that the computer has for it: the only place that does."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_PAGES = frozenset({"http", "https", "mailto"})


def show_file(path: Path) -> None:
    """Open a file or folder with the program that the computer has for it.

    A file of others is asked about before, and has a name that no program has.
    """
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def leads_to(address: str) -> str:
    """Whose page an address leads to, in plain letters; "" where it is not opened at all.

    Pages and letters are, and nothing else: a file on another computer tells that computer who one
    is before anything is shown.
    """
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in _PAGES:
        return ""
    if url.scheme() == "mailto":
        return url.path()
    # letters that only look like others show as what they are
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded)


def open_page(address: str) -> None:
    """Open the page or letter that an address leads to; the person has seen the address."""
    if leads_to(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
