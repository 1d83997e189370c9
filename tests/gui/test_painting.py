"""What is painted is what is filled, on the screen, in the result and in files; each stroke can be undone."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from answers import click
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QComboBox, QMessageBox, QProgressBar, QPushButton

import restorer
from gui.canvas.overlays import MaskLayer
from gui.canvas.view import View
from gui.mask import Mask, Origin, Stroke
from gui.settings import FIRST
from gui.wishes import MaskShown
from gui.words import texts
from gui.work.mask_images import as_levels, draw_mask, draw_strokes
from restorer.pixels.samples import Samples

SIZE = (40, 60)


def masked(driver: Driver) -> Samples:
    """Give where the result differs from the photo, ``(H, W)`` bool."""
    before, after = driver.opened.photo.samples, driver.restored.photo.samples
    return np.asarray((before != after).any(axis=2))


@pytest.fixture(scope="module")
def noisy(noisy: Samples) -> Samples:
    """Give a part of it, ``(100, 140, 3)`` uint8: a hole is looked at eight times."""
    return np.ascontiguousarray(noisy[:100, :140])


@given(st.floats(3, 30), st.floats(8, 50), st.floats(8, 30))
def test_a_line_is_as_wide_as_it_says(width: float, x: float, y: float) -> None:
    """A dot of some width covers a disc of that diameter, and erasing it leaves nothing."""
    dot = Stroke(((x, y),), width)
    levels = draw_strokes(np.zeros(SIZE, np.uint8), [dot])
    rows, columns = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    distance = np.hypot(columns - x, rows - y)
    assert (levels[distance < width / 2 - 1] == 255).all()
    assert (levels[distance > width / 2 + 1] == 0).all()
    erased = draw_strokes(levels, [Stroke(((x, y),), width + 3, erases=True)])
    assert not erased.any()


@cache
def found() -> MaskShown:
    """Give damage found: a line across."""
    return MaskShown(Origin.FOUND, draw_mask(np.eye(*SIZE, dtype=np.uint8) * 255))


def looks(layer: MaskLayer, strokes: tuple[Stroke, ...], drawn: Stroke | None, scale: float) -> QImage:
    """Paint strokes upon damage found, and one that is being drawn, as a layer shows them at a scale."""
    mask = Mask(Origin.FOUND, strokes)
    setting, view = replace(FIRST[0], mask=mask), View(scale, QPointF(5, -3))
    image = QImage(200, 160, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor("gray"))
    painter = QPainter(image)
    area = QRectF(5, 0, 60 * scale, 60)
    layer.paint(painter, view, area, 2.0, setting, drawn, found(), QColor("red"))
    painter.end()
    return image


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 3), st.sampled_from([1.0, 1.5])), max_size=8))
def test_a_mask_looks_as_if_it_were_painted_anew(steps: list[tuple[int, int, float]]) -> None:
    """Whatever was painted, undone, drawn or looked at before, each pixel is that of a first look."""
    points = [(8.0, 6.0), (30.0, 20.0), (12.0, 30.0), (25.0, 5.0)]
    strokes = [Stroke(tuple(points[at:] + points[:at]), 5.0, erases=at == 2) for at in range(3)]
    strokes.append(Stroke(tuple(points)))
    layer = MaskLayer()
    for count, at, scale in steps:
        seen = tuple(strokes[:count]), strokes[at] if at >= 0 else None, scale
        assert looks(layer, *seen) == looks(MaskLayer(), *seen)


def test_an_area_is_filled() -> None:
    """A stroke of no width marks what it encloses, upon what was marked before."""
    before = np.zeros(SIZE, np.uint8)
    before[0] = 255
    levels = draw_strokes(before, [Stroke(((10, 10), (30, 10), (30, 20), (10, 20)))])
    expected = before.copy()
    expected[10:20, 10:30] = 255
    assert np.array_equal(levels, expected)


@given(st.integers(0, 699), st.integers(0, 1099))
def test_one_damaged_pixel_is_seen_however_small_the_photo_is_shown(row: int, column: int) -> None:
    """Each level of a map's picture has the greatest value of the pixels it stands for."""
    damage = np.zeros((700, 1100), np.float32)
    damage[row, column] = 1
    for image in draw_mask(as_levels(damage)).levels:
        x, y = column * image.width() // 1100, row * image.height() // 700
        near = QRect(x, y, 2, 2) & image.rect()
        corners = (near.topLeft(), near.topRight(), near.bottomLeft(), near.bottomRight())
        assert max(image.pixelIndex(corner) for corner in corners) == 255


