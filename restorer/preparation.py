"""Preparation: what a recipe leaves to the photo is measured beside another photo's inference."""

import dataclasses
from collections.abc import Callable, Mapping

from restorer.noise import estimate_sigma
from restorer.photo import Photo
from restorer.recipe import Recipe

MEASURES: dict[str, Mapping[str, Callable[[Photo], float]]] = {
    "denoise": {"sigma": lambda photo: estimate_sigma(photo) * 255}
}
"""The controls of each task that are found in the photo, and how; the task itself finds the same."""


def prepare_recipe(recipe: Recipe, photo: Photo) -> Recipe:
    """Give the recipe with what its first step would measure; later ones see what that made of the photo."""
    first, *rest = recipe.steps
    measures = MEASURES.get(first.task, {})
    missing = {name: measure(photo) for name, measure in measures.items() if name not in first.controls}
    if not missing:
        return recipe
    return Recipe((dataclasses.replace(first, controls={**first.controls, **missing}), *rest))
