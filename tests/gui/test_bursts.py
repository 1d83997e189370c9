"""Several photos of one scene are opened as one, and make one clean photo."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import runners
import workers
from bursting import COUNT, NOISE, SHARPEST, SIZE, error, item, make_models, open_burst, restore, shoot, tick
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from skimage import data

from gui.burst import Burst, in_order
from gui.files.session import read_session
from gui.words import texts, texts_burst
from gui.work.runner import Runner
from restorer import Library, Saving, Step, read_photo, restore_burst
from restorer.networks.library import shipped_models
from restorer.pixels.samples import Samples


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of the shipped models and one for bursts, which answers with the mean of the frames."""
    return make_models(tmp_path_factory.mktemp("burst"))


@pytest.fixture(scope="module")
def _burst_runner(qapp: object, models: Path) -> Iterator[Runner]:
    yield from runners.at_work(partial(workers.with_models, models))


@pytest.fixture
def runner(_burst_runner: Runner) -> Iterator[Runner]:
    """Give a runner whose worker has a model for bursts."""
    yield from runners.lent(_burst_runner)


@pytest.fixture(scope="session")
def clean() -> Samples:
    """Give what all frames show, ``(H, W, 3)`` uint8."""
    load: Any = data.astronaut
    return np.asarray(load()[: SIZE[0], 150 : 150 + SIZE[1]], np.uint8)


@pytest.fixture
def frames(tmp_path: Path, clean: Samples) -> list[Path]:
    """Give the frames of a burst as files, noisy, one of them sharper than the others."""
    return shoot(tmp_path, clean)


def test_the_sharpest_is_shown_among_the_others(driver: Driver, frames: list[Path]) -> None:
    """The sharpest frame is opened, the strip lists all in the order of their names, denoising is on."""
    driver.switch("tone")
    open_burst(driver, frames[::-1])
    panel = driver.window.bursts.panel
    assert driver.opened.path == frames[SHARPEST]
    assert [panel.frames.item(at).text() for at in range(COUNT)] == [path.name for path in frames]
    assert panel.isVisible()
    assert panel.heading.text() == "Burst of 4"
    assert driver.setting("denoise").is_on
    assert driver.setting("denoise").burst == Burst((frames[0],), (frames[2], frames[3]))
    assert item(driver, frames[SHARPEST]).toolTip() == f"{frames[SHARPEST].name}, shown"
    assert not item(driver, frames[SHARPEST]).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not item(driver, frames[0]).icon().isNull()
    driver.switch("tone")
    assert panel.left_out.text() == texts_burst.DENOISE_IS_OFF


def test_the_others_make_it_cleaner(driver: Driver, frames: list[Path], clean: Samples, models: Path) -> None:
    """The result is what the library makes of the frames that are used; undo undoes."""
    open_burst(driver, frames)
    among = restore(driver)
    step = Step("denoise", controls={"sigma": float(NOISE)})
    photos, library = [read_photo(path) for path in frames], Library([models])
    assert np.array_equal(among, restore_burst(photos, reference=1, step=step, library=library).samples)
    assert error(among, clean) < 0.7 * error(driver.opened.photo.samples, clean)
    tick(driver, frames[3], on=False)
    assert driver.window.bursts.panel.left_out.text() == "1 left out"
    assert driver.actions.history.undoText() == f"Burst: {texts_burst.LEFT_OUT.format(frames[3].name)}"
    assert driver.advice == texts.STALE
    three = restore_burst(photos[:3], reference=1, step=step, library=library).samples
    assert np.array_equal(restore(driver), three)
    driver.slide("Denoise: Strength", 0)
    driver.wait_for_result()
    assert np.array_equal(driver.restored.photo.samples, driver.opened.photo.samples)
    driver.press("Ctrl+Z")
    driver.press("Ctrl+Z")
    assert item(driver, frames[3]).checkState() == Qt.CheckState.Checked
    assert np.array_equal(restore(driver), among)


