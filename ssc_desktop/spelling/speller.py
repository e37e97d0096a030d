"""Asks the process that knows the dictionaries; never waits for it."""

import contextlib
import json
import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Iterable
from typing import Any

from ssc_desktop import apart

_log = logging.getLogger(__name__)

LANGUAGES = frozenset({"en", "fr", "es", "pt", "ar"})
"""Languages whose spelling can be checked."""
SERVICE = "--spelling-service"
_MOST_STARTS = 3
_Answer = Callable[[dict[str, Any]], None]


class Speller:
    """One process, begun with the first question; answers come on a thread of the speller."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[tuple[dict[str, Any], _Answer] | None] = (
            queue.SimpleQueue()
        )
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._ended = False

    def check(self, language: str, words: Iterable[str], then: Callable[[list[str]], None]) -> None:
        """Give `then` those of `words` that no dictionary of `language` knows."""
        self._ask(
            {"language": language, "check": list(words)},
            lambda answer: then(answer.get("wrong", [])),
        )

    def suggest(self, language: str, word: str, then: Callable[[list[str]], None]) -> None:
        """Give `then` what may have been meant by `word`."""
        self._ask(
            {"language": language, "suggest": word},
            lambda answer: then(answer.get("suggestions", [])),
        )

    def end(self) -> None:
        """Let the process go; questions that wait get no answer."""
        self._ended = True
        self._questions.put(None)
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
        if self._thread is not None:
            self._thread.join()

    def _ask(self, question: dict[str, Any], then: _Answer) -> None:
        if self._ended:
            return
        self._questions.put((question, then))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="spelling", daemon=True)
            self._thread.start()

    # ------------------------------------------------------------ on the thread

    def _work(self) -> None:
        number = 0
        while not self._ended:
            asked = self._questions.get()
            if asked is None:
                break
            question, then = asked
            number += 1
            answer = self._answered({"number": number, **question})
            if not self._ended:
                then(answer)
        self._let_go()

    def _answered(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer of the process; {} where there is none."""
        while self._starts <= _MOST_STARTS and not self._ended:
            try:
                process = self._process or self._begin()
                assert process.stdin is not None  # noqa: S101 - pipes were asked for
                assert process.stdout is not None  # noqa: S101
                process.stdin.write(json.dumps(question).encode() + b"\n")
                process.stdin.flush()
                answer: dict[str, Any] = json.loads(process.stdout.readline())
            except (OSError, ValueError):
                # it ended: a word that ends it twice is asked no third time
                self._let_go()
            else:
                return answer
        return {}

    def _begin(self) -> "subprocess.Popen[bytes]":
        self._starts += 1
        self._process = apart.begun(SERVICE)
        return self._process

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
