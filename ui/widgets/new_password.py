"""A new password for a library, typed twice."""

from ssc_desktop.i18n import _
from ui.overriding import override
from ui.widgets.new_passphrase import NewPassphrase


class NewPassword(NewPassphrase):
    """As a passphrase; what is lost with it is more."""

    @override
    def names(self) -> tuple[str, str]:
        return _("New password"), _("The same once more")

    @override
    def warning(self) -> str:
        return _("You type it each time you open the library. Nobody can look it up for you.")
