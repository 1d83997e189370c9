"""Bursting: a burst of real files, a model for it, and the strip of its frames in the hands of a driver."""

from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem
from scipy import ndimage
from stand_ins import averaging_frames_model, with_card

from gui.words import texts_burst
from restorer.networks.library import shipped_models
from restorer.pixels.samples import Samples

SIZE = (120, 160)
COUNT = 4
NOISE = 20
SHARPEST = 1


def make_models(root: Path) -> Path:
    """Make a folder of shipped models and one for bursts, which answers with the mean of the frames."""
    folder = root / "models"
    with_card(averaging_frames_model(), folder / "mean.onnx", task="sequence", contract="sequence-v1")
    for name in ("denoise-unet", "level-cnn"):
        (folder / f"{name}.onnx").symlink_to(shipped_models() / f"{name}.onnx")
    return folder


def shoot(folder: Path, clean: Samples) -> list[Path]:
    """Write noisy frames of what they all show, one of them sharper than the others."""
    rng = np.random.default_rng(0)
    paths = []
    for at in range(COUNT):
        seen = clean if at == SHARPEST else ndimage.gaussian_filter(clean, (0.6, 0.6, 0))
        noisy = seen + rng.normal(0, NOISE, clean.shape)
        paths.append(folder / f"shot-{at + 8}.png")
        Image.fromarray(np.rint(noisy.clip(0, 255)).astype(np.uint8)).save(paths[-1])
    return paths


def open_burst(driver: Driver, paths: list[Path]) -> None:
    """Choose photos in the dialog, and wait until one of them shows."""

    def reply(dialog: QDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        edit.setText(" ".join(f'"{path}"' for path in paths))
        dialog.accept()

    driver.answer(reply)
    driver.trigger(texts_burst.OPEN)
    driver.wait(lambda: driver.state.opened and not driver.state.work)


def item(driver: Driver, path: Path) -> QListWidgetItem:
    """Find a frame in the strip."""
    (found,) = driver.window.bursts.panel.frames.findItems(path.name, Qt.MatchFlag.MatchExactly)
    return found


def tick(driver: Driver, path: Path, *, on: bool) -> None:
    """Tick a frame, or leave it out."""
    item(driver, path).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def error(restored: Samples, clean: Samples) -> float:
    """Tell how far a picture is from what it shows, on average."""
    return float(np.abs(restored.astype(int) - clean).mean())


def restore(driver: Driver) -> Samples:
    """Denoise, at a noise level that is told, and give the result."""
    driver.denoise(NOISE)
    return driver.restored.photo.samples
