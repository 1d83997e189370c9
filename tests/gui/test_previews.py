"""What is looked at is shown first, and nothing of a preview outlives the result or is saved."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

import restorer
from gui.burst import Burst
from gui.mask import Mask, Origin, Stroke
from gui.settings import Setting, with_burst
from gui.wishes import Previewed, Restore, Restored
from gui.words import texts, texts_export
from gui.work.picture import pixels_of
from gui.work.previews import previews
from gui.work.render import draw_photo
from gui.work.stages import Stages
from gui.work.visible_region import VisibleRegion
from restorer.pixels.samples import Samples

SIDES = st.integers(1, 9000)


@st.composite
def regions(draw: st.DrawFn) -> tuple[VisibleRegion, int, int]:
    """Give what a window may show of a photo, and the photo's size."""
    width, height = draw(SIDES), draw(SIDES)
    left, top = draw(st.floats(0, width - 1)), draw(st.floats(0, height - 1))
    right, bottom = draw(st.floats(left + 0.5, width)), draw(st.floats(top + 0.5, height))
    at = draw(st.floats(-50, width + 50)), draw(st.floats(-50, height + 50))
    return VisibleRegion((left, top, right, bottom), at, draw(st.floats(0.02, 32))), width, height


@given(regions())
def test_what_is_seen_first_is_small(case: tuple[VisibleRegion, int, int]) -> None:
    """Each part lies in the photo, and the next, the whole at last, is at least twice as large."""
    region, width, height = case
    halvings = region.halvings
    size = -(-width // 2**halvings), -(-height // 2**halvings)
    boxes = region.boxes(halvings, *size)
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in boxes]
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
    for first, then in pairwise([*areas, size[0] * size[1] * 4**halvings]):
        assert 0 < 2 * first <= then


@pytest.fixture(scope="module")
def worker() -> tuple[Stages, restorer.Library]:
    """Give stages as the worker has them."""
    library = restorer.Library()
    return Stages(library), library


def preview_of(worker: tuple[Stages, restorer.Library], samples: Samples, *settings: Setting) -> Samples:
    """Preview a square in the middle of a large photo; ``(H, W, 3)`` uint8."""
    (shown,) = previews(*worker, Restore(restorer.Photo(samples), settings, MIDDLE), lambda *_: None)
    assert shown.corners == (160, 80, 320, 240)
    return pixels_of(shown.picture.levels[0])


MIDDLE = VisibleRegion((0, 0, 480, 320), (240, 160), 1)


def whole(worker: tuple[Stages, restorer.Library], samples: Samples, *settings: Setting) -> Samples:
    """Restore all of it and give the same square."""
    done = Stages(worker[1]).restore(restorer.Photo(samples), settings, lambda *_: None).result[0]
    return pixels_of(draw_photo(done).levels[0])[80:240, 160:320]


@pytest.fixture(scope="module")
def large(noisy: Samples) -> Samples:
    """Give a noisy photo larger than what is shown first, ``(320, 480, 3)`` uint8."""
    return np.tile(noisy, (2, 3, 1))[:320, :480]


STROKES = Setting("inpaint", True, mask=Mask(Origin.NOTHING, (Stroke(((200, 120), (260, 180)), 9),)))
DENOISE = Setting("denoise", True, 0.8, {"sigma": 20.0})
TONE = Setting("tone", True, 1.0, {"contrast": 0.9})


@pytest.mark.parametrize(
    "settings", [(STROKES,), (DENOISE,), (DENOISE, TONE)], ids=["fill", "denoise", "tone"]
)
def test_a_preview_is_what_comes(
    worker: tuple[Stages, restorer.Library], large: Samples, settings: tuple[Setting, ...]
) -> None:
    """What is seen beforehand of a part at full size is nearly what the whole becomes there."""
    shown, done = preview_of(worker, large, *settings), whole(worker, large, *settings)
    off = np.abs(shown.astype(int) - done)
    assert np.abs(done.astype(int) - large[80:240, 160:320]).max() > 20
    assert off.mean() < 1
    assert np.percentile(off, 99) <= 4


def test_a_mask_from_a_file_is_cut_for_the_part(
    worker: tuple[Stages, restorer.Library], large: Samples, tmp_path: Path
) -> None:
    """What a file marks is filled in the preview where it lies."""
    marked = np.zeros(large.shape[:2], np.uint8)
    marked[100:108, 150:330] = 255
    Image.fromarray(marked).save(tmp_path / "mask.png")
    shown = preview_of(worker, large, Setting("inpaint", True, mask=Mask(tmp_path / "mask.png")))
    is_changed = (shown != large[80:240, 160:320]).any(axis=2)
    assert is_changed[marked[80:240, 160:320] > 0].mean() > 0.9
    assert not is_changed[marked[80:240, 160:320] == 0].any()


