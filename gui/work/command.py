"""Commands of ``restorer`` in a process of their own: what may crash, or take long."""

import sys
from functools import partial

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from gui.words.texts_library import in_words

_PREFIX = "restorer: "


class Command(QObject):
    """Runs one command at a time, which ends with its owner."""

    ended = Signal(bytes, str)
    """What the command printed, and the last line of its complaints in words: none if it went well."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUTF8", "1")  # on Windows it complains in the system's code page
        self._process.setProcessEnvironment(environment)
        self.destroyed.connect(partial(_forget, self._process))
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def number(self) -> int:
        """The process, 0 while there is none."""
        return self._process.processId()

    def run(self, *arguments: str) -> None:
        """Begin ``restorer ARGUMENTS``."""
        self._process.start(sys.executable, ["-m", "restorer", *arguments])

    def stop(self) -> None:
        """End the command at once; :attr:`ended` says so."""
        self._process.kill()

    def _on_finished(self, status: int) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(said) if line.strip()), f"it ended with {status}")
        problem = in_words(last.removeprefix(_PREFIX)) if status else ""
        self.ended.emit(bytes(self._process.readAllStandardOutput().data()), problem)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(b"", self._process.errorString())


def _forget(process: QProcess) -> None:
    """End a process whose answer nobody waits for any more."""
    process.blockSignals(True)
    process.kill()
    process.waitForFinished()
