"""Black and white dots go whole in the window as well, and that they were taken out is said of the result."""

from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from skimage import data

import restorer


def test_what_is_said_of_a_stage_that_is_kept_stays(driver: Driver, tmp_path: Path) -> None:
    """Dots that were taken out are told of as long as the photo is denoised, at any strength; then not."""
    photo, told = dotted_photo(tmp_path / "dotted.png"), "Black and white dots were taken out"
    driver.open(photo)
    driver.restore("denoise")
    assert driver.words.startswith(told)
    driver.restore("denoise", "tone")
    assert driver.words.startswith(told)
    driver.slide("Denoise: Strength", 50)
    driver.wait_for_result()
    assert driver.words.startswith(told)
    driver.restore("tone")
    assert driver.words == ""


def test_dots_are_as_whole_in_the_window(driver: Driver, tmp_path: Path) -> None:
    """At half strength the result is the library's: no dot is left; at none the photo is as it was."""
    path = dotted_photo(tmp_path / "dotted.png")
    driver.open(path)
    driver.restore("denoise")
    driver.canvas.set_comparing(on=False)
    for strength in (50, 0):
        driver.slide("Denoise: Strength", strength)
        driver.wait_for_result()
        recipe = restorer.Recipe((restorer.Step("denoise", strength=strength / 100),))
        wanted = restorer.restore(restorer.read_photo(path), recipe, device="cpu").samples
        assert np.abs(driver.restored.photo.samples.astype(int) - wanted).max() <= 1
        assert np.abs(driver.shown_photo().astype(int) - wanted).max() <= 1


def dotted_photo(path: Path) -> Path:
    """Save the cat (CC0, scikit-image) with 4 % of black and white dots."""
    pixels = data.cat()[80:240, 120:320].copy()
    drawn = np.random.default_rng(1).random(pixels.shape[:2])
    pixels[drawn < 0.02], pixels[drawn > 0.98] = 0, 255
    Image.fromarray(pixels).save(path)
    return path
