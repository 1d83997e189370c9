"""Recipes by name: those built in, and any file."""

from pathlib import Path

from restorer.errors import RecipeError
from restorer.recipe import Recipe, Step, read_recipe
from restorer.system.paths import is_there

_OLD_PHOTO = (Step("inpaint"), Step("denoise", strength=0.8), Step("tone"))
RECIPES = {
    "old-photo": Recipe(_OLD_PHOTO),
    "old-photo-colour": Recipe((*_OLD_PHOTO, Step("colorize"))),
}
"""The built-in recipes. Of an old photo: damage filled, grain lowered, fading put right; then coloured."""


def find_recipe(name: str) -> Recipe:
    """Give the built-in recipe of that name, or read the file; RecipeError if it is neither."""
    if name in RECIPES:
        return RECIPES[name]
    if not Path(name).suffix and not is_there(Path(name)):
        raise RecipeError(f"{name}: neither a file nor a built-in recipe ({', '.join(RECIPES)})")
    return read_recipe(name)
