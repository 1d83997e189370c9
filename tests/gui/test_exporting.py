"""The export dialog: what goes together, what it costs, what it would replace, what is in the file."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from answers import choose_format, chooser, click, item
from driver import Driver, markup_of
from PIL import Image
from PySide6.QtWidgets import QDialog, QMessageBox

import restorer
from gui.saving.export_dialog import ExportDialog
from gui.words import texts, texts_export
from gui.work.export import estimate
from gui.work.recipes import recipe_of
from restorer.metadata.exif import count_tags
from restorer.pixels.samples import Samples

Choose = Callable[[QDialog], None]


@pytest.fixture
def travelled(tmp_path: Path, noisy: Samples) -> Path:
    """Give a photo that tells its camera and where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 1.0, 2.0)
    path = tmp_path / "travelled.jpg"
    Image.fromarray(noisy).save(path, quality=92, exif=exif)
    return path


def ask(driver: Driver, look: Callable[[ExportDialog], None]) -> None:
    """Open the dialog, look at it, and leave it."""

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        look(dialog)
        dialog.reject()

    driver.answer(reply)
    driver.trigger(texts.SAVE)


def estimate_of(driver: Driver, dialog: ExportDialog) -> int:
    """Wait until the size is told and give it in bytes."""
    driver.wait(lambda: dialog.size_words.text().startswith("About"))
    number, unit = dialog.size_words.text().removeprefix("About ").split(",")[0].split()
    return round(float(number) * {"bytes": 1, "kB": 1e3, "MB": 1e6}[unit])


def test_files_are_as_chosen(driver: Driver, travelled: Path, tmp_path: Path) -> None:
    """Quality, depth, place and history are in each file as they were chosen, and its receipt says so."""
    driver.open(travelled)
    driver.denoise()
    rough = restorer.read_photo(driver.save(tmp_path / "a.jpg", chooser(format="jpeg", quality=60)))
    assert (rough.coding.quality, rough.format) == (60, "jpeg")
    assert "as near as quality 60 keeps it" in driver.window.sharing.receipt.text
    assert rough.metadata.exif
    assert count_tags(rough.metadata.exif) == 3
    assert rough.metadata.xmp
    assert b"denoise" in rough.metadata.xmp

    bare = restorer.read_photo(
        driver.save(tmp_path / "b.webp", chooser(format="webp", strip_gps=True, history=False))
    )
    assert bare.format == "webp"
    assert bare.metadata.exif
    assert count_tags(bare.metadata.exif) == 1
    assert bare.metadata.xmp is None
    assert "Kept: 1 EXIF entry; none was lost" in driver.window.sharing.receipt.text
    assert "Left out as you wished: where the photo was taken" in driver.window.sharing.receipt.text

    deep = restorer.read_photo(driver.save(tmp_path / "c.avif", chooser(format="avif", depth=10)))
    assert (deep.format, deep.depth) == ("avif", 10)
    assert "10 bit" in driver.window.sharing.receipt.text


@pytest.mark.parametrize("ending", ["tif", "png"])
def test_more_bits_are_used(driver: Driver, photo: Path, tmp_path: Path, ending: str) -> None:
    """A result saved at 16 bit is restored at 16 bit, as the command line does, not stretched from 8."""
    driver.open(photo)
    driver.denoise()
    shown = driver.restored.photo
    saved = restorer.read_photo(driver.save(tmp_path / f"deep.{ending}", chooser(depth=16)))
    saving = restorer.Saving(depth=16)
    deep = restorer.deepen(restorer.read_photo(photo), restorer.FORMATS["png"], saving)
    expected = restorer.restore(deep, recipe_of(driver.state.settings))
    assert saved.depth == 16
    assert np.array_equal(saved.samples, expected.samples)
    assert len(np.unique(saved.samples)) > 1000
    assert "16 bit" in driver.window.sharing.receipt.text
    assert "and so is every sample" in driver.window.sharing.receipt.text
    assert driver.restored.photo is shown
    driver.slide("Denoise: Strength", 50)
    assert driver.stage("denoise").full is shown


def test_only_what_goes_together_can_be_chosen(driver: Driver, photo: Path) -> None:
    """What a format lacks is greyed out and says why; a choice that no longer holds is taken back."""
    driver.open(photo)
    driver.denoise()

    def look(dialog: ExportDialog) -> None:
        options = dialog.options
        choose_format(dialog, "tiff")
        assert dialog.path.name == "portrait_restored.tif"
        assert not options.automatic.isEnabled()
        assert options.automatic.toolTip().startswith("TIFF keeps every sample")
        assert item(options.depth, "32 bit, float") == (True, "")
        options.depth.setCurrentText("32 bit, float")
        choose_format(dialog, "jpeg")
        assert dialog.path.name == "portrait_restored.jpg"
        assert options.saving == restorer.Saving()
        assert options.automatic.isEnabled()
        assert item(options.depth, "16 bit") == (False, "JPEG holds 8 bits a sample")
        options.automatic.setChecked(False)
        assert options.quality.isEnabled()
        options.quality.slider.setValue(0)
        assert options.saving.quality == 1
        dialog.name.setText(str(photo.with_name("typed.avif")))
        assert options.kind.name == "avif"
        assert item(options.depth, "16 bit") == (False, "AVIF holds 8, 10 or 12 bits a sample")

    ask(driver, look)


