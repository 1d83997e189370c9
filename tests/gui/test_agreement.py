"""What the window saves is what the library and the command line make of the recipe it writes."""

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import profiles
import pytest
from driver import Driver, off

import restorer
from gui.panels.cards import KNOBS
from gui.settings import FIRST, SIGMA, Setting, Settings
from gui.work.recipes import found_in, recipe_of
from restorer.pixels.samples import Samples

ALL = tuple(setting.task for setting in FIRST)
WIDE = profiles.WIDE["p3"]


def by_library(driver: Driver, target: Path) -> restorer.Photo:
    """Restore the open photo by the library as the window is set, and save it."""
    photo = restorer.read_photo(driver.opened.path)
    result = restorer.restore(photo, recipe_of(driver.state.settings), say=lambda _line: None)
    restorer.write_photo(result, target)
    return restorer.read_photo(target)


def settings_with(*settings: Setting) -> Settings:
    """Give the settings with these steps, all others off."""
    given = {setting.task: setting for setting in settings}
    return tuple(given.get(task, Setting(task)) for task in ALL)


@pytest.mark.parametrize("tasks", [("denoise",), ("inpaint", "tone")])
def test_files_agree_bit_for_bit(driver: Driver, old_photo: Path, tmp_path: Path, tasks: tuple[str]) -> None:
    """With full strengths the files are the same to the last byte, metadata and all."""
    driver.open(old_photo)
    driver.restore(*tasks)
    saved = driver.save(tmp_path / "window.png")
    by_library(driver, tmp_path / "library.png")
    assert saved.read_bytes() == (tmp_path / "library.png").read_bytes()


def test_files_agree_with_the_command_line(driver: Driver, old_photo: Path, tmp_path: Path) -> None:
    """The recipe that the window writes makes, by the command line, the very file that the window saves."""
    driver.open(old_photo)
    driver.slide("Denoise: Strength", 80)
    driver.slide("Correct tone: Remove colour casts", 40)
    driver.restore("denoise", "tone")
    saved = driver.save(tmp_path / "window.png")
    recipe = driver.write_recipe(tmp_path / "mine.toml")
    target = tmp_path / "line.png"
    command = [sys.executable, "-m", "restorer", "restore", str(old_photo), "--recipe", str(recipe)]
    subprocess.run([*command, "-o", str(target)], check=True, capture_output=True)
    assert saved.read_bytes() == target.read_bytes()


def test_every_slider_reaches_the_library(driver: Driver, old_photo: Path, tmp_path: Path) -> None:
    """With every slider moved, each means to the window what it means to the library."""
    driver.open(old_photo)
    numbers = {"threshold": 60, "grow": 4, "saturation": 150, "variation": 3, "contrast": 50, "cast": 70}
    driver.set_level(9)
    for task, knobs in KNOBS.items():
        for knob in knobs:
            if knob.name in numbers:
                name = f"{driver.card(task).switch.text()}: {knob.words.name}"
                driver.slide(name, numbers[knob.name])
    driver.restore(*ALL)
    saved = driver.save(tmp_path / "window.png")
    by_library(driver, tmp_path / "library.png")
    assert saved.read_bytes() == (tmp_path / "library.png").read_bytes()


@pytest.mark.parametrize(
    ("task", "dtype"),
    [("inpaint", np.uint8), *itertools.product(("denoise", "tone"), (np.uint8, np.uint16))],
)
def test_strengths_agree(driver: Driver, grey: Samples, tmp_path: Path, task: str, dtype: type) -> None:
    """Below full strength one step is within a level of 8 bits of the library's, of any depth."""
    level = int(np.iinfo(dtype).max) // 255
    sigma = 9 if task == "denoise" else 0  # or nothing would be done
    noisy = (grey + np.random.default_rng(0).normal(0, sigma, grey.shape)).clip(0, 255).astype(dtype)
    photo = restorer.Photo(noisy[..., None] * level, depth=8 * np.dtype(dtype).itemsize)
    restorer.write_photo(photo, tmp_path / "old.png")
    driver.open(tmp_path / "old.png")
    driver.switch(task)
    driver.slide(f"{driver.card(task).switch.text()}: Strength", 45)
    driver.restore()
    saved = restorer.read_photo(driver.save(tmp_path / "window.png"))
    expected = by_library(driver, tmp_path / "library.png")
    assert saved.samples.dtype == dtype
    assert off(saved.samples, expected.samples) <= level
    assert not np.array_equal(saved.samples, driver.stage(task).full.samples)


@pytest.mark.parametrize("icc", [None, profiles.GREY["grey gamma"], WIDE])
def test_colour_of_less_strength_agrees(
    driver: Driver, grey: Samples, noisy: Samples, tmp_path: Path, icc: bytes | None
) -> None:
    """A recipe may ask for less colour: the file is the library's, and full colour is at hand again."""
    samples = noisy if icc is WIDE else grey[..., None]
    restorer.write_photo(restorer.Photo(samples, metadata=restorer.Metadata(icc=icc)), tmp_path / "old.png")
    driver.open(tmp_path / "old.png")
    full: list[restorer.Photo] = []
    for strength in (1.0, 0.5, 0.8):
        driver.state.set_settings(settings_with(Setting("colorize", True, strength, {"force": 1.0})))
        driver.restore()
        full.append(driver.stage("colorize").full)
    assert full[0] is full[1] is full[2]
    saved = driver.save(tmp_path / "window.png")
    by_library(driver, tmp_path / "library.png")
    assert saved.read_bytes() == (tmp_path / "library.png").read_bytes()


@pytest.mark.parametrize("parts", [{"luminance": 0.4}, {"chroma": 0.2}, {"luminance": 0.1, "chroma": 0.9}])
def test_parts_agree_in_wide_colours(
    driver: Driver, noisy: Samples, tmp_path: Path, parts: dict[str, float]
) -> None:
    """Brightness and colour are blended apart as the library blends them, in the photo's own colours."""
    photo = restorer.Photo(noisy, metadata=restorer.Metadata(icc=WIDE))
    restorer.write_photo(photo, tmp_path / "wide.png")
    driver.open(tmp_path / "wide.png")
    setting = Setting("denoise", True, 0.7, {SIGMA: 20.0, **parts})
    driver.state.set_settings(settings_with(setting))
    driver.restore()
    saved = driver.save(tmp_path / "window.png")
    expected = by_library(driver, tmp_path / "library.png")
    assert np.array_equal(restorer.read_photo(saved).samples, expected.samples)
    assert restorer.read_photo(saved).metadata == expected.metadata


def test_the_old_photo_recipe_agrees(driver: Driver, old_photo: Path, tmp_path: Path) -> None:
    """The built-in recipe, opened in the window, gives about what the command line gives by its name."""
    settings, notices = found_in(restorer.find_recipe("old-photo"))
    assert notices == ()
    driver.open(old_photo)
    driver.state.set_settings(settings)
    driver.restore()
    saved = restorer.read_photo(driver.save(tmp_path / "window.png")).samples
    recipe = restorer.find_recipe("old-photo")
    expected = restorer.restore(restorer.read_photo(old_photo), recipe).samples
    assert off(saved, expected) <= 1
