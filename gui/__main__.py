"""Run the window: ``python -m gui [PHOTO]``, or ``restorer-gui [PHOTO]``."""

import ctypes
import sys

_NO_WINDOW = """\
The window cannot be shown: {}
It needs Qt: in the project's folder, pip install '.[gui]'
On Debian and Ubuntu also: apt install libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 \\
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
"""


def main() -> int:
    """Run the window, or say in words what it lacks."""
    try:
        from gui.app import main as run
    except ImportError as error:
        if not (error.name or "").startswith("PySide6") and "lib" not in str(error):
            raise
        _tell(_NO_WINDOW.format(error))
        return 1
    return run()


def _tell(words: str) -> None:
    """Say what is wrong, in a box of the system's where Windows gives the program no console."""
    if sys.stderr is not None:
        sys.stderr.write(words)
    elif sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, words, "Restorer", 0)


if __name__ == "__main__":
    sys.exit(main())
