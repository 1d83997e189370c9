"""Make the program that needs no Python: ``python -m bundle`` packs ``dist/restorer-VERSION-SYSTEM-MACHINE``.

A fresh environment gets Restorer with its window, all formats and ONNX Runtime's CPU build; PyInstaller makes
a folder of that, which has to work (:mod:`bundle.proof`). It is for the system it was made on; on Linux, for
those whose C library is as new.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from bundle.proof import HERE, prove
from restorer import __version__

ROOT = HERE.parent
_BUILD = ROOT / "build" / "bundle"
_WANTED = (f"{ROOT}[gui,heif,jxl,raw]", "pyinstaller>=6.22")
_CUDA_RUNTIME, _CPU_RUNTIME = "onnxruntime-gpu", "onnxruntime"
"""They share their folder; CUDA would be two gigabytes more."""
_HELP = """\
Make the program that needs no Python, for systems like this one, and pack it into dist/.
What it is made of is fetched from the package index.
"""
_SCREEN = Path("_internal", "PySide6", "Qt", "plugins", "platforms", "libqxcb.so")


def main() -> None:
    """Make, prove and pack a bundle; what it is made of stays in ``build/bundle``."""
    argparse.ArgumentParser("python -m bundle", description=_HELP).parse_args()
    environment = _BUILD / "environment"
    python = _make_environment(environment)
    where = ("--distpath", _BUILD / "made", "--workpath", _BUILD / "work")
    shutil.rmtree(_BUILD / "made", ignore_errors=True)
    # -P: of what was installed, not of the sources
    _run(python, "-P", "-m", "PyInstaller", *where, HERE / "restorer.spec")
    made = _BUILD / "made" / "restorer"
    shutil.copy(ROOT / "LICENSE", made)
    if sys.platform == "linux":
        shutil.copytree(environment / "share", made / "share", dirs_exist_ok=True)
        _check_screen(made / _SCREEN)
    prove(made, __version__)
    print(_pack(made))


def _make_environment(folder: Path) -> Path:
    venv.create(folder, clear=True, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = (python, "-m", "pip", "--quiet")
    _run(*pip, "install", *_WANTED)
    _run(*pip, "uninstall", "--yes", _CUDA_RUNTIME, _CPU_RUNTIME)
    _run(*pip, "install", _CPU_RUNTIME)
    return python


def _check_screen(plugin: Path) -> None:
    """See that what Qt needs of X11 was found here, for it is not on every desktop."""
    told = subprocess.run(["ldd", plugin], stdout=subprocess.PIPE, check=True, text=True).stdout  # noqa: S603, S607
    missing = [line.split()[0] for line in told.splitlines() if "not found" in line]
    if missing:
        sys.exit(f"bundle: install what has {', '.join(missing)}, as the README says, that it can be bundled")


def _pack(made: Path) -> Path:
    name = f"restorer-{__version__}-{platform.system()}-{platform.machine()}".lower()
    target = made.rename(made.with_name(name))
    kind = "zip" if os.name == "nt" else "gztar"
    return Path(shutil.make_archive(str(ROOT / "dist" / name), kind, target.parent, target.name))


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)  # noqa: S603 -- our own commands


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        program, what, *_ = map(str, error.cmd)
        sys.exit(f"bundle: {program} {what} ended with {error.returncode}; what it said is above")
