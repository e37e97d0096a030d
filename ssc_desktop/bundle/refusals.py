"""Why a bundle is not taken in: the rule it breaks, and the words a person sees."""

from typing import Final

from ssc_desktop.errors import BundleError, Damaged, NotABundle, TooNew, Unsafe
from ssc_desktop.i18n import _


class Refusal(Exception):
    """A rule of the format is broken; told to the person as a BundleError, never as itself.

    Attributes:
        kind: the class of the error a person sees.
        rule: a short name of the rule, for the log and for tests.
        version, bundle, sender: of a bundle that is too new, what version it asks for, its id,
            and the device that signed it.
    """

    def __init__(
        self,
        kind: type[BundleError],
        rule: str,
        *,
        version: str = "",
        bundle: str = "",
        sender: str = "",
    ) -> None:
        super().__init__(rule)
        self.kind = kind
        self.rule = rule
        self.version = version
        self.bundle = bundle
        self.sender = sender


def damaged(rule: str) -> Refusal:
    """The file is cut short or altered."""
    return Refusal(Damaged, rule)


def unsafe(rule: str) -> Refusal:
    """The file breaks a rule that protects this computer."""
    return Refusal(Unsafe, rule)


def not_a_bundle(rule: str) -> Refusal:
    """The file is something else."""
    return Refusal(NotABundle, rule)


def too_new(version: str, bundle: str, sender: str) -> Refusal:
    """The file needs a newer program; its signature was found good."""
    return Refusal(TooNew, "version", version=version, bundle=bundle, sender=sender)


_SIGNATURE: Final = "signature"


def told(refusal: Refusal, name: str) -> BundleError:
    """The two sentences for a person who chose the file called `name`."""
    if refusal.kind is NotABundle:
        return NotABundle(
            _("“{name}” is not a bundle.").format(name=name),
            advice=_("Choose a file that was made with “Make bundle”; its name ends in .sscz."),
            rule=refusal.rule,
        )
    if refusal.kind is TooNew:
        return TooNew(
            _("“{name}” was made with a newer version ({version}).").format(
                name=name, version=refusal.version
            ),
            advice=_("Nothing was changed. Update this program, then try again."),
            rule=refusal.rule,
            bundle=refusal.bundle,
            sender=refusal.sender,
        )
    if refusal.kind is Unsafe:
        return Unsafe(
            _("“{name}” breaks a safety rule of bundles ({rule}) and was not opened.").format(
                name=name, rule=refusal.rule
            ),
            advice=_("Nothing was changed. Ask the sender how the file was made."),
            rule=refusal.rule,
        )
    if refusal.rule.startswith(_SIGNATURE):
        return Damaged(
            _("“{name}” does not carry the signature of the computer it names.").format(name=name),
            advice=_("Nothing was changed. Ask the sender for the file again."),
            rule=refusal.rule,
        )
    return Damaged(
        _("“{name}” is damaged or was cut short.").format(name=name),
        advice=_("Nothing was changed. Copy the file once more, or ask the sender for it again."),
        rule=refusal.rule,
    )
