"""Comments in the margin of a file, as what reviewers say of the story."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from ssc_desktop.identifiers import new_id
from ssc_desktop.record import Case, dates
from ssc_desktop.record.found import FoundComment
from ssc_desktop.record.review import Comment, Review

_DAY = len("2026-11-22")


def rounds(case: Case, comments: Sequence[FoundComment]) -> list[Review]:
    """A review round for every author of comments; what the story holds already is left out."""
    known = Counter(_told(case))
    new = []
    for one in filter(_says_something, comments):
        key = (one.author, one.text, "/".join(one.path))
        if known[key]:
            known[key] -= 1
        else:
            new.append(one)
    by_author = itertools.groupby(sorted(new, key=lambda one: one.author), lambda one: one.author)
    return [_round(author, tuple(some)) for author, some in by_author]


def _says_something(one: FoundComment) -> bool:
    return bool(one.text.strip())


def _told(case: Case) -> Iterable[tuple[str, str, str]]:
    """Who said what of which field; the words it is about may have been edited since."""
    for one in case.review if isinstance(case.review, tuple) else ():
        for said in one.comment if isinstance(one.comment, tuple) else ():
            yield str(said.author or ""), str(said.text or ""), str(said.field or "")


def _round(author: str, comments: tuple[FoundComment, ...]) -> Review:
    made = tuple(_comment(one) for one in comments)
    newest = max((one.date for one in made if isinstance(one.date, str)), default=None)
    return Review(id=new_id(), reviewer=author or None, date=newest, comment=made)


def _comment(one: FoundComment) -> Comment:
    day = one.date[:_DAY]
    return Comment(
        id=new_id(),
        field="/".join(one.path) or None,
        quote=one.quote or None,
        text=one.text,
        author=one.author or None,
        date=day if day and dates.valid(day) else None,
    )