def test_another_frame_is_chosen(driver: Driver, frames: list[Path]) -> None:
    """Another frame takes the place of the photo; what was left out stays so, and settings stay."""
    open_burst(driver, frames)
    driver.slide("Denoise: In brightness", 70)
    tick(driver, frames[0], on=False)
    panel = driver.window.bursts.panel
    assert not panel.restore_this.isEnabled()
    panel.frames.setCurrentItem(item(driver, frames[2]))
    driver.click(panel.restore_this)
    driver.wait(lambda: driver.opened.path == frames[2] and not driver.state.work)
    assert driver.setting("denoise").burst == Burst((frames[1],), (frames[3],))
    assert driver.setting("denoise").controls == {"luminance": 0.7}
    assert item(driver, frames[2]).font().bold()
    assert item(driver, frames[0]).checkState() == Qt.CheckState.Unchecked


def test_closed_the_one_photo_stays(driver: Driver, frames: list[Path]) -> None:
    """A burst that is closed leaves the photo alone as it is when it was opened alone."""
    open_burst(driver, frames)
    among = restore(driver)
    driver.click(driver.named(QPushButton, texts_burst.CLOSE.name))
    assert not driver.window.bursts.panel.isVisible()
    assert driver.opened.path == frames[SHARPEST]
    alone = restore(driver)
    driver.state.restored = None  # it is not to be saved
    driver.open(frames[SHARPEST])
    assert np.array_equal(restore(driver), alone)
    assert not np.array_equal(alone, among)


def test_another_photo_has_no_burst(driver: Driver, frames: list[Path], photo: Path) -> None:
    """A photo that is opened alone after a burst is restored alone."""
    open_burst(driver, frames)
    driver.open(photo)
    assert driver.setting("denoise").burst is None
    assert not driver.window.bursts.panel.isVisible()


def test_saved_with_a_receipt_and_a_note(driver: Driver, frames: list[Path], tmp_path: Path) -> None:
    """The file holds what is shown, and says of how many frames by which model; no frame is written over."""
    open_burst(driver, frames)
    among = restore(driver)
    driver.actions.save_photo(frames[0], Saving())
    assert driver.words == texts.OVER_ORIGINAL
    saved = read_photo(driver.save(tmp_path / "clean.png"))
    assert np.array_equal(saved.samples, among)
    assert saved.metadata.xmp is not None
    assert b"frames=4" in saved.metadata.xmp
    assert b"mean" in saved.metadata.xmp
    assert driver.window.sharing.receipt.isVisible()


def test_a_recipe_leaves_the_burst(driver: Driver, frames: list[Path], tmp_path: Path) -> None:
    """A recipe is written without the photos of the burst, and one that is read keeps them."""
    open_burst(driver, frames)
    recipe = driver.write_recipe(tmp_path / "recipe.toml")
    assert "shot" not in recipe.read_text()
    driver.read_recipe(recipe)
    assert driver.setting("denoise").burst == Burst((frames[0],), (frames[2], frames[3]))


def test_what_cannot_be_used_is_told(driver: Driver, frames: list[Path], clean: Samples) -> None:
    """A frame of another size and a broken one are named with the reason, and the others are opened."""
    Image.fromarray(clean[:100]).save(frames[0])
    frames[2].write_bytes(b"no photo")
    open_burst(driver, frames)
    assert [frame.path for frame in driver.opened.frames] == [frames[1], frames[3]]
    other = f"Without {frames[0].name}: it is 160 × 100 pixels, the others 160 × 120."  # noqa: RUF001
    assert other in driver.words
    assert f"Without {frames[2].name}: " in driver.words
    assert "\n" not in driver.words


