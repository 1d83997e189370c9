"""The header: what is to be found, how far the search is, and what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from gui.widgets.choice import Choice
from gui.widgets.labels import make_label
from gui.words import texts_copies

DISTANCES = {"copies": 1.0, "look-alikes": 1.3}
"""How far apart the codes of photos may be that are shown together."""


class Header(QWidget):
    """Lets a user choose what is found, and tells of the search."""

    kind_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Choice(texts_copies.KINDS.name, texts_copies.KINDS.tip)
        for kind, name in texts_copies.KIND_NAMES.items():
            self.kinds.addItem(name, kind)
        self.kinds.currentIndexChanged.connect(self.kind_chosen)
        self.words = make_label()
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(texts_copies.PROGRESS)
        self.progress.setTextVisible(False)
        self.progress.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(QLabel(texts_copies.KINDS.name))
        row.addWidget(self.kinds)
        row.addWidget(self.words, stretch=2)
        row.addWidget(self.progress, stretch=1)

    @property
    def kind(self) -> str:
        """What is to be found."""
        return str(self.kinds.currentData())

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the search is; before the photos are counted, that it is going on."""
        self.words.setText(texts_copies.reading(done, total) if total else texts_copies.LOOKING)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()

    def say(self, words: str) -> None:
        """Say, aloud as well, what came of the search."""
        self.progress.hide()
        self.words.setText(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, words))
