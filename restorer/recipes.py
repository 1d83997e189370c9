"""Recipes by name: those built in, and any file."""

from pathlib import Path

from restorer.errors import RecipeError
from restorer.recipe import Recipe, Step, read_recipe

RECIPES = {"old-photo": Recipe((Step("inpaint"), Step("denoise", strength=0.8), Step("tone")))}
"""The built-in recipes. Of an old photo: damage found and filled, grain lowered, fading put right."""


def find_recipe(name: str) -> Recipe:
    """Give the built-in recipe of that name, or read the file; RecipeError if it is neither.

    The controls of a file's steps are checked as well, as they would be when a photo is restored.
    """
    from restorer.tasks import check_step

    if name in RECIPES:
        return RECIPES[name]
    if not Path(name).suffix and not Path(name).exists():
        raise RecipeError(f"{name}: neither a file nor a built-in recipe ({', '.join(RECIPES)})")
    recipe = read_recipe(name)
    for at, step in enumerate(recipe.steps, 1):
        try:
            check_step(step)
        except RecipeError as error:
            raise RecipeError(f"{name}: step {at}: {error}") from None
    return recipe
