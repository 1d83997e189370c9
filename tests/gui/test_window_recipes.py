"""Recipes go from the window to a file and back, and what has no place in the window is said."""

from pathlib import Path

import pytest
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QSlider

import restorer
from gui.panels.cards import KNOBS
from gui.settings import FIRST, Setting, Settings, chosen
from gui.words import texts
from gui.work.recipes import found_in, recipe_of
from restorer import Recipe, Step


def tasks_on(driver: Driver) -> list[str]:
    """Name the steps that are on."""
    return [setting.task for setting in chosen(driver.state.settings)]


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    """Give settings as the cards make them, some of them on."""
    made = []
    for setting in FIRST:
        moved = Setting(setting.task, is_on=draw(st.booleans()))
        for knob in KNOBS[setting.task]:
            if draw(st.booleans()):
                moved = knob.put(moved, draw(st.integers(0, knob.high)))
        made.append(moved)
    return tuple(made)


@given(settings())
def test_a_recipe_holds_what_is_on(made: Settings) -> None:
    """Settings made to a recipe and back are the same, but for what is off."""
    found, notices = found_in(recipe_of(made))
    assert chosen(found) == chosen(made)
    assert [setting.task for setting in found] == [setting.task for setting in FIRST]
    assert notices == ()


def test_a_recipe_saved_is_opened_again(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """What was written by the button is set again by the other, shown by the sliders, in one undo step."""
    driver.open(photo)
    driver.set_level(33)
    driver.slide("Denoise: Strength", 57)
    driver.slide("Repair damage: Margin", 5)
    driver.switch("inpaint", "denoise")
    written = driver.state.settings
    path = driver.write_recipe(tmp_path / "mine.toml")
    assert driver.words == texts.notice((texts.SAVED.format(path),))
    while driver.changes:
        driver.press("Ctrl+Z")
    driver.switch("tone")
    driver.read_recipe(path)
    assert chosen(driver.state.settings) == chosen(written)
    assert driver.named(QSlider, "Denoise: Strength").value() == 57
    assert driver.named(QSlider, "Denoise: Noise level").value() == 33
    assert driver.named(QSlider, "Repair damage: Margin").value() == 5
    driver.press("Ctrl+Z")
    assert tasks_on(driver) == ["tone"]


def test_a_recipe_without_an_ending_gets_one(driver: Driver, tmp_path: Path) -> None:
    """A name typed without an ending is that of a TOML file; no photo is needed."""
    driver.write_recipe(tmp_path / "mine")
    assert restorer.read_recipe(tmp_path / "mine.toml").steps[0].task == "denoise"


def test_a_recipe_of_nothing_cannot_be_saved(driver: Driver, photo: Path) -> None:
    """With all steps off there is no recipe, which no program could read."""
    driver.open(photo)
    assert driver.action(texts.WRITE_RECIPE).isEnabled()
    driver.switch()
    assert not driver.action(texts.WRITE_RECIPE).isEnabled()


def test_a_recipe_of_the_command_line_opens(driver: Driver, old_photo: Path, tmp_path: Path) -> None:
    """The built-in recipe for old photos, written to a file, sets all its steps without a word."""
    restorer.write_recipe(restorer.find_recipe("old-photo"), tmp_path / "old.toml")
    driver.open(old_photo)
    driver.read_recipe(tmp_path / "old.toml")
    assert tasks_on(driver) == ["inpaint", "denoise", "tone"]
    assert driver.setting("denoise") == Setting("denoise", True, 0.8)
    assert driver.words == ""


def test_what_a_recipe_holds_beyond_the_sliders_is_shown(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A noise level of 100 and variation 50 are done, so they are shown; a slider put back is as it was."""
    steps = Step("denoise", controls={"sigma": 100.0}), Step("colorize", controls={"variation": 50.0})
    restorer.write_recipe(Recipe(steps), tmp_path / "far.toml")
    driver.open(photo)
    driver.read_recipe(tmp_path / "far.toml")
    cards = driver.window.panel.cards
    assert cards["denoise"].sliders["sigma"].value == 100
    assert cards["colorize"].sliders["variation"].value == 50
    driver.set_level(20)
    assert cards["denoise"].sliders["sigma"].slider.maximum() == 55


@pytest.mark.parametrize(
    ("steps", "on", "words"),
    [
        ([Step("detect"), Step("tone")], ["tone"], "Step 1 of the recipe, detect, has no place here"),
        ([Step("tone"), Step("tone")], ["tone"], "Step 2 of the recipe, Correct tone, has no place here"),
        (
            [Step("inpaint", inputs={"mask": Path("mask.png")}), Step("inpaint")],
            ["inpaint"],
            "Step 2 of the recipe, Repair damage, has no place here",
        ),
        (
            [Step("tone"), Step("denoise", model="mine")],
            ["denoise", "tone"],
            "The steps are done in the order Repair damage, Denoise, Correct tone, Colour",
        ),
    ],
)
def test_what_has_no_place_is_said(
    driver: Driver, tmp_path: Path, steps: list[Step], on: list[str], words: str
) -> None:
    """Steps the window lacks and another order are told; the rest of the recipe is set."""
    restorer.write_recipe(Recipe(tuple(steps)), tmp_path / "mine.toml")
    driver.read_recipe(tmp_path / "mine.toml")
    assert tasks_on(driver) == on
    assert driver.words.startswith(words)


def test_a_model_that_is_not_there_is_said(driver: Driver, tmp_path: Path) -> None:
    """When the recipe is opened, not only when a photo is to be restored by it."""
    restorer.write_recipe(Recipe((Step("denoise", model="nobody-has-it"),)), tmp_path / "mine.toml")
    driver.read_recipe(tmp_path / "mine.toml")
    assert tasks_on(driver) == ["denoise"]
    assert "nobody-has-it" in driver.words


@pytest.mark.parametrize(
    "content",
    [
        "no recipe",
        "",
        '[[steps]]\ntask = "paint"',
        '[[steps]]\ntask = "tone"\nstrength = 3',
        '[[steps]]\ntask = "denoise"\n[steps.controls]\nsgima = 3',
        '[[steps]]\ntask = "colorize"\n[steps.controls]\nvariation = 1.5',
        "\0",
    ],
)
def test_a_broken_recipe_changes_nothing(driver: Driver, photo: Path, tmp_path: Path, content: str) -> None:
    """A file that is no recipe is said in one sentence; what is set and what can be undone stay."""
    (tmp_path / "broken.toml").write_text(content)
    driver.open(photo)
    driver.switch("tone")
    before, count = driver.state.settings, driver.changes
    driver.read_recipe(tmp_path / "broken.toml")
    assert driver.words.startswith("broken.toml could not be read: ")
    assert "\n" not in driver.words
    assert driver.words.count(str(tmp_path)) == 0
    assert driver.state.settings == before
    assert driver.changes == count


def test_a_recipe_makes_the_result_stale(driver: Driver, photo: Path, tmp_path: Path) -> None:
    """A recipe that asks for something else is shown once it is restored; one that does not, at once."""
    driver.open(photo)
    driver.denoise(20)
    driver.write_recipe(tmp_path / "same.toml")
    restorer.write_recipe(Recipe((Step("tone"),)), tmp_path / "other.toml")
    driver.read_recipe(tmp_path / "same.toml")
    assert driver.advice == ""
    driver.read_recipe(tmp_path / "other.toml")
    assert driver.advice == texts.STALE
    driver.restore()
    assert [stage.setting.task for stage in driver.restored.stages] == ["tone"]


def test_recipes_wait_for_the_work(driver: Driver, large_photo: Path) -> None:
    """While a photo is restored no recipe can take its place."""
    driver.open(large_photo)
    driver.trigger(texts.RESTORE)
    assert not driver.action(texts.READ_RECIPE).isEnabled()
    assert not driver.action(texts.WRITE_RECIPE).isEnabled()
    driver.press("Esc")
    assert driver.action(texts.READ_RECIPE).isEnabled()
    assert driver.action(texts.WRITE_RECIPE).isEnabled()
