"""Recipe actions: the steps are set as a file says, or written to one; the window lays them out."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.dialogs import questions
from gui.files.dialog_folders import place_beside, usual_folder
from gui.settings import chosen
from gui.state import State
from gui.widgets.buttons import make_action
from gui.words import texts
from gui.words.texts import Words


class RecipeActions(QObject):
    """Open a recipe, and save one, once there is anything to be put into it."""

    def __init__(self, state: State, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._actions, self._window = state, actions, window
        read = Words(texts.READ_RECIPE, texts.READ_RECIPE_TIP)
        write = Words(texts.WRITE_RECIPE, texts.WRITE_RECIPE_TIP)
        self.read = make_action(window, read, do=self._on_read, called="recipe-open")
        self.write = make_action(window, write, do=self._on_write, called="recipe-save")
        for changed in (state.settings_changed, state.work_changed):
            changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        is_idle = self._state.work is None
        self.read.setEnabled(is_idle)
        self.write.setEnabled(is_idle and bool(chosen(self._state.settings)))

    def _on_read(self) -> None:
        if path := questions.ask_recipe(self._window, usual_folder(self._state)):
            self._actions.read_recipe(path)

    def _on_write(self) -> None:
        title, start = texts.WRITE_RECIPE_TITLE, place_beside(self._state, ".toml")
        if path := questions.ask_target(self._window, title, texts.RECIPES_FILTER, start):
            self._actions.write_recipe(path)
