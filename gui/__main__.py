"""Run the window: ``python -m gui [PHOTO]``, or ``restorer-gui [PHOTO]``."""

import sys

_NO_WINDOW = """\
The window cannot be shown: {}
It needs Qt: in the project's folder, pip install '.[gui]'
On Debian and Ubuntu also: apt install libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1
"""


def main() -> int:
    """Run the window, or say in words what it lacks."""
    try:
        from gui.app import main as run
    except ImportError as error:
        if not (error.name or "").startswith("PySide6") and "lib" not in str(error):
            raise
        sys.stderr.write(_NO_WINDOW.format(error))
        return 1
    return run()


if __name__ == "__main__":
    sys.exit(main())
