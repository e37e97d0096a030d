"""What can go wrong, as a tree.

SscError                what happened, and what to do now; the only errors people see
├── InvalidInput        an answer or a file that does not fit; names the fields
├── NotFound            no such story, field or file
├── StaleEdit           somebody else changed it meanwhile
├── StorageError        DiskFull, LibraryLocked, LibraryDamaged, LibraryTooNew, ReadOnly, FileGone,
│                       PlaceRefused, PasswordNeeded (WrongPassword), KeyFileLost
├── BundleError         NotABundle, Damaged, TooNew, Unsafe, NotForYou,
│                       PassphraseNeeded (WrongPassphrase)
├── CannotSeal          no encryption by keys on this computer
├── UpdateRefused       a file that does not become this program
├── WordError           a Word file that cannot be read or made
└── ExportError         FileInUse, MediumGone, TemplateBroken
Cancelled               a person pressed Cancel; shown to nobody
Later                   work that begins anew when a backup is done; shown to nobody
"""

from collections.abc import Callable, Sequence


class SscError(Exception):
    """An expected failure: a person sees its two sentences, the log one line.

    Attributes:
        message: what happened, a translated sentence.
        advice: what to do now, a translated sentence, or "".
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class InvalidInput(SscError):
    """Something given does not fit the record; `fields` says where."""

    def __init__(self, message: str, *, advice: str = "", fields: Sequence[str] = ()) -> None:
        super().__init__(message, advice=advice)
        self.fields = tuple(fields)


class NotFound(SscError):
    """What was asked for is not there."""


class StaleEdit(SscError):
    """The text was changed elsewhere since it was opened."""


class StorageError(SscError):
    """The library could not be read or written."""


class DiskFull(StorageError):
    """There is no room left on the disk."""


class LibraryLocked(StorageError):
    """Another window or program has the library open."""


class LibraryDamaged(StorageError):
    """The database is not what was written."""


class LibraryEmptied(LibraryDamaged):
    """Nothing of the database is left: there is nothing to be read out of it."""


class LibraryTooNew(StorageError):
    """A newer version of the program made this library."""


class ReadOnly(StorageError):
    """The folder or file cannot be written."""


class PlaceRefused(StorageError):
    """A library may not live there: `kind` and `name` as `services.siting.Site` has them."""

    def __init__(self, message: str, *, advice: str = "", kind: str = "", name: str = "") -> None:
        super().__init__(message, advice=advice)
        self.kind = kind
        self.name = name


class FileGone(StorageError):
    """The library was moved or deleted while it was open."""


class PasswordNeeded(StorageError):
    """A protected library, without its password."""


class WrongPassword(PasswordNeeded):
    """The password or recovery code that was given is another one."""


class KeyFileLost(StorageError):
    """A protected library whose key file is missing or damaged, so that no password can open it."""


class BundleError(SscError):
    """A bundle that is not taken in; `rule` is a short name of the rule that refused it."""

    def __init__(self, message: str, *, advice: str = "", rule: str = "") -> None:
        super().__init__(message, advice=advice)
        self.rule = rule


class NotABundle(BundleError):
    """The file is something else."""


class Damaged(BundleError):
    """A bundle that is cut short or altered."""


class TooNew(BundleError):
    """A bundle made by a newer version; `bundle` is its id and `sender` the device that signed."""

    def __init__(
        self, message: str, *, advice: str = "", rule: str = "", bundle: str = "", sender: str = ""
    ) -> None:
        super().__init__(message, advice=advice, rule=rule)
        self.bundle = bundle
        self.sender = sender


class Unsafe(BundleError):
    """A bundle that breaks a safety rule of the format."""


class NotForYou(BundleError):
    """A bundle addressed to somebody else."""


class PassphraseNeeded(BundleError):
    """A bundle that opens with a passphrase, which was not given."""


class WrongPassphrase(PassphraseNeeded):
    """The passphrase that was given is another one."""


class CannotSeal(SscError):
    """This computer has no library for encryption by keys."""


class UpdateRefused(SscError):
    """An update file that this program does not become."""


class WordError(SscError):
    """A Word document that cannot be made or read."""


class ExportError(SscError):
    """A file could not be written for the person."""


class FileInUse(ExportError):
    """Another program holds the target file."""


class MediumGone(ExportError):
    """The folder, stick or disk to write to is no longer there."""


class TemplateBroken(ExportError):
    """The document template lacks something the writer needs."""


class Cancelled(Exception):
    """Work that was stopped by the person; never shown."""


def go_on(stop: Callable[[], bool] | None) -> None:
    """Raise Cancelled where `stop` says that the work is not wanted any more."""
    if stop is not None and stop():
        raise Cancelled


class Later(Exception):
    """Work that cannot be done within another, and begins anew after it; never shown."""
