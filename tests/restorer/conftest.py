"""Pictures and models that the tests of the library share."""

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coloring import add_tinter, every_level, sepia
from command_line import Run
from filming import film
from PIL import Image
from skimage import data
from stand_ins import darkening_model, with_card

import restorer.networks.doctor  # noqa: F401 -- or it would keep what folder of models a test lends
from restorer.networks.engine import Engine
from restorer.networks.library import Library, model_folders
from restorer.pixels.samples import Floats, Samples


@pytest.fixture(scope="session")
def portrait() -> Samples:
    """Give part of a photo, ``(112, 144, 3)`` uint8: astronaut, by NASA, public domain."""
    picture: Samples = np.ascontiguousarray(data.astronaut()[20:132, 150:294])
    return picture


@pytest.fixture(scope="session")
def noisy(portrait: Samples) -> Floats:
    """Give the portrait with noise of sigma 25/255, float32 and not clipped."""
    noise = np.random.default_rng(0).normal(0, 25 / 255, portrait.shape)
    return np.asarray(portrait / 255 + noise, np.float32)


@pytest.fixture(scope="session")
def shipped() -> Path:
    """Give the path of the shipped denoiser."""
    return model_folders()[-1] / "denoise-unet.onnx"


@pytest.fixture(scope="session")
def engine(shipped: Path) -> Engine:
    """Give the shipped denoiser, open on the CPU."""
    return Engine.open(shipped, "cpu")


@pytest.fixture
def quick_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have devices tried on a smaller picture: how fast they are nobody asks here."""
    monkeypatch.setattr("restorer.networks.doctor._SIDE", 128)


@pytest.fixture
def photo_file(tmp_path: Path, portrait: Samples) -> Path:
    """Give a small photo as a file."""
    path = tmp_path / "portrait.png"
    Image.fromarray(portrait[:24, :32]).save(path)
    return path


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Give a function that closes a file or a folder to whoever runs the tests, root too, as modes cannot."""

    def refusing(call: Callable[..., Any], closed: Path, *, inside: bool) -> Callable[..., Any]:
        def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
            if not isinstance(path, int):
                asked = Path(path).absolute()
                if closed in asked.parents or (asked == closed and not inside):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return call(path, *arguments, **options)

        return refuse

    def close_path(path: Path) -> None:
        for module, name in ((io, "open"), (os, "scandir"), (os, "stat")):
            call = getattr(module, name)
            monkeypatch.setattr(module, name, refusing(call, path.absolute(), inside=name == "stat"))

    return close_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs the command line: exit code, stdout, stderr."""

    def run_main(*arguments: object) -> tuple[int, str, str]:
        from restorer.cli import main

        monkeypatch.setattr(sys, "argv", ["restorer", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        return (code, *capsys.readouterr())

    return run_main


@pytest.fixture
def darken(user_models: Path) -> list[str]:
    """Give the arguments that take 51 levels, a fifth, off each sample: by a model among the user's own."""
    with_card(darkening_model(), user_models / "darken.onnx")
    return ["denoise", "--model", "darken", "--device", "cpu", "--sigma", "51"]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of one model, which takes the noise level off each sample."""
    with_card(darkening_model(), tmp_path / "models" / "darken.onnx")
    return Library([tmp_path / "models"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder, with two photos ``in/a.png`` and ``in/deep/b.jpg`` of one grey, 204."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    picture = Image.fromarray(np.full((16, 24, 3), 204, np.uint8))
    picture.save(tmp_path / "in" / "a.png")
    picture.save(tmp_path / "in" / "deep" / "b.jpg", quality=95)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def frames(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder with the frames of a scene, and a model that takes their mean."""
    film(tmp_path, user_models)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tint(user_models: Path) -> list[str]:
    """Give the arguments that colour by the stand-in."""
    return add_tinter(user_models)


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portrait: Samples) -> Path:
    """Give the current folder: in it ``in/`` with a grey PNG, a sepia JPEG below and a photo in colour."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    Image.fromarray(every_level()).save("in/grey.png")
    Image.fromarray(sepia(every_level())).save("in/deep/sepia.jpg", quality=95)
    Image.fromarray(portrait).save("in/portrait.png")
    return tmp_path
