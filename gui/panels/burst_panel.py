"""The burst panel: the frames of a burst in a strip below the photo, which is one of them."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions
from gui.burst import Burst, burst_about
from gui.settings import burst_of, setting_of
from gui.state import State
from gui.widgets.buttons import make_button
from gui.widgets.labels import make_label
from gui.words import texts_burst

_THUMBNAIL = QSize(96, 72)
_CELL = QSize(124, 100)
_PATH = Qt.ItemDataRole.UserRole


class BurstPanel(QWidget):
    """Shows the frames of the burst that is open: which is the photo, and which denoising uses too."""

    frame_wished = Signal(Path)
    """A frame is to be the photo that is shown."""

    def __init__(self, state: State, actions: Actions) -> None:
        super().__init__()
        self._state = state
        self._actions = actions
        self.heading, self.left_out = QLabel(), make_label()
        self.frames = QListWidget()
        self.restore_this = make_button(texts_burst.RESTORE_THIS)
        self.close_burst = make_button(texts_burst.CLOSE)
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setBuddy(self.frames)
        self._lay_out_frames()
        words = QVBoxLayout()
        for widget in (self.heading, self.left_out):
            words.addWidget(widget)
        words.addStretch()
        for button in (self.restore_this, self.close_burst):
            words.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 4)
        row.addLayout(words)
        row.addWidget(self.frames, stretch=1)

    def _lay_out_frames(self) -> None:
        frames = self.frames
        frames.setAccessibleName(texts_burst.FRAMES)
        frames.setToolTip(texts_burst.FRAMES_TIP)
        frames.setViewMode(QListView.ViewMode.IconMode)
        frames.setFlow(QListView.Flow.LeftToRight)
        frames.setWrapping(False)
        frames.setMovement(QListView.Movement.Static)
        frames.setIconSize(_THUMBNAIL)
        frames.setGridSize(_CELL)
        frames.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        frames.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frames.setFixedHeight(_CELL.height() + frames.horizontalScrollBar().sizeHint().height() + 4)

    def _connect(self) -> None:
        self.frames.itemChanged.connect(self._on_ticked)
        self.frames.itemActivated.connect(self._on_wished)
        self.frames.currentItemChanged.connect(self._refresh_button)
        self.restore_this.clicked.connect(self._on_wished)
        self.close_burst.clicked.connect(lambda: self._actions.set_burst(None, texts_burst.CLOSED))
        self._state.photo_opened.connect(self._list_frames)
        self._state.photo_opened.connect(self._refresh)
        self._state.settings_changed.connect(self._refresh)

    def _list_frames(self) -> None:
        """List the frames anew, the one that is shown selected."""
        opened = self._state.opened
        with QSignalBlocker(self.frames):
            self.frames.clear()
            for frame in opened.frames if opened else ():
                picture = QPixmap()
                picture.loadFromData(frame.thumbnail)
                item = QListWidgetItem(QIcon(picture), frame.path.name, self.frames)
                item.setData(_PATH, frame.path)
                if self._is_shown(item):
                    self.frames.setCurrentItem(item)

    def _refresh(self) -> None:
        """Show the state."""
        burst, count = burst_of(self._state.settings), self.frames.count()
        self.setVisible(burst is not None and count > 0)
        if burst is None:
            return
        self.heading.setText(texts_burst.HEADING.format(count))
        is_used = setting_of(self._state.settings, "denoise").is_on
        self.left_out.setText(texts_burst.left_out(count, burst) if is_used else texts_burst.DENOISE_IS_OFF)
        with QSignalBlocker(self.frames):
            for item in self._items():
                self._show_use(item, burst)
        self._refresh_button()

    def _show_use(self, item: QListWidgetItem, burst: Burst) -> None:
        """Show of a frame whether it is used; the one that is shown always is."""
        path = item.data(_PATH)
        is_shown, is_used = self._is_shown(item), path in burst.others
        font = self.frames.font()
        font.setBold(is_shown)
        item.setFont(font)
        item.setToolTip(texts_burst.frame(path, is_shown=is_shown, is_used=is_used))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
        if is_shown:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        else:
            item.setCheckState(Qt.CheckState.Checked if is_used else Qt.CheckState.Unchecked)

    def _refresh_button(self) -> None:
        item = self.frames.currentItem()
        self.restore_this.setEnabled(item is not None and not self._is_shown(item))

    def _on_ticked(self, item: QListWidgetItem) -> None:
        opened = self._state.opened
        if opened and opened.path:
            used = [each.data(_PATH) for each in self._items() if _is_ticked(each)]
            words = texts_burst.USED if _is_ticked(item) else texts_burst.LEFT_OUT
            burst = burst_about(opened.path, opened.frames, used)
            self._actions.set_burst(burst, words.format(item.data(_PATH).name))

    def _on_wished(self) -> None:
        item = self.frames.currentItem()
        if item is not None and not self._is_shown(item):
            self.frame_wished.emit(item.data(_PATH))

    def _items(self) -> list[QListWidgetItem]:
        return [self.frames.item(row) for row in range(self.frames.count())]

    def _is_shown(self, item: QListWidgetItem) -> bool:
        return self._state.opened is not None and item.data(_PATH) == self._state.opened.path


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
