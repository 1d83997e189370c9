"""The program: makes the parts, wires them, and runs until the window is closed."""

import argparse
import multiprocessing
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui import texts
from gui.actions import Actions
from gui.folder import Folder
from gui.log import Log
from gui.runner import Runner
from gui.session import SessionKeeper
from gui.state import State
from gui.window import Window


def main() -> int:
    """Run the window, with the photo given on the command line if there is one."""
    multiprocessing.freeze_support()
    parser = argparse.ArgumentParser(prog="restorer-gui", description="Brings photos back: the window.")
    parser.add_argument("photo", nargs="?", type=Path, help="a photo to open")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    app = QApplication(sys.argv[:1])
    app.setOrganizationName(texts.APP)
    app.setApplicationName(texts.APP)
    folder = Folder()
    log = Log(folder.log)
    runner = Runner()
    runner.start()
    try:
        window = make_window(runner, folder.session)
        log.failed.connect(window.message.show_error)
        window.show()
        if arguments.photo:
            window.open_photo(arguments.photo)
        return app.exec()
    finally:
        runner.stop()
        log.stop()


def make_window(runner: Runner, session: Path | None = None) -> Window:
    """Make a window whose wishes ``runner`` carries out, and that keeps its session in a file."""
    state = State()
    actions = Actions(state, runner)
    window = Window(state, actions)
    if session:
        SessionKeeper(state, actions, window, session)
    return window
