"""The choice of the model that does a step; it shows only where there is more than one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.widgets.choice import Choice
from gui.words import texts_pages


class ModelChoice(QWidget):
    """Lets a user have a step done by another model than usual: a smaller one, or one of their own."""

    model_chosen = Signal(object)
    """The model's name, or ``None`` for the usual one that came with the program."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.names = Choice()
        for named in (self.names, self.names.view()):
            named.setAccessibleName(f"{step}: {texts_pages.MODEL}")
        self.names.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.names.setToolTip(texts_pages.MODEL_TIP)
        self.names.addItem(texts_pages.USUAL_MODEL, None)
        self.names.activated.connect(lambda at: self.model_chosen.emit(self.names.itemData(at)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        label = QLabel(texts_pages.MODEL)
        label.setBuddy(self.names)
        layout.addWidget(label)
        layout.addWidget(self.names, stretch=1)
        self._refresh()

    def show_models(self, names: list[str]) -> None:
        """Offer models by their names; one that is chosen stays, though it may be gone."""
        chosen = self.names.currentData()
        while self.names.count() > 1:
            self.names.removeItem(1)
        for name in names:
            self.names.addItem(_words(name), name)
        self.show_chosen(chosen)

    def show_chosen(self, name: str | None) -> None:
        """Show which model is set, by a recipe perhaps."""
        if name and self.names.findData(name) < 0:
            self.names.addItem(_words(name), name)
        self.names.setCurrentIndex(self.names.findData(name) if name else 0)
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(self.names.count() > 1)


def _words(name: str) -> str:
    return texts_pages.SHIPPED_MODELS.get(name, name)
