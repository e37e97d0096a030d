"""What assistive technology sees of the program: asked on stdin, told on stdout, a JSON line each.

Runs in the system's Python, which has the AT-SPI bindings, inside a D-Bus session of its own.
Requests: `{"do": "start", "argv": [...], "env": {...}}`, `{"do": "focused"}`,
`{"do": "find", "id": ..., "name": ..., "role": ...}`, `{"do": "texts"}`, `{"do": "unnamed"}`,
`{"do": "stop"}`. Nodes are told as `{"id", "name", "role", "text", "states", "box"}`.
"""

import json
import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_STATES = ("FOCUSED", "SHOWING", "CHECKED", "SELECTED", "ENABLED", "EXPANDED")
_MOST = 6000


class Eye:
    """Looks at one program."""

    def __init__(self):
        self._program = None
        self._bus = subprocess.Popen([_LAUNCHER, "--launch-immediately"])
        self._last = None
        self._listener = Atspi.EventListener.new(self._on_focus)

    def start(self, argv, env):
        """Start the program, and wait until its window is there."""
        self._listener.register("object:state-changed:focused")
        self._program = subprocess.Popen(argv, env={**os.environ, **env}, stdout=sys.stderr)
        return self._wait(lambda: self._window() is not None)

    def _on_focus(self, event):
        if event.detail1:
            self._last = event.source

    @staticmethod
    def hear():
        """Let the events in that came meanwhile."""
        while GLib.MainContext.default().iteration(False):
            pass

    def running(self):
        """Whether the program runs."""
        return self._program.poll() is None

    def _wait(self, holds, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._program.poll() is not None:
                return False
            if holds():
                return True
            time.sleep(0.05)
        return False

    def _application(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for at in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(at)
            if child is not None and child.get_process_id() == self._program.pid:
                return child
        return None

    def _window(self):
        application = self._application()
        if application is None or not application.get_child_count():
            return None
        return application.get_child_at_index(0)

    def _nodes(self):
        """Everything on the screen, what covers first."""
        application = self._application()
        if application is None:
            return
        tops = [application.get_child_at_index(at) for at in range(application.get_child_count())]
        waiting = [top for top in tops if top is not None]
        waiting.extend(self._dropped_down())
        seen = 0
        while waiting and seen < _MOST:
            node = waiting.pop()
            seen += 1
            try:
                states = node.get_state_set()
                if not states.contains(Atspi.StateType.SHOWING):
                    continue
                yield node
                if states.contains(Atspi.StateType.MANAGES_DESCENDANTS):
                    waiting.extend(self._rows(node))
                    continue
                children = [node.get_child_at_index(at) for at in range(node.get_child_count())]
            except GLib.GError:
                continue  # it went away while we looked
            waiting.extend(child for child in reversed(children) if child is not None)

    def _dropped_down(self):
        """The list that has the keyboard: Qt does not tell lists that drop down as windows."""
        node = self._last
        try:
            while node is not None and node.get_index_in_parent() >= 0:
                node = node.get_parent()
            if node is not None and node.get_role_name() != "application":
                return [node]
        except GLib.GError:
            self._last = None  # it was closed
        return []

    @staticmethod
    def _rows(node):
        many = min(node.get_child_count(), 60)
        rows = [node.get_child_at_index(at) for at in range(many)]
        return [row for row in rows if row is not None]

    @staticmethod
    def told(node):
        """A node as the test reads it."""
        states = node.get_state_set()
        box = node.get_extents(Atspi.CoordType.SCREEN)
        text = ""
        if "Text" in node.get_interfaces():
            text = Atspi.Text.get_text(node, 0, -1)
        return {
            "id": node.get_accessible_id() or "",
            "name": node.get_name() or "",
            "description": node.get_description() or "",
            "role": node.get_role_name(),
            "text": text,
            "states": [s for s in _STATES if states.contains(getattr(Atspi.StateType, s))],
            "box": [box.x, box.y, box.width, box.height],
        }

    def focused(self):
        """The node that has the keyboard."""
        until = time.monotonic() + 0.4
        while time.monotonic() < until:  # the news comes a moment after the key
            self.hear()
            held = self._holding(self._last)
            if held is not None:
                return held
            time.sleep(0.01)
        # what stands for another widget calls itself focused too: the innermost is meant;
        # the current row of a list calls itself focused wherever the keyboard is
        rows = {"list item", "table cell"}
        found = [self._holding(node) for node in self._nodes() if node.get_role_name() not in rows]
        return max(filter(None, found), key=lambda told: len(told["id"]), default=None)

    def _holding(self, node):
        """The node as told, if it has the keyboard; the page inside a text box has no name."""
        try:
            while node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED):
                if node.get_name():
                    return self.told(node)
                node = node.get_parent()
        except GLib.GError:
            self._last = None
        return None

    def find(self, wanted):
        """Every node that has what `wanted` says."""
        found = []
        for node in self._nodes():
            if "role" in wanted and node.get_role_name() != wanted["role"]:
                continue
            if "id" in wanted and not (node.get_accessible_id() or "").endswith(wanted["id"]):
                continue
            if "name" in wanted and wanted["name"] not in (node.get_name() or ""):
                continue
            found.append(self.told(node))
        return found

    def unnamed(self):
        """What takes the keyboard and has no name."""
        focusable = Atspi.StateType.FOCUSABLE
        return [
            self.told(node)
            for node in self._nodes()
            if node.get_state_set().contains(focusable) and not node.get_name()
        ]

    def stop(self):
        """End the program as its window's close button does; then the bus."""
        if self._program is not None and self._program.poll() is None:
            self._program.send_signal(signal.SIGTERM)
            self._program.wait(20)
        self._bus.terminate()
        return True


def main():
    """Answer until the last request."""
    eye = Eye()
    for line in sys.stdin:
        request = json.loads(line)
        do = request.pop("do")
        eye.hear()
        try:
            if do == "start":
                answer = eye.start(request["argv"], request["env"])
            elif do == "find":
                answer = eye.find(request)
            else:
                answer = getattr(eye, do)()
            told = {"answer": answer}
        except Exception as error:  # noqa: BLE001 - told to the test, which fails
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)  # noqa: T201
        if do == "stop":
            break


if __name__ == "__main__":
    main()
