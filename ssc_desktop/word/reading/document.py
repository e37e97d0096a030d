"""One document, from its file to what was found in it."""

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

from ssc_desktop.i18n import N_, _, ngettext
from ssc_desktop.record.found import FoundComment, FoundStory, Origin
from ssc_desktop.word.form.recalling import recalled
from ssc_desktop.word.pages import opening
from ssc_desktop.word.pages.lines import Sources
from ssc_desktop.word.pages.model import Pages, Paragraph, Remark, paragraphs_in, text_of
from ssc_desktop.word.pages.opening import Package
from ssc_desktop.word.pages.styles import Styles, W
from ssc_desktop.word.pages.walking import Walker
from ssc_desktop.word.places import mark
from ssc_desktop.word.reading import comparing, filled, free, machine, own, pictures
from ssc_desktop.word.reading.comparing import Changes
from ssc_desktop.word.reading.machine import MachineCopy
from ssc_desktop.word.reading.passed_over import of_others, passages

_MOST_REMARKS = 2000
_MOST_PASSAGES = 500
_STORY = "ssc_story"
"""How the bookmarks begin at which stories begin."""
_LOST = N_("Another program has dropped the data of this file; it is read by its bookmarks alone.")


def parse(path: Path) -> tuple[FoundStory, ...]:
    """The stories found in a Word document.

    Raises WordError or StorageError with a sentence for the person.
    """
    package = opening.opened(path)
    try:
        return _stories(package)
    except RecursionError as error:
        raise opening.damaged(package.name) from error
    finally:
        package.close()


def _stories(package: Package) -> tuple[FoundStory, ...]:
    carried = machine.copies(package)
    copies = [copy for copy in carried if copy.record is not None]
    if len(copies) > 1 and not any(copy.pages.places for copy in copies):
        return tuple(_of_many(copy) for copy in copies)
    pages = walked(package)
    notices = _notices(package, pages)
    if len(copies) < len(carried):
        notices.append(_("The data in the file was changed; only its pages are read."))
    form = filled.manifest_in(package)
    if form is None and not copies:
        marks = ([name for name, *_at in one.anchors] for one in pages.paragraphs())
        form = recalled(marks, own.identity(package))
        notices += [_(_LOST)] if form is not None else []
    if form is not None:
        found = filled.story(form, copies[0] if copies else None, pages)
        if form.words:
            found.unmatched += passages(
                pages.paragraphs(), set(form.words), found.answers, found.unmatched
            )
    elif copies:
        return _exports(package, pages, copies, notices)
    else:
        own.refuse_for_readers(package)
        bare = own.copy(package, pages)
        if bare is not None:
            return (_without_data(package, pages, bare, notices),)
        found = free.story(pages, {}, "")
        found.case_uuid = own.identity(package)
        found.unmatched += of_others(pages, found.answers, found.unmatched)
    return (_whole(package, pages, found, notices),)


def _of_many(copy: MachineCopy) -> FoundStory:
    notice = _(
        "The document holds many stories as data; changes made on its pages are not looked for."
    )
    return FoundStory(
        Origin.EXPORT, copy.identity, copy.version, copy.pages.language,
        base_record=copy.record, base_cuts=copy.pages.base, notices=(notice,),
    )  # fmt: skip


