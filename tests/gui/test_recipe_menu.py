"""Ready-made recipes: the steps of an old photo by one choice."""

from pathlib import Path

from driver import Driver

import restorer
from gui.menus.recipe_menu import RecipeMenu


def test_an_old_photo_has_its_steps_by_one_choice(driver: Driver, old_photo: Path) -> None:
    """A ready-made recipe switches the steps as the library has it; marks stay, and it can be undone."""
    menu = driver.window.findChild(RecipeMenu)
    assert menu
    assert not menu.isEnabled()
    driver.open(old_photo)
    driver.switch("inpaint")
    driver.press("P")
    driver.draw((30, 30), (60, 60))
    drawn, before = driver.setting("inpaint").mask, driver.state.settings
    for action, name in zip(menu.actions(), ("old-photo", "old-photo-colour"), strict=True):
        action.trigger()
        steps = restorer.find_recipe(name).steps
        on = [(each.task, each.strength) for each in driver.state.settings if each.is_on]
        assert on == [(step.task, step.strength) for step in steps]
        assert driver.setting("inpaint").mask == drawn
    driver.press("Ctrl+Z")
    driver.press("Ctrl+Z")
    assert driver.state.settings == before
