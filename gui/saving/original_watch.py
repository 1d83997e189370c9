"""The watch over the original: whether the file of the open photo still is as it was when it was read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from gui.files.paths import mtime_ns
from gui.state import State
from gui.widgets.message_bar import MessageBar
from gui.wishes import Opened
from gui.words import texts_export
from gui.work.errands import Errands


class OriginalWatch(QObject):
    """Looks whenever the window comes to the front; tells each change once, and can have it opened again."""

    def __init__(
        self, state: State, message: MessageBar, open_again: Callable[[Path], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._state, self._message, self._open_again = state, message, open_again
        self._errands = Errands(self)
        self._known = 0
        state.photo_opened.connect(self._on_photo_opened)
        window.installEventFilter(self)

    @property
    def is_quiet(self) -> bool:
        """Whether it has looked, and told what it saw."""
        return self._errands.is_quiet

    def _on_photo_opened(self) -> None:
        assert self._state.opened
        self._known = self._state.opened.stamp

    def _look(self) -> None:
        """Look in a thread, as a disk may be slow, and one that is gone even slower."""
        opened = self._state.opened
        if opened and opened.path and self._errands.is_quiet:
            self._errands.ask(partial(mtime_ns, opened.path), partial(self._tell, opened, opened.path))

    def _tell(self, opened: Opened, path: Path, stamp: int) -> None:
        if opened is not self._state.opened or stamp == self._known:
            return
        self._known = stamp
        if not stamp:
            self._message.show_notice(texts_export.GONE.format(path.name))
        elif stamp != opened.stamp:
            words, name = texts_export.CHANGED.format(path.name), texts_export.OPEN_AGAIN
            self._message.show_offer(words, name.name, name.tip, partial(self._open_again, path))
        elif self._message.text == texts_export.GONE.format(path.name):
            self._message.put_away()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            self._look()
        return False
