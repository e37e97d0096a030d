"""What stands before the stories: title page, foreword, how to read, who took part."""

from ssc_desktop.i18n import N_
from ssc_desktop.record import phrases
from ssc_desktop.record.sort_key import sort_key
from ssc_desktop.record.vocabularies import vocabulary
from ssc_desktop.word import blocks
from ssc_desktop.word.book import contents
from ssc_desktop.word.book.gathering import country_name
from ssc_desktop.word.book.volumes import Volume
from ssc_desktop.word.layouts import pictures
from ssc_desktop.word.paper import Paper
from ssc_desktop.word.text import runs

_CENTIMETRE = 567
"""In twentieths of a point."""
_COVER_HEIGHT = 10.5
_UPRIGHT = 1.15
"""A picture is broad enough for the cover where its width is so many times its height."""


def write(paper: Paper, volume: Volume) -> None:
    """Write everything before the contents."""
    _cover(paper, volume)
    if volume.stories.wish.foreword:
        contents.part(paper, "foreword")
        for block in blocks.prose(paper, volume.stories.wish.foreword, paper.language):
            paper.write(block)
    _how_to_read(paper, volume)
    _participants(paper, volume)


def _cover(paper: Paper, volume: Volume) -> None:
    words = paper.words
    entries = [entry for share in volume.shares for entry in share]
    n = len(entries)
    counted = words.ngettext("{n} case story", "{n} case stories", n).format(n=n)
    countries = len({code for entry in entries for code in entry.countries})
    lands = words.ngettext("{n} country", "{n} countries", countries).format(n=countries)
    listed = vocabulary("book_region")
    regions = [
        listed.label(code, paper.language) for code in dict.fromkeys(e.region for e in entries)
    ]
    paper.write(blocks.line(paper, "SSCCoverKicker", f"{counted}  ·  {lands}"))
    paper.write(blocks.line(paper, "SSCCoverTitle", volume.title(words)))
    paper.write(blocks.line(paper, "SSCCoverLine", "  ·  ".join(regions)))
    if len(volume.shares) > 1:
        said = words.gettext(N_("Volume {number} of {all}: {first} to {last}")).format(
            number=volume.number,
            all=len(volume.shares),
            first=volume.entries[0].code,
            last=volume.entries[-1].code,
        )
        paper.write(blocks.line(paper, "SSCCoverLine", said))
    _cover_picture(paper, volume)
    years = sorted({entry.as_of[:4] for entry in entries if entry.as_of})
    if years:
        said = " – ".join(dict.fromkeys((years[0], years[-1])))
        told = words.gettext(N_("Facts as of {years}")).format(years=said)
        paper.write(blocks.line(paper, "SSCCoverLine", told))


def _cover_picture(paper: Paper, volume: Volume) -> None:
    """The first picture of a story that is broad enough, and which story it is of."""
    for entry in volume.entries:
        if not entry.pictures:
            continue
        telling, _missing = volume.stories[entry.place].telling(paper)
        broad = [held for held in telling.pictures if held[1].width >= _UPRIGHT * held[1].height]
        if broad:
            item, picture = broad[0]
            size = blocks.fitted(picture, paper.width / _CENTIMETRE, _COVER_HEIGHT)
            shown = blocks.drawing(paper, picture, size, pictures.alternative(telling, item))
            turned = paper.right_to_left
            paper.write(blocks.paragraph("SSCFigure", shown, right_to_left=turned))
            code = entry.code
            said = paper.say(N_("The picture is of {code}.")).format(code=code)
            paper.write(blocks.line(paper, "Caption", said))
            return


def _how_to_read(paper: Paper, volume: Volume) -> None:
    contents.part(paper, "reading")
    words, say = paper.words, paper.say
    n = len(volume.entries)
    lead = words.ngettext(
        "This book holds {n} case story of South-South and triangular cooperation, told by the"
        " people who did the work.",
        "This book holds {n} case stories of South-South and triangular cooperation, told by the"
        " people who did the work.",
        n,
    ).format(n=n)
    paper.write(blocks.line(paper, "SSCLead", lead))
    code = volume.entries[0].code
    told = [
        say(N_(
            "Every story has a code, such as {code}: the region of those who learned, and a number."
            " Lists and indexes name the stories by their codes."
        )).format(code=code),
        say(N_("Every story has an overview on one page. Those that are also told in full follow in"
               " a part of their own, under the same code."))
        if volume.full else say(N_("Every story has an overview on one page.")),
        say(N_("“Unknown”, “not applicable” and “withheld” are answers. What is not mentioned was"
               " not answered.")),
        say(N_("Money and what was given in kind stand side by side and are never added up. Figures"
               " are those of the tellers; the date for which they hold stands behind them.")),
        say(N_("The order of the stories is no ranking of countries, organisations or people.")),
    ]  # fmt: skip
    if any(entry.unsettled for entry in volume.entries):
        told.append(say(N_(
            "“(two versions, not settled)” marks an answer of which two people wrote different"
            " versions; the one that was written last is printed."
        )))  # fmt: skip
    for said in told:
        paper.write(blocks.line(paper, "ListBullet", said))
    inside = runs(say(N_("How well a result is known")), paper.look())
    paper.write(blocks.heading(paper, 2, inside))
    levels = vocabulary("evidence_level")
    rows = [_level(paper, entry.code, entry.label(paper.language)) for entry in levels.entries]
    paper.write(blocks.facts(paper, rows, say(N_("Evidence")), label=1134))


def _level(paper: Paper, code: object, label: str) -> blocks.Row:
    return blocks.Row([
        blocks.line(paper, "SSCLabel", str(code)), blocks.line(paper, "SSCCell", label),
    ])  # fmt: skip


def _participants(paper: Paper, volume: Volume) -> None:
    """Who took part; and the organisations that the stories name, by country."""
    wished = volume.stories.wish.participants
    if wished:
        contents.part(paper, "participants", follows=True)
        for line in wished:
            paper.write(blocks.line(paper, "SSCIndex", line))
    by_country: dict[str, list[str]] = {}
    for entry in volume.entries:
        for code, name in entry.organisations:
            by_country.setdefault(country_name(code, paper.language), []).append(name)
    if not by_country:
        return
    contents.part(paper, "organisations", follows=not wished)
    contents.lead(paper, paper.say(N_("As the stories name them.")))
    between = paper.say(N_("Between countries, or country not named"))
    rows = []
    for country in sorted(by_country, key=lambda name: (not name, sort_key(name))):
        names = phrases.joined(sorted(set(by_country[country]), key=sort_key), paper.words)
        head = blocks.line(paper, "SSCLabel", country or between)
        cell = blocks.line(paper, "SSCCell", names)
        rows.append(blocks.Row([head, cell], len(names)))
    paper.write(blocks.facts(paper, rows, paper.say(N_("Organisations by country"))))
