"""Folds: parts of the window that can be folded away, as they are the next time."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.words import texts_side


class Fold(QWidget):
    """A heading that shows or hides what is below it; ``key`` is what it is remembered by."""

    def __init__(self, heading: str, content: QWidget, key: str, *, is_open: bool) -> None:
        super().__init__()
        self._content = content
        self._key = f"folds/{key}"
        self.heading = QToolButton()
        self.heading.setText(heading)
        self.heading.setAccessibleName(heading)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(content)
        self.heading.clicked.connect(self._on_clicked)
        self._usually = is_open
        self.set_room(is_enough=True)

    def set_room(self, *, is_enough: bool) -> None:
        """Be as the user wants it, if there is enough room, else folded away until it is clicked on."""
        self.set_open(is_enough and bool(QSettings().value(self._key, self._usually, bool)))

    def set_open(self, is_open: bool) -> None:
        """Show what is below the heading, or fold it away."""
        self.heading.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.heading.setAccessibleDescription(texts_side.unfolded(is_open=is_open))
        self._content.setVisible(is_open)

    def _on_clicked(self) -> None:
        is_open = self._content.isHidden()
        self.set_open(is_open)
        QSettings().setValue(self._key, is_open)
