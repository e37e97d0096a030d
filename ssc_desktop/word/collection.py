"""A document of one story, or of several one after the other behind a list of them."""

from collections.abc import Iterable
from typing import Any

from ssc_desktop import i18n
from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer
from ssc_desktop.record.values import given
from ssc_desktop.word import digest, media, places
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.layout import WritesOne
from ssc_desktop.word.layouts import contents
from ssc_desktop.word.machine_copy import Pages
from ssc_desktop.word.package import DocumentFacts
from ssc_desktop.word.pages.finding import marks_of, read_off
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps
from ssc_desktop.word.stories import SharedStory, Stories


class Collection:
    """Stories in a layout that writes one at a time."""

    def __init__(self, stories: Stories, write_one: WritesOne) -> None:
        self._stories = stories
        self._write_one = write_one

    def facts(self, language: str) -> DocumentFacts:
        """What the document says about itself: of one story its own, of several their number."""
        if len(self._stories) > 1:
            return DocumentFacts(
                title=self._title(i18n.translated_in(language)),
                language=language,
                right_to_left=i18n.is_right_to_left(language),
            )
        return _facts_of(self._stories[0], language)

    def _title(self, words: i18n.Words) -> str:
        n = len(self._stories)
        counted = words.ngettext("{n} case story", "{n} case stories", n).format(n=n)
        return self._stories.wish.title or counted

    def write(self, paper: Paper, steps: Steps) -> list[str]:
        """Write the stories; the answer is what was left out of them."""
        several = len(self._stories) > 1
        paper.places.wanted = len(self._stories) <= places.MOST_STORIES
        if several:
            self._contents(paper)
        left_out: list[str] = []
        for number, one in enumerate(self._stories, start=1):
            paper.story = number
            paper.places.begin()
            telling, missing = one.telling(paper)
            self._write_one(telling, self._stories.wish, numbered=several)
            carry(paper, one, self._stories.layout.name)
            left_out += one.told(missing, several=several)
            steps.advance(1)
        return left_out

    def _contents(self, paper: Paper) -> None:
        overview = self._stories.layout.name == "overview"
        entries = []
        for number, one in enumerate(self._stories, start=1):
            paper.story = number
            telling = Telling(paper, one.case, one.definition, one.language)
            said = digest.title_line(telling) if overview else digest.title(telling)
            entries.append((paper.anchor("ssc_story"), said, telling.own))
        contents.write(paper, self._title(paper.words), paper.say(N_("Contents")), entries)


def carry(paper: Paper, one: SharedStory, layout: str = "") -> None:
    """Let the file hold as data what its pages show of a story."""
    if one.carried is not None:
        noted, blocks = paper.places.take()
        addresses = {identity: url for url, identity in paper.stream.links.addresses.items()}
        told, rest = read_off(blocks, noted, paper.story, addresses) if noted else ((), ())
        if noted:
            rest += marks_of(paper.stream.notes.xml, addresses)
        pages = Pages(
            paper.language, layout, one.source.base, told, rest, _pictures(paper), paper.story
        )
        paper.stream.copies.add(one.identity, one.json, pages)


def _pictures(paper: Paper) -> tuple[str, ...]:
    """The pictures so far, as the file holds them; a new one is told apart by its checksum."""
    if not paper.places.wanted:
        return ()
    links = paper.stream.links.pictures.values()
    return tuple(media.digest_as_written(picture) for _identity, picture in links)


def _facts_of(one: SharedStory, language: str) -> DocumentFacts:
    case = one.carried or one.case
    title = str(case.title or i18n.translated_in(language).gettext("Story without a title"))
    creators: Iterable[Any] = case.authors if isinstance(case.authors, tuple) else ()
    keywords = case.keywords if isinstance(case.keywords, tuple) else ()
    authors = [person.person or person.organisation for person in creators]
    names = [str(n) for n in authors if given(n) and not isinstance(n, Answer)]
    return DocumentFacts(
        title=" ".join(title.split()),
        language=language,
        right_to_left=i18n.is_right_to_left(language),
        creator="; ".join(names or digest.organisations_in(case)),
        subject=str(case.short_name or ""),
        keywords=", ".join(map(str, keywords)),
        identity=one.identity,
    )
