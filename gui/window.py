"""The window: lays out toolbar, canvas, panel and message bar, and asks before a result is lost."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import override

from PySide6.QtCore import QByteArray, QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui import dialogs, texts, texts_batch, texts_log
from gui.actions import Actions
from gui.batch.door import Door
from gui.canvas import Canvas
from gui.log_dialog import show_log
from gui.menus import Menus
from gui.message_panel import MessagePanel
from gui.recent import Recent
from gui.settings import chosen
from gui.shortcuts_dialog import shortcuts
from gui.state import State
from gui.steps_panel import StepsPanel
from gui.tool_row import KEYS
from gui.toolbox import Toolbox
from gui.welcome_panel import WelcomePanel

_GEOMETRY = "window/geometry"
_PEEK_KEY = Qt.Key.Key_B


class Window(QMainWindow):
    """The program's one window."""

    def __init__(self, state: State, actions: Actions) -> None:
        super().__init__()
        self._state = state
        self._actions = actions
        self._after_saving: Callable[[], object] | None = None
        self.toolbox = Toolbox(state, actions)
        self.canvas = Canvas(state, self.toolbox)
        self.panel = StepsPanel(state, actions, self.toolbox)
        self.message = MessagePanel()
        self.batch = Door(state, self)
        self._pages = QStackedWidget()
        self._recent = Recent()
        self._welcome = WelcomePanel(self._recent)
        self._facts, self._pixel, self._device, self._zoom = (QLabel() for _ in range(4))
        self._lay_out()
        self._add_actions()
        self.menus = Menus(self, state, actions, self._recent, self._welcome)
        self._connect()
        self._refresh()
        self.setAcceptDrops(True)
        self.resize(1180, 780)
        geometry = QSettings().value(_GEOMETRY)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def open_photo(self, path: Path) -> None:
        """Open a photo, unless the user keeps an unsaved result."""
        if self._may_lose_result(retry=lambda: self.open_photo(path)):
            self._actions.open_photo(path)

    def _lay_out(self) -> None:
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self.canvas)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.message)
        centre.addWidget(self._pages, stretch=1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(centre, stretch=1)
        row.addWidget(self.panel)
        self.setCentralWidget(whole)
        for label in (self._pixel, self._facts, self._device, self._zoom):
            label.setContentsMargins(8, 0, 8, 0)
            self.statusBar().addPermanentWidget(label)

    def _add_actions(self) -> None:
        bar = self.addToolBar(texts.TOOLBAR)
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        bar.toggleViewAction().setEnabled(False)
        keys, view = QKeySequence.StandardKey, self.canvas.viewport
        self._add(bar, texts.OPEN, texts.OPEN_TIP, [keys.Open], self._on_open)
        self._save = self._add(bar, texts.SAVE, texts.SAVE_TIP, [keys.Save, keys.SaveAs], self._on_save)
        bar.addSeparator()
        self._add_history(bar)
        self._add(bar, texts_batch.OPEN, texts_batch.OPEN_TIP, ["Ctrl+B"], self._on_batch)
        bar.addSeparator()
        fit = self._add(bar, texts.FIT, texts.FIT_TIP, ["0"], view.fit)
        full = self._add(bar, texts.FULL_SIZE, texts.FULL_SIZE_TIP, ["1"], view.show_full_size)
        compare = self._add(bar, texts.COMPARE, texts.COMPARE_TIP, ["C"], self.canvas.set_comparing)
        compare.setCheckable(True)
        compare.setChecked(True)
        beside = self._add(
            bar, texts.SIDE_BY_SIDE, texts.SIDE_BY_SIDE_TIP, ["S"], self.canvas.set_side_by_side
        )
        beside.setCheckable(True)
        bar.addWidget(_spacer())
        self._add(bar, texts.SHORTCUTS, texts.SHORTCUTS_TIP, ["?"], self._on_shortcuts)
        self._add(bar, texts_log.LOG, texts_log.LOG_TIP, ["Shift+F1"], lambda: show_log(self))
        zoom_in = self._add(None, texts.ZOOM_IN, "", ["+", "=", keys.ZoomIn], lambda: view.zoom(1))
        zoom_out = self._add(None, texts.ZOOM_OUT, "", ["-", keys.ZoomOut], lambda: view.zoom(-1))
        self._of_photo = (fit, full, compare, beside, zoom_in, zoom_out)
        self._add(None, texts.MOVE.name, "", [KEYS[""]], lambda: self.toolbox.choose(""))
        self._add(None, texts.RESTORE, "", ["Ctrl+R"], self._actions.restore)
        self._add(None, texts.CANCEL, "", ["Esc"], self._actions.cancel)

    def _add_history(self, bar: QToolBar) -> None:
        keys, history = QKeySequence.StandardKey, self._actions.history
        for action, key in (
            (history.createUndoAction(self, texts.UNDO), keys.Undo),
            (history.createRedoAction(self, texts.REDO), keys.Redo),
        ):
            action.setShortcuts(key)
            bar.addAction(action)
        bar.addSeparator()
        self._read_recipe = self._add(bar, texts.READ_RECIPE, texts.READ_RECIPE_TIP, [], self._on_read_recipe)
        self._write_recipe = self._add(
            bar, texts.WRITE_RECIPE, texts.WRITE_RECIPE_TIP, [], self._on_write_recipe
        )

    def _add(
        self,
        bar: QToolBar | None,
        name: str,
        tip: str,
        keys: list[str | QKeySequence.StandardKey],
        do: Callable[..., object],
    ) -> QAction:
        action = QAction(name, self)
        action.setToolTip(tip)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(do)
        (bar or self).addAction(action)
        return action

    def _connect(self) -> None:
        state = self._state
        self._welcome.open_requested.connect(self._on_open)
        self.menus.photo_wished.connect(self.open_photo)
        self.menus.pages.models_listed.connect(self.panel.show_models)
        self.panel.restore_requested.connect(self._actions.restore)
        self.panel.cancel_requested.connect(self._actions.cancel)
        self.canvas.view_changed.connect(self._on_view_changed)
        self.canvas.pointed.connect(self._on_pointed)
        for changed in (state.photo_opened, state.photo_restored, state.settings_changed, state.work_changed):
            changed.connect(self._refresh)
        state.photo_opened.connect(self._on_photo_opened)
        state.photo_saved.connect(self._on_photo_saved)
        state.failed.connect(self._on_failed)
        state.noticed.connect(self.message.show_notice)

    def _refresh(self) -> None:
        """Show the state."""
        state = self._state
        self._pages.setCurrentWidget(self.canvas if state.opened else self._welcome)
        self._save.setEnabled(state.restored is not None and state.work is None)
        self._read_recipe.setEnabled(state.work is None)
        self._write_recipe.setEnabled(state.work is None and bool(chosen(state.settings)))
        for action in self._of_photo:
            action.setEnabled(state.opened is not None)
        self.setWindowTitle(texts.title(state.opened.path if state.opened else None))
        self.setWindowModified(state.is_unsaved)
        self._facts.setText(texts.facts(state.opened.photo) if state.opened else "")
        self._device.setText(texts.devices(state.restored.devices) if state.restored else "")
        if state.work:
            self.statusBar().showMessage(texts.doing(state.work))
        else:
            self.statusBar().clearMessage()

    def _may_lose_result(self, retry: Callable[[], object]) -> bool:
        """Ask about a result that is not saved; if it is to be saved, ``retry`` is called afterwards."""
        if not self._state.is_unsaved:
            return True
        buttons = QMessageBox.StandardButton
        answer = dialogs.ask_about_unsaved(self)
        if answer == buttons.Save:
            self._save_and_then(retry)
        return answer == buttons.Discard

    def _on_open(self) -> None:
        if path := dialogs.ask_photo(self):
            self.open_photo(path)

    def _save_and_then(self, proceed: Callable[[], object] | None) -> None:
        assert self._state.opened
        if path := dialogs.ask_target(self, self._state.opened.path):
            self._after_saving = proceed
            self._actions.save_photo(path)

    def _on_save(self) -> None:
        self._save_and_then(None)

    def _on_read_recipe(self) -> None:
        if path := dialogs.ask_recipe(self):
            self._actions.read_recipe(path)

    def _on_write_recipe(self) -> None:
        if path := dialogs.ask_recipe_target(self):
            self._actions.write_recipe(path)

    def _on_batch(self) -> None:
        self.batch.open()

    def _on_pointed(self, at: QPointF) -> None:
        """Tell the samples under the pointer, as the file has them: before, and after."""
        opened, restored = self._state.opened, self._state.restored
        x, y = math.floor(at.x()), math.floor(at.y())
        if not opened or not (0 <= x < opened.photo.width and 0 <= y < opened.photo.height):
            self._pixel.clear()
            return
        photos = [opened.photo, *([restored.photo] if restored else [])]
        self._pixel.setText(texts.pixel(x, y, [tuple(photo.samples[y, x].tolist()) for photo in photos]))

    def _on_photo_opened(self) -> None:
        self.message.hide()
        self._pixel.clear()
        self.canvas.setFocus()

    def _on_shortcuts(self) -> None:
        dialogs.show_shortcuts(self, shortcuts(self))

    def _on_photo_saved(self) -> None:
        if self._after_saving:
            self._after_saving()

    def _on_failed(self, sentence: str) -> None:
        self._after_saving = None
        self.message.show_error(sentence)

    def _on_view_changed(self) -> None:
        self._zoom.setText(texts.zoom(self.canvas.viewport.percent) if self._state.opened else "")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what may be a photo."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open a photo that is dropped; several, or a folder, go to the batch window."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) > 1 or any(file.is_dir() for file in files):
            self.batch.open(files)
        elif files:
            self.open_photo(files[0])
        else:
            self.message.show_error(texts.NOT_A_FILE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the original while its key is held."""
        if event.key() == _PEEK_KEY:
            self.canvas.set_peeking(on=True)
        super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show the result again."""
        if event.key() == _PEEK_KEY and not event.isAutoRepeat():
            self.canvas.set_peeking(on=False)
        super().keyReleaseEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Forget a held key when another window comes to the front."""
        if event.type() == QEvent.Type.ActivationChange:
            self.canvas.set_peeking(on=False)
        super().changeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless the user keeps an unsaved result or lets a batch go on."""
        if self._may_lose_result(retry=self.close) and self.batch.close():
            QSettings().setValue(_GEOMETRY, self.saveGeometry())
            event.accept()
        else:
            event.ignore()


def _spacer() -> QWidget:
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer
