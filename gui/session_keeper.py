"""The session keeper: writes down what is open as it changes, and offers what a crash left."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QThreadPool, QTimer

from gui.actions import Actions
from gui.burst import Burst, burst_about
from gui.files.session import Session, read_session, remove_session, write_session
from gui.settings import burst_of, with_burst
from gui.state import State
from gui.words import texts_log as texts

if TYPE_CHECKING:
    from gui.window import Window
    from gui.wishes import Opened

_SETTLED_MILLISECONDS = 150


class SessionKeeper(QObject):
    """Keeps what is open in a file, and offers what a crash left there."""

    def __init__(self, state: State, actions: Actions, window: "Window", file: Path) -> None:
        super().__init__(window)
        self._state, self._actions, self._window = state, actions, window
        self._file = file
        self._writing = QThreadPool(self)
        self._writing.setMaxThreadCount(1)  # in order
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MILLISECONDS)
        self._settling.timeout.connect(lambda: self._save(is_crash=True))
        self._left = read_session(file)
        self._is_restoring = False
        view = window.canvas.viewport
        for changed in (state.photo_opened, state.settings_changed, view.changed):
            changed.connect(self._settling.start)
        state.photo_opened.connect(self._on_photo_opened)
        state.failed.connect(self._on_failed)
        application = QCoreApplication.instance()
        assert application
        application.aboutToQuit.connect(self.end)
        if self._left:
            self._offer(self._left)

    def restore(self) -> None:
        """Open the photo that a crash left, if it is not open already, with its steps and its view."""
        left = self._left
        if left is None:
            return
        if self._is_open(left) and not left.frames:
            self._actions.stay()
            self._take_up(left)
            return
        self._is_restoring = True
        if left.frames:
            self._window.bursts.open_burst(left.frames, left.photo)
        else:
            self._window.open_photo(left.photo)

    def leave(self) -> None:
        """Keep what is open for the next time, as the program has to end now."""
        application = QCoreApplication.instance()
        assert application
        application.aboutToQuit.disconnect(self.end)
        self._settling.stop()
        self._save(is_crash=False)
        self._writing.waitForDone()

    def end(self) -> None:
        """Keep nothing: the program ends as it should."""
        self._settling.stop()
        self._writing.waitForDone()
        remove_session(self._file)

    def _offer(self, left: Session) -> None:
        words = texts.left_open(left.photo, is_crash=left.is_crash)
        tip = texts.RESTORE_SESSION_TIP
        self._window.message.keep_offer(words, texts.RESTORE_SESSION, tip, self.restore)

    def _is_open(self, left: Session) -> bool:
        opened = self._state.opened
        return bool(opened and opened.path and opened.path.absolute() == left.photo)

    def _take_up(self, left: Session) -> None:
        """Do the steps that a crash left to its photo, which is open."""
        assert self._state.opened
        settings = with_burst(left.settings, _still_there(burst_of(left.settings), self._state.opened))
        self._actions.change(settings, texts.RESTORE_SESSION)
        if left.scale is not None:
            self._window.canvas.viewport.look_at(QPointF(*left.middle), left.scale)
        self._forget()

    def _forget(self) -> None:
        self._left = None
        self._window.message.drop_offer()

    def _on_photo_opened(self) -> None:
        """Do as was wished; who opens the very photo that a crash left can have its steps still."""
        left, is_restoring = self._left, self._is_restoring
        self._is_restoring = False
        if left is None or not self._is_open(left):
            self._forget()
        elif is_restoring:
            self._take_up(left)
        else:
            self._offer(left)

    def _on_failed(self) -> None:
        self._is_restoring = False

    def _save(self, *, is_crash: bool) -> None:
        """Write what is open; what a crash left of it stays in the file until something is done to it."""
        if self._left and not self._actions.history.count():
            return
        opened, view = self._state.opened, self._window.canvas.viewport
        if opened and opened.path:
            scale = None if view.is_fitted else view.view.scale
            middle = view.middle.x(), view.middle.y()
            frames = tuple(frame.path for frame in opened.frames)
            now = Session(opened.path.absolute(), self._state.settings, middle, scale, is_crash, frames)
            self._writing.start(lambda: write_session(self._file, now))
        elif opened:  # pasted: the photo before is not open any more
            self._writing.start(lambda: remove_session(self._file))


def _still_there(burst: Burst | None, opened: "Opened") -> Burst | None:
    """Give the burst as far as it was opened again."""
    if burst is None or opened.path is None or not opened.frames:
        return None
    return burst_about(opened.path, opened.frames, burst.others)
