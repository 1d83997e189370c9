"""What a bundle has to show before it is given away."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
_EXAMPLES = HERE.parent / "examples"
_MODEL = HERE.parent / "models" / "denoise-unet-small.onnx"
_SECONDS = 300


def prove(folder: Path, version: str) -> None:
    """Use the programs in a folder as a user would who has nothing else, and no screen.

    Raises AssertionError or CalledProcessError for what they do not do; what they said is on stderr.
    """
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)

        def run(program: str, *arguments: str | Path) -> str:
            return _run([folder / program, *arguments], home)

        assert run("restorer", "--version").strip() == version
        _prove_machine(run("restorer", "doctor", "--json"))
        old, grey = _EXAMPLES / "damaged" / "astronaut.png", _EXAMPLES / "grey" / "astronaut.png"
        run("restorer", "restore", old, "--recipe", "old-photo", "-o", home / "old.heic")
        run("restorer", "colorize", grey, "-o", home / "grey.avif")
        run("restorer", "denoise", home / "old.heic", home / "grey.avif", "-o", home, "--format", "tiff")
        run("restorer", "-c", "import brotli, pillow_jxl, rawpy")
        run("restorer", "models", "import", _MODEL, "--task", "denoise", "--name", "mine")
        run("restorer-gui", "-c", (HERE / "window_proof.py").read_text(), old)


def _prove_machine(doctor: str) -> None:
    health = json.loads(doctor)
    assert health["devices"][0]["seconds"], "no model runs on the CPU"
    assert all(model["problem"] is None for model in health["models"])


def _run(command: list[str | Path], home: Path) -> str:
    of_windows = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    settings = {"HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(  # noqa: S603 -- our own programs
        command,
        env=of_windows | settings,
        stdout=subprocess.PIPE,
        timeout=_SECONDS,
        check=True,
        text=True,
    ).stdout
