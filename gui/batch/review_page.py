"""The review page: all results small, or one large; and what can be said of each, by button and key."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui.batch import questions
from gui.batch.batch import Batch
from gui.batch.comparison import Comparison
from gui.batch.queue_model import ROW_ROLE, QueueModel
from gui.batch.review import Review
from gui.batch.rows import WITH_RESULT, Row
from gui.batch.sheet import Results, Sheet
from gui.canvas.peek_key import PeekKey
from gui.widgets.buttons import make_action, make_button
from gui.widgets.labels import make_label
from gui.words import texts_review
from gui.words.texts import Words

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
        if self._choose(row):
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
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 6, 12, 2)
        for words, keys, do in (
            (texts_review.PREVIOUS, ["PgUp"], lambda: self._step(-1)),
            (texts_review.NEXT, ["PgDown"], lambda: self._step(1)),
            (texts_review.LARGER, ["Enter", "Return"], self._on_larger),
            (texts_review.BACK, ["Esc"], self._on_back),
            (texts_review.ACCEPT, ["A"], self._on_accept),
            (texts_review.STRONGER, ["Shift+Up"], lambda: self._change(1)),
            (texts_review.WEAKER, ["Shift+Down"], lambda: self._change(-1)),
            (texts_review.REJECT, ["Del", "Backspace"], self._on_reject),
        ):
            if words is texts_review.ACCEPT:
                buttons.addStretch()
            buttons.addWidget(self._add(words, keys, do))
        self._buttons[texts_review.ACCEPT.name].setCheckable(True)
        hint = make_label(texts_review.REVIEW_HINT)
        hint.setContentsMargins(14, 0, 14, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, stretch=1)
        layout.addLayout(buttons)
        layout.addWidget(hint)

    def _add(self, words: Words, keys: list[str], do: Callable[[], object]) -> QPushButton:
        """Make a button that has keys all over the page."""
        action = make_action(self, words, keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        button = make_button(Words(words.name, action.toolTip()))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        action.triggered.connect(button.click)
        self._buttons[words.name] = button
        return button

    def _change(self, by: int) -> None:
        """Have the photo restored again; it stays, as what comes of it is to be seen."""
        if row := self.row:
            self.review.change(row, by)
            self.focus()  # the button is off meanwhile

    def _connect(self) -> None:
        PeekKey(self).held.connect(self.comparison.canvas.set_peeking)
        self.sheet.activated.connect(self._on_larger)
        self.sheet.clicked.connect(self._on_larger)
        self.sheet.selectionModel().currentChanged.connect(self._refresh)
        self.results.dataChanged.connect(self._refresh)
        for counted in (self.results.rowsInserted, self.results.rowsRemoved, self.results.modelReset):
            counted.connect(self._on_counted)
        self.review.kept.connect(self._choose)
        self.review.trash_refused.connect(self._on_trash_refused)

    def _refresh(self) -> None:
        """Show what can be said."""
        if self.row is None:
            self._pages.setCurrentWidget(self.sheet)
        row, large = self.row, self.is_large
        is_there = row is not None and row.state in WITH_RESULT
        buttons = self._buttons
        for words in (texts_review.ACCEPT, texts_review.REJECT):
            buttons[words.name].setEnabled(is_there)
        buttons[texts_review.ACCEPT.name].setChecked(row is not None and row.is_accepted)
        for words in (texts_review.STRONGER, texts_review.WEAKER):
            buttons[words.name].setEnabled(is_there or (row is not None and row.state == "rejected"))
        buttons[texts_review.LARGER.name].setVisible(not large)
        buttons[texts_review.LARGER.name].setEnabled(row is not None)
        for words in (texts_review.BACK, texts_review.PREVIOUS, texts_review.NEXT):
            buttons[words.name].setVisible(large)
        if large and row:
            self.comparison.show_row(row)

    def _choose(self, row: Row) -> bool:
        """Speak of the result of a photo, if there is one."""
        paths = self.results.paths()
        if is_there := row.path in paths:
            self.sheet.setCurrentIndex(self.results.index(paths.index(row.path), 0))
        return is_there

    def _step(self, by: int) -> None:
        index = self.results.index(self.sheet.currentIndex().row() + by, 0)
        if index.isValid():
            self.sheet.setCurrentIndex(index)

    def _on_accept(self) -> None:
        """Go on to the next photo, unless this one is not accepted any more."""
        if row := self.row:
            self.review.accept(row)
            self._step(0 if row.is_accepted else 1)

    def _on_reject(self) -> None:
        """Go on to the next photo at once; what cannot be thrown away is shown again."""
        if row := self.row:
            self.review.reject(row)
            self._step(1)

    def _on_larger(self) -> None:
        if self.row:
            self._pages.setCurrentWidget(self.comparison)
            self._refresh()
            self.comparison.canvas.setFocus()

    def _on_back(self) -> None:
        self._pages.setCurrentWidget(self.sheet)
        self._refresh()
        self.sheet.setFocus()

    def _on_counted(self) -> None:
        self.results_counted.emit(self.results.rowCount())
        self._refresh()

    def _on_trash_refused(self, row: Row) -> None:
        self._choose(row)
        if questions.ask_to_delete(self, row):
            self.review.reject(row, for_good=True)
            self._step(1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Show again what was forgotten when the window was closed."""
        self._refresh()
        super().showEvent(event)
