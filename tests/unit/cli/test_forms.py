"""Forms from the command line."""

from pathlib import Path

from tests.unit.cli.conftest import Run
from tests.unit.word.forms import description


def test_a_blank_form_is_written_without_a_library(ssc: Run, home: Path) -> None:
    said = ssc("form", "--lang", "fr", "--depth", "full_story", "-o", home / "f.docx")

    found = description(home / "f.docx")
    assert (said.code, said.lines) == (0, [str(home / "f.docx")])
    assert found is not None
    assert (found.language, found.depth, found.case_uuid) == ("fr", "full_story", "")


def test_a_form_asks_somebody_what_a_story_lacks(ssc: Run, home: Path, story: str) -> None:
    ssc("form", "--for", story, "--name", "Rosa Lima", "-o", home / "f.docx")
    ssc("form", "--for", story, "--all", "-o", home / "all.docx")

    found, everything = description(home / "f.docx"), description(home / "all.docx")
    assert found is not None
    assert everything is not None
    assert (found.made_for, found.ask, everything.ask) == ("Rosa Lima", "missing", "")
    assert len(everything.fields) > len(found.fields)


def test_of_several_stories_each_gets_its_form(ssc: Run, home: Path, story: str) -> None:
    other = ssc("new", "--title", "Milk from Cuba").out.strip()

    said = ssc("form", "--for", story, other, "-o", home / "forms")

    assert [Path(line).name for line in said.lines] == [
        "Please complete Rice from China in Uganda.docx",
        "Please complete Milk from Cuba.docx",
    ]
    assert all(Path(line).is_file() for line in said.lines)


def test_an_unknown_story_gets_no_form(ssc: Run, home: Path) -> None:
    said = ssc("form", "--for", "nothing", "-o", home / "f.docx")

    assert said.code != 0
    assert not (home / "f.docx").exists()
