"""What the window shows before there is a photo."""

from pathlib import Path
from typing import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.files.recent import Recent, labels, thumbnail_of
from gui.icons import draw_icon, keep_drawn
from gui.words import texts, texts_menus

_MARGIN = 32
_THUMBNAIL = QSize(112, 84)
_CELL = QSize(136, 124)


class WelcomePanel(QWidget):
    """Invites to drop or open a photo, and shows those opened last."""

    open_requested = Signal()
    photo_chosen = Signal(Path)

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        self._recent = recent
        self._list = QListWidget()
        self._older = QWidget()
        self._lay_out()
        recent.changed.connect(self._refresh)
        self._list.itemActivated.connect(self._on_chosen)
        keep_drawn(self, self._refresh)

    def _lay_out(self) -> None:
        words = QLabel(texts.WELCOME)
        words.setForegroundRole(QPalette.ColorRole.WindowText)
        font = words.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        words.setFont(font)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        button = QPushButton(texts.WELCOME_OPEN)
        button.setAccessibleName(texts.OPEN_TIP)
        button.clicked.connect(self.open_requested)
        self._lay_out_recent()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * _MARGIN, _MARGIN, 2 * _MARGIN, 2 * _MARGIN)
        layout.addStretch(3)
        layout.addWidget(words)
        layout.addSpacing(12)
        layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        layout.addWidget(self._older)

    def _lay_out_recent(self) -> None:
        heading = QLabel(texts_menus.RECENT_HEADING)
        heading.setBuddy(self._list)
        clear = QToolButton()
        clear.setText(texts_menus.CLEAR_RECENT)
        clear.setAutoRaise(True)
        clear.clicked.connect(self._recent.clear)
        row = QHBoxLayout()
        row.addWidget(heading)
        row.addStretch()
        row.addWidget(clear)
        self._list.setAccessibleName(texts_menus.RECENT_HEADING)
        self._list.setStyleSheet("QListWidget { activate-on-singleclick: 1 }")  # whatever the desktop does
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(False)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setIconSize(_THUMBNAIL)
        self._list.setGridSize(_CELL)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(_CELL.height() + 20)
        self._list.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self._older)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._list)

    def _refresh(self) -> None:
        """Show the list."""
        paths = self._recent.paths
        self._older.setVisible(bool(paths))
        self._list.clear()
        for path, label in zip(paths, labels(paths), strict=True):
            item = QListWidgetItem(_icon(path, self.palette()), label)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(str(path))
            self._list.addItem(item)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.photo_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed frame to drop a photo into."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        colour.setAlpha(90)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN), 16, 16)
        painter.end()


def _icon(path: Path, palette: QPalette) -> QIcon:
    thumbnail = QIcon(str(thumbnail_of(path)))
    return draw_icon("example", palette) if thumbnail.pixmap(_THUMBNAIL).isNull() else thumbnail
