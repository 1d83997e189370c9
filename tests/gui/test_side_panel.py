"""The parts beside the steps: the histogram tells what is shown, the history jumps, both fold away."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QUndoView

from gui.panels.histogram_panel import HistogramPanel, Plot
from gui.settings import FIRST
from gui.words import texts_menus, texts_side
from gui.work.histogram import Histogram
from gui.work.runner import Runner
from restorer.pixels.samples import Samples


def plot_of(driver: Driver) -> Plot:
    """Find the plot."""
    return driver.named(Plot, texts_side.HISTOGRAM)


def panel_of(driver: Driver) -> HistogramPanel:
    """Find the panel that counts."""
    panel = driver.window.findChild(HistogramPanel)
    assert isinstance(panel, HistogramPanel)
    return panel


def histograms(driver: Driver, count: int) -> tuple[Histogram, ...]:
    """Give the histograms shown once all is counted: so many."""
    panel = panel_of(driver)
    driver.wait(lambda: not panel._timer.isActive() and panel._counter._errands.is_quiet)
    assert len(plot_of(driver).histograms) == count
    return plot_of(driver).histograms


def test_the_histogram_counts_the_photo(driver: Driver, tmp_path: Path) -> None:
    """The shares are those of the samples, what is clipped is told in numbers, also to a screen reader."""
    levels = np.zeros((100, 100, 3), np.uint8) + np.array([10, 20, 200], np.uint8)
    levels[:12] = 0
    levels[12:32, :, 2] = 255
    Image.fromarray(levels).save(tmp_path / "levels.png")
    driver.open(tmp_path / "levels.png")
    (found,) = histograms(driver, 1)
    red, green, blue, luma = found.shares
    assert (red[0], red[10], green[20], blue[200], blue[255]) == (0.12, 0.88, 0.88, 0.68, 0.2)
    assert luma[round(0.299 * 10 + 0.587 * 20 + 0.114 * 200)] == 0.68
    assert (found.shadows, found.highlights) == (0.12, 0.2)
    assert all(abs(sum(shares) - 1) < 1e-9 for shares in found.shares)
    panel = panel_of(driver)
    words = panel.words.text().replace("\N{NO-BREAK SPACE}", " ")
    assert words == "Clipped shadows 12 %, highlights 20 %"
    assert panel.words.text() in plot_of(driver).accessibleDescription()
    assert "red 9 of 255 on average" in plot_of(driver).accessibleDescription()


def test_the_histogram_follows_a_strength(driver: Driver, photo: Path, noisy: Samples) -> None:
    """Before and after are counted, and after is what the strength makes of it while it is dragged."""
    driver.open(photo)
    driver.denoise()
    before, after = histograms(driver, 2)
    for histogram, samples in ((before, noisy), (after, driver.restored.photo.samples)):
        green = np.bincount(samples[..., 1].ravel(), minlength=256) / samples[..., 1].size
        assert histogram.shares[1] == tuple(green.tolist())
    driver.slide("Denoise: Strength", 0)
    driver.wait(lambda: plot_of(driver).histograms[1] == before)
    assert driver.state.shown_settings == driver.state.settings


def test_the_scale_is_changed_by_click_and_key(driver: Driver, photo: Path) -> None:
    """A click and Space change between a linear and a logarithmic scale, which look different."""
    driver.open(photo)
    histograms(driver, 1)
    plot = plot_of(driver)
    linear = plot.grab().toImage()
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton)
    assert plot.is_logarithmic
    assert plot.grab().toImage() != linear
    QTest.keyClick(plot, Qt.Key.Key_Space)
    assert not plot.is_logarithmic


def test_words_lie_above_the_curves(driver: Driver, photo: Path) -> None:
    """However large the letters are, the line that names the scale is clear of the levels."""
    driver.open(photo)
    histograms(driver, 1)
    plot = plot_of(driver)
    font = plot.font()
    font.setPointSize(20)
    plot.setFont(font)
    line = QRect(0, 0, plot.width(), plot.fontMetrics().height())
    words = plot.grab(line).toImage()
    plot.histograms = ()
    assert plot.grab(line).toImage() == words


def test_the_panel_is_hidden_by_its_key(make_driver: Callable[..., Driver], runner: Runner) -> None:
    """F9 gives its room to the photo and back; it is as it was left at the next start."""
    driver = make_driver(runner)
    for is_shown in (False, True, False):
        driver.press("F9")
        assert driver.window.panel.isVisible() == is_shown
        assert driver.action(texts_menus.SIDE_PANEL).isChecked() == is_shown
    assert not make_driver(runner).window.panel.isVisible()
    QSettings().setValue("window/side_panel", "")
    assert make_driver(runner).window.panel.isVisible()


def test_the_histogram_makes_room_in_a_low_window(driver: Driver) -> None:
    """It folds by itself, unless it is wanted there, and comes back with the room."""
    heading = driver.named(QToolButton, texts_side.HISTOGRAM)
    for height, is_open in ((380, False), (600, True), (380, False)):
        driver.window.resize(900, height)
        driver.wait(lambda is_open=is_open: plot_of(driver).isVisible() == is_open)
    driver.click(heading)
    assert plot_of(driver).isVisible()


def test_the_history_jumps(driver: Driver, photo: Path) -> None:
    """Each change is listed below the original state; a click on an entry sets what was set then."""
    driver.open(photo)
    driver.click(driver.named(QToolButton, texts_side.HISTORY))
    driver.slide("Denoise: Strength", 60)
    driver.switch("denoise", "tone")
    after = driver.state.settings
    view = driver.named(QUndoView, texts_side.HISTORY)
    model = view.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == [texts_side.ORIGINAL, "Denoise: strength", "Correct tone: on"]
    for row, settings in ((0, FIRST), (2, after)):
        place = view.visualRect(model.index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert driver.state.settings == settings


def test_parts_fold_away_and_stay_so(driver: Driver, photo: Path) -> None:
    """A heading hides its part, which counts nothing then, and catches up when it is shown."""
    heading = driver.named(QToolButton, texts_side.HISTOGRAM)
    driver.click(heading)
    assert not plot_of(driver).isVisible()
    assert heading.accessibleDescription() == texts_side.unfolded(is_open=False)
    driver.open(photo)
    assert histograms(driver, 0) == ()
    driver.click(heading)
    assert histograms(driver, 1)