def test_what_is_painted_is_filled_and_nothing_else(blank: Driver) -> None:
    """A line across the photo changes the pixels below it, and all others stay bit for bit."""
    blank.window.toolbox.choose("brush")
    blank.window.toolbox.set_brush(8)
    blank.draw((40, 50), (80, 50), (120, 60))
    (stroke,) = blank.setting("inpaint").mask.strokes
    blank.restore()
    levels = draw_strokes(np.zeros((100, 140), np.uint8), [stroke])
    assert masked(blank)[levels == 255].mean() > 0.9
    assert not masked(blank)[levels == 0].any()


def test_it_is_what_the_library_does(blank: Driver, noisy: Samples) -> None:
    """The result is that of the library with the same mask, bit for bit."""
    blank.window.toolbox.choose("rectangle")
    blank.draw((100, 40), (130, 70))
    blank.window.toolbox.choose("lasso")
    blank.draw((20, 20), (40, 20), (40, 50), (20, 40))
    blank.window.toolbox.choose("eraser")
    blank.draw((115, 30), (115, 80))
    blank.restore()
    strokes = blank.setting("inpaint").mask.strokes
    assert [stroke.erases for stroke in strokes] == [False, False, True]
    mask = draw_strokes(np.zeros(noisy.shape[:2], np.uint8), strokes)
    assert np.array_equal(blank.restored.photo.samples, restorer.inpaint(noisy, mask))


def test_each_stroke_is_undone_alone(blank: Driver) -> None:
    """Undo takes strokes away one by one, redo puts them back."""
    blank.window.toolbox.choose("brush")
    for row in (30, 60, 90):
        blank.draw((20, row), (60, row))
    drawn = blank.setting("inpaint").mask.strokes
    assert len(drawn) == 3
    blank.press("Ctrl+Z")
    blank.press("Ctrl+Z")
    assert blank.setting("inpaint").mask.strokes == drawn[:1]
    blank.press("Ctrl+Shift+Z")
    assert blank.setting("inpaint").mask.strokes == drawn[:2]
    blank.click(blank.named(QPushButton, texts.CLEAR_STROKES.name))
    assert blank.setting("inpaint").mask.strokes == ()


def test_the_mask_shows_where_it_is_painted(blank: Driver, noisy: Samples) -> None:
    """Painted places turn red, all others are shown as they are, and M hides the mask."""
    blank.window.toolbox.choose("rectangle")
    blank.draw((100, 40), (130, 70))
    blank.window.toolbox.choose("")
    shown = blank.shown_photo().astype(int)
    assert (shown[45:65, 105:125, 0] - shown[45:65, 105:125, 1]).mean() > 60
    assert np.array_equal(shown[80:, :90], noisy[80:, :90])
    blank.press("M")
    assert np.array_equal(blank.shown_photo(), noisy)


def test_keys_choose_tools_and_sizes(blank: Driver) -> None:
    """P, E, L, R and V choose, and the brackets make the brush narrower and wider."""
    box = blank.window.toolbox
    for key, name in (("P", "brush"), ("E", "eraser"), ("L", "lasso"), ("R", "rectangle"), ("V", "")):
        blank.press(key)
        assert box.name == name
    before = box.brush_pixels
    blank.press("]")
    assert box.brush_pixels > before
    blank.press("[")
    assert box.brush_pixels == pytest.approx(before, abs=1)


def test_letters_choose_a_word_where_words_are_chosen(blank: Driver) -> None:
    """In a list the key of a tool is the letter of a word, and other keys are the window's still."""
    box = blank.window.toolbox
    box.set_mask_colour("blue")
    blank.named(QComboBox, texts.MASK_COLOUR.name).setFocus()
    blank.press("R")
    assert (box.mask_colour, box.name) == ("red", "")
    blank.press("F9")
    assert not blank.window.panel.isVisible()
    assert blank.canvas.hasFocus()


