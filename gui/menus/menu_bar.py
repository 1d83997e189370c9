"""The menus: every action by its place in the menu bar, with icons, in the toolbar as well."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolBar, QToolButton

from gui.actions import Actions
from gui.dialogs.pages import Pages
from gui.dialogs.tour import is_seen
from gui.files.examples import example_photos
from gui.files.recent import Recent
from gui.icons import draw_icon, draw_overflow, keep_drawn
from gui.menus.recent_menu import RecentMenu
from gui.menus.recipe_menu import RecipeMenu
from gui.panels.welcome_panel import WelcomePanel
from gui.settings import FIRST, setting_of
from gui.state import State
from gui.widgets.buttons import Key, make_action, with_keys
from gui.words import texts, texts_menus
from gui.words.texts import Words
from restorer import is_file

_KEYS = QKeySequence.StandardKey
_ROLES = QAction.MenuRole
_LAYOUT = (
    (
        texts_menus.FILE,
        (
            *("open", "burst", "recent", "example", None),
            *("save", "save-as", None, "batch", None),
            *("recipes", "recipe-open", "recipe-save", None, "quit"),
        ),
    ),
    (texts_menus.EDIT, ("undo", "redo", None, "copy", "paste", None, "preferences")),
    (
        texts_menus.VIEW,
        (
            *("fit", "full-size", "zoom-in", "zoom-out", None, "compare", "side-by-side", None),
            *("side-panel", "full-screen"),
        ),
    ),
    (texts_menus.STEPS, (*(setting.task for setting in FIRST), None, "restore", "cancel")),
    (texts_menus.TOOLS, ("copies", "models", None)),
    (texts_menus.HELP_MENU, ("help", "keyboard", "tour", "log", None, "about", "about-qt")),
)
"""The menus, and what is in them by what it is called; ``None`` is a line."""
_DRAWN = {called for _title, names in _LAYOUT for called in names if called}
_DRAWN -= {*(setting.task for setting in FIRST), "about-qt"}
_ICON_OF = {"recipes": "recipe-open"}
"""All others are called as their icons are."""


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
            action.objectName(): action for action in window.findChildren(QAction) if action.objectName()
        }
        self._add_pages()
        self._steps = {setting.task: self._add_step(at, setting.task) for at, setting in enumerate(FIRST, 1)}
        self._add_photos()
        self._fill()
        keep_drawn(window, self._dress)
        self._connect(welcome)
        self._tell_keys()
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
        self._add("quit", texts_menus.QUIT, [_KEYS.Quit, "Ctrl+Q"], window.close, _ROLES.QuitRole)
        self._add(
            "preferences",
            texts_menus.PREFERENCES,
            [_KEYS.Preferences, "Ctrl+,"],
            pages.show_preferences,
            _ROLES.PreferencesRole,
        )
        full = self._add(
            "full-screen", texts_menus.FULL_SCREEN, [_KEYS.FullScreen, "F11"], self._on_full_screen
        )
        full.setCheckable(True)
        self._add("models", texts_menus.MODELS, ["Ctrl+M"], pages.show_models)
        self._add("help", texts_menus.HELP, [_KEYS.HelpContents], pages.show_help)
        self._add("tour", texts_menus.TOUR, [], self.show_tour)
        self._add("about", texts_menus.ABOUT, [], pages.show_about, _ROLES.AboutRole)
        self._add("about-qt", texts_menus.ABOUT_QT, [], QApplication.aboutQt, _ROLES.AboutQtRole)

    def show_tour(self) -> None:
        """Show the tour; at its end an example may be opened."""
        self.pages.show_tour(self.photo_wished.emit)

    def show_tour_once(self) -> None:
        """Show the tour to who has not seen it yet, and has opened no photo either."""
        if not is_seen() and not self._recent.paths:
            self.show_tour()

    def _add_step(self, at: int, task: str) -> QAction:
        action = self._add(task, texts.TASKS[task].name, [f"Ctrl+{at}"], lambda on: self._switch(task, on))
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
        self._known |= {"recent": recent, "example": examples, "recipes": recipes}
        for bar in self._window.findChildren(QToolBar):
            button = bar.widgetForAction(self._action("open"))
            if isinstance(button, QToolButton):
                button.setMenu(recent)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def _add(
        self,
        called: str,
        name: str,
        keys: list[Key],
        do: Callable[..., object],
        role: QAction.MenuRole = _ROLES.NoRole,
    ) -> QAction:
        action = make_action(self._window, Words(name, ""), keys, do, called=called)
        action.setMenuRole(role)
        self._window.addAction(action)
        self._known[called] = action
        return action

    def _fill(self) -> None:
        """Put everything in its place; what has none comes at the end of the tools."""
        for title, names in _LAYOUT:
            menu = self._window.menuBar().addMenu(title)
            for called in names:
                entry = self._known[called] if called else None
                if isinstance(entry, QMenu):
                    menu.addMenu(entry)
                elif entry:
                    menu.addAction(entry)
                else:
                    menu.addSeparator()
            if title == texts_menus.TOOLS:
                menu.addActions([action for action in self._shown_actions() if not action.objectName()])

    def _shown_actions(self) -> list[QAction]:
        """Give the actions of the window and of its toolbars, each once."""
        bars = self._window.findChildren(QToolBar)
        actions = [*self._window.actions(), *(action for bar in bars for action in bar.actions())]
        return list(dict.fromkeys(action for action in actions if action.text()))

    def _dress(self) -> None:
        """Give actions their icons, in the colours of the theme, and the toolbar its words below them."""
        for called in _DRAWN:
            self._known[called].setIcon(draw_icon(_ICON_OF.get(called, called), self._window.palette()))
        self._action("undo").setIconText(texts.UNDO)
        self._action("redo").setIconText(texts.REDO)
        draw_overflow(self._window)

    def _connect(self, welcome: WelcomePanel) -> None:
        state = self._state
        welcome.photo_chosen.connect(self.open_listed)
        state.photo_opened.connect(self._on_photo_opened)
        history = self._actions.history
        for changed in (history.undoTextChanged, history.redoTextChanged):
            changed.connect(self._tell_keys)
        for shown in (state.photo_opened, state.photo_restored, state.settings_changed, state.work_changed):
            shown.connect(self._refresh)

    def _tell_keys(self) -> None:
        """Name the keys of what tells in other words what it would undo or redo."""
        for action in (self._action("undo"), self._action("redo")):
            action.setToolTip(with_keys(action.text(), action.shortcut()))

    def _refresh(self) -> None:
        """Show the state."""
        state = self._state
        for task, action in self._steps.items():
            action.setChecked(setting_of(state.settings, task).is_on)
            action.setEnabled(state.opened is not None)
        self._recipes.setEnabled(state.opened is not None)
        self._action("restore").setEnabled(state.can_restore)
        self._action("cancel").setEnabled(self._actions.can_cancel)

    def _action(self, called: str) -> QAction:
        action = self._known[called]
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
        self._action("full-screen").setChecked(self._window.isFullScreen())

    def _on_full_screen(self, is_on: bool) -> None:
        """Fill the screen, or be as large as before, as it may have been maximized."""
        state, full = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if is_on else state & ~full)
