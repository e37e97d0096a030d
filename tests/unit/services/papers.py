"""Documents for tests: written by the program, edited and filled in as people do with Word."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx

from ssc_desktop.record import record_json
from ssc_desktop.record.found import FoundAnswer, FoundStory, Origin
from ssc_desktop.services import documents, forms, planning, proposals, saving
from ssc_desktop.services.documents import DocumentWish
from ssc_desktop.services.proposals import Proposal, Proposals, ProposedLine, TakenDocuments
from tests.laptops import Laptop
from tests.strategies import numbered_id

FAO, UGANDA, RICE, HUNGER, LIMIT, NEW = (numbered_id(number) for number in range(1, 7))


def rice_of(laptop: Laptop) -> str:
    """A story with partners and results."""
    return laptop.add(
        overview="Forty farmers.",
        keywords=["rice"],
        field_limit=[{"id": LIMIT, "circle": "public", "parts": ["contacts", "money"]}],
        partner=[
            {"id": FAO, "name_as_used": "FAO", "roles": ["funder"]},
            {"id": UGANDA, "name_as_used": "Uganda"},
        ],
        result=[
            {"id": RICE, "statement": "More rice", "actual": "40"},
            {"id": HUNGER, "statement": "Less hunger"},
        ],
    )


def printed(laptop: Laptop, target: Path, *ids: str, layout: str = "story") -> Path:
    """Stories as a Word document."""
    documents.word(laptop.library, ids, DocumentWish(layout=layout), target)
    return target


def form(target: Path, laptop: Laptop | None = None, case_id: str = "") -> Path:
    """A form: blank, or about all of a story."""
    library = laptop.library if laptop is not None else None
    forms.make(library, target, DocumentWish(language="en"), case_id=case_id)
    return target


def edited(source: Path, target: Path, **changes: str) -> Path:
    """A copy in which somebody wrote something else: by the words that stood there, or a label."""
    opened = docx.Document(str(source))
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    paragraphs = [*opened.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    for before, after in changes.items():
        old = before.replace("_", " ")
        found = [one for one in paragraphs if one.text == old]
        assert found, f"“{old}” stands nowhere in {source.name}"
        for run in found[0].runs[1:]:
            run.text = ""
        found[0].runs[0].text = after
    opened.save(str(target))
    return target


def filled(source: Path, target: Path, **answers: str) -> Path:
    """A form that somebody filled in, cell by cell, by the labels beside them."""
    opened = docx.Document(str(source))
    for label, answer in answers.items():
        cell = _cell(opened, label.replace("_", " "))
        cell.paragraphs[0].add_run(answer)
    opened.save(str(target))
    return target


def _cell(opened: Any, label: str) -> Any:
    for table in opened.tables:
        for row in table.rows:
            for cell, following in zip(row.cells, row.cells[1:], strict=False):
                if cell.text.split("\n")[0] == label:
                    return following
    raise AssertionError(f"no question “{label}”")


def found(laptop: Laptop, case_id: str, *answers: FoundAnswer, **more: Any) -> FoundStory:
    """What an export made now would tell once somebody has written these answers into it."""
    with laptop.library.reading() as connection:
        base = tuple(json.loads(saving.base_of(connection, case_id)))
    written = record_json.written(laptop.case(case_id))
    return FoundStory(Origin.EXPORT, case_id, "1.1", "en", written, base, answers=answers, **more)


def says(path: str, value: Any, **more: Any) -> FoundAnswer:
    """An answer; a path as `result/ID/actual`."""
    return FoundAnswer(tuple(path.split("/")), value, str(value), **more)


def plan_of(laptop: Laptop, told: FoundStory, source: Path, case_id: str = "") -> Proposals:
    """What would be proposed of what was found in a file."""
    if not source.exists():
        source.write_bytes(source.name.encode())
    file = planning.Source.of(laptop.library, source)
    made = planning.planned(laptop.library, file, "0", told, case_id)
    return Proposals(planning.with_alike(laptop.library, [made]))


def planned(laptop: Laptop, *paths: Path) -> Proposals:
    """What files would bring; none of them is refused."""
    made = proposals.plan(laptop.library, paths)
    assert not made.refused, made.refused
    return made


def take(laptop: Laptop, made: Proposals, chosen: Sequence[str] | None = None) -> TakenDocuments:
    """Take in what is suggested, or just what stands at these paths of the first file."""
    wanted = None
    if chosen is not None:
        wanted = {made.proposals[0].key: frozenset(tuple(one.split("/")) for one in chosen)}
    done, _changes = proposals.take(laptop.library, made, wanted)
    assert not done.refused, done.refused
    return done


def states(proposal: Proposal) -> dict[str, str]:
    """The state of every line, by its path."""
    return {"/".join(line.path): str(line.state) for line in proposal.lines}


def line(proposal: Proposal, path: str) -> ProposedLine:
    """The line of a path."""
    return next(one for one in proposal.lines if "/".join(one.path) == path)
