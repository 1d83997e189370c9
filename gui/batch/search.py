"""The search: photos are looked for beside what is at work, and of several searches the last one counts."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.batch.rows import Order, minus
from gui.work.errands import Errands

if TYPE_CHECKING:
    from gui.batch.jobs import Looked


class _Unwanted(Exception):
    """A search that is not wanted any more: another one has begun, or the window closes."""


class Search(QObject):
    """Looks for the photos of orders, and remembers what was added until it is known what is in it."""

    ended = Signal(object)
    """What was found, as Looked."""
    failed = Signal(str, object)
    """Why nothing was, and what was added."""

    def __init__(self, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = errands
        self._number = 0
        self._added: tuple[Path, ...] = ()

    def begin(self, order: Order, added: Iterable[Path]) -> None:
        """Look for the photos of an order, to which these files and folders were added."""
        self.forget()
        number = self._number
        known = set(order.inputs)  # what an ended search did not come to may be gone
        new = self._added = tuple(path for path in (*self._added, *added) if path in known)

        def on_found(_count: int) -> None:
            if number != self._number:
                raise _Unwanted

        def work() -> "Looked | None":
            from gui.batch.jobs import look

            try:
                return look(order, on_found, new)
            except _Unwanted:
                return None

        self._errands.ask(
            work, lambda looked: self._on_looked(number, looked), lambda why: self._on_failed(why, new)
        )

    def forget(self) -> None:
        """Let what is at work end soon."""
        self._number += 1

    def _on_looked(self, number: int, looked: "Looked | None") -> None:
        if looked is not None and number == self._number:
            self._added = ()
            self.ended.emit(looked)

    def _on_failed(self, reason: str, added: tuple[Path, ...]) -> None:
        self._added = minus(self._added, added)
        self.failed.emit(reason, added)
