"""A screen, a keyboard, a mouse and the real program, seen as assistive technology sees it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

Node = dict[str, Any]
"""As `eye.py` tells it."""

_EYE = Path(__file__).with_name("eye.py")
_PYTHON_WITH_BINDINGS = "/usr/bin/python3"
_PATIENCE = 60.0


def can_be_seen() -> bool:
    """Whether this machine has what the stage is made of."""
    programs = ("Xvfb", "xdotool", "import", "dbus-run-session", _PYTHON_WITH_BINDINGS)
    if not all(map(shutil.which, programs)):
        return False
    bindings = "import gi; gi.require_version('Atspi', '2.0')"
    tried = subprocess.run([_PYTHON_WITH_BINDINGS, "-c", bindings], check=False,
                           stderr=subprocess.DEVNULL)  # fmt: skip
    return tried.returncode == 0


class Lost(AssertionError):
    """Something that should be on the screen is not."""


class Stage:
    """One X server, one program."""

    def __init__(
        self,
        home: Path,
        size: tuple[int, int] = (1440, 900),
        program: Sequence[str] = (sys.executable, "-m", "ssc_desktop"),
    ) -> None:
        self.home = home
        self._program = program
        self._size = size
        self._screen: subprocess.Popen[bytes] | None = None
        self._eye: subprocess.Popen[str] | None = None
        self._display = ""
        self.pictures: Path | None = None
        """Where a picture of every step goes; nowhere if None."""
        self._taken = 0

    def __enter__(self) -> Self:
        self.home.mkdir(parents=True, exist_ok=True)
        read, write = os.pipe()
        wide, high = self._size
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{wide}x{high}x24", "-nolisten",
             "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            self._display = ":" + told.readline().strip()
        self._eye = subprocess.Popen(
            ["dbus-run-session", "--", _PYTHON_WITH_BINDINGS, str(_EYE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self._surroundings(),
        )  # fmt: skip
        return self

    def __exit__(self, *_error: object) -> None:
        if self._eye is not None:
            with self._eye:  # closes what it was asked and told through
                self._ask(do="stop")
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(10)

    def _surroundings(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        kept.pop("WAYLAND_DISPLAY", None)
        return kept | {
            "DISPLAY": self._display,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_RUNTIME_DIR": str(self.home),
        }

    def _ask(self, **request: Any) -> Any:
        assert self._eye is not None
        assert self._eye.stdin is not None
        assert self._eye.stdout is not None
        self._eye.stdin.write(json.dumps(request) + "\n")
        self._eye.stdin.flush()
        # the daemons of the bus talk on the same stream
        told = json.loads(next(line for line in self._eye.stdout if line.startswith("{")))
        if "error" in told:
            raise Lost(told["error"])
        return told["answer"]

    # ------------------------------------------------------------ the program

    def start(self, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        """Start the program and wait for its window."""
        argv = [*self._program, *arguments]
        if not self._ask(do="start", argv=argv, env=dict(env or {})):
            raise Lost("the window did not come")

    def leave(self) -> None:
        """Leave the program by its keys, and wait until it is gone."""
        self.keys("ctrl+q")
        self.until(lambda: not self._ask(do="running"), "the end of the program")

    # ------------------------------------------------------------ seeing

    def focused(self) -> Node:
        """What has the keyboard."""
        node: Node = self.until(lambda: self._ask(do="focused"), "something with the keyboard")
        return node

    def find(self, **wanted: str) -> list[Node]:
        """What is on the screen with this `id`, part of a `name`, or `role`."""
        found: list[Node] = self._ask(do="find", **wanted)
        return found

    def one(self, **wanted: str) -> Node:
        """The first of these, as soon as it is there."""
        found: list[Node] = self.until(lambda: self.find(**wanted), str(wanted))
        return found[0]

    def unnamed(self) -> list[Node]:
        """What takes the keyboard and has no name."""
        found: list[Node] = self._ask(do="unnamed")
        return found

    def until(self, told: Callable[[], Any], what: str) -> Any:
        """What `told` answers, as soon as it answers something."""
        answer = self.soon(told, _PATIENCE)
        if not answer:
            self.picture("lost")
            raise Lost(f"not seen: {what}")
        return answer

    @staticmethod
    def soon(told: Callable[[], Any], seconds: float = 1.5) -> Any:
        """What `told` answers, as soon as it answers something; its last answer otherwise."""
        end = time.monotonic() + seconds
        while True:
            answer = told()
            if answer or time.monotonic() > end:
                return answer
            time.sleep(0.03)

    @staticmethod
    def rest(seconds: float) -> None:
        """Let the program do what it does a moment later."""
        time.sleep(seconds)

    def picture(self, name: str) -> None:
        """Take a picture of the screen."""
        if self.pictures is None:
            return
        self._taken += 1
        self.pictures.mkdir(parents=True, exist_ok=True)
        target = self.pictures / f"{self._taken:02}-{name}.png"
        self._run("import", "-window", "root", str(target))

    # ------------------------------------------------------------ doing

    def keys(self, *names: str) -> None:
        """Press keys as xdotool names them, one after the other."""
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "2", *names)

    def go(self, keys: str) -> None:
        """Press keys that put the keyboard elsewhere, and wait until it is there."""
        before = self.focused()
        self.keys(keys)
        self.until(lambda: not _same(self.focused(), before), f"{keys} after {before['id']}")

    def tab(self) -> None:
        """Go to the next stop, and wait until it can be seen."""
        self.go("Tab")
        self.until(self.on_screen, "what has the keyboard")

    def on_screen(self) -> bool:
        """Whether what has the keyboard can be seen."""
        _left, top, _wide, high = self.focused()["box"]
        return bool(0 <= top <= self._size[1] - min(high, 40))

    def type(self, text: str) -> None:
        """Type a text over what the box holds; a new line is the Enter key."""
        # letters that no key of the server has are given to a spare key, which takes a moment
        for delay in ("1", "12") if text.isascii() else ("30", "60", "120"):
            self.keys("ctrl+a")
            self._run("xdotool", "type", "--clearmodifiers", "--delay", delay, "--", text)
            if self.soon(lambda: self.focused()["text"] == text):
                return
        raise Lost(f"typed {text!r}, which became {self.focused()['text']!r}")

    def seek(self, text: str) -> None:
        """Type letters that a list goes to."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "30", "--", text)

    def click(self, node: Node) -> None:
        """Click into the middle of something."""
        left, top, wide, high = node["box"]
        x, y = left + wide // 2, top + high // 2
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, env=self._surroundings(), stdout=subprocess.DEVNULL)


def _same(node: Node, other: Node) -> bool:
    return all(node[what] == other[what] for what in ("id", "name", "box"))
