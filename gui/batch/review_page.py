"""The review page: all results small, or one large; and what can be said of each, by button and key."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui import texts_batch
from gui.batch import questions
from gui.batch.batch import Batch
from gui.batch.comparison import Comparison
from gui.batch.review import Review
from gui.batch.rows import FINISHED, Row
from gui.batch.sheet import Results, Sheet
from gui.batch.table import ROW_ROLE, QueueModel
from gui.texts import Words

_PEEK_KEY = Qt.Key.Key_B
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect


class ReviewPage(QWidget):
    """Shows the results, and passes on what is said of them."""

    results_counted = Signal(int)

    def __init__(self, batch: Batch, model: QueueModel) -> None:
        super().__init__()
        self.review = Review(batch)
        self.results = Results(model)
        self.sheet = Sheet(self.results)
        self.comparison = Comparison(batch.errands)
        self._pages = QStackedWidget()
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def row(self) -> Row | None:
        """The photo that is spoken of."""
        index = self.sheet.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    @property
    def is_large(self) -> bool:
        """Whether one result is shown large."""
        return self._pages.currentWidget() is self.comparison

    def show_row(self, row: Row) -> None:
        """Speak of the result of a photo."""
        paths = self.results.paths()
        if row.path in paths:
            self.sheet.setCurrentIndex(self.results.index(paths.index(row.path), 0))
            self._on_larger()

    def focus(self) -> None:
        """Let the keyboard go where the results are."""
        (self.comparison.canvas if self.is_large else self.sheet).setFocus()
        current = self.sheet.currentIndex()
        self.sheet.setCurrentIndex(current if current.isValid() else self.results.index(0, 0))
        self.sheet.selectionModel().select(self.sheet.currentIndex(), _SELECT)

    def _lay_out(self) -> None:
        self._pages.addWidget(self.sheet)
        self._pages.addWidget(self.comparison)
        review = self.review
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 6, 12, 2)
        for words, keys, do in (
            (texts_batch.PREVIOUS, ["PgUp"], lambda: self._step(-1)),
            (texts_batch.NEXT, ["PgDown"], lambda: self._step(1)),
            (texts_batch.LARGER, ["Return", "Enter"], self._on_larger),
            (texts_batch.BACK, ["Esc"], self._on_back),
        ):
            buttons.addWidget(self._add(words, keys, do))
        buttons.addStretch()
        for words, keys, say in (
            (texts_batch.ACCEPT, ["A"], review.accept),
            (texts_batch.STRONGER, ["+", "="], lambda row: review.change(row, 1)),
            (texts_batch.WEAKER, ["-"], lambda row: review.change(row, -1)),
            (texts_batch.REJECT, ["Del", "Backspace"], review.reject),
        ):
            buttons.addWidget(self._add(words, keys, self._sayer(say)))
        hint = QLabel(texts_batch.REVIEW_HINT)
        hint.setWordWrap(True)
        hint.setContentsMargins(14, 0, 14, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, stretch=1)
        layout.addLayout(buttons)
        layout.addWidget(hint)

    def _add(self, words: Words, keys: list[str], do: Callable[[], object]) -> QPushButton:
        """Make a button that has keys all over the page."""
        button = QPushButton(words.name)
        button.setToolTip(words.tip)
        button.setAccessibleName(words.name)
        button.setAccessibleDescription(words.tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        action = QAction(words.name, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(button.click)
        self.addAction(action)
        self._buttons[words.name] = button
        return button

    def _sayer(self, say: Callable[[Row], object]) -> Callable[[], None]:
        def do() -> None:
            if row := self.row:
                say(row)
                self._step(1)

        return do

    def _connect(self) -> None:
        self.sheet.activated.connect(self._on_larger)
        self.sheet.clicked.connect(self._on_larger)
        self.sheet.selectionModel().currentChanged.connect(self._on_current_changed)
        self.results.dataChanged.connect(self._on_changed)
        for counted in (self.results.rowsInserted, self.results.rowsRemoved, self.results.modelReset):
            counted.connect(self._on_counted)
        self.review.trash_refused.connect(self._on_trash_refused)

    def _refresh(self) -> None:
        """Show what can be said."""
        if self.row is None:
            self._pages.setCurrentWidget(self.sheet)
        row, large = self.row, self.is_large
        is_there = row is not None and row.state in FINISHED
        buttons = self._buttons
        for words in (texts_batch.ACCEPT, texts_batch.REJECT):
            buttons[words.name].setEnabled(is_there)
        for words in (texts_batch.STRONGER, texts_batch.WEAKER):
            buttons[words.name].setEnabled(is_there or (row is not None and row.state == "rejected"))
        buttons[texts_batch.LARGER.name].setVisible(not large)
        buttons[texts_batch.LARGER.name].setEnabled(row is not None)
        for words in (texts_batch.BACK, texts_batch.PREVIOUS, texts_batch.NEXT):
            buttons[words.name].setVisible(large)
        if large and row:
            self.comparison.show_row(row)

    def _step(self, by: int) -> None:
        index = self.results.index(self.sheet.currentIndex().row() + by, 0)
        if index.isValid():
            self.sheet.setCurrentIndex(index)

    def _on_larger(self) -> None:
        if self.row:
            self._pages.setCurrentWidget(self.comparison)
            self._refresh()
            self.comparison.canvas.setFocus()

    def _on_back(self) -> None:
        self._pages.setCurrentWidget(self.sheet)
        self._refresh()
        self.sheet.setFocus()

    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._refresh()

    def _on_changed(self) -> None:
        self._refresh()

    def _on_counted(self) -> None:
        self.results_counted.emit(self.results.rowCount())
        self._refresh()

    def _on_trash_refused(self, row: Row) -> None:
        if questions.ask_to_delete(self, row):
            self.review.reject(row, for_good=True)

    @override
    def event(self, event: QEvent) -> bool:
        """Forget a held key when another window comes to the front."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.comparison.canvas.set_peeking(on=False)
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the photo before, or fit it, or show it at 100 %."""
        canvas = self.comparison.canvas
        if event.key() == _PEEK_KEY:
            canvas.set_peeking(on=True)
        elif event.key() == Qt.Key.Key_0:
            canvas.viewport.fit()
        elif event.key() == Qt.Key.Key_1:
            canvas.viewport.show_full_size()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show the result again."""
        if event.key() == _PEEK_KEY and not event.isAutoRepeat():
            self.comparison.canvas.set_peeking(on=False)
        super().keyReleaseEvent(event)
