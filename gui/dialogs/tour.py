"""The tour: a few pictures with words for who sees the program first."""

from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.files.examples import example_photos
from gui.words import texts_menus
from gui.words.texts import Words

PICTURES = Path(__file__).parent / "pictures"
_SEEN = "tour/seen"
_PICTURE = QSize(560, 280)


class Tour(QDialog):
    """Leads through the program in a few steps, which can be skipped."""

    photo_wished = Signal(Path)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_menus.TOUR_TITLE)
        self.steps = QStackedWidget()
        for at, words in enumerate(texts_menus.TOUR_PAGES):
            self.steps.addWidget(_step(at, words))
        self._place = QLabel()
        self._skip = QPushButton(texts_menus.SKIP)
        self._back = QPushButton(texts_menus.BACK)
        self._next = QPushButton(texts_menus.NEXT)
        self._try = QPushButton(texts_menus.TRY)
        self._next.setDefault(True)
        self._lay_out()
        self._skip.clicked.connect(self.reject)
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self._try.clicked.connect(self._on_try)
        self.steps.currentChanged.connect(self._refresh)
        self.finished.connect(_note_seen)
        self._refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._skip)
        row.addStretch()
        row.addWidget(self._place)
        row.addStretch()
        for button in (self._back, self._try, self._next):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.steps)
        layout.addLayout(row)

    def _refresh(self) -> None:
        at, count = self.steps.currentIndex(), self.steps.count()
        is_last = at == count - 1
        self._place.setText(texts_menus.STEP_OF.format(at + 1, count))
        self._back.setEnabled(at > 0)
        self._skip.setVisible(not is_last)
        self._try.setVisible(is_last and bool(example_photos()))
        self._next.setText(texts_menus.DONE if is_last else texts_menus.NEXT)

    def _go(self, by: int) -> None:
        at = self.steps.currentIndex() + by
        if at < self.steps.count():
            self.steps.setCurrentIndex(at)
        else:
            self.accept()

    def _on_try(self) -> None:
        self.accept()
        _words, path = example_photos()[0]
        self.photo_wished.emit(path)


def is_seen() -> bool:
    """Tell whether the tour was seen, or skipped, before."""
    return QSettings().value(_SEEN) is not None


def _note_seen() -> None:
    QSettings().setValue(_SEEN, "yes")


def _step(at: int, words: Words) -> QWidget:
    step = QWidget()
    picture = QLabel()
    picture.setPixmap(QPixmap(str(PICTURES / f"tour-{at + 1}.jpg")))
    picture.setFixedSize(_PICTURE)
    picture.setScaledContents(True)
    picture.setAccessibleName(texts_menus.TOUR_PICTURES[at])
    heading = QLabel(words.name)
    font = heading.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    font.setBold(True)
    heading.setFont(font)
    text = QLabel(words.tip)
    text.setWordWrap(True)
    text.setFixedWidth(_PICTURE.width())
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    text.setMinimumHeight(4 * text.fontMetrics().lineSpacing())
    layout = QVBoxLayout(step)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in (picture, heading, text):
        layout.addWidget(widget)
    return step
