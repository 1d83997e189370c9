"""The pages of the program beside its window: preferences, models, help, keys, tour, about."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox

from gui.dialogs import model_facts
from gui.icons import program_icon
from gui.state import State
from gui.widgets.windows import bring_to_front, show_beside
from gui.words import texts_menus
from gui.work.errands import Errands
from restorer import __version__

if TYPE_CHECKING:
    from gui.dialogs.help_dialog import HelpDialog
    from gui.dialogs.models_dialog import ModelsDialog

_ICON_SIDE = 96


class Pages(QObject):
    """Shows each page when it is asked for; none of them holds up the window."""

    models_listed = Signal(object)

    def __init__(self, window: QMainWindow, state: State) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._errands = Errands(self)
        self._models: ModelsDialog | None = None
        self._help: HelpDialog | None = None
        # Reading them takes a moment, and nobody chooses one before there is a photo.
        state.photo_opened.connect(self._list_models, Qt.ConnectionType.SingleShotConnection)

    def show_preferences(self) -> None:
        """Show the preferences."""
        from gui.dialogs.preferences_dialog import PreferencesDialog

        show_beside(self._window.findChild(PreferencesDialog) or PreferencesDialog(self._window))

    def show_models(self) -> None:
        """Show the models and the device."""
        from gui.dialogs.models_dialog import ModelsDialog

        if self._models is None:
            self._models = ModelsDialog(self._state, self._window)
            self._models.models.models_listed.connect(self.models_listed)
        self._models.refresh()
        bring_to_front(self._models)

    def show_help(self) -> None:
        """Show the help."""
        from gui.dialogs.help_dialog import HelpDialog

        self._help = self._help or HelpDialog(self._window)
        bring_to_front(self._help)

    def show_tour(self, open_photo: Callable[[Path], object]) -> None:
        """Show the tour from its beginning."""
        from gui.dialogs.tour import Tour

        tour = Tour(self._window)
        tour.photo_wished.connect(open_photo)
        show_beside(tour)

    def show_about(self) -> None:
        """Tell the version and the licences."""
        words = texts_menus.ABOUT_TEXT.format(version=__version__)
        box = QMessageBox(QMessageBox.Icon.NoIcon, texts_menus.ABOUT, words, parent=self._window)
        box.setIconPixmap(program_icon().pixmap(_ICON_SIDE))
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        show_beside(box)

    def _list_models(self) -> None:
        self._errands.ask(model_facts.list_facts, self.models_listed.emit)
