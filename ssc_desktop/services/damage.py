"""Damage: noticed while nobody types, and told in plain words with a way out."""

from dataclasses import dataclass

from ssc_desktop.store.library import Library


@dataclass(frozen=True, slots=True)
class Damage:
    """What a look found that is not as it was written.

    Attributes:
        kind: `structure` where the database itself is broken, `content` where it is whole and says
            something else than what was saved in it.
        stories: the stories concerned, as (id, title); none where it cannot be told which.
        lost: how many saved changes are not as they were saved.
        sentences: what happened, what is safe, what to do now; each a whole sentence.
    """

    kind: str
    stories: tuple[tuple[str, str], ...]
    lost: int
    sentences: tuple[str, ...]


class Look:
    """A look at a whole library, in pieces that give way to everything else.

    What was looked at stays looked at when `on` is interrupted and called again: the window hands
    it to `Tasks.look` as it is.
    """

    def on(self, library: Library) -> Damage | None:
        """Look at what is left; None where all is well. Raises Cancelled where interrupted."""
        raise NotImplementedError


def look(library: Library) -> Damage | None:
    """Look at everything at once; None where all is well."""
    return Look().on(library)


def is_due(library: Library) -> bool:
    """Whether the last look was a day ago, or the program did not end well since."""
    raise NotImplementedError