def _exports(
    package: Package, pages: Pages, copies: list[MachineCopy], notices: list[str]
) -> tuple[FoundStory, ...]:
    """Stories that this program wrote, each with what was changed in it."""
    known = {digest for copy in copies for digest in copy.pages.pictures}
    several = len(copies) > 1
    if several:
        _pass_over_front(pages)
    read = [_changes(package, copy, pages) for copy in copies]
    _share_out([changes for changes, _notice in read], copies)
    made = [
        FoundStory(
            Origin.EXPORT, copy.identity, copy.version, copy.pages.language,
            base_record=copy.record, base_cuts=copy.pages.base,
            answers=tuple(changes.answers), removed=tuple(changes.removed),
            order=tuple(changes.order), unmatched=tuple(changes.unmatched),
            comments=_comments(pages.remarks, changes.owners, several=several),
            notices=(*notices, *notice),
        )
        for copy, (changes, notice) in zip(copies, read, strict=True)
    ]  # fmt: skip
    known |= {
        str(item.get("sha256")) for copy in copies for item in _listed(copy.record, "attachment")
    }
    owned = {paragraph for changes, _notice in read for paragraph in changes.owners}
    others = [one for one in pages.remarks if several and one.paragraph not in owned]
    made[0] = dataclasses.replace(
        made[0],
        pictures=pictures.found(package, pages, known),
        comments=(*made[0].comments, *_comments(others, {})),
        unmatched=(*made[0].unmatched, *_new_notes(pages, copies)),
    )
    return tuple(_shortened(story) for story in made)


def _share_out(changes: list[Changes], copies: list[MachineCopy]) -> None:
    """Say what the passages are that nobody has read: of several stories those of none."""
    if len(changes) == 1:
        (one,), (copy,) = changes, copies
        answers, said = free.more(one.left, copy.record or {}, copy.pages.language)
        one.answers += answers
        one.unmatched += said
        new = [p for run in one.left for p in paragraphs_in(run) if not free.asks(p)]
        known = set(copy.pages.rest)
        one.unmatched += passages(new, known, one.answers, one.unmatched)
        return
    each = [[text_of([block]) for run in one.left for block in run] for one in changes]
    of_none = set.intersection(*map(set, each))
    for one, said in zip(changes, each, strict=True):
        one.unmatched += [text for text in said if text in of_none]


def _new_notes(pages: Pages, copies: list[MachineCopy]) -> list[str]:
    """The footnotes that this program did not write."""
    if not all(copy.pages.places for copy in copies):
        return []
    known = {one for copy in copies for one in copy.pages.rest}
    return [note.marked for note in pages.notes if mark(note.marked) not in known]


def _changes(package: Package, copy: MachineCopy, pages: Pages) -> tuple[Changes, list[str]]:
    """What was changed: place by place; else by the bookmarks; else by headings and labels."""
    if copy.pages.places and comparing.knows_places(copy, pages):
        return comparing.changes(copy, pages), []
    marked = own.copy(package, pages, copy.record)
    if marked is not None:
        notice = _("Only answers were compared; other words on the pages were not looked for.")
        return comparing.changes(marked, pages, own.reader(marked, pages)), [notice]
    found = free.story(pages, copy.record or {}, copy.pages.language)
    notice = _(
        "The marks by which answers are found again are gone; they were found by their headings."
    )
    return Changes(answers=list(found.answers), unmatched=list(found.unmatched)), [notice]


def _pass_over_front(pages: Pages) -> None:
    """What stands before the first of several stories is a title and a list of them."""
    front: list[Paragraph] = []
    for paragraph in pages.paragraphs():
        if any(name.startswith(_STORY) for name, _start, _end in paragraph.anchors):
            for one in front:
                one.used = True
            return
        front.append(paragraph)


def _without_data(
    package: Package, pages: Pages, bare: MachineCopy, notices: list[str]
) -> FoundStory:
    """A document of ours that lost its record: everything at its bookmarks, nothing is a change."""
    changes = comparing.changes(bare, pages, own.reader(bare, pages))
    story = FoundStory(
        Origin.EXPORT, bare.identity, "", bare.pages.language, answers=tuple(changes.answers),
        comments=_comments(pages.remarks, changes.owners),
        pictures=pictures.found(package, pages, ()), notices=(*notices, _(_LOST)),
    )  # fmt: skip
    return _shortened(story)


