"""Acts that change files: each readies a computer in a folder, and says what is done there."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from ssc_desktop.record.completeness import items
from ssc_desktop.record.editing import with_item, with_value
from ssc_desktop.services import (
    attachments,
    bundles,
    cases,
    documents,
    inbox,
    redacting,
    tables_out,
    undoing,
)
from ssc_desktop.services.documents import DocumentWish
from ssc_desktop.services.tables_out import TableWish
from ssc_desktop.store import lists, sqlite
from ssc_desktop.store.begin import DATABASE
from tests.faults.stage import Act, Scene
from tests.laptops import Laptop
from tests.unit.bundle.samples import FISH, JPEG, RICE

RELEASED = Path(__file__).parents[1] / "frozen" / "libraries"
MakeAct = Callable[[Path], Act]


def shown(scene: Scene) -> object:
    """What every story says, in a few of its fields; drafts count as they stand in the boxes."""
    with scene.library.reading() as connection:
        ids = sorted(lists.every(connection))
    screens = [cases.opened(scene.library, one) for one in ids]
    return [
        (one.case.case_uuid, one.case.title, one.case.overview, one.deleted, _pictures(one.case))
        for one in screens
    ]


def _pictures(case: Any) -> list[tuple[str, str]]:
    return [(item.sha256, item.caption) for item in items(case, "attachment")]


def computer(folder: Path) -> Laptop:
    """A laptop with one story."""
    laptop = Laptop(folder / "computer")
    laptop.add(case_uuid=RICE, title="Rice", overview="Forty farmers learned.")
    return laptop


def ready(laptop: Laptop) -> Path:
    """Its folder, when the program has ended."""
    laptop.close()
    return laptop.folder


# ------------------------------------------------------------------ beginning, writing


def beginning(folder: Path) -> Act:
    """The program starts for the first time: folder, key, tables."""
    place = folder / "computer"
    (place / "config").mkdir(parents=True)
    return Act("begin", place, (Scene.open, Scene.close), open=False, seen=shown)


def starting(folder: Path) -> Act:
    """It starts after it was killed: a draft waits, and so do pieces of what was unpacked."""
    laptop = computer(folder)
    laptop.draft(RICE, ("title",), "Rice in a draft")
    for name in ("spool/bundle-1", "attachments/staging"):
        (laptop.folder / "library" / name).mkdir(parents=True)
        (laptop.folder / "library" / name / "text").write_text("words")
    return Act("start", ready(laptop), (Scene.open, Scene.close), open=False, seen=shown)


def _drafted(path: str, value: str) -> Callable[[Scene], None]:
    def step(scene: Scene) -> None:
        screen = cases.opened(scene.library, RICE)
        cases.draft(scene.library, with_value(screen.case, (path,), value), screen.base)

    return step


def _saved(scene: Scene) -> None:
    cases.save(scene.library, RICE)


def _with_picture(scene: Scene) -> None:
    item = attachments.attach(scene.library, scene.folder / "field.jpg")
    screen = cases.opened(scene.library, RICE)
    case = with_item(screen.case, ("attachment",), item)
    case = with_value(case, ("attachment", str(getattr(item, "id", "")), "caption"), "A pond")
    cases.draft(scene.library, case, screen.base)


def writing(folder: Path) -> Act:
    """The program starts, a person types, leaves the story, adds a picture and another story."""
    laptop = computer(folder)
    (laptop.folder / "field.jpg").write_bytes(JPEG * 100)

    def another(scene: Scene) -> None:
        cases.added(scene.library, {"case_uuid": FISH, "title": "Fish", "overview": "Ponds."})

    def binned(scene: Scene) -> None:
        cases.trash(scene.library, [FISH])

    steps = (
        Scene.open,
        _drafted("title", "Rice in two villages"),
        _saved,
        _with_picture,
        _saved,
        another,
        _drafted("overview", "Forty farmers. " * 700),
        binned,
        _drafted("title", "Rice in three villages"),
        Scene.close,
    )
    return Act("write", ready(laptop), steps, open=False, seen=shown)


# ------------------------------------------------------------------ bundles


def taking(folder: Path) -> Act:
    """A bundle with a new story, a picture, and other words for a story that is here."""
    reader, writer = Laptop(folder / "reader"), Laptop(folder / "writer")
    case_id = reader.add(title="Rice from China in Uganda")
    writer.take_all_of(reader)
    writer.type(case_id, "title", "Rice in two villages")
    reader.type(case_id, "title", "Rice in three villages")
    (folder / "field.jpg").write_bytes(JPEG * 100)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    cases.added(writer.library, story, beside=folder)
    bundle = writer.send(with_private=True)
    for laptop in (reader, writer):
        laptop.close()
    return Act("take", reader.folder, (lambda scene: bundles.take(scene.library, bundle),))


def _undone(scene: Scene) -> None:
    standing = [one.bundle for one in undoing.imports(scene.library) if not one.undone]
    undoing.undo(scene.library, standing)


def undoing_it(folder: Path) -> Act:
    """What that bundle brought is taken back."""
    act = taking(folder)
    _once(act)
    return Act("undo", act.ready, (_undone,))


def putting_it_back(folder: Path) -> Act:
    """And that is taken back."""
    act = undoing_it(folder)
    _once(act)

    def put_back(scene: Scene) -> None:
        gone = [one.bundle for one in undoing.imports(scene.library) if one.undone]
        undoing.put_back(scene.library, gone)

    return Act("put back", act.ready, (put_back,))


def _once(act: Act) -> None:
    """Do an act in the very folder that is ready for it."""
    scene = Scene(act.ready)
    scene.open()
    for step in act.steps:
        step(scene)
    scene.close()


def withdrawing(folder: Path) -> Act:
    """Words and a picture are destroyed here, as their author asks all copies to."""
    author, reader = Laptop(folder / "author"), Laptop(folder / "reader")
    (folder / "field.jpg").write_bytes(JPEG * 100)
    story = {"title": "Fish", "attachment": [{"file": "field.jpg", "caption": "A pond"}]}
    case_id, _changes = cases.added(author.library, story, beside=folder)
    reader.take_all_of(author)
    item = items(author.case(case_id), "attachment")[0].id
    redacting.redact(author.library, case_id, ("attachment", item), "she asked for it")
    reader.take_all_of(author)
    (asked,) = redacting.waiting(reader.library)
    for laptop in (author, reader):
        laptop.close()

    def confirm(scene: Scene) -> None:
        if redacting.waiting(scene.library):
            redacting.confirm(scene.library, asked.id)

    return Act("withdraw", reader.folder, (confirm,))


def keeping_it_for_later(folder: Path) -> Act:
    """A bundle waits in the Inbox; then it is thrown away."""
    laptop = computer(folder)
    bundle = folder / "from a newer program.sscz"
    bundle.write_bytes(JPEG * 2000)

    def keep(scene: Scene) -> None:
        inbox.keep(scene.library, bundle, "too_new")

    def remove(scene: Scene) -> None:
        for one in inbox.waiting(scene.library):
            inbox.remove(scene.library, one.id)

    def seen(scene: Scene) -> object:
        held = sorted(one.size for one in inbox.waiting(scene.library))
        files = sorted(path.stat().st_size for path in scene.place.glob("inbox/*"))
        assert files == held, "what is listed is not what is there"
        return held

    return Act("keep for later", ready(laptop), (keep, remove), seen=seen)


# ------------------------------------------------------------------ migrations


def migrating_from(number: str) -> Callable[[Path], Act]:
    """A library of an earlier version is opened."""

    def migrating(folder: Path) -> Act:
        place = folder / "computer"
        shutil.copytree(RELEASED / number, place / "library")
        (place / "config").mkdir()

        def first(scene: Scene) -> None:
            _one_schema_or_the_other(scene.place, int(number))

        steps = (Scene.open, Scene.close)
        return Act(f"migrate {number}", place, steps, open=False, seen=shown, first=first)

    return migrating


def _one_schema_or_the_other(library: Path, older: int) -> None:
    """It is of the old schema, or of the new with a good copy of the old one beside it."""
    now = number_of(library / DATABASE)
    assert now in {older, sqlite.SCHEMA_NUMBER}, f"half a schema: {now}"
    copies = list((library / "backups").glob("*.sqlite"))
    numbers = {number_of(path) for path in copies}
    assert numbers <= {older}, "a copy that is no copy"
    if now != older:
        assert copies, "brought up to date without a copy"


def number_of(path: Path) -> int:
    """The schema of a database, as SQLite reads it with what its journal holds; a copy is read."""
    with tempfile.TemporaryDirectory() as folder:
        for one in path.parent.glob(path.name + "*"):
            if one.suffix != ".json":
                shutil.copy(one, folder)
        connection = driver.connect(Path(folder) / path.name)
        try:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
            assert found == "ok", f"{path.name}: {found}"
            return sqlite.schema_number(connection)
        finally:
            connection.close()


# ------------------------------------------------------------------ what leaves


_OLD = b"the file of yesterday"


def leaving(name: str, write: Callable[[Scene, Path], object]) -> Callable[[Path], Act]:
    """A file is written over one of yesterday."""

    def left(folder: Path) -> Act:
        laptop = computer(folder)
        out = laptop.folder / "out"
        out.mkdir()
        (out / name).write_bytes(_OLD)
        return Act(name, ready(laptop), (lambda scene: write(scene, scene.out / name),))

    return left


def _word(scene: Scene, target: Path) -> None:
    documents.word(scene.library, [RICE], DocumentWish(), target)


def _bundle(scene: Scene, target: Path) -> None:
    bundles.make(scene.library, None, target, bundles.Wish(with_private=True))


def _table(form: str) -> Callable[[Scene, Path], object]:
    return lambda scene, target: tables_out.write(
        scene.library, [RICE], target, TableWish(form=form)
    )


WRITING = (beginning, starting, writing)
EXCHANGE = (taking, undoing_it, putting_it_back, withdrawing, keeping_it_for_later)
MIGRATIONS = tuple(migrating_from(path.name) for path in sorted(RELEASED.glob("[0-9]*")))
LEAVING = (
    leaving("story.docx", _word),
    leaving("stories.sscz", _bundle),
    leaving("stories.xlsx", _table("xlsx")),
    leaving("stories.json", _table("json")),
    leaving("stories.zip", _table("csv")),
)
