"""The door of the bundled programs: the command, the window, or the Python that their processes ask for."""

import multiprocessing
import os
import runpy
import sys
from pathlib import Path


def main() -> None:
    """Run what the program's name and arguments ask for.

    Restorer starts ``sys.executable`` for what may crash. In a bundle that is this program, so it has to take
    ``-c`` and ``-m`` as Python does.
    """
    multiprocessing.freeze_support()
    _give_libraries_back()
    match sys.argv[1:]:
        case ["-c", code, *arguments]:
            sys.argv = ["-c", *arguments]
            exec(code, {"__name__": "__main__"})  # noqa: S102 -- as Python does
        case ["-m", module, *arguments]:
            sys.argv = [module, *arguments]
            _run(module)
        case _:
            _run("gui" if Path(sys.argv[0]).stem == "restorer-gui" else "restorer")


def _run(package: str) -> None:
    runpy.run_module(package, run_name="__main__", alter_sys=True)


def _give_libraries_back() -> None:
    """Undo what PyInstaller sets on Linux, lest a browser that we start load the libraries of the bundle."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    main()
