"""From definitions and a story to the file of a form."""

import contextlib
import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ssc_desktop import i18n
from ssc_desktop.errors import WordError
from ssc_desktop.i18n import N_, _
from ssc_desktop.record import Case, record_json
from ssc_desktop.word import house_style, package, template
from ssc_desktop.word.answers import Telling
from ssc_desktop.word.form import asking, layout, letter, manifest
from ssc_desktop.word.form.controls import Controls
from ssc_desktop.word.form.pen import Pen
from ssc_desktop.word.layout import Layout
from ssc_desktop.word.machine_copy import Pages
from ssc_desktop.word.pages.finding import marks_of
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.steps import Steps, Stop
from ssc_desktop.word.stories import DocumentCase, SharedStory
from ssc_desktop.word.wish import DocumentWish

OVERVIEW, FULL = "overview", "full_story"
"""The depths of a form."""
_SHOWN = frozenset({"case_uuid", "title"})
"""What every form of a story carries of it, so that the answers find their way."""
_SETTINGS = "word/settings.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEFORE_LOCK = frozenset(
    "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
    "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors "
    "hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView "
    "trackRevisions doNotTrackMoves doNotTrackFormatting".split()
)
"""The settings that stand before the lock, as the schema orders them."""
_LAYOUT = Layout(name="form", label="", note="", carries="nothing")


@dataclass(frozen=True, slots=True)
class FormOrder:
    """Which form: for which story, for whom, how deep."""

    story: DocumentCase | None = None
    """The story to complete; None for a blank form."""
    depth: str = OVERVIEW
    """Of a blank form, and of one that shows everything."""
    made_for: str = ""
    sender: str = ""
    """Who gets it back."""

    def purpose(self, wish: DocumentWish) -> letter.Purpose:
        """What the form is for."""
        if self.story is None:
            return letter.TELL
        return letter.COMPLETE if wish.ask == "missing" else letter.CHECK


def write(
    order: FormOrder, wish: DocumentWish, target: Path, *, stop: Stop | None = None
) -> tuple[str, ...]:
    """Write a form; the answer is plain sentences about what of the story it does not show.

    Of the wish count language, template, protect and ask. Raises Cancelled, ExportError,
    StorageError, TemplateBroken, or WordError where the story lacks nothing; the target is then
    as it was.
    """
    ground = house_style.ground(wish.template)
    if wish.protect:
        ground = _locked(ground)
    story = SharedStory.of(order.story or DocumentCase(Case()), _LAYOUT, wish)
    facts, steps = _facts(story, order, wish), Steps(1, None, stop)
    with contextlib.ExitStack() as whole, package.DocxStream(facts, ground, steps) as stream:
        _described(stream, story, order, wish)
        stream.save(whole, target)
    return story.left_out


def described(depth: str, language: str) -> manifest.Manifest:
    """What a blank form asks: for one that lost its description on the way (.odt, .doc)."""
    wish, order = DocumentWish("form", language), FormOrder(depth=depth)
    story = SharedStory.of(DocumentCase(Case()), _LAYOUT, wish)
    ground = template.read(template.bundled_template())
    with package.DocxStream(_facts(story, order, wish), ground, Steps(1, None, None)) as stream:
        return _described(stream, story, order, wish)


def _described(
    stream: package.DocxStream, story: SharedStory, order: FormOrder, wish: DocumentWish
) -> manifest.Manifest:
    """Write the pages and what goes with them; the answer is what they ask."""
    paper = Paper(stream, stream.facts.language)
    paper.places.wanted = True
    telling = Telling(paper, story.case, story.definition, story.language)
    pen = Pen(telling, Controls(paper.language), wish.protect)
    chapters = _chapters(story, order, wish)
    _pages(pen, order, wish, chapters)
    return _carry(pen, story, order, wish, chapters)


def _chapters(
    story: SharedStory, order: FormOrder, wish: DocumentWish
) -> tuple[asking.Chapter, ...]:
    known = asking.held_back(story.source.case, story.case, story.definition)
    if order.purpose(wish) is letter.COMPLETE:
        found = asking.missing(story.definition, story.case, known)
        if not found:
            raise WordError(
                _("This story lacks nothing."),
                advice=_("Make a form that shows all it says, if you want it looked at again."),
            )
        return found
    return asking.everything(story.definition, story.case, order.depth, known)


def _pages(
    pen: Pen, order: FormOrder, wish: DocumentWish, chapters: tuple[asking.Chapter, ...]
) -> None:
    purpose = order.purpose(wish)
    mark = letter.MARK.format(depth=order.depth, language=pen.paper.language)
    terms = letter.Terms(
        mark=f"{mark}_missing" if purpose is letter.COMPLETE else mark,
        made_for=order.made_for,
        sender=order.sender,
        minutes=sum(chapter.minutes for chapter in chapters),
        asked=frozenset(one.member.name for chapter in chapters for one in chapter.questions),
    )
    letter.letter(pen, purpose, terms)
    if purpose is letter.COMPLETE:
        letter.already_told(pen)
    for chapter in chapters:
        layout.chapter(pen, chapter)
    letter.thanks(pen)


def _carry(
    pen: Pen,
    story: SharedStory,
    order: FormOrder,
    wish: DocumentWish,
    chapters: tuple[asking.Chapter, ...],
) -> manifest.Manifest:
    """Put into the file what it asks, and of the story what it shows."""
    stream, language = pen.paper.stream, pen.paper.language
    _noted, blocks = pen.paper.places.take()
    addresses = {identity: url for url, identity in stream.links.addresses.items()}
    about = order.story is not None
    base = story.source.base
    if about:
        shown = asking.asked_only(story.case, chapters, _SHOWN)
        data = record_json.written(shown, story.definition.fields)
        said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        stream.copies.add(story.identity, said, Pages(language, "form", base))
    asked = manifest.Manifest(
        language=language, depth=order.depth, ask=wish.ask if about else "",
        case_uuid=story.identity, title=story.title if about else "",
        made_for=order.made_for, base=base, fields=tuple(pen.fields), groups=tuple(pen.groups),
        codes=pen.lists, prompts=tuple(pen.controls.prompts),
        words=marks_of(blocks, addresses),
    )  # fmt: skip
    stream.copies.add_form(manifest.written(asked))
    return asked


def _facts(story: SharedStory, order: FormOrder, wish: DocumentWish) -> package.DocumentFacts:
    language = wish.language or i18n.language()
    words = i18n.translated_in(language)
    told = story.title or words.gettext(N_("Story without a title"))
    title = words.gettext(order.purpose(wish).title).format(title=told)
    return package.DocumentFacts(
        title=" ".join(title.split()),
        language=language,
        right_to_left=i18n.is_right_to_left(language),
        creator=order.sender,
        identity=story.identity,
    )


def _locked(ground: template.Template) -> template.Template:
    """The template with a lock: only controls can be filled in."""
    root = etree.fromstring(ground.parts[_SETTINGS], etree.XMLParser(resolve_entities=False))
    for old in root.findall(f"{_W}documentProtection"):
        root.remove(old)
    before = [one for one in root if etree.QName(one).localname in _BEFORE_LOCK]
    lock = etree.Element(f"{_W}documentProtection")
    lock.set(f"{_W}edit", "forms")
    lock.set(f"{_W}enforcement", "1")
    root.insert(root.index(before[-1]) + 1 if before else 0, lock)
    made = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return dataclasses.replace(ground, parts={**ground.parts, _SETTINGS: made})