def test_conflicts_are_shown_before(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A taken name says so and can be numbered; the original, an odd ending, a folder will not do.

    A name alone is one beside the photo, wherever the program was started.
    """
    driver.open(photo)
    driver.denoise()
    (tmp_path / "taken.png").write_bytes(b"mine")
    (tmp_path / "taken-2.png").write_bytes(b"mine")

    def look(dialog: ExportDialog) -> None:
        for name, words in (
            (photo, texts_export.IS_ORIGINAL),
            (tmp_path / "a.xyz", texts_export.OTHER_ENDING.format(".xyz")),
            (tmp_path / "<b>no" / "a.png", texts_export.NO_FOLDER.format(tmp_path / "<b>no")),
            ("", texts_export.NO_NAME),
            (tmp_path, texts_export.IS_FOLDER),
            (
                long := tmp_path / " ".join(["long"] * 80) / "a.png",
                texts_export.NO_FOLDER.format(long.parent),
            ),
            ("~no-such-user/a.png", texts_export.NO_FOLDER.format(tmp_path / "~no-such-user")),
        ):
            dialog.name.setText(str(name))
            assert dialog._conflict.text() == texts.breakable(words)
            assert dialog._conflict.height() >= dialog._conflict.heightForWidth(dialog._conflict.width())
            assert not markup_of(dialog)
            assert not dialog._save.isEnabled()
            dialog.accept()
            assert dialog.isVisible()
        dialog.name.setText("grandma")
        assert dialog.path == photo.with_name("grandma.png")
        dialog.name.setText(str(tmp_path / "taken.png"))
        assert dialog._conflict.text() == texts_export.EXISTS
        assert dialog._save.text() == texts_export.REPLACE
        dialog._number.click()
        assert dialog.path == tmp_path / "taken-3.png"
        assert dialog._conflict.text() == ""
        assert dialog._save.text() == texts_export.SAVE

    ask(driver, look)
    assert (tmp_path / "taken.png").read_bytes() == b"mine"
    driver.wait(lambda: not driver.window.findChildren(ExportDialog))


@pytest.fixture(scope="module")
def large() -> restorer.Photo:
    """Give a photo too large to be packed whole, smooth at one side and grainy at the other."""
    slope = np.linspace(40, 200, 1300)[:, None, None] + np.zeros((1300, 1200, 3))
    levels = slope + np.random.default_rng(0).normal(0, 6, slope.shape) * np.linspace(0, 2, 1200)[:, None]
    return restorer.Photo(levels.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("name", ["jpeg", "png", "tiff", "webp"])
def test_estimates_of_large_photos_are_near(tmp_path: Path, large: restorer.Photo, name: str) -> None:
    """The size is told from a part of it, to a tenth."""
    told = estimate(large, large, name, restorer.Saving())
    path = tmp_path / f"large.{name}"
    receipt = restorer.write_photo(large, path)
    assert told.size == pytest.approx(path.stat().st_size, rel=0.1)
    assert (told.depth, told.quality) == (receipt.depth, receipt.quality)


def test_estimates_are_near(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """The size told is that of the file to a fifth, in each format, also where bits are added."""
    driver.open(photo)
    driver.denoise()
    told: dict[str, int] = {}
    wanted = ("jpeg", "png", "tiff", "webp")

    def look(dialog: ExportDialog) -> None:
        for name in wanted:
            choose_format(dialog, name)
            told[name] = estimate_of(driver, dialog)
        choose_format(dialog, "png")
        dialog.options.depth.setCurrentText("16 bit")
        told["deep"] = estimate_of(driver, dialog)

    ask(driver, look)
    saved = {name: driver.save(tmp_path / f"size.{name}", chooser()).stat().st_size for name in wanted}
    saved["deep"] = driver.save(tmp_path / "deep.png", chooser(format="png", depth=16)).stat().st_size
    for name, size in saved.items():
        assert told[name] == pytest.approx(size, rel=0.2), name


def test_what_is_lost_is_told_before(driver: Driver, tmp_path: Path, noisy: Samples) -> None:
    """The dialog says what the format chosen cannot hold; the receipt says it again."""
    Image.fromarray(np.dstack([noisy, noisy[..., :1]])).save(tmp_path / "seen_through.png")
    driver.open(tmp_path / "seen_through.png")
    driver.denoise()
    said: list[str] = []

    def look(dialog: ExportDialog) -> None:
        driver.wait(lambda: dialog.size_words.text().startswith("About"))
        assert dialog.notices.text() == ""
        choose_format(dialog, "jpeg")
        driver.wait(lambda: dialog.size_words.text().startswith("About"))
        said.append(dialog.notices.text())

    ask(driver, look)
    assert said == ["JPEG cannot hold transparency, which was left out."]
    driver.save(tmp_path / "flat.jpg")
    assert "Not kept: jpeg cannot hold transparency" in driver.window.sharing.receipt.text


def test_quick_save_is_one_key(driver: Driver, photo: Path) -> None:
    """Ctrl+S saves beside the original, then again to the same file; what is not ours is asked about."""
    driver.open(photo)
    driver.denoise()
    target = photo.with_name("portrait_restored.png")
    driver.press("Ctrl+S")
    driver.wait(lambda: driver.state.saved and not driver.state.work)
    first = target.read_bytes()
    driver.slide("Denoise: Strength", 30)
    driver.wait_for_result()
    driver.press("Ctrl+S")
    driver.wait(lambda: not driver.state.is_unsaved and not driver.state.work)
    assert target.read_bytes() != first
    asked: list[Path] = []

    def reply(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        asked.append(dialog.path)
        dialog.reject()

    target.write_bytes(b"retouched by another program")
    driver.slide("Denoise: Strength", 40)
    driver.wait_for_result()
    for count in (1, 2):
        driver.answer(reply)
        driver.press("Ctrl+S")
        driver.wait(lambda count=count: len(asked) == count)
        driver.answer(click(QMessageBox.StandardButton.Discard))
        driver.open(photo)
        driver.restore()
    assert asked == [target, target]
    assert target.read_bytes() == b"retouched by another program"
