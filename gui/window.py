"""The window: lays out toolbar, canvas, panel and message bar, and asks before a result is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions
from gui.batch.door import BatchDoor
from gui.canvas.canvas import Canvas
from gui.canvas.peek_key import PeekKey
from gui.canvas.tool_row import add_tool_actions
from gui.canvas.toolbox import Toolbox
from gui.canvas.view_actions import ViewActions
from gui.copies.door import CopiesDoor
from gui.dialogs import questions
from gui.dialogs.log_dialog import show_log
from gui.dialogs.shortcuts_dialog import shortcuts, show_shortcuts
from gui.files.dialog_folders import usual_folder
from gui.files.recent import Recent
from gui.menus.burst_actions import BurstActions
from gui.menus.menu_bar import Menus
from gui.menus.recipe_actions import RecipeActions
from gui.panels.side_panel import SidePanel
from gui.panels.status_bar import StatusBar
from gui.panels.steps_panel import StepsPanel
from gui.panels.welcome_panel import WelcomePanel
from gui.saving.export_actions import ExportActions
from gui.saving.exports import Exports
from gui.saving.original_watch import OriginalWatch
from gui.settings import burst_of
from gui.state import State
from gui.widgets.photo_window import PhotoWindow
from gui.words import texts, texts_batch, texts_copies, texts_export, texts_log
from gui.words.texts import Words
from restorer import is_folder

if TYPE_CHECKING:
    from gui.session_keeper import SessionKeeper

_SIZE = QSize(1180, 780)
"""How large the window is at first, where the screen is."""


class Window(PhotoWindow):
    """The window of one photo; that of many is another."""

    def __init__(self, state: State, actions: Actions) -> None:
        super().__init__("window")
        self.state = state
        self.user_actions = actions
        """What a user can do; ``actions`` are those of Qt."""
        self.exports = Exports(state, actions, self)
        self.sharing = ExportActions(state, self.exports, self)
        self.toolbox = Toolbox(state, actions)
        self.canvas = Canvas(state, self.toolbox)
        self.view = ViewActions(state, self.canvas, self)
        self.panel = StepsPanel(state, actions, self.toolbox)
        self.bursts = BurstActions(state, actions, self.message, self._may_lose_result, self)
        self.status = StatusBar(state, self.canvas)
        self.batch_door = BatchDoor(state, self, self.open_photo)
        self.copies_door = CopiesDoor(self, self.open_photo)
        self.original = OriginalWatch(state, self.message, self._open_again, self)
        self.session: SessionKeeper | None = None
        self._pages = QStackedWidget()
        self.recent = Recent()
        self.welcome = WelcomePanel(self.recent)
        self._lay_out()
        self._add_actions()
        self.menus = Menus(self, state, actions, self.recent, self.welcome)
        self._connect()
        self._refresh()
        self.restore_place(_SIZE)

    def open_photo(self, path: Path) -> None:
        """Open a photo, unless the user keeps an unsaved result."""
        if self._may_lose_result(retry=lambda: self.open_photo(path)):
            self.user_actions.open_photo(path)

    def open_files(self, files: list[Path]) -> None:
        """Open a photo; several, or a folder, go to the batch window."""
        if len(files) > 1 or is_folder(files[0]):
            self.batch_door.open(files)
        else:
            self.open_photo(files[0])

    @override
    def take_files(self, files: list[Path]) -> None:
        """Open what was dropped or pasted; of what may be a burst the user says how."""
        if not self.bursts.offer(files, self.batch_door.open):
            self.open_files(files)

    def end(self) -> None:
        """End the program without a question; what is open is kept for the next time."""
        if self.session:
            self.session.leave()
        self.batch_door.end()
        self.copies_door.close()
        self.keep_place()
        QApplication.exit()

    def _lay_out(self) -> None:
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.canvas)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.message)
        centre.addWidget(self.sharing.receipt)
        centre.addWidget(self._pages, stretch=1)
        centre.addWidget(self.bursts.panel)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(centre, stretch=1)
        side = SidePanel(self.state, self.user_actions, self.panel)
        side.shown.triggered.connect(self.canvas.setFocus)  # or Qt gives it to anything
        row.addWidget(side)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)

    def _add_actions(self) -> None:
        bar, keys = self.add_bar(texts.TOOLBAR), QKeySequence.StandardKey
        self.add(bar, Words(texts.OPEN, texts.OPEN_TIP), [keys.Open], self._on_open, "open")
        bar.addActions([self.sharing.save, self.sharing.save_as])
        bar.addSeparator()
        self._add_history(bar)
        self.add(bar, Words(texts_batch.OPEN, texts_batch.OPEN_TIP), ["Ctrl+B"], self._on_batch, "batch")
        bar.addSeparator()
        view = self.view
        bar.addActions([view.fit, view.full, view.compare, view.beside])
        bar.addWidget(_spacer())
        bar.addWidget(self.sharing.handle)
        self.sharing.handle.setIconSize(bar.iconSize())
        self.add(bar, Words(texts.SHORTCUTS, texts.SHORTCUTS_TIP), ["?"], self._on_shortcuts, "keyboard")
        self.add(bar, Words(texts_log.LOG, texts_log.LOG_TIP), ["Shift+F1"], lambda: show_log(self), "log")
        self._pages.addActions([self.sharing.copy, self.sharing.paste])
        self._pages.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.sharing.wire_paste(self.take_files, lambda: self._may_lose_result(self.sharing.paste.trigger))
        copies = Words(texts_copies.OPEN, texts_copies.OPEN_TIP)
        self.add(None, copies, ["Ctrl+F"], self.copies_door.open, "copies")
        add_tool_actions(self, self.state, self.toolbox)
        self.add(None, Words(texts.RESTORE, ""), ["Ctrl+R"], self._on_restore, "restore")
        self.add(None, Words(texts.CANCEL, ""), ["Esc"], self.user_actions.cancel, "cancel")

    def _add_history(self, bar: QToolBar) -> None:
        keys, history = QKeySequence.StandardKey, self.user_actions.history
        for called, action, key in (
            ("undo", history.createUndoAction(self, texts.UNDO), keys.Undo),
            ("redo", history.createRedoAction(self, texts.REDO), keys.Redo),
        ):
            action.setObjectName(called)
            action.setShortcuts(key)
            bar.addAction(action)
        bar.addSeparator()
        recipes = RecipeActions(self.state, self.user_actions, self)
        bar.addActions([recipes.read, recipes.write])

    def _connect(self) -> None:
        state = self.state
        PeekKey(self).held.connect(self._peek)
        self.welcome.open_requested.connect(self._on_open)
        self.menus.photo_wished.connect(self.open_photo)
        self.menus.pages.models_listed.connect(self.panel.show_models)
        self.panel.restore_requested.connect(self._on_restore)
        self.panel.cancel_requested.connect(self.user_actions.cancel)
        for changed in (state.photo_opened, state.photo_restored, state.settings_changed, state.work_changed):
            changed.connect(self._refresh)
        state.photo_opened.connect(self._on_photo_opened)
        state.failed.connect(self.message.show_error)
        state.noticed.connect(self.message.show_notice)
        state.outdated.connect(self.message.hide_notice)
        state.made_good.connect(self.message.hide_error)
        state.photo_saved.connect(self.message.put_away)
        self.exports.save_failed.connect(
            lambda: self.message.add_offer(texts.SAVE, texts.SAVE_TIP, self.sharing.save_as.trigger)
        )

    def _refresh(self) -> None:
        """Show the state."""
        state = self.state
        self._pages.setCurrentWidget(self.canvas if state.opened else self.welcome)
        self.setWindowTitle(texts_export.title(state.opened))
        self.setWindowModified(state.is_unsaved)

    def _may_lose_result(self, retry: Callable[[], object]) -> bool:
        """Ask about a result that is not saved, or marks not yet used; ``retry`` is called after saving."""
        if self.state.is_unsaved or self.state.has_unrestored_marks:
            self.user_actions.stay()
        if self.exports.wait(then=retry):
            return False
        if not self.state.is_unsaved:
            return not self.state.has_unrestored_marks or questions.may_drop_marks(self)
        answer = questions.ask_about_unsaved(self)
        if answer == QMessageBox.StandardButton.Save:
            self.exports.save_as(retry)
        return answer == QMessageBox.StandardButton.Discard

    def _on_open(self) -> None:
        if path := questions.ask_picture(self, texts.OPEN_TITLE, usual_folder(self.state)):
            self.open_photo(path)

    def _open_again(self, path: Path) -> None:
        is_one_of_many = burst_of(self.state.settings) is not None
        (self.bursts.open_frame if is_one_of_many else self.open_photo)(path)

    def _on_batch(self) -> None:
        self.batch_door.open()

    def _on_restore(self) -> None:
        self.user_actions.restore(self.canvas.visible_region())

    def _peek(self, on: bool) -> None:
        self.sharing.is_peeking = on
        self.canvas.set_peeking(on)

    def _on_photo_opened(self) -> None:
        self.message.hide()
        self.canvas.setFocus()

    def _on_shortcuts(self) -> None:
        show_shortcuts(self, shortcuts(self))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Tell whether the screen is filled."""
        if event.type() == QEvent.Type.WindowStateChange:
            self.menus.show_state()
        super().changeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless the user keeps an unsaved result or lets a batch go on."""
        if self._may_lose_result(retry=self.close) and self.batch_door.close():
            self.copies_door.close()
            self.keep_place()
            event.accept()
        else:
            event.ignore()


def _spacer() -> QWidget:
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer
