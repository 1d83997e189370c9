"""Names that are no UTF-8 come from old disks: their photos are opened, saved and remembered like others."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, drop
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog

from gui.files.paths import local_files
from gui.files.recent import Recent
from gui.saving.clipboard import mime_of
from gui.saving.export_dialog import ExportDialog
from gui.words import texts
from restorer.pixels.samples import Samples


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_utf8_is_kept(driver: Driver, tmp_path: Path, noisy: Samples) -> None:
    """Dropped, saved beside under the name that is suggested, and found again in the list of photos."""
    photo, plain = tmp_path / os.fsdecode(b"caf\xe9.png"), tmp_path / "caf.png"
    Image.fromarray(noisy).save(photo)
    drop(driver.window, QUrl(photo.as_uri()))
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.opened.path == photo
    assert Recent().paths == [photo]
    assert local_files(mime_of(photo)) == [photo]
    driver.denoise()
    said: list[str] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        said.append(dialog.name.text())
        formats = dialog.options.format
        formats.setCurrentIndex(formats.findText("TIFF"))
        formats.activated.emit(formats.currentIndex())
        dialog.accept()

    driver.answer(reply)
    driver.trigger(texts.SAVE)
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert said == [str(tmp_path / "caf\ufffd_restored.png")]
    saved = tmp_path / os.fsdecode(b"caf\xe9_restored.tif")
    assert np.array_equal(np.asarray(Image.open(saved)), driver.restored.photo.samples)
    assert not plain.exists()
