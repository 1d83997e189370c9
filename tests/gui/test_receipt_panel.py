"""The receipt of a saved file is shown, copied, and comes back from the worker as plain values."""

import pickle
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea

import restorer
from gui.saving.export_dialog import ExportDialog
from gui.wishes import Answer, Save, Saved, Wish
from gui.words import texts, texts_export


class FileManager(QObject):
    """Stands where the desktop's file manager would be asked."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Note what is to be shown."""
        self.opened.append(url.toLocalFile())


@pytest.mark.qt_log_ignore("openDocument")
def test_the_receipt_is_copied_and_shows_the_file(
    driver: Driver, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt's words and the file's path go to the clipboard, its folder to the file manager."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    driver.open(photo)
    driver.denoise()
    path = driver.save(tmp_path / "a.png")
    receipt = driver.window.sharing.receipt
    driver.click(driver.named(QPushButton, texts_export.COPY_RECEIPT))
    copied = QGuiApplication.clipboard().text()
    assert copied == f"{path}\n{receipt.text}\n"
    assert restorer.write_photo(restorer.read_photo(path), tmp_path / "b.png").sha256 in copied
    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "show")
    driver.click(driver.named(QPushButton, texts_export.SHOW_FILE))
    QDesktopServices.unsetUrlHandler("file")
    assert manager.opened == [str(tmp_path)]
    driver.click(driver.named(QPushButton, texts_export.SHOW_FILE))  # offscreen there is no file manager
    assert texts_export.NOT_SHOWN in driver.words
    assert receipt.isVisible()
    driver.click(driver.named(QPushButton, texts.CLOSE))
    assert not receipt.isVisible()


def test_answers_cross_a_border_of_processes(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """What was saved and how are plain values: they come back from pickling as they were."""
    driver.open(photo)
    driver.denoise()

    def strip(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.options.strip_gps.setChecked(True)

    heard: list[tuple[Wish, Answer]] = []
    driver.actions.runner.answered.connect(lambda *both: heard.append(both))
    driver.save(tmp_path / "a.png", strip)
    wish, answer = heard[-1]
    assert isinstance(wish, Save)
    assert isinstance(answer, Saved)
    for value in (answer, wish.saving):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 (it is ours)
    assert wish.saving == restorer.Saving(strip_gps=True)
    assert answer.receipt[0].startswith("PNG, 200 ")


def test_a_receipt_is_of_what_is_shown(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """It goes once the result is another than what the file holds."""
    driver.open(photo)
    driver.restore("tone")
    driver.save(tmp_path / "a.png")
    assert driver.window.sharing.receipt.isVisible()
    driver.slide("Correct tone: Strength", 40)
    driver.wait_for_result()
    assert not driver.window.sharing.receipt.isVisible()


def test_a_long_receipt_scrolls_and_leaves_the_photo_in_sight(driver: Driver, photo: Path) -> None:
    """It takes no more than half of a small window, and scrolls to its end; a short one does not scroll."""
    driver.open(photo)
    window, receipt = driver.window, driver.window.sharing.receipt
    window.resize(885, 700)
    scrolled = receipt.findChild(QScrollArea)
    bar, words = scrolled.verticalScrollBar(), scrolled.widget()
    for count, scrolls in ((1, False), (40, True)):
        receipt.show_receipt(photo, tuple(f"what is said of it, number {at}" for at in range(count)))
        driver.wait(lambda scrolls=scrolls: bool(bar.maximum()) == scrolls)
        assert receipt.height() < window.height() / 2
        assert words.height() >= words.heightForWidth(words.width())
        assert bar.maximum() + scrolled.viewport().height() >= words.height()
