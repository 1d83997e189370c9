"""Masks as files: shown, filled, saved, and taken along with recipes."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from answers import type_name
from driver import Driver, drop
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton, QSlider

import restorer
from gui.mask import Mask, Origin
from gui.settings import changed, chosen
from gui.words import texts
from gui.work.mask_images import draw_strokes
from restorer import Recipe, Step
from restorer.pixels.samples import Samples


@pytest.fixture(scope="module")
def noisy(noisy: Samples) -> Samples:
    """Give a part of it, ``(100, 140, 3)`` uint8: a hole is looked at eight times."""
    return np.ascontiguousarray(noisy[:100, :140])


def test_masks_go_to_files_and_back(blank: Driver, tmp_path: Path, noisy: Samples) -> None:
    """A mask saved is white where it is filled; opened again it fills the same."""
    blank.window.toolbox.choose("rectangle")
    blank.draw((100, 40), (130, 70))
    path = tmp_path / "mask.png"
    blank.answer(type_name(path))
    blank.click(blank.named(QPushButton, texts.SAVE_MASK.name))
    blank.wait(lambda: path.exists() and not blank.state.work)
    saved = np.asarray(Image.open(path))
    strokes = blank.setting("inpaint").mask.strokes
    assert np.array_equal(saved, draw_strokes(np.zeros(noisy.shape[:2], np.uint8), strokes))
    blank.click(blank.named(QPushButton, texts.CLEAR_STROKES.name))
    blank.answer(type_name(path))
    blank.choose_origin(2)
    blank.wait(lambda: blank.state.origin and not blank.state.work)
    assert blank.setting("inpaint").mask == Mask.of_file(path)
    blank.restore()
    assert np.array_equal(blank.restored.photo.samples, restorer.inpaint(noisy, saved))


def test_a_recipe_takes_its_mask_along(blank: Driver, tmp_path: Path, noisy: Samples) -> None:
    """A recipe saved with a painted mask does the same on the command line, and in the window again."""
    blank.window.toolbox.choose("rectangle")
    blank.draw((100, 40), (130, 70))
    blank.restore()
    result = blank.restored.photo.samples
    path = blank.write_recipe(tmp_path / "mine.toml")
    assert (tmp_path / "mine_mask.png").exists()
    again = restorer.restore(restorer.Photo(noisy), restorer.read_recipe(path), history=False)
    assert np.array_equal(again.samples, result)
    blank.read_recipe(path)
    assert blank.setting("inpaint").mask == Mask.of_file(tmp_path / "mine_mask.png")


def test_undo_shows_the_mask_before(blank: Driver, tmp_path: Path, noisy: Samples) -> None:
    """After one mask and another, undo shows the first again, for that is what will be filled."""
    for name, left in (("a.png", 20), ("b.png", 90)):
        mask = np.zeros(noisy.shape[:2], np.uint8)
        mask[40:60, left : left + 20] = 255
        Image.fromarray(mask).save(tmp_path / name)
        blank.answer(type_name(tmp_path / name))
        blank.choose_origin(2)
        blank.wait(lambda: blank.setting("inpaint").mask.begins_as(blank.state.origin))
    blank.press("Ctrl+Z")
    assert blank.setting("inpaint").mask.origin == tmp_path / "a.png"
    blank.wait(lambda: blank.setting("inpaint").mask.begins_as(blank.state.origin))
    shown = blank.shown_photo().astype(int)
    reddened = shown[40:60, :, 0] - shown[40:60, :, 1] - (noisy[40:60, :, 0].astype(int) - noisy[40:60, :, 1])
    assert reddened[:, 20:40].mean() > 60 > reddened[:, 90:110].mean() + 30


def test_a_mask_may_be_dropped_on_its_card(blank: Driver, tmp_path: Path) -> None:
    """A picture becomes the mask and no photo is opened; what is none is refused in a sentence."""
    card, photo = blank.card("inpaint"), blank.opened
    (tmp_path / "notes.txt").write_text("no picture")
    for path in (tmp_path / "notes.txt", tmp_path):
        drop(card, QUrl.fromLocalFile(str(path)))
        assert blank.words == texts.NO_PICTURE.format(path.name)
        assert blank.setting("inpaint").mask.origin is Origin.NOTHING
    Image.new("L", (140, 100)).save(tmp_path / "mask.PNG")
    drop(card, QUrl.fromLocalFile(str(tmp_path / "mask.PNG")))
    assert blank.setting("inpaint").mask.origin == tmp_path / "mask.PNG"
    (tmp_path / "mask.PNG").rename(tmp_path / "mask")
    drop(card, QUrl.fromLocalFile(str(tmp_path / "mask")))
    assert blank.setting("inpaint").mask.origin == tmp_path / "mask"
    assert blank.opened is photo


def test_a_mask_that_cannot_be_shown_is_said_once(blank: Driver, tmp_path: Path) -> None:
    """Each change afterwards leaves the message to the first time."""
    Image.new("L", (30, 20)).save(tmp_path / "small.png")
    blank.answer(type_name(tmp_path / "small.png"))
    said: list[str] = []
    blank.state.failed.connect(said.append)
    blank.choose_origin(2)
    blank.wait(lambda: said and not blank.state.work)
    blank.switch("tone")
    blank.press("Ctrl+Z")
    assert blank.state.work is None
    assert len(said) == 1


def test_a_mask_of_another_size_is_said(blank: Driver, tmp_path: Path) -> None:
    """It is told in a sentence with both sizes."""
    Image.new("L", (30, 20)).save(tmp_path / "small.png")
    blank.answer(type_name(tmp_path / "small.png"))
    blank.choose_origin(2)
    blank.wait(lambda: not blank.state.work and blank.words)
    assert "30 x 20" in blank.words
    assert "140 x 100" in blank.words


def test_a_mask_changed_on_the_disk_is_read_anew(blank: Driver, tmp_path: Path, noisy: Samples) -> None:
    """A mask edited in another program and chosen again is shown and filled as it is now."""
    path = tmp_path / "mask.png"
    for left in (20, 90):
        mask = np.zeros(noisy.shape[:2], np.uint8)
        mask[40:60, left : left + 20] = 255
        Image.fromarray(mask).save(path)
        os.utime(path, ns=(left, left))
        blank.answer(type_name(path))
        blank.choose_origin(2)
        blank.wait_until_idle()
        assert blank.state.can_restore
        blank.restore()
        assert np.array_equal(blank.restored.photo.samples, restorer.inpaint(noisy, mask))


def test_a_recipe_writes_over_no_other_mask(blank: Driver, tmp_path: Path) -> None:
    """What is beside a new recipe stays; saved again it replaces what is its own."""
    theirs = tmp_path / "mine_mask.png"
    theirs.write_bytes(b"theirs")
    blank.window.toolbox.choose("rectangle")
    blank.draw((100, 40), (130, 70))
    path = tmp_path / "mine.toml"
    for _ in range(2):
        blank.actions.write_recipe(path)
        blank.wait_until_idle()
    assert theirs.read_bytes() == b"theirs"
    assert sorted(each.name for each in tmp_path.glob("mine*")) == [
        "mine-2_mask.png",
        "mine.toml",
        "mine_mask.png",
    ]
    assert restorer.read_recipe(path).steps[0].inputs["mask"] == tmp_path / "mine-2_mask.png"


def test_masks_and_recipes_are_not_written_over_the_original(blank: Driver) -> None:
    """Both are refused in a sentence, and the photo stays as it was."""
    photo = blank.opened.path
    assert photo
    before = photo.read_bytes()
    for write in (blank.actions.save_mask, blank.actions.write_recipe):
        blank.window.message.hide()
        write(photo)
        assert blank.state.work is None
        assert blank.words == texts.OVER_ORIGINAL
        assert photo.read_bytes() == before


@pytest.fixture
def masked_recipe(tmp_path: Path) -> Path:
    """Give a recipe that fills what a picture of the photo's size marks."""
    marked = np.zeros((100, 140), np.uint8)
    marked[20:40, 30:90] = 255
    Image.fromarray(marked).save(tmp_path / "mask.png")
    steps = (Step("inpaint", inputs={"mask": tmp_path / "mask.png"}), Step("tone"))
    restorer.write_recipe(Recipe(steps), tmp_path / "masked.toml")
    return tmp_path / "masked.toml"


