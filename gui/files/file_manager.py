"""The file manager: shows a file in its folder, marked where the system can do that."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage
from PySide6.QtGui import QDesktopServices

from gui.files.paths import url_of

_SERVICE, _PATH = "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1"


def show_file(path: Path) -> bool:
    """Show a file in the file manager; tell whether one could be started."""
    if sys.platform == "win32":
        return bool(QProcess.startDetached("explorer", ["/select,", str(path)])[0])
    if sys.platform == "darwin":
        return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
    return _show_by_dbus(path) or QDesktopServices.openUrl(url_of(path.parent))


def _show_by_dbus(path: Path) -> bool:
    """Ask the desktop's file manager, if there is one that can be asked (freedesktop.org's FileManager1)."""
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    manager = QDBusInterface(_SERVICE, _PATH, _SERVICE, bus)
    if not manager.isValid():
        return False
    answer = manager.call("ShowItems", [url_of(path).toString()], "")
    return answer.type() != QDBusMessage.MessageType.ErrorMessage
