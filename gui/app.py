"""The program: makes the parts, wires them, and runs until the window is closed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColorSpace, QSurfaceFormat
from PySide6.QtWidgets import QApplication

from gui.actions import Actions
from gui.canvas.tool_keeper import ToolKeeper
from gui.files.folder import Folder
from gui.files.log import Log
from gui.files.preferences import read_preferences, set_environment
from gui.garbage import GarbageCollector
from gui.icons import program_icon
from gui.session_keeper import SessionKeeper
from gui.state import State
from gui.termination import TerminationListener
from gui.widgets.theme import apply_theme
from gui.words import texts, texts_batch
from gui.words.translation import use_language
from gui.work.runner import Runner
from restorer import __version__

if TYPE_CHECKING:
    from gui.window import Window

_DESKTOP_FILE = "restorer"
"""The name of our ``.desktop`` file, by which desktops know the window's icon."""


def main() -> int:
    """Run the window, with what is given on the command line opened as if it were dropped."""
    parser = argparse.ArgumentParser(prog="restorer-gui", description="Brings photos back: the window.")
    parser.add_argument(
        "photos", nargs="*", type=Path, help="a photo to open; several, or a folder, open the batch window"
    )
    arguments = parser.parse_args()
    app = QApplication(sys.argv[:1])
    app.setOrganizationName(texts.APP)
    app.setApplicationName(texts.APP)
    _set_up(app)
    collector = GarbageCollector()
    folder = Folder()
    log = Log(folder.log)
    runner = Runner()
    runner.start()
    try:
        window = make_window(runner, folder.session)
        log.failed.connect(window.message.show_error)
        listener = TerminationListener()
        listener.asked.connect(window.end)
        window.show()
        if arguments.photos:
            window.open_files(arguments.photos)
        else:
            window.menus.show_tour_once()
        return app.exec()
    finally:
        runner.stop()
        log.stop()
        collector.stop()


def _set_up(app: QApplication) -> None:
    """Tell the system who we are, and take up the user's preferences."""
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(_DESKTOP_FILE)
    app.setWindowIcon(program_icon())
    _tell_colours()
    preferences = read_preferences()
    set_environment(preferences)
    use_language(preferences.language)
    apply_theme(preferences.theme)


def _tell_colours() -> None:
    """Tell desktops that manage colours that ours are sRGB, lest a screen of more colours exaggerate them."""
    surface = QSurfaceFormat.defaultFormat()
    surface.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    QSurfaceFormat.setDefaultFormat(surface)


def make_window(runner: Runner, session: Path | None = None) -> "Window":
    """Make a window whose wishes ``runner`` carries out, and that keeps its session in a file.

    It is in the language that was chosen before.
    """
    from gui.window import Window

    state = State()
    actions = Actions(state, runner)
    window = Window(state, actions)
    ToolKeeper(window.toolbox)
    if session:
        window.session = SessionKeeper(state, actions, window, session)
    if window.batch_door.is_interrupted:
        window.message.add_notice(texts_batch.INTERRUPTED_AT_START)
    return window
