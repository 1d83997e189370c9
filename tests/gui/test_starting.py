"""The program starts, or says in words why it cannot."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_QT = """
import sys
sys.modules["PySide6"] = None
from gui.__main__ import main
sys.exit(main())
"""


def test_without_qt_the_window_says_what_it_lacks() -> None:
    """Where Qt is not installed there are a few lines that say what to do, no traceback."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WITHOUT_QT]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 1
    assert "pip install '.[gui]'" in done.stderr
    assert "Traceback" not in done.stderr