def test_a_scratch_in_a_mask_is_seen_however_small_the_photo_is(
    worker: tuple[Stages, restorer.Library], large: Samples, tmp_path: Path
) -> None:
    """A line of one pixel is filled in a preview at half the size, in whichever line it lies."""
    huge = np.tile(large, (2, 2, 1))
    marked = np.zeros(huge.shape[:2], np.uint8)
    marked[[201, 250], 300:700] = 255
    Image.fromarray(marked).save(tmp_path / "mask.png")
    setting = Setting("inpaint", True, mask=Mask(tmp_path / "mask.png"))
    region = VisibleRegion((0, 0, 960, 640), (480, 320), 0.5)
    shown = next(previews(*worker, Restore(restorer.Photo(huge), (setting,), region), lambda *_: None))
    assert shown.corners == (320, 160, 640, 480)
    halved = pixels_of(draw_photo(restorer.Photo(huge)).levels[1])[80:240, 160:320]
    is_changed = (pixels_of(shown.picture.levels[0]) != halved).any(axis=2)
    assert list(np.flatnonzero(is_changed.mean(axis=1) > 0.5)) == [20, 45]


def test_what_cannot_be_done_is_not_previewed(
    worker: tuple[Stages, restorer.Library], large: Samples, tmp_path: Path
) -> None:
    """A step that fails is left for the whole to tell of; a preview raises nothing."""
    missing = Setting("inpaint", True, mask=Mask(tmp_path / "none.png"))
    wish = Restore(restorer.Photo(large), (missing,), MIDDLE)
    assert list(previews(*worker, wish, lambda *_: None)) == []


@pytest.fixture
def huge_photo(tmp_path: Path, noisy: Samples) -> Path:
    """Give a photo of which the window shows a fraction."""
    path = tmp_path / "huge.png"
    Image.fromarray(np.tile(noisy, (4, 4, 1))).save(path)
    return path


def watch(driver: Driver) -> list[object]:
    """Note previews and results as they come."""
    told: list[object] = []

    def note(wish: object, answer: object) -> None:
        if isinstance(wish, Restore) and isinstance(answer, Previewed | Restored):
            told.append(answer)

    driver.actions.runner.answered.connect(note)
    return told


def test_what_is_looked_at_is_shown_first(driver: Driver, huge_photo: Path) -> None:
    """First the square looked at, then what is seen, then the whole; the mark goes with the previews."""
    driver.open(huge_photo)
    driver.canvas.viewport.look_at(QPointF(400, 320), 1.25)
    told = watch(driver)
    driver.switch("denoise")
    driver.set_level(20)
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: driver.state.previews)
    before = driver.opened.picture
    near = driver.state.previews[0].corners
    assert texts.mark(driver.state.previews, is_stale=False) == texts.PREVIEW
    assert driver.canvas.has_divider
    left, top, right, bottom = near
    at = driver.at((left + right) // 2, (top + bottom) // 2)
    shown = driver.shown()[at.y(), at.x()].tolist()
    colour = before.levels[0].pixelColor((left + right) // 2, (top + bottom) // 2)
    assert shown != [colour.red(), colour.green(), colour.blue()]
    driver.wait_for_result()
    assert [type(answer) for answer in told] == [Previewed, Previewed, Restored]
    assert driver.state.previews == ()


def test_a_preview_is_never_saved(driver: Driver, huge_photo: Path) -> None:
    """While there are only previews nothing can be saved; cancelling takes them away."""
    driver.open(huge_photo)
    driver.switch("denoise")
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: driver.state.previews)
    assert not driver.action(texts_export.SAVE).isEnabled()
    driver.press("Esc")
    assert driver.state.previews == ()
    assert not driver.state.has_after
    assert not driver.state.is_unsaved
    assert driver.state.can_restore


def test_previews_of_other_steps_are_dropped(driver: Driver, huge_photo: Path) -> None:
    """Once the steps are changed, what was previewed by others goes, and no more of it comes."""
    driver.open(huge_photo)
    told = watch(driver)
    driver.switch("denoise")
    driver.click(driver.named(QPushButton, texts.RESTORE))
    driver.wait(lambda: driver.state.previews)
    driver.set_level(30)
    assert driver.state.previews == ()
    driver.wait(lambda: isinstance(told[-1], Restored))
    assert driver.state.previews == ()
    assert texts.mark((), is_stale=driver.state.is_stale) == texts.EARLIER_STEPS


def test_a_preview_of_a_burst_says_that_it_is_of_one_photo(driver: Driver, photo: Path) -> None:
    """The others come in when the whole is done: the mark says so, as long as the burst is used."""
    driver.open(photo)
    driver.switch("denoise")
    burst = with_burst(driver.state.settings, Burst((photo.with_name("other.png"),), ()))
    for settings, words in ((burst, texts.PREVIEW_OF_ONE), (driver.state.settings, texts.PREVIEW)):
        preview = Previewed(settings, (0, 0, 8, 8), driver.opened.picture)
        assert texts.mark((preview,), is_stale=True) == words
