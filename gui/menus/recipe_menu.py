"""The menu of ready-made recipes: what an old photo usually needs, set by one choice."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

import restorer
from gui.actions import Actions
from gui.settings import Setting, setting_of
from gui.state import State
from gui.words import texts_batch, texts_menus


class RecipeMenu(QMenu):
    """Sets the steps as a built-in recipe says; what was drawn, placed or chosen for the photo stays."""

    def __init__(self, state: State, actions: Actions, parent: QWidget) -> None:
        super().__init__(texts_menus.READY_MADE, parent)
        self._state, self._actions = state, actions
        for name, words in texts_batch.RECIPES.items():
            self.addAction(words, partial(self._set, name))

    def _set(self, name: str) -> None:
        from gui.work.recipes import found_in  # loads much, which starting need not wait for

        settings, _left_out = found_in(restorer.find_recipe(name))
        self._actions.change(tuple(map(self._taken_over, settings)), texts_batch.RECIPES[name])

    def _taken_over(self, found: Setting) -> Setting:
        now = setting_of(self._state.settings, found.task)
        if not found.is_on:
            return replace(now, is_on=False)
        return replace(now, is_on=True, strength=found.strength, controls=found.controls, model=found.model)
