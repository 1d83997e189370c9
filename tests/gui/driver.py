"""Driver: uses the window as a user would."""

from collections.abc import Callable
from math import floor
from pathlib import Path

import numpy as np
from answers import type_name
from PySide6 import QtGui
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.panels.cards import Card
from gui.settings import Setting, setting_of
from gui.state import State
from gui.window import Window
from gui.wishes import Opened, Restored
from gui.words import texts
from gui.work.stages import Stage
from restorer.pixels.samples import Samples

PATIENCE_MS = 60_000


class Driver:
    """Uses the window as a user would, and waits for what comes of it."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot = qtbot
        self.window = window
        self.canvas = window.canvas

    @property
    def state(self) -> State:
        """What the window shows."""
        return self.window.state

    @property
    def opened(self) -> Opened:
        """The photo that is open."""
        assert self.state.opened
        return self.state.opened

    @property
    def restored(self) -> Restored:
        """The result that is shown."""
        assert self.state.restored
        return self.state.restored

    @property
    def words(self) -> str:
        """What the message bar says."""
        return self.window.message.text if self.window.message.isVisible() else ""

    @property
    def advice(self) -> str:
        """What the column of steps says below its button."""
        return self.window.panel._words.text()

    @property
    def actions(self) -> Actions:
        """What a user can do, without the keys, buttons and dialogs before it."""
        return self.window.user_actions

    @property
    def changes(self) -> int:
        """How many changes can be undone."""
        return self.actions.history.index()

    def stage(self, task: str) -> Stage:
        """Give the stage of a task."""
        (found,) = (stage for stage in self.restored.stages if stage.setting.task == task)
        return found

    def setting(self, task: str) -> Setting:
        """Give what is set for a task."""
        return setting_of(self.state.settings, task)

    def card(self, task: str) -> Card:
        """Find the card of a task."""
        return self.window.panel.cards[task]

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the window run until the condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def open(self, path: Path) -> None:
        """Open a photo and wait until it shows."""
        self.window.open_photo(path)
        self.wait(lambda: self.state.opened and self.state.opened.path == path and not self.state.work)

    def switch(self, *tasks: str) -> None:
        """Switch these steps on and all others off, by the keyboard."""
        for task, card in self.window.panel.cards.items():
            if card.switch.isChecked() != (task in tasks):
                QTest.keyClick(card.switch, Qt.Key.Key_Space)

    def slide(self, name: str, *values: int) -> None:
        """Drag a slider over some values."""
        for value in values:
            self.named(QSlider, name).setValue(value)

    def set_level(self, level: int) -> None:
        """Set the noise level by hand."""
        if self.card("denoise").automatic.isChecked():
            QTest.keyClick(self.card("denoise").automatic, Qt.Key.Key_Space)
        self.slide("Denoise: Noise level", level)

    def restore(self, *tasks: str) -> None:
        """Do these steps, or what is set, and wait for the result."""
        if tasks:
            self.switch(*tasks)
        self.click(self.named(QPushButton, texts.RESTORE))
        self.wait_for_result()

    def wait_until_idle(self) -> None:
        """Wait until what is going on is done; something has to be."""
        assert self.state.work
        self.wait(lambda: not self.state.work)

    def wait_for_all_wishes(self, recipe: Path) -> None:
        """Wait until the worker is done with all it was asked for, the last of which is to write a recipe."""
        self.actions.write_recipe(recipe)
        self.wait_until_idle()

    def wait_for_result(self) -> None:
        """Wait until what is set is what is shown."""
        self.wait(lambda: self.state.opened and not self.state.work and not self.state.can_restore)

    def denoise(self, level: int = 20) -> None:
        """Denoise and wait for the result."""
        self.set_level(level)
        self.restore("denoise")

    def save(self, path: Path, choose: Callable[[QDialog], None] = lambda _dialog: None) -> Path:
        """Save the result by the button, after the options are chosen, and wait for the file."""

        def reply(dialog: QDialog) -> None:
            choose(dialog)
            type_name(path)(dialog)

        self.answer(reply)
        self.trigger(texts.SAVE)
        self.wait(lambda: self.state.saved and self.state.saved.path == path and not self.state.work)
        return path

    def read_recipe(self, path: Path) -> None:
        """Open a recipe by the button and wait until it is read."""
        self.answer(type_name(path))
        self.trigger(texts.READ_RECIPE)
        self.wait_until_idle()

    def write_recipe(self, path: Path) -> Path:
        """Save a recipe by the button and wait for the file."""
        self.answer(type_name(path))
        self.trigger(texts.WRITE_RECIPE)
        self.wait_until_idle()
        return path

    def named[T: QWidget](self, kind: type[T], name: str) -> T:
        """Find a control as a screen reader would."""
        (found,) = (widget for widget in self.window.findChildren(kind) if name_of(widget) == name)
        return found

    def choose_origin(self, at: int) -> None:
        """Choose what the mask begins with."""
        box = self.named(QComboBox, texts.MASK_ORIGIN.name)
        box.setCurrentIndex(at)
        box.activated.emit(at)

    def action(self, name: str) -> QAction:
        """Find an action by its name, in front of what it would be done to."""
        found = next(action for action in self.window.findChildren(QAction) if action.text() == name)
        assert isinstance(found, QAction)
        return found

    def trigger(self, name: str) -> None:
        """Choose an action that can be chosen."""
        assert self.action(name).isEnabled()
        self.action(name).trigger()

    def click(self, widget: QWidget) -> None:
        """Click on a control that can be clicked."""
        assert widget.isVisible()
        QApplication.processEvents()  # it may just have been laid out
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, keys: str | QKeySequence | Qt.Key, window: QWidget | None = None) -> None:
        """Press keys where the keyboard goes, with the window in front, or another one of the program."""
        window = window or self.window
        window.activateWindow()
        self.wait(window.isActiveWindow)
        type_keys(window, keys)

    def point(self, x: int, y: int) -> None:
        """Move the pointer onto a pixel of the photo."""
        QTest.mouseMove(self.canvas, self.at(x, y))

    def at(self, x: float, y: float) -> QPoint:
        """Give the place of the canvas where the middle of a pixel of the photo is shown."""
        corner, scale = self.canvas.view.corner, self.canvas.view.scale
        return QPoint(floor(corner.x() + (x + 0.5) * scale), floor(corner.y() + (y + 0.5) * scale))

    def draw(self, *places: tuple[float, float]) -> None:
        """Drag the mouse over places of the photo."""
        first, *others = (self.at(*place) for place in places)
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=first)
        for place in others:
            QTest.mouseMove(self.canvas, place)
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=others[-1] if others else first)

    def shown(self) -> Samples:
        """Take a picture of the canvas: ``(H, W, 3)`` uint8 RGB."""
        image = self.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()

    def shown_photo(self) -> Samples:
        """Take a picture of the part of the canvas that the photo covers."""
        area = self.canvas.viewport.area.toRect()
        return self.shown()[area.top() : area.bottom() + 1, area.left() : area.right() + 1]

    def answer(self, reply: Callable[[QDialog], None]) -> None:
        """Have the next dialog answered as soon as it is there."""
        before = QApplication.activeModalWidget()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog is not before:
                try:
                    reply(dialog)
                except BaseException:
                    dialog.reject()  # or its window would wait for ever
                    raise
            else:
                QTimer.singleShot(10, look)

        QTimer.singleShot(0, look)


def name_of(widget: QWidget) -> str:
    """Give what a screen reader says of a control."""
    return widget.accessibleName() or str(getattr(widget, "text", str)())


def markup_of(dialog: QDialog) -> list[str]:
    """Give the words on a dialog that are taken for markup."""
    labels = [label for label in dialog.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    return [label.text() for label in labels if QtGui.Qt.mightBeRichText(label.text())]


def type_keys(window: QWidget, keys: str | QKeySequence | Qt.Key) -> None:
    """Press keys where the keyboard goes, and let go of them."""
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys))
    let_go(window)


def let_go(widget: QWidget) -> None:
    """Hold no key any more: Qt takes those of the last event for held, also where rows are selected."""
    QTest.keyRelease(widget, Qt.Key.Key_Control)


def drop(target: QWidget, *urls: QUrl) -> None:
    """Drag something over a window and let it fall."""
    content = QMimeData()
    content.setUrls(list(urls))
    rest = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(50, 50), *rest)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), *rest))


def off(first: Samples, second: Samples) -> int:
    """Tell by how many levels two pictures differ where they differ most."""
    return int(np.abs(first.astype(int) - second).max())
