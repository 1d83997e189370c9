"""The window of models and device, as two pages."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from gui.dialogs.device_page import DevicePage
from gui.dialogs.models_page import ModelsPage
from gui.state import State
from gui.words import texts_pages


class ModelsDialog(QDialog):
    """Shows what does the work: the networks, and where they run."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts_pages.MODELS_TITLE)
        self.models = ModelsPage()
        self.device = DevicePage(state)
        tabs = QTabWidget()
        tabs.addTab(self.models, texts_pages.MODELS_TAB)
        tabs.addTab(self.device, texts_pages.DEVICE_TAB)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        self.resize(760, 520)

    def refresh(self) -> None:
        """Read the models anew, and show the device in use."""
        self.models.refresh()
        self.device.refresh()
