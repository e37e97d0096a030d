"""The key that opens what was encrypted for this computer; it never enters a library."""

from pathlib import Path
from typing import Any, Final, Self

from ssc_desktop.errors import CannotSeal, InvalidInput, StorageError
from ssc_desktop.files import keep_secret
from ssc_desktop.i18n import _

FILE_NAME: Final = "sealing.key"
_HEADING: Final = "# SSC Desktop: opens what was encrypted for this computer; keep it to yourself"


def age() -> Any:
    """The library, loaded when it is first needed."""
    try:
        import pyrage  # noqa: PLC0415
    except ImportError as error:
        raise CannotSeal(
            _("This computer cannot encrypt for keys, nor open what was encrypted so."),
            advice=_("Use a passphrase instead, or another computer."),
        ) from error
    return pyrage


class SealingKey:
    """The age key pair of this computer, which opens what was sealed for it.

    Attributes:
        recipient: the public half, `age1…`; may be given to anybody.
        identity: the secret half, as the library knows it.
    """

    def __init__(self, secret: str) -> None:
        """Raises ValueError where `secret` is no key."""
        library = age()
        try:
            self.identity = library.x25519.Identity.from_str(secret)
        except library.IdentityError as error:
            raise ValueError("no key") from error
        self.recipient = str(self.identity.to_public())

    def __repr__(self) -> str:
        return f"SealingKey({self.recipient})"

    @classmethod
    def load_or_create(cls, folder: Path) -> Self:
        """The key kept in `folder` (`sealing.key`), made there at the first call.

        The file may be read by its owner alone, and is an identity file of the program `age`.
        Raises StorageError where it is not a key or cannot be kept: a new one is never made
        silently in its place. Raises CannotSeal where this computer lacks the library for it.
        """
        path = folder / FILE_NAME
        try:
            if not path.exists():
                made = age().x25519.Identity.generate()
                public = f"# public key: {made.to_public()}"
                keep_secret(path, f"{_HEADING}\n{public}\n{made}\n".encode())
        except OSError as error:
            raise StorageError(
                _("The key of this computer cannot be kept in “{folder}”.").format(folder=folder),
                advice=_(
                    "Check that this is a folder, that it has room and that you may write to it."
                ),
            ) from error
        return cls._kept(path)

    @classmethod
    def _kept(cls, path: Path) -> Self:
        try:
            lines = path.read_text(encoding="ascii").splitlines()
            (secret,) = [line for line in lines if line and not line.startswith("#")]
            return cls(secret)
        except (OSError, ValueError) as error:
            raise StorageError(
                _("The key of this computer, “{name}”, cannot be read.").format(name=path.name),
                advice=_(
                    "Put the file back from a backup, or move it away: a new key is then made, but"
                    " what was encrypted for the old one opens only with the old one."
                ),
            ) from error


def public_key(recipient: str) -> Any:
    """A public key as the library knows it; raises InvalidInput where it is none."""
    library = age()
    try:
        return library.x25519.Recipient.from_str(recipient)
    except library.RecipientError as error:
        raise InvalidInput(
            _("“{key}” is not a key for encryption.").format(key=recipient),
            advice=_("Such a key begins with age1. Copy it whole, or take in an invitation."),
            fields=("recipients",),
        ) from error
