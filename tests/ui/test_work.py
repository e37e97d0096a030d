"""Long work of several parts: what needs no library is in nobody's way."""

import threading
from typing import Any

from ssc_desktop.errors import NotFound
from tests.ui.driving import Desk
from ui.tasks import Job
from ui.viewmodels.work import aside, with_library


def test_all_that_is_typed_is_saved_while_pages_are_drawn(story: Desk) -> None:
    work, over = story.window.errands.work, threading.Event()
    told: list[str] = []

    def draw(before: Any, _job: Job) -> str:
        over.wait(20)
        return f"{before}, drawn"

    parts = (with_library(lambda _library, _before, _job: "written"), aside(draw))
    assert work.start_parts("Making the PDF…", parts, told.append)
    story.type_into("Typed meanwhile", "title")
    story.shelf.autosave.flush()
    story.wait(lambda: story.shelf.autosave.state == "saved")

    assert work.busy
    assert told == []
    over.set()
    story.wait(lambda: not work.busy)
    assert told == ["written, drawn"]


def test_work_that_was_stopped_begins_no_further_part(story: Desk) -> None:
    work, over = story.window.errands.work, threading.Event()
    begun: list[bool] = []
    told: list[object] = []

    def read(_before: Any, _job: Job) -> None:
        over.wait(20)

    def compare(_library: Any, _before: Any, _job: Job) -> None:
        begun.append(True)

    stopped: list[bool] = []
    work.start_parts(
        "Reading…", (aside(read), with_library(compare)), told.append,
        stopped=lambda: stopped.append(True),
    )  # fmt: skip
    work.stop()
    over.set()
    story.rest()

    assert (begun, told, stopped) == ([], [], [True])


def test_what_a_later_part_refuses_is_told(story: Desk) -> None:
    work = story.window.errands.work
    heard: list[str] = []

    def compare(_library: Any, _before: Any, _job: Job) -> None:
        raise NotFound("It is gone.", advice="Look elsewhere.")

    work.start_parts(
        "Reading…", (aside(lambda _before, _job: None), with_library(compare)), heard.append,
        failed=lambda error: heard.append(error.message),
    )  # fmt: skip
    story.wait(lambda: not work.busy and story.quiet())

    assert heard == ["It is gone."]
