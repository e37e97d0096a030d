"""The password of a library on the command line: asked for, set, changed, taken away.

It is never an argument, which everybody on the computer could read: it is typed unseen, or stands
in SSC_PASSWORD (a new one in SSC_NEW_PASSWORD, a recovery code in SSC_RECOVERY_CODE) for scripts.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop import paths
from ssc_desktop.cli.streams import say, tell
from ssc_desktop.errors import InvalidInput, PasswordNeeded, WrongPassword
from ssc_desktop.i18n import _
from ssc_desktop.services import protecting

if TYPE_CHECKING:
    from ssc_desktop.services.protecting import DataKey, Recovery

_TRIES = 3


def add(commands: Any) -> None:
    """What can be typed."""
    commands.add_parser("protect", help=_("let the library open with a password alone"))
    commands.add_parser("unprotect", help=_("let the library open without a password again"))
    password = commands.add_parser("password", help=_("change the password of the library"))
    password.add_argument(
        "--recovery", action="store_true", help=_("the old one is forgotten: ask for the code")
    )
    password.add_argument(
        "--new-code", action="store_true", help=_("make a new recovery code; the password stays")
    )


def key_of(folder: Path) -> "DataKey | None":
    """What the library in `folder` opens with, after asking for its password; None of a plain one.

    Raises PasswordNeeded where nobody can be asked, WrongPassword and KeyFileLost.
    """
    if not protecting.is_protected(folder):
        return None
    return asked(partial(protecting.unlocked, folder))


def asked(unlock: "Callable[[str], DataKey]") -> "DataKey":
    """What `unlock` gives for a password that is asked for. Raises as `key_of`, and as it."""
    given = os.environ.get("SSC_PASSWORD", "")
    if given:
        return unlock(given)
    for _try in range(_TRIES - 1):
        try:
            return unlock(_typed(_("Password: ")))
        except WrongPassword as error:
            tell(str(error))
    return unlock(_typed(_("Password: ")))


def protect(given: argparse.Namespace) -> None:
    """Set a password."""
    folder = given.library or paths.default_library()
    if not protecting.is_protected(folder):
        _say_code(protecting.protect(folder, _new_password("SSC_PASSWORD")))
        return
    raise InvalidInput(_("This library is protected with a password already."))


def unprotect(given: argparse.Namespace) -> None:
    """Take the password away."""
    folder = given.library or paths.default_library()
    protecting.unprotect(folder, _needed(key_of(folder)))


def password(given: argparse.Namespace) -> None:
    """Change the password, or make a new recovery code."""
    folder = given.library or paths.default_library()
    if given.recovery and protecting.is_protected(folder):
        code = os.environ.get("SSC_RECOVERY_CODE") or _typed(_("Recovery code: "))
        key = protecting.recovered(folder, code)
    else:
        key = _needed(key_of(folder))
    if given.new_code:
        _say_code(protecting.new_recovery(folder, key))
    else:
        protecting.change_password(folder, key, _new_password("SSC_NEW_PASSWORD"))


def _needed(key: "DataKey | None") -> "DataKey":
    if key is None:
        raise InvalidInput(_("This library is not protected with a password."))
    return key


def _say_code(recovery: "Recovery") -> None:
    say(recovery.code)
    for sentence in protecting.recovery_sheet(recovery).sentences:
        tell(sentence)


def _new_password(variable: str) -> str:
    given = os.environ.get(variable, "")
    if given:
        return given
    typed = _typed(_("New password: "))
    protecting.refuse_weak(typed)
    if _typed(_("The same once more: ")) != typed:
        raise InvalidInput(_("The two are not the same; nothing was changed."))
    return typed


def _typed(prompt: str) -> str:
    """Asked on the terminal, unseen; read as a line where there is none. Raises PasswordNeeded."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(prompt)
    said = sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    if not said:
        raise PasswordNeeded(
            _("A password is needed."),
            advice=_("Type it in a terminal, or put it into SSC_PASSWORD for a script."),
        )
    return said
