"""A page of the side panel: a story that somebody else told, to read beside one's own."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.i18n import _
from ui.theme.look import look
from ui.viewmodels.choices import Option
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.reading import Reading
from ui.widgets.speaking import Speaking, plain_label

if TYPE_CHECKING:
    from ssc_desktop.record.case import Case
    from ui.tasks import Tasks
    from ui.viewmodels.example import Sample


class ExamplePage(Speaking, QWidget):
    """Follows the section that one writes in."""

    def __init__(self, tasks: "Tasks") -> None:
        super().__init__()
        self._tasks = tasks
        self._samples: tuple[Sample, ...] = ()
        self._name = ""
        self._case: Case | None = None
        self._section = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(10), 0, 0)
        layout.setSpacing(look.px(8))
        head = QVBoxLayout()
        head.setContentsMargins(look.px(14), 0, look.px(14), 0)
        head.setSpacing(look.px(6))
        self._words = plain_label("small", wraps=True)
        self.choice = ChoiceBox(lambda: [Option(one.name, one.title) for one in self._samples])
        self.choice.chosen.connect(self._on_chosen)
        head.addWidget(self._words)
        head.addWidget(self.choice)
        layout.addLayout(head)
        self.text = Reading()
        self.text.setObjectName("example")
        layout.addWidget(self.text, 1)
        self.say(self._say_words)

        def load() -> "tuple[Sample, ...]":
            from ui.viewmodels import example

            return example.samples()

        tasks.aside(load, self._on_samples)

    def _say_words(self) -> None:
        self._words.setText(_("A story that others told. It follows the section you write in."))
        self.choice.setAccessibleName(_("Example"))
        self.text.setAccessibleName(_("The example, to read"))
        if self._case is not None:
            self._show()

    def _on_samples(self, found: "tuple[Sample, ...]") -> None:
        self._samples = found
        if found:
            self._on_chosen(found[0].name)

    def _on_chosen(self, name: object) -> None:
        if not name:
            return
        self._name = str(name)
        title = next(one.title for one in self._samples if one.name == self._name)
        self.choice.show_code(self._name, title)

        def load() -> "Case":
            from ui.viewmodels import example

            return example.read(str(name))

        self._tasks.aside(load, self._on_case)

    def _on_case(self, case: "Case") -> None:
        self._case = case
        self._show()

    def _show(self) -> None:
        from ui.viewmodels import example

        if self._case is not None:
            self.text.show_rich(example.rich_text(self._case))
            self.show_section(self._section)

    def show_section(self, name: str) -> None:
        """Bring the section called `name` to the top."""
        self._section = name
        if self._case is not None and name:
            self.text.scrollToAnchor(name)
