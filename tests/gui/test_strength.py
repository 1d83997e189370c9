"""A strength is seen as it is dragged, and blended in full a moment later without any network."""

from pathlib import Path

import numpy as np
import pytest
from driver import Driver, off
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton, QSlider

import restorer
from gui.wishes import Restore
from gui.words import texts, texts_export
from gui.work.recipes import recipe_of
from restorer.pixels.samples import Samples


@pytest.fixture
def denoised(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a denoised photo, seen alone at 100 %."""
    driver.open(photo)
    driver.denoise()
    driver.canvas.set_comparing(on=False)
    return driver


@pytest.fixture
def toned(driver: Driver, photo: Path) -> Driver:
    """Give a driver with a photo denoised and then toned, seen alone at 100 %."""
    driver.open(photo)
    driver.restore("denoise", "tone")
    driver.canvas.set_comparing(on=False)
    return driver


def while_blending(driver: Driver, name: str, percent: int, action: QAction) -> None:
    """Set a strength, and choose an action as soon as it is being blended."""
    chosen: list[bool] = []

    def choose() -> None:
        chosen.append(isinstance(driver.state.work, Restore) and action.isEnabled())
        action.trigger()

    once = Qt.ConnectionType.SingleShotConnection
    driver.state.work_changed.connect(lambda: QTimer.singleShot(0, choose), once)
    driver.slide(name, percent)
    driver.wait(lambda: chosen)
    assert chosen == [True]


def works(driver: Driver) -> list[object]:
    """Give a list that gets what the worker is asked for from now on."""
    asked: list[object] = []
    driver.state.work_changed.connect(lambda: asked.append(driver.state.work))
    return asked


def test_a_drag_is_seen_at_once(denoised: Driver, noisy: Samples) -> None:
    """Each strength shows the blend that would be saved, before the worker is asked for anything."""
    asked = works(denoised)
    full = denoised.stage("denoise").full.samples
    for percent in (0, 50, 80, 100):
        denoised.slide("Denoise: Strength", percent)
        assert off(denoised.shown_photo(), restorer.blend(noisy, full, percent / 100)) <= 2
    assert asked == []


@pytest.mark.parametrize("percent", [0, 35])
def test_a_strength_let_go_is_blended_in_full(denoised: Driver, noisy: Samples, percent: int) -> None:
    """A moment after a drag the exact blend is there, made of the network's first answer."""
    full = denoised.stage("denoise").full
    denoised.slide("Denoise: Strength", 90, 60, percent)
    denoised.wait_for_result()
    assert denoised.stage("denoise").full is full
    exact = restorer.blend(noisy, full.samples, percent / 100)
    assert np.array_equal(denoised.restored.photo.samples, exact)
    assert np.array_equal(denoised.shown_photo(), exact)
    assert denoised.advice == ""


def test_a_strength_goes_back_to_the_full_answer(denoised: Driver) -> None:
    """Blended in full and dragged to 100 % again, what is seen is the network's answer, bit for bit."""
    full = denoised.stage("denoise").full
    for percent in (20, 100):
        denoised.slide("Denoise: Strength", percent)
        denoised.wait_for_result()
    assert denoised.restored.photo is full
    assert np.array_equal(denoised.shown_photo(), full.samples)


def test_a_drag_after_a_blend_is_seen_at_once(denoised: Driver, noisy: Samples) -> None:
    """A second drag, from a result that is blended already, is shown as exactly as the first."""
    full = denoised.stage("denoise").full.samples
    denoised.slide("Denoise: Strength", 20)
    denoised.wait_for_result()
    for percent in (0, 70, 100):
        denoised.slide("Denoise: Strength", percent)
        assert off(denoised.shown_photo(), restorer.blend(noisy, full, percent / 100)) <= 2


def test_a_drag_honours_brightness_and_colour(denoised: Driver, noisy: Samples) -> None:
    """With less of the denoising in brightness a drag of the strength adds and takes as little of it."""
    denoised.slide("Denoise: In brightness", 25)
    denoised.restore()
    full = denoised.stage("denoise").full.samples
    for percent in (0, 60):
        denoised.slide("Denoise: Strength", percent)
        blended = restorer.blend(noisy, full, percent / 100, luminance=0.25)
        departures = np.abs(denoised.shown_photo().astype(int) - blended)
        assert np.percentile(departures, 99.5) <= 2  # where light is clipped it may be more


def test_of_an_early_step_the_drag_is_near_and_the_end_exact(toned: Driver, photo: Path) -> None:
    """Of a step before others the drag shows about what comes, and what comes is what the library does."""
    full, before = toned.stage("denoise").full, toned.shown_photo()
    toned.slide("Denoise: Strength", 30)
    near = toned.shown_photo().astype(float)
    toned.wait_for_result()
    recipe = recipe_of(toned.state.settings)
    exact = restorer.restore(restorer.read_photo(photo), recipe).samples
    assert toned.stage("denoise").full is full
    assert np.array_equal(toned.restored.photo.samples, exact)
    assert np.array_equal(toned.shown_photo(), exact)
    assert np.abs(near - exact).mean() < np.abs(before - exact.astype(float)).mean() * 0.7


def test_of_the_last_step_the_drag_is_near_the_blend(toned: Driver) -> None:
    """Of the last of several steps the drag shows the blend of the two photos it lies between."""
    stage = toned.stage("tone")
    toned.slide("Correct tone: Strength", 40)
    blended = restorer.blend(stage.before.samples, stage.full.samples, 0.4)
    assert off(toned.shown_photo(), blended) <= 2
    toned.wait_for_result()
    assert toned.stage("tone").full is stage.full
    assert np.array_equal(toned.restored.photo.samples, blended)


def test_a_strength_set_while_the_worker_is_busy_is_blended_later(driver: Driver, large_photo: Path) -> None:
    """A drag during the restoring itself is blended in full after it, from the same answer."""
    driver.open(large_photo)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.slide("Denoise: Strength", 40)
    driver.wait(lambda: driver.state.restored)
    full = driver.stage("denoise").full
    assert driver.restored.photo is full
    driver.wait_for_result()
    assert driver.stage("denoise").full is full
    exact = restorer.blend(driver.opened.photo.samples, full.samples, 0.4)
    assert np.array_equal(driver.restored.photo.samples, exact)


def test_a_drag_of_a_zoomed_photo_is_seen_in_its_place(denoised: Driver, noisy: Samples) -> None:
    """Zoomed in, a drag changes what the screen shows of the photo and nothing is shifted."""
    for _ in range(3):
        denoised.canvas.viewport.zoom(1)
    denoised.canvas.set_peeking(on=True)
    original = denoised.shown_photo()
    denoised.canvas.set_peeking(on=False)
    denoised.slide("Denoise: Strength", 0)
    assert off(denoised.shown_photo(), original) <= 2


def test_undo_of_a_strength_is_seen_at_once(denoised: Driver) -> None:
    """Undo after a drag shows what was there before it."""
    before = denoised.shown_photo()
    denoised.slide("Denoise: Strength", 10)
    assert off(denoised.shown_photo(), before) > 10
    denoised.press("Ctrl+Z")
    assert np.array_equal(denoised.shown_photo(), before)


def test_a_strength_is_no_stale_result(denoised: Driver) -> None:
    """A drag does not ask for another restoring; a step switched on does, and the drag then waits for it."""
    denoised.slide("Denoise: Strength", 30)
    assert not denoised.state.is_stale
    assert denoised.advice == ""
    denoised.wait_for_result()
    shown = denoised.shown_photo()
    denoised.switch("denoise", "tone")
    denoised.slide("Denoise: Strength", 80)
    assert denoised.advice == texts.STALE
    upper = slice(len(shown) // 2)  # a mark in the lower half says that it is stale
    assert np.array_equal(denoised.shown_photo()[upper], shown[upper])
    assert denoised.named(QSlider, "Denoise: Strength").value() == 80


def test_a_result_goes_out_while_its_strength_is_blended(
    driver: Driver, large_photo: Path, tmp_path: Path
) -> None:
    """Saving and copying are no more off while a strength is blended than before; the blend comes along."""
    driver.open(large_photo)
    driver.restore("tone")
    driver.save(tmp_path / "saved.png")
    while_blending(driver, "Correct tone: Strength", 40, driver.window.sharing.save)
    driver.wait(lambda: not driver.state.is_unsaved)
    driver.wait_for_result()
    stage = driver.stage("tone")
    blended = restorer.blend(stage.before.samples, stage.full.samples, 0.4)
    assert np.array_equal(restorer.read_photo(tmp_path / "saved.png").samples, blended)
    while_blending(driver, "Correct tone: Strength", 60, driver.window.sharing.copy)
    driver.wait(lambda: driver.words == texts.notice((texts_export.COPIED,)))
    driver.wait_for_result()
    copied = QGuiApplication.clipboard().image().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(copied.constBits(), np.uint8).reshape(copied.height(), copied.bytesPerLine())
    blended = restorer.blend(stage.before.samples, stage.full.samples, 0.6)
    assert np.array_equal(rows[:, : 3 * copied.width()].reshape(blended.shape), blended)