def test_a_mask_of_a_recipe_is_shown(driver: Driver, photo: Path, masked_recipe: Path) -> None:
    """What a recipe's mask marks is seen as soon as the recipe is there."""
    driver.open(photo)
    driver.read_recipe(masked_recipe)
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    assert driver.state.origin
    assert driver.state.origin.origin == driver.setting("inpaint").mask.origin


def test_a_recipe_opened_first_is_for_the_photo(driver: Driver, photo: Path, masked_recipe: Path) -> None:
    """The mask of a recipe that was there before the photo is the photo's."""
    driver.read_recipe(masked_recipe)
    driver.open(photo)
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    assert driver.words == ""


def test_what_is_left_out_for_another_photo_is_said(
    driver: Driver, photo: Path, old_photo: Path, masked_recipe: Path
) -> None:
    """Another photo gets the steps without the mask, which is told; without one nothing is."""
    driver.open(photo)
    driver.read_recipe(masked_recipe)
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    driver.open(old_photo)
    assert [setting.task for setting in chosen(driver.state.settings)] == ["inpaint", "tone"]
    assert driver.setting("inpaint").mask.is_found
    assert driver.words == texts.notice((texts.PLACES_LEFT_OUT,))
    driver.open(photo)
    assert driver.words == ""


def by_library(driver: Driver, path: Path) -> Samples:
    """Restore the open photo by the library and the recipe in a file."""
    return restorer.restore(driver.opened.photo, restorer.read_recipe(path), history=False).samples


