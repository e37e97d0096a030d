"""Section J: what reviewers say, and what the authors answer.

No form asks for it: a round begins with a comment, made here or in a document that came back. It
travels with the story in bundles, and stands in no document.
"""

from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record.definition import Kind, defined, repeated
from ssc_desktop.record.values import Code, Item, PartialDate, Text


@dataclass(frozen=True, kw_only=True)
class Comment(Item):
    """What somebody says of one answer, or of the whole story."""

    field: Text = defined(Kind.LINE, N_("About the question"), automatic=True)
    """The path of the field, `result/<item id>/actual`; None for the whole story."""
    quote: Text = defined(Kind.TEXT, N_("The words it is about"))
    text: Text = defined(Kind.TEXT, N_("Comment"))
    author: Text = defined(Kind.LINE, N_("By"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    reply: Code = defined(Kind.CHOICE, N_("Answer"), vocabulary="author_reply")
    reply_note: Text = defined(Kind.TEXT, N_("Why"))


@dataclass(frozen=True, kw_only=True)
class Review(Item):
    """One round: a reader, and what that reader said."""

    reviewer: Text = defined(Kind.LINE, N_("Reviewer"))
    date: PartialDate = defined(Kind.DATE, N_("Date"))
    comment: tuple[Comment, ...] = repeated(Comment, N_("Comments"), N_("a comment"))


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Fields of section J."""

    review: tuple[Review, ...] = repeated(
        Review,
        N_("Review"),
        N_("a review round"),
        N_("What readers of the story asked, and what its authors answered."),
        printed=False,
        source="ESC",
    )
