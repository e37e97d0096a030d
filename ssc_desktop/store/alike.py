"""Stories that are like another one, found by the rarest of its words in the search index."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ssc_desktop.record.folding import folded
from ssc_desktop.store import sqlite

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_WORDS = 28
_MOST_STORIES = 1_500
"""Newest stories looked at for one word."""
_TITLE = 3
"""How much more a word of the title counts."""
_ACCENTS = re.compile("[\u0300-\u036f]")

SMALL = frozenset(
    "about after also among been both could each first from have into itself main many more most "
    "much only other over part some such than that their them then there these they this those "
    "through until very were what when where which while will with without would year years your "
    "aussi avec avoir cette ceux comme dans depuis deux donc elle elles entre etre leur leurs mais "
    "meme notre nous pendant plus pour sans ses sont sous toute tout tous tres vers "
    "ademas ante cada como con cual cuando desde donde durante ellos entre esta este estos fue "
    "hasta hacia muy otros para pero porque segun sin sobre son sus tambien tiene todo todos una "
    "ainda alem ate cada com como das depois dos eles entre foram isso mais muito nao para pela "
    "pelo pelos seus suas tambem uma "
    "الذي التي الذين هذه هذا ذلك على الى كان كانت بين عند بعد قبل خلال حيث كما ايضا".split()
)
"""Words that join others; in a small library they would look rare."""


@dataclass(frozen=True, slots=True)
class Like:
    """A story with words of another one."""

    number: int
    share: float
    """The part of the other's rare words that it has, 0 to 1, the rarest counting most."""
    words: tuple[str, ...]
    """Those it has, the rarest first, as the index holds them."""


def like(
    raw: sqlite.Connection, number: int, title: str, texts: Iterable[str], limit: int = 12
) -> list[Like]:
    """The stories most like one that has this title and these texts; itself is left out."""
    stories = raw.execute("SELECT count(*) FROM listing WHERE deleted = 0").fetchone()[0]
    weights = _rarest(raw, title, texts, stories)
    if not weights:
        return []
    points: dict[int, float] = defaultdict(float)
    words: dict[int, list[str]] = defaultdict(list)
    for word, weight in weights:
        for other in sqlite.holding(raw, word, _MOST_STORIES):
            points[other] += weight
            words[other].append(word)
    points.pop(number, None)
    whole = sum(weight for _word, weight in weights)
    best = sorted(points, key=lambda other: (-points[other], -other))[:limit]
    return [Like(other, points[other] / whole, tuple(words[other])) for other in best]


def _rarest(
    raw: sqlite.Connection, title: str, texts: Iterable[str], stories: int
) -> list[tuple[str, float]]:
    """The words that tell most about a story, with how much; words nobody else has tell nothing."""
    counted: Counter[str] = Counter()
    for _times in range(_TITLE):
        counted.update(words_of(title))
    for text in texts:
        counted.update(words_of(text))
    for small in SMALL & counted.keys():
        del counted[small]
    # words that very many stories have cost most and say least
    most = max(50, stories // 20)
    found: list[tuple[str, float]] = []
    for word, times in counted.items():
        held = sqlite.stories_with(raw, word)
        if 2 <= held <= most or (stories < 200 and 2 <= held <= max(2, stories // 2)):
            weight = math.log(1 + stories / held) * (1 + math.log(times))
            found.append((word, weight))
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    return found[:_MOST_WORDS]


def words_of(text: str) -> list[str]:
    """The words of a text as the search index has them."""
    return _WORD.findall(_ACCENTS.sub("", unicodedata.normalize("NFKD", folded(text))).casefold())


def resemblance(first: Sequence[str], second: Sequence[str], run: int = 3) -> float:
    """The part of their runs of words that two texts have in common, 0 to 1."""
    runs = [
        {tuple(words[at : at + run]) for at in range(len(words) - run + 1)}
        for words in (first, second)
    ]
    both = runs[0] & runs[1]
    fewer = min(len(runs[0]), len(runs[1]))
    return len(both) / fewer if fewer else 0.0