def test_what_keys_draw_ends_whatever_tool_is_taken(blank: Driver) -> None:
    """A box that was begun by Enter is ended by Enter, also once the photo is to be moved."""
    for key in ("R", "Return", "Right", "Down", "V", "Return"):
        blank.press(key)
    assert not blank.window.toolbox.is_drawing
    assert len(blank.setting("inpaint").mask.strokes) == 1


def test_finding_damage_can_be_cancelled(driver: Driver, large_photo: Path) -> None:
    """The search shows how far it is, and its button ends it; the photo can be restored afterwards."""
    driver.open(large_photo)
    driver.switch("inpaint")
    driver.click(driver.named(QPushButton, texts.FIND_DAMAGE.name))
    assert driver.named(QProgressBar, texts.PROGRESS).isVisible()
    driver.click(driver.named(QPushButton, texts.CANCEL))
    assert not driver.named(QProgressBar, texts.PROGRESS).isVisible()
    assert driver.state.work is None
    assert driver.state.origin is None
    driver.switch("tone")
    driver.restore()
    assert driver.state.origin is None  # nor does what was found come later


def test_a_key_after_find_damage_zooms(driver: Driver, photo: Path) -> None:
    """The button that is disabled by its click hands the keyboard to no number field."""
    driver.open(photo)
    driver.switch("inpaint")
    before = driver.setting("inpaint")
    driver.click(driver.named(QPushButton, texts.FIND_DAMAGE.name))
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    driver.press("1")
    assert driver.setting("inpaint") == before


def test_found_damage_can_be_erased(driver: Driver, old_photo: Path, grey: Samples) -> None:
    """The damage found is shown on demand and filled, but for what is erased of it."""
    driver.open(old_photo)
    driver.switch("inpaint")
    driver.slide("Repair damage: Certainty", 20)
    driver.click(driver.named(QPushButton, texts.FIND_DAMAGE.name))
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    assert not driver.named(QPushButton, texts.FIND_DAMAGE.name).isEnabled()
    driver.restore()
    automatic = masked(driver)
    assert automatic[30:33, 20:80].mean() > 0.5
    assert np.array_equal(driver.restored.photo.samples, _filled_without_mask(grey))
    driver.window.toolbox.choose("eraser")
    driver.window.toolbox.set_brush(20)
    driver.draw((0, 31), (80, 31))
    driver.restore()
    assert not masked(driver)[30:33, 10:80].any()
    assert (masked(driver) == automatic)[:, 95:].mean() > 0.98  # what is filled may be what was there


def _filled_without_mask(grey: Samples) -> Samples:
    photo = restorer.Photo(grey[..., None])
    return restorer.restore(
        photo, restorer.Recipe((restorer.Step("inpaint", controls={"threshold": 0.2}),)), history=False
    ).samples


def test_what_is_being_drawn_is_shown_with_another_tool_chosen(blank: Driver, noisy: Samples) -> None:
    """Who takes another tool by its key in the middle of a stroke sees it until it is let go."""
    box, view = blank.window.toolbox, blank.window.canvas.view
    box.choose("brush")
    box.set_brush(30)
    box.press(QPointF(60, 60), view)
    box.drag(QPointF(90, 60))
    before = blank.shown_photo()
    assert (before != noisy).any()
    blank.press("E")
    assert np.array_equal(blank.shown_photo(), before)
    box.release()


def test_another_photo_begins_without_strokes(blank: Driver, old_photo: Path) -> None:
    """What was painted on one photo is not on the next, nor comes back by undo; what it begins with stays."""
    blank.window.toolbox.choose("brush")
    blank.draw((20, 20), (60, 20))
    blank.answer(click(QMessageBox.StandardButton.Discard))
    blank.open(old_photo)
    assert blank.setting("inpaint").mask == Mask(Origin.NOTHING)
    assert not blank.changes


def test_switching_the_step_off_puts_its_tools_away(blank: Driver) -> None:
    """Without the step the mouse moves the photo again and nothing is laid over it."""
    blank.window.toolbox.choose("brush")
    blank.draw((20, 20), (60, 20))
    blank.switch("denoise")
    assert blank.window.toolbox.tool is None
    assert np.array_equal(blank.shown_photo(), blank.opened.photo.samples)
    assert blank.setting("inpaint").mask.origin is Origin.NOTHING