@pytest.fixture
def widened(driver: Driver, photo: Path, masked_recipe: Path) -> Driver:
    """Give a driver with a photo and a recipe that fills about what a picture marks, too."""
    (step, _tone) = restorer.read_recipe(masked_recipe).steps
    wide = replace(step, controls={"grow": 6.0})
    restorer.write_recipe(Recipe((wide,)), masked_recipe, overwrite=True)
    driver.open(photo)
    driver.read_recipe(masked_recipe)
    driver.wait(lambda: driver.state.origin and not driver.state.work)
    return driver


def test_a_margin_about_a_mask_is_kept(widened: Driver, masked_recipe: Path, tmp_path: Path) -> None:
    """The margin about what a file marks is set, shown, filled as the library does, and saved again."""
    slider = widened.named(QSlider, "Repair damage: Margin")
    assert (slider.value(), slider.isEnabled()) == (6, True)
    assert not widened.named(QSlider, "Repair damage: Certainty").isEnabled()
    shown = widened.shown_photo().astype(int)
    assert (shown[15:45, 26:95, 0] - shown[15:45, 26:95, 1]).mean() > 60
    widened.restore()
    assert np.array_equal(widened.restored.photo.samples, by_library(widened, masked_recipe))
    written = widened.write_recipe(tmp_path / "again.toml")
    (again,), (first,) = (restorer.read_recipe(path).steps for path in (written, masked_recipe))
    assert (again.controls, again.inputs) == (first.controls, first.inputs)


@pytest.mark.parametrize("margin", [0, 9])
def test_a_margin_set_about_a_mask_is_meant(widened: Driver, tmp_path: Path, margin: int) -> None:
    """Each margin is what the library fills by the recipe saved."""
    widened.slide("Repair damage: Margin", margin)
    widened.restore()
    written = widened.write_recipe(tmp_path / "again.toml")
    assert restorer.read_recipe(written).steps[0].controls.get("grow", 0) == margin
    assert np.array_equal(widened.restored.photo.samples, by_library(widened, written))


def test_strokes_have_no_margin(widened: Driver, tmp_path: Path) -> None:
    """Drawn upon, a file's mask keeps its margin, the stroke gets none, and the recipe holds both."""
    widened.window.toolbox.choose("rectangle")
    widened.draw((110, 60), (130, 90))
    widened.restore()
    changed = (widened.restored.photo.samples != widened.opened.photo.samples).any(axis=2)
    assert changed[15:45, 26:95].mean() > 0.9
    assert changed[62:88, 112:128].mean() > 0.9
    assert not changed[:, 100:108].any()
    written = widened.write_recipe(tmp_path / "drawn.toml")
    assert np.array_equal(widened.restored.photo.samples, by_library(widened, written))


def test_a_mask_without_a_mark_is_nothing_to_do(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """It leaves the photo as it is, and no recipe that is saved searches for damage instead."""
    driver.open(photo)
    blank = replace(driver.setting("inpaint"), is_on=True, mask=Mask(Origin.NOTHING))
    denoise = replace(driver.setting("denoise"), is_on=True)
    driver.actions.change(changed(changed(driver.state.settings, blank), denoise), "")
    path = driver.write_recipe(tmp_path / "mine.toml")
    assert [step.task for step in restorer.find_recipe(str(path)).steps] == ["denoise"]
    driver.switch("inpaint")
    assert np.array_equal(driver.shown_photo(), driver.opened.photo.samples)
