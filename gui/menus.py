"""The menus: every action by its place in the menu bar, with icons, in the toolbar as well."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolBar, QToolButton

from gui import texts, texts_batch, texts_burst, texts_export, texts_log, texts_menus
from gui.actions import Actions
from gui.buttons import Key, make_action
from gui.examples import example_photos
from gui.icons import draw_icon, keep_drawn
from gui.pages import Pages
from gui.recent import Recent
from gui.recent_menu import RecentMenu
from gui.recipe_menu import RecipeMenu
from gui.settings import FIRST, setting_of
from gui.state import State
from gui.texts import Words
from gui.tour import is_seen
from gui.welcome_panel import WelcomePanel
from restorer import is_file

_KEYS = QKeySequence.StandardKey
_ROLES = QAction.MenuRole
_LAYOUT = (
    (
        texts_menus.FILE,
        (
            texts.OPEN,
            texts_burst.OPEN,
            texts_menus.RECENT,
            texts_menus.EXAMPLES,
            None,
            texts_export.QUICK_SAVE,
            texts.SAVE,
            None,
            texts_batch.OPEN,
            None,
            texts_menus.READY_MADE,
            texts.READ_RECIPE,
            texts.WRITE_RECIPE,
            None,
            texts_menus.QUIT,
        ),
    ),
    (
        texts_menus.EDIT,
        (
            texts.UNDO,
            texts.REDO,
            None,
            texts_export.COPY,
            texts_export.PASTE,
            None,
            texts_menus.PREFERENCES,
        ),
    ),
    (
        texts_menus.VIEW,
        (
            texts.FIT,
            texts.FULL_SIZE,
            texts.ZOOM_IN,
            texts.ZOOM_OUT,
            None,
            texts.COMPARE,
            texts.SIDE_BY_SIDE,
            texts_menus.FULL_SCREEN,
        ),
    ),
    (
        texts_menus.STEPS,
        (*(texts.TASKS[setting.task].name for setting in FIRST), None, texts.RESTORE, texts.CANCEL),
    ),
    (texts_menus.TOOLS, (texts_menus.MODELS,)),
    (
        texts_menus.HELP_MENU,
        (
            texts_menus.HELP,
            texts.SHORTCUTS,
            texts_menus.TOUR,
            texts_log.LOG,
            None,
            texts_menus.ABOUT,
            texts_menus.ABOUT_QT,
        ),
    ),
)
"""The menus and, by their names, what is in them; ``None`` is a line."""
_ICONS = {
    texts.OPEN: "open",
    texts_burst.OPEN: "burst",
    texts_menus.RECENT: "recent",
    texts_menus.EXAMPLES: "example",
    texts_export.QUICK_SAVE: "save",
    texts.SAVE: "save-as",
    texts_export.COPY: "copy",
    texts_export.PASTE: "paste",
    texts.READ_RECIPE: "recipe-open",
    texts.WRITE_RECIPE: "recipe-save",
    texts_menus.QUIT: "quit",
    texts.UNDO: "undo",
    texts.REDO: "redo",
    texts_menus.PREFERENCES: "preferences",
    texts.FIT: "fit",
    texts.FULL_SIZE: "full-size",
    texts.ZOOM_IN: "zoom-in",
    texts.ZOOM_OUT: "zoom-out",
    texts.COMPARE: "compare",
    texts.SIDE_BY_SIDE: "side-by-side",
    texts_menus.FULL_SCREEN: "full-screen",
    texts.RESTORE: "restore",
    texts.CANCEL: "cancel",
    texts_menus.MODELS: "models",
    texts_batch.OPEN: "batch",
    texts_menus.READY_MADE: "recipe-open",
    texts_log.LOG: "log",
    texts_menus.HELP: "help",
    texts.SHORTCUTS: "keyboard",
    texts_menus.TOUR: "tour",
    texts_menus.ABOUT: "about",
}


class Menus(QObject):
    """Fills a window's menu bar with the actions it has and with those of the program's pages."""

    photo_wished = Signal(Path)

    def __init__(
        self, window: QMainWindow, state: State, actions: Actions, recent: Recent, welcome: WelcomePanel
    ) -> None:
        super().__init__(window)
        self._window = window
        self._state = state
        self._actions = actions
        self._recent = recent
        self.pages = Pages(window, state)
        self._known: dict[str, QAction | QMenu] = {
            action.text(): action for action in window.findChildren(QAction) if action.text()
        }
        self._add_pages()
        self._steps = {setting.task: self._add_step(at, setting.task) for at, setting in enumerate(FIRST, 1)}
        self._add_photos()
        self._fill()
        keep_drawn(window, self._dress)
        self._connect(welcome)
        self._refresh()

    def open_listed(self, path: Path) -> None:
        """Have a photo of a list opened; one that is not there any more is taken off, with a word."""
        if is_file(path):
            self.photo_wished.emit(path)
        else:
            self._recent.forget(path)
            self._state.failed.emit(texts_menus.GONE.format(path.name))

    def _add_pages(self) -> None:
        pages, window = self.pages, self._window
        self._add(texts_menus.QUIT, [_KEYS.Quit, "Ctrl+Q"], window.close, _ROLES.QuitRole)
        self._add(
            texts_menus.PREFERENCES,
            [_KEYS.Preferences, "Ctrl+,"],
            pages.show_preferences,
            _ROLES.PreferencesRole,
        )
        full = self._add(texts_menus.FULL_SCREEN, [_KEYS.FullScreen, "F11"], self._on_full_screen)
        full.setCheckable(True)
        self._add(texts_menus.MODELS, ["Ctrl+M"], pages.show_models)
        self._add(texts_menus.HELP, [_KEYS.HelpContents], pages.show_help)
        self._add(texts_menus.TOUR, [], self.show_tour)
        self._add(texts_menus.ABOUT, [], pages.show_about, _ROLES.AboutRole)
        self._add(texts_menus.ABOUT_QT, [], QApplication.aboutQt, _ROLES.AboutQtRole)

    def show_tour(self) -> None:
        """Show the tour; at its end an example may be opened."""
        self.pages.show_tour(self.photo_wished.emit)

    def show_tour_once(self) -> None:
        """Show the tour to who has not seen it yet."""
        if not is_seen():
            self.show_tour()

    def _add_step(self, at: int, task: str) -> QAction:
        action = self._add(texts.TASKS[task].name, [f"Ctrl+{at}"], lambda on: self._switch(task, on))
        action.setCheckable(True)
        action.setToolTip(texts.TASKS[task].tip)
        return action

    def _add_photos(self) -> None:
        recent = RecentMenu(self._recent, self._window)
        recent.photo_chosen.connect(self.open_listed)
        examples = QMenu(texts_menus.EXAMPLES, self._window)
        for words, path in example_photos():
            examples.addAction(words, partial(self.open_listed, path))
        recipes = self._recipes = RecipeMenu(self._state, self._actions, self._window)
        self._known |= {
            texts_menus.RECENT: recent,
            texts_menus.EXAMPLES: examples,
            texts_menus.READY_MADE: recipes,
        }
        for bar in self._window.findChildren(QToolBar):
            button = bar.widgetForAction(self._action(texts.OPEN))
            if isinstance(button, QToolButton):
                button.setMenu(recent)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def _add(
        self,
        name: str,
        keys: list[Key],
        do: Callable[..., object],
        role: QAction.MenuRole = _ROLES.NoRole,
    ) -> QAction:
        action = make_action(self._window, Words(name, ""), keys, do)
        action.setMenuRole(role)
        self._window.addAction(action)
        self._known[name] = action
        return action

    def _fill(self) -> None:
        """Put everything in its place; what has none comes at the end of the tools."""
        menus = {title: self._window.menuBar().addMenu(title) for title, _names in _LAYOUT}
        placed = {name for _title, names in _LAYOUT for name in names}
        others = [action.text() for action in self._shown_actions() if action.text() not in placed]
        for title, names in (*_LAYOUT, (texts_menus.TOOLS, others)):
            for name in names:
                entry = self._known[name] if name else None
                if isinstance(entry, QMenu):
                    menus[title].addMenu(entry)
                elif entry:
                    menus[title].addAction(entry)
                else:
                    menus[title].addSeparator()

    def _shown_actions(self) -> list[QAction]:
        """Give the actions of the window and of its toolbars, each once."""
        bars = self._window.findChildren(QToolBar)
        actions = [*self._window.actions(), *(action for bar in bars for action in bar.actions())]
        return list(dict.fromkeys(action for action in actions if action.text()))

    def _dress(self) -> None:
        """Give actions their icons, in the colours of the theme, and the toolbar its words below them."""
        for name, icon in _ICONS.items():
            self._known[name].setIcon(draw_icon(icon, self._window.palette()))
        for name in (texts.UNDO, texts.REDO):
            action = self._known[name]
            assert isinstance(action, QAction)
            action.setIconText(name)
        for button in self._window.findChildren(QToolButton, "qt_toolbar_ext_button"):
            button.setIcon(draw_icon("more", self._window.palette()))  # Qt's own is black in any theme

    def _connect(self, welcome: WelcomePanel) -> None:
        state = self._state
        welcome.photo_chosen.connect(self.open_listed)
        state.photo_opened.connect(self._on_photo_opened)
        for shown in (state.photo_opened, state.photo_restored, state.settings_changed, state.work_changed):
            shown.connect(self._refresh)

    def _refresh(self) -> None:
        """Show the state."""
        state = self._state
        for task, action in self._steps.items():
            action.setChecked(setting_of(state.settings, task).is_on)
            action.setEnabled(state.opened is not None)
        self._recipes.setEnabled(state.opened is not None)
        self._action(texts.RESTORE).setEnabled(state.can_restore)
        self._action(texts.CANCEL).setEnabled(state.work is not None)

    def _action(self, name: str) -> QAction:
        action = self._known[name]
        assert isinstance(action, QAction)
        return action

    def _switch(self, task: str, is_on: bool) -> None:
        setting = replace(setting_of(self._state.settings, task), is_on=is_on)
        self._actions.change_step(setting, texts.switched(is_on=is_on))

    def _on_photo_opened(self) -> None:
        opened = self._state.opened
        if opened and opened.path:
            self._recent.add(opened.path, opened.picture)

    def show_state(self) -> None:
        """Tell whether the window fills the screen."""
        self._action(texts_menus.FULL_SCREEN).setChecked(self._window.isFullScreen())

    def _on_full_screen(self, is_on: bool) -> None:
        """Fill the screen, or be as large as before, as it may have been maximized."""
        state, full = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if is_on else state & ~full)
