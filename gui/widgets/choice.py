"""A choice among words, of which some may be greyed out."""

from collections.abc import Mapping
from typing import Any, override

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox

from gui.widgets.unwheeled import Unwheeled


class Choice(Unwheeled, QComboBox):
    """A box of words to choose one of; screen readers say its ``name``."""

    def __init__(self, name: str = "", tip: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def grey_out(self, reasons: Mapping[Any, str]) -> None:
        """Say of some values why they cannot be chosen; all others can."""
        for at in range(self.count()):
            reason = reasons.get(self.itemData(at))
            self._items.item(at).setEnabled(reason is None)
            self.setItemData(at, reason, Qt.ItemDataRole.ToolTipRole)

    def fall_back(self) -> None:
        """Choose the first words in place of some that are greyed out."""
        at = self.currentIndex()
        if at >= 0 and not self._items.item(at).isEnabled():
            self.setCurrentIndex(0)

    @property
    def _items(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model

    @override
    def event(self, event: QEvent) -> bool:
        """Keep letters from the window, whose keys they are: here they choose the word that begins so."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            beside_shift = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isalnum() and not beside_shift:
                event.accept()
                return True
        return super().event(event)
