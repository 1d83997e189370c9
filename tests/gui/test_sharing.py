"""What is shown goes to other programs by the clipboard and by dragging, and comes from them by pasting."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import ExifTags, Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

import restorer
from gui.saving.clipboard import copy_pixels
from gui.saving.export_dialog import ExportDialog
from gui.words import texts, texts_export
from gui.work.runner import Runner
from restorer.pixels.samples import Samples


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


def on_clipboard() -> QMimeData:
    """Give what is on the clipboard, which is nothing at all offscreen after it was cleared."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


def copied() -> Samples:
    """Give the picture on the clipboard: ``(H, W, 4)`` uint8 RGBA."""
    image = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return rows[:, : image.width()].copy()


def wait_for_copy(driver: Driver) -> Samples:
    """Copy by the keys and give the picture."""
    QGuiApplication.clipboard().clear()
    driver.press("Ctrl+C")
    driver.wait(lambda: on_clipboard().hasImage())
    return copied()


def put(mime: QMimeData) -> None:
    """Put something on the clipboard as another program would."""
    QGuiApplication.clipboard().setMimeData(mime)


def files_on_clipboard() -> list[Path]:
    """List the files on the clipboard."""
    return [Path(url.toLocalFile()) for url in on_clipboard().urls()]


def test_copy_gives_what_is_shown(driver: Driver, photo: Path, noisy: Samples) -> None:
    """Ctrl+C copies the result as its strength is set; the original with none, and while it is peeked at."""
    driver.open(photo)
    assert np.array_equal(wait_for_copy(driver)[..., :3], noisy)
    driver.denoise()
    full = driver.restored.photo.samples
    driver.slide("Denoise: Strength", 40)
    assert np.array_equal(wait_for_copy(driver)[..., :3], restorer.blend(noisy, full, 0.4))
    assert driver.words == texts.notice((texts_export.COPIED,))
    driver.canvas.setFocus()
    QTest.keyPress(driver.canvas, Qt.Key.Key_B)
    driver.action(texts_export.COPY).trigger()
    driver.wait(lambda: np.array_equal(copied()[..., :3], noisy))
    QTest.keyRelease(driver.canvas, Qt.Key.Key_B)
    assert driver.stage("denoise").full.samples is full


def test_a_transparent_photo_is_copied_without_the_checks(
    driver: Driver, tmp_path: Path, noisy: Samples
) -> None:
    """The checkerboard of the screen is not in what is copied: the transparency is."""
    seen = np.dstack([noisy, noisy[..., 0]])
    Image.fromarray(seen).save(tmp_path / "seen.png")
    driver.open(tmp_path / "seen.png")
    assert np.array_equal(wait_for_copy(driver), seen)


