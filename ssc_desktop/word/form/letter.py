"""The words around the questions: a short letter, what the story tells already, thanks."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.i18n import N_
from ssc_desktop.record import Answer, clearing, narrative, phrases
from ssc_desktop.record.values import given
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks, digest
from ssc_desktop.word.form.pen import Pen
from ssc_desktop.word.text import runs

MARK = "ssc_form_{depth}_{language}"
"""The first bookmark of a form, by which it is known that lost its description."""
_LABEL_WIDTH = 2270
_LIMIT = "visibility"
_ROUND = 5
"""Minutes are told in fives."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a form is for: its title, with the gap {title} where it is about a story, and why."""

    title: str
    why: str


TELL = Purpose(
    N_("Tell your story"),
    N_(
        "You have done something that others can learn from: countries and people of the South "
        "working together. Please tell it here, in your own words. Nobody expects a perfect "
        "report; a few honest lines help more than many fine ones."
    ),
)
COMPLETE = Purpose(
    N_("Please complete: {title}"),
    N_(
        "This story is told in part already. You know it best, or know the part that is missing: "
        "please add what is asked below, in your own words. A few honest lines are enough."
    ),
)
CHECK = Purpose(
    N_("Please look through: {title}"),
    N_(
        "This story is told already, as far as you see below. Please correct what is wrong and "
        "add what is missing, in your own words."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Who is asked by whom, for how long, and what."""

    made_for: str
    sender: str
    minutes: float
    asked: frozenset[str]
    """The names of the fields and groups."""
    mark: str
    """The bookmark that says which form it is."""


def letter(pen: Pen, purpose: Purpose, terms: Terms) -> None:
    """Write who is asked what, how to fill the form in, and what becomes of the words."""
    paper, say = pen.paper, pen.paper.say
    kicker = runs(say(N_("Form for a case story")), paper.look())
    paper.write(pen.paragraph("SSCKicker", blocks.bookmarked(paper, terms.mark, kicker)))
    paper.write(pen.paragraph("Title", _title(pen, purpose)))
    if terms.made_for:
        pattern = say(N_("For {name}"))
        paper.write(pen.line("Subtitle", pattern.format(name=terms.made_for)))
    paper.write(pen.line("SSCLetter", say(purpose.why)))
    paper.write(pen.line("SSCQuestion", say(N_("How to fill it in"))))
    for text in _how(pen, terms.minutes):
        paper.write(pen.line("ListBullet", text))
    paper.write(pen.line("SSCQuestion", say(N_("Sending it back"))))
    back = say(_TO).format(sender=terms.sender) if terms.sender else say(_BACK)
    paper.write(pen.line("SSCLetter", back))
    paper.write(pen.line("SSCQuestion", say(N_("What happens with your words"))))
    paper.write(pen.line("SSCLetter", " ".join(_care(pen, terms.asked))))


_BACK = N_(
    "Save the file and send it back to the person who sent it to you, by mail or on a USB stick. "
    "If you wrote with a pen, photograph or scan the pages."
)
_TO = N_(
    "Save the file and send it back to {sender}, by mail or on a USB stick. "
    "If you wrote with a pen, photograph or scan the pages."
)
_KEPT = N_("Your answers are kept with the case stories of the person who sent you this form.")
_AS_YOU_SAY = N_("They go no further than you say under “{question}”.")
_AS_THE_STORY = N_("They go no further than the story itself, which may go to: {circle}.")
_CARE = N_(
    "Telephone numbers and addresses stay there until you share them. Please name or show other "
    "persons only if they agreed, and leave out whatever could hurt somebody."
)
_MINUTES = N_("It takes about {n} minutes. You may stop and go on another day.")
_HOW = (
    N_(
        "Write into the white fields with Word, LibreOffice or WPS: they grow as you write. Or "
        "print the form and use a pen."
    ),
    N_("Write in the language in which you think best."),
)


_NO_VALUE = N_(
    "Leave empty what you cannot answer. “{unknown}”, “{not_applicable}” and “{withheld}” are "
    "answers too: write the word into the field."
)


def _how(pen: Pen, minutes: float) -> Sequence[str]:
    say = pen.paper.say
    rounded = max(_ROUND, round(minutes / _ROUND) * _ROUND)
    named = {answer.value: phrases.answer(answer, pen.paper.words) for answer in Answer}
    minutes_told = say(_MINUTES).format(n=rounded)
    return [minutes_told, *map(say, _HOW), say(_NO_VALUE).format(**named)]


def _care(pen: Pen, asked: frozenset[str]) -> Sequence[str]:
    """What happens with the words, as far as is asked here or said in the story."""
    say = pen.paper.say
    limit = pen.telling.definition.by_name[_LIMIT]
    far = say(_AS_YOU_SAY).format(question=say(limit.label))
    if _LIMIT not in asked:
        circle = clearing.circle_of(pen.telling.case)
        label = vocabulary("visibility").label(circle, pen.paper.language)
        far = say(_AS_THE_STORY).format(circle=label)
    return say(_KEPT), far, say(_CARE)


def _title(pen: Pen, purpose: Purpose) -> str:
    look = pen.paper.look()
    before, gap, behind = pen.paper.say(purpose.title).partition("{title}")
    told = runs(digest.title(pen.telling), pen.telling.own) if gap else ""
    return runs(before, look) + told + runs(behind, look)


def already_told(pen: Pen) -> None:
    """Write what the story says so far, in short: who with whom, when, and its overview."""
    telling, say = pen.telling, pen.paper.say
    overview = telling.case.overview
    told = str(overview) if given(overview) and not isinstance(overview, Answer) else ""
    comma = "، " if pen.paper.right_to_left else ", "
    countries = dict.fromkeys((*digest.providers(telling), *digest.recipients(telling)))
    entries = (
        (N_("Country(ies)"), comma.join(countries)),
        (N_("Organization(s)"), "; ".join(digest.organisations(telling))),
        (N_("Duration"), "; ".join(digest.duration(telling))),
        (N_("Overview"), narrative.plain(told)),
    )
    rows = [
        blocks.Row(
            [
                pen.line("SSCFormLabel", say(label)),
                pen.paragraph("SSCFormSmall", runs(text, telling.own)),
            ],
            len(text),
        )
        for label, text in entries
        if text
    ]
    if rows:
        title = say(N_("What is there already"))
        pen.paper.write(pen.line("SSCQuestion", title, keep=True))
        made = blocks.facts(pen.paper, rows, title, style="SSCForm", label=_LABEL_WIDTH)
        pen.paper.write(made)


def thanks(pen: Pen) -> None:
    """Write the last words."""
    say = pen.paper.say
    text = say(N_("Thank you. Every story that is told saves somebody else a detour."))
    pen.paper.write(pen.line("SSCColophon", text))
