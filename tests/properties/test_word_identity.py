"""Whatever a story says, its document says the same when it comes back."""

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ssc_desktop import word
from ssc_desktop.record import Case, narrative
from ssc_desktop.record.found import normalised
from ssc_desktop.word import DocumentCase, reading
from tests.unit.word import stories

WORDS = st.sampled_from(
    ["rice", "Ali & Sons", "<b>", "مصر", "العربية", "水", "ወንጌል", "**bold**", "*slant*", "* alone",
     "[page](https://example.org/?a=1&b=2)", "[1]", "12,5", "-", "5.", "]]>", "\U0001f33e",
     "e\u0301", "\u00a0", "\u200f", "a\tb", "_x_", "&amp;"]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(
    st.tuples(st.sampled_from(["", "- ", "1. ", "  ", "\n"]), LINES).map("".join),
    min_size=1,
    max_size=6,
).map("\n".join)
GROUND: Any = stories.full(items=1)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # each writes a document and reads it
@given(texts=st.tuples(TEXTS, TEXTS, LINES, LINES), language=st.sampled_from(["en", "ar"]))
def test_a_document_that_nobody_touched_proposes_nothing(
    texts: tuple[str, str, str, str], language: str
) -> None:
    case = _case(texts)
    with tempfile.TemporaryDirectory() as folder:
        path = _written(case, Path(folder), language)
        (found,) = reading.parse(path)

    assert (found.answers, found.removed, found.order, found.unmatched) == ((), (), (), ())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_narrative_that_comes_back_says_and_looks_as_it_was_written(text: str) -> None:
    # a line that begins as an item does, behind blanks, has no marks to say that it is none
    lines = [line for one in narrative.blocks(text) for line in one.text.split("\n")]
    assume(all(narrative.beginning(line)[0] == "paragraph" for line in lines))
    case = dataclasses.replace(GROUND, overview=text)
    with tempfile.TemporaryDirectory() as folder:
        value = _read_again(_written(case, Path(folder), "en"))

    assert _shape(value) == _shape(text)


def _shape(text: str) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The paragraphs and items of a narrative text, each with its stretches of one look."""
    return [
        (block.kind, [_look(span) for span in narrative.spans(block.text) if _look(span)[0]])
        for block in narrative.blocks(text)
        if normalised(block.text)
    ]


def _look(span: narrative.Span) -> tuple[object, ...]:
    return normalised(span.text), span.bold, span.italic, span.link


def _read_again(path: Path) -> str:
    """What the reader makes of the overview of a document when it knows nothing else."""
    from ssc_desktop.word.pages import finding, opening
    from ssc_desktop.word.places import Place
    from ssc_desktop.word.reading import document

    package = opening.opened(path)
    try:
        finder = finding.Finder(document.walked(package))
        standing = finder.standing(Place("ssc_f_overview", ("overview",), "prose"))
        assert standing is not None and standing.held is not None
        return standing.held.text
    finally:
        package.close()


def _case(texts: tuple[str, str, str, str]) -> Case:
    long, longer, line, other = texts
    partner = dataclasses.replace(GROUND.partner[0], name_as_used=line, contribution_note=other)
    lesson = dataclasses.replace(GROUND.lesson[0], text=longer)
    made: Case = dataclasses.replace(
        GROUND, overview=long, challenge=longer, title=line, partner=(partner,), lesson=(lesson,),
        keywords=(line, other),
    )  # fmt: skip
    return made


def _written(case: Case, folder: Path, language: str) -> Path:
    path = folder / "s.docx"
    word.write([DocumentCase(case)], word.DocumentWish("story", language), path)
    return path
