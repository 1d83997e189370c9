"""Recipes by name: those built in, and any file."""

from pathlib import Path

from restorer.errors import RecipeError
from restorer.recipe import Recipe, Step, read_recipe

RECIPES = {"old-photo": Recipe((Step("inpaint"), Step("denoise", strength=0.8), Step("tone")))}
"""The built-in recipes. Of an old photo: damage found and filled, grain lowered, fading put right."""


def find_recipe(name: str) -> Recipe:
    """Give the built-in recipe of that name, or read the file; RecipeError if it is neither."""
    if name in RECIPES:
        return RECIPES[name]
    if not Path(name).suffix and not Path(name).exists():
        raise RecipeError(f"{name}: neither a file nor a built-in recipe ({', '.join(RECIPES)})")
    return read_recipe(name)