def _whole(package: Package, pages: Pages, found: filled.Filled, notices: list[str]) -> FoundStory:
    """A form or a free text, with its comments and pictures."""
    known = {str(item.get("sha256")) for item in _listed(found.base_record, "attachment")}
    story = FoundStory(
        found.kind, found.case_uuid, found.version, found.language,
        base_record=found.base_record, base_cuts=found.base_cuts, answers=tuple(found.answers),
        removed=tuple(found.removed),
        unmatched=(*found.unmatched, *(note.marked for note in pages.notes)),
        comments=_comments(pages.remarks, found.owners),
        pictures=pictures.found(package, pages, known), notices=(*notices, *found.notices),
    )  # fmt: skip
    return _shortened(story)


def _shortened(story: FoundStory) -> FoundStory:
    """A story without more passages than a person would ever look through."""
    more = len(story.unmatched) - _MOST_PASSAGES
    if more <= 0:
        return story
    notice = ngettext(
        "{n} further passage was not matched.", "{n} further passages were not matched.", more
    ).format(n=more)
    return dataclasses.replace(
        story, unmatched=story.unmatched[:_MOST_PASSAGES], notices=(*story.notices, notice)
    )


def walked(package: Package) -> Pages:
    """The pages of a document as Word shows them; raises WordError."""
    relations = package.relations(package.main)
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    sources = Sources(
        links={i: r.target for i, r in relations.items() if r.kind == "hyperlink" and r.external},
        pictures={
            i: r.target for i, r in relations.items() if r.kind == "image" and not r.external
        },
        styles=Styles.read(
            package.xml(by_kind.get("styles", "")), package.xml(by_kind.get("numbering", ""))
        ),
    )
    walker = Walker(sources)
    walker.remarks = _remarks(package, by_kind.get("comments", ""))
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise opening.damaged(package.name)
    pages = walker.walk(body)
    pages.remarks = list(walker.remarks.values())
    for kind in ("footnotes", "endnotes"):
        pages.notes += _notes(package, by_kind.get(kind, ""), sources)
    return pages


def _remarks(package: Package, part: str) -> dict[str, Remark]:
    root = package.xml(part) if part else None
    found: dict[str, Remark] = {}
    for comment in root.iterfind(f"{W}comment") if root is not None else ():
        if len(found) >= _MOST_REMARKS:
            package.notices.append(_("The document holds very many comments; the first are read."))
            break
        inside = Walker(Sources()).walk(comment)
        text = "\n".join(line.plain.strip() for line in paragraphs_in(inside.blocks)).strip()
        found[comment.get(f"{W}id", "")] = Remark(
            text, comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        )
    return found


def _notes(package: Package, part: str, sources: Sources) -> list[Paragraph]:
    root = package.xml(part) if part else None
    if root is None:
        return []
    return [line for line in Walker(sources).walk(root).paragraphs() if line.marked]


def _comments(
    remarks: Iterable[Remark], owners: Mapping[Paragraph, tuple[str, ...]], *, several: bool = False
) -> tuple[FoundComment, ...]:
    """The comments in the margin, with the field under which each stands."""
    found = []
    for remark in remarks:
        path = owners.get(remark.paragraph, ()) if remark.paragraph is not None else ()
        if remark.text and (path or not several):
            found.append(FoundComment(path, remark.quote, remark.text, remark.author, remark.date))
    return tuple(found)


def _notices(package: Package, pages: Pages) -> list[str]:
    """What a person should know about the reading."""
    made = list(package.notices)
    if package.damaged:
        made.append(_("The file is damaged; what could be read of it is here."))
    changes = pages.insertions + pages.deletions
    if changes:
        said = ngettext(
            "{n} tracked change was taken as accepted.",
            "{n} tracked changes were taken as accepted.",
            changes,
        )
        made.append(said.format(n=changes))
    if pages.hidden:
        made.append(_("Hidden text was left out."))
    return made


def _listed(record: object, name: str) -> list[Mapping[str, object]]:
    held = record.get(name) if isinstance(record, Mapping) else None
    return [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