def test_pixels_pasted_become_a_photo(
    driver: Driver, noisy: Samples, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture pasted opens as a photo without a path, is restored, and asks for a name to be saved."""
    alpha = np.full((*noisy.shape[:2], 1), 255, np.uint8)
    copy_pixels(200, 160, np.dstack([noisy, alpha]).tobytes())
    driver.trigger(texts_export.PASTE)
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.opened.path is None
    assert np.array_equal(driver.opened.photo.samples, noisy)
    assert driver.window.windowTitle() == f"{texts_export.PASTED}[*] — {texts.APP}"
    driver.denoise()
    asked: list[str] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        asked.append(dialog.path.name)
        dialog.name.setText(str(tmp_path / "named"))
        dialog.accept()

    driver.answer(reply)
    driver.press("Ctrl+S")
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    assert asked == [f"{texts_export.PASTED}.png"]
    saved = np.asarray(Image.open(tmp_path / "named.png"))
    assert np.array_equal(saved, driver.restored.photo.samples)


@pytest.mark.parametrize("kind", ["file", "address", "path", "content"])
def test_what_can_be_pasted(driver: Driver, photo: Path, noisy: Samples, kind: str) -> None:
    """A file, its address or path as text, and a picture file's content are opened."""
    mime = QMimeData()
    if kind == "file":
        mime.setUrls([QUrl.fromLocalFile(str(photo))])
    elif kind == "content":
        mime.setData("image/png", photo.read_bytes())
    else:
        mime.setText(QUrl.fromLocalFile(str(photo)).toString() if kind == "address" else f'"{photo}"\n')
    put(mime)
    driver.press("Ctrl+V")
    driver.wait(lambda: driver.state.opened and not driver.state.work)
    assert driver.opened.path == (None if kind == "content" else photo)
    assert np.array_equal(driver.opened.photo.samples, noisy)


def test_several_files_or_a_folder_go_to_the_batch(driver: Driver, photo: Path, old_photo: Path) -> None:
    """As when they are dropped; nothing of what is pasted is passed over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (photo, old_photo)])
    put(mime)
    driver.press("Ctrl+V")
    window = driver.window.batch_door.window
    assert window
    driver.wait(lambda: [row.path for row in window.batch.queue.rows] == [photo, old_photo])
    window.batch.clear()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo.parent))])
    put(mime)
    driver.press("Ctrl+V")
    driver.wait(lambda: {row.path for row in window.batch.queue.rows} == {photo, old_photo})
    assert driver.words == ""


def test_nothing_to_paste_is_said(driver: Driver) -> None:
    """Words on the clipboard, or bytes that are no picture, get one sentence and change nothing."""
    for words in ("some words", "~nobody-of-this-name", ".", "README.md", "/"):
        driver.window.message.hide()
        QGuiApplication.clipboard().setText(words)
        driver.press("Ctrl+V")
        assert driver.words == texts_export.NOTHING_TO_PASTE
    mime = QMimeData()
    mime.setData("image/png", b"no picture")
    put(mime)
    driver.press("Ctrl+V")
    driver.wait(lambda: driver.words != texts_export.NOTHING_TO_PASTE and not driver.state.work)
    assert driver.words.startswith("What was pasted could not be opened: not a picture in a known format")
    assert driver.state.opened is None


def test_the_handle_gives_a_file(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A click on the handle gives the original, an unsaved result as a file, or the saved file itself."""
    handle = driver.window.sharing.handle
    driver.open(photo)
    driver.click(handle)
    assert files_on_clipboard() == [photo]
    driver.denoise()
    driver.slide("Denoise: Strength", 40)
    driver.wait_for_result()
    QGuiApplication.clipboard().clear()
    driver.click(handle)
    driver.wait(files_on_clipboard)
    (lent,) = files_on_clipboard()
    assert lent.name == "portrait_restored.png"
    assert lent.parent != photo.parent
    assert np.array_equal(np.asarray(Image.open(lent)), driver.restored.photo.samples)
    assert driver.state.is_unsaved
    assert driver.words == texts.notice((texts_export.FILE_COPIED,))
    saved = driver.save(tmp_path / "mine.png")
    QTest.keyClick(handle, Qt.Key.Key_Space)
    assert files_on_clipboard() == [saved]
    assert saved.read_bytes() == lent.read_bytes()


def test_the_handle_gives_a_photo_whose_file_is_gone(driver: Driver, photo: Path, noisy: Samples) -> None:
    """Without a result the photo itself is given, from a file that is there."""
    driver.open(photo)
    photo.unlink()
    driver.click(driver.window.sharing.handle)
    driver.wait(lambda: on_clipboard().hasUrls())
    with Image.open(on_clipboard().urls()[0].toLocalFile()) as image:
        assert np.array_equal(np.asarray(image), noisy)


def test_a_file_is_dragged_from_the_handle(
    driver: Driver, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The handle, pressed and moved, drags a copy of the result, once it is written; nothing is clicked."""
    dragged: list[Path] = []

    def note(drag: QDrag, _actions: Qt.DropAction) -> None:
        dragged.extend(Path(url.toLocalFile()) for url in drag.mimeData().urls())

    monkeypatch.setattr(QDrag, "exec", note)  # Qt's offscreen platform drags nothing
    driver.open(photo)
    driver.denoise()
    window = driver.window.windowHandle()
    handle = driver.window.sharing.handle
    at = handle.mapTo(driver.window, handle.rect().center())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(window, at + QPoint(0, 40))
    driver.wait(lambda: dragged)
    assert dragged[0].name == "portrait_restored.png"
    assert np.array_equal(np.asarray(Image.open(dragged[0])), driver.restored.photo.samples)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert files_on_clipboard() == []


def leave_out_the_place(dialog: QDialog) -> None:
    """Tick it in the dialog of Save as."""
    assert isinstance(dialog, ExportDialog)
    dialog.options.strip_gps.setChecked(True)


def test_what_is_left_out_is_left_out_of_the_next_photo_too(
    driver: Driver, make_driver: Callable[..., Driver], runner: Runner, photo: Path, tmp_path: Path
) -> None:
    """Who left out the place once does not give it away by saving the next photo, be it after a new start."""
    place = Image.Exif()
    place.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    paths = [tmp_path / f"{name}.png" for name in ("first", "second", "third")]
    for path in paths:
        Image.open(photo).save(path, exif=place)
    driver.open(paths[0])
    driver.denoise()
    driver.save(tmp_path / "a.png", leave_out_the_place)
    for path, window in ((paths[1], driver), (paths[2], make_driver(runner))):
        window.open(path)
        window.denoise()
        window.press("Ctrl+S")
        window.wait(lambda window=window: not window.state.work and not window.state.is_unsaved)
        exif = Image.open(path.with_name(f"{path.stem}_restored.png")).getexif()
        assert not exif.get_ifd(ExifTags.IFD.GPSInfo)


def test_what_is_dragged_out_has_no_place_either(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """Where the place was left out of the one saved before, a copy without it is lent."""
    place = Image.Exif()
    place.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    Image.open(photo).save(tmp_path / "located.png", exif=place)
    driver.open(photo)
    driver.denoise()
    driver.save(tmp_path / "a.png", leave_out_the_place)
    lent: list[Path] = []
    driver.window.exports.file_lent.connect(lent.append)
    driver.open(tmp_path / "located.png")
    driver.window.exports.lend()
    driver.wait(lambda: lent)
    assert lent[0] != tmp_path / "located.png"
    assert not Image.open(lent[0]).getexif().get_ifd(ExifTags.IFD.GPSInfo)