def test_too_few_are_no_burst(driver: Driver, frames: list[Path], photo: Path) -> None:
    """Where one photo is left, what was open stays, and a sentence says why."""
    driver.open(photo)
    frames[0].write_bytes(b"no photo")
    driver.window.bursts.open_burst(frames[:2])
    driver.wait(lambda: driver.words)
    assert driver.words.startswith(
        "The burst could not be opened: it takes two photos of one size (without shot-8"
    )
    assert driver.opened.path == photo
    driver.window.bursts.open_burst(frames[:1])
    driver.wait(lambda: texts_burst.ONE_PHOTO in driver.words)


def test_a_frame_that_is_gone_is_told(driver: Driver, frames: list[Path]) -> None:
    """A frame that vanished since is named; without it the burst is restored."""
    open_burst(driver, frames)
    frames[3].unlink()
    driver.set_level(NOISE)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: driver.words and not driver.state.work)
    assert f"{frames[3].name} of the burst can no longer be read" in driver.words
    tick(driver, frames[3], on=False)
    restore(driver)


def test_cancel_stops_a_burst(driver: Driver, frames: list[Path]) -> None:
    """While frames are looked through, or restored, cancelling answers at once and leaves all as it was."""
    driver.window.bursts.open_burst(frames)
    driver.press("Esc")
    assert driver.state.work is None
    open_burst(driver, frames)
    steps: list[float] = []
    driver.state.progressed.connect(lambda done, total: steps.append(done / total))
    driver.set_level(NOISE)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: steps)
    driver.click(driver.named(QPushButton, texts.CANCEL))
    assert driver.state.restored is None
    restore(driver)
    assert steps[-1] == 1


def test_the_session_comes_back_as_a_burst(
    make_driver: Callable[..., Driver], runner: Runner, frames: list[Path], tmp_path: Path
) -> None:
    """After a crash the burst is there, its reference and what was left out; a frame gone is passed over."""
    file = tmp_path / "session.json"
    driver = make_driver(runner, file)
    open_burst(driver, frames)
    driver.window.bursts.open_frame(frames[2])
    driver.wait(lambda: driver.opened.path == frames[2] and not driver.state.work)
    tick(driver, frames[0], on=False)
    driver.wait(lambda: file.exists() and json.loads(file.read_text())["settings"] and _burst(file))
    left = file.read_text()
    driver.window.close()
    file.write_text(left)
    frames[3].unlink()
    again = make_driver(runner, file)
    again.click(next(iter(again.window.message._offers)))
    again.wait(lambda: again.state.opened and not again.state.work)
    assert again.opened.path == frames[2]
    assert again.setting("denoise").burst == Burst((frames[1],), ())
    assert [frame.path for frame in again.opened.frames] == frames[:3]
    assert item(again, frames[0]).checkState() == Qt.CheckState.Unchecked


def _burst(file: Path) -> bool:
    session = read_session(file)
    assert session
    (denoise,) = (setting for setting in session.settings if setting.task == "denoise")
    return denoise.burst is not None and len(denoise.burst.others) == COUNT - 2


def test_without_a_model_it_says_so(
    make_driver: Callable[..., Driver],
    make_runner: Callable[..., Runner],
    models: Path,
    frames: list[Path],
    tmp_path: Path,
) -> None:
    """Where there is no model for bursts one sentence says so and what to do, and a photo opens alone."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "level-cnn.onnx").symlink_to(shipped_models() / "level-cnn.onnx")
    driver = make_driver(make_runner(partial(workers.with_models, folder)))
    driver.window.bursts.open_burst(frames)
    driver.wait(lambda: driver.words)
    assert driver.words == f"The burst could not be opened: {texts_burst.NO_MODEL}."
    driver.open(frames[0])


def test_names_are_counted_up() -> None:
    """Photos are in the order in which a camera numbers them, each once."""
    paths = [Path(f"/{name}") for name in ("b10.jpg", "b9.jpg", "B8.jpg", "b9.jpg", "a1.jpg")]
    assert [path.name for path in in_order(paths)] == ["a1.jpg", "B8.jpg", "b9.jpg", "b10.jpg"]
