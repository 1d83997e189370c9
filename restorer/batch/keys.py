"""Keys of results: what decides one, hashed from plain values, the same on every machine."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from restorer.batch.journal import ResultKey, file_sha256
from restorer.formats import Saving
from restorer.networks.library import Library
from restorer.recipe import Recipe, Step
from restorer.system.paths import is_file, once_a_version


class ResultKeys:
    """The keys of one run: each model's card is read once."""

    def __init__(self, library: Library, recipes: Iterable[Recipe]):
        """Read the cards of all models that the recipes take; raises as :meth:`Library.cards` does."""
        taken = {_key(step): step.models for recipe in recipes for step in recipe.steps}
        self._models = {key: [card.sha256 for card in library.cards(models)] for key, models in taken.items()}

    def of(self, source_sha256: str, recipe: Recipe, saving: Saving) -> ResultKey:
        """Give the key that a photo's content, a recipe and a way of saving make."""
        steps = [(step.task, step.strength, dict(step.controls)) for step in recipe.steps]
        models = [self._models[_key(step)] for step in recipe.steps]
        inputs = [{name: _hash_input(value) for name, value in step.inputs.items()} for step in recipe.steps]
        return ResultKey(source_sha256, hash_values([steps, models, inputs, dataclasses.asdict(saving)]))


def hash_values(values: object) -> str:
    """Hash plain values, the same on every machine."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def content_sha256(path: Path) -> str:
    """Hash a file's bytes; "" for one that cannot be read, of which reading it will say why."""
    try:
        return file_sha256(path) if is_file(path) else ""
    except OSError:
        return ""


def _key(step: Step) -> tuple[object, ...]:
    return tuple(step.models.items())


def _hash_input(value: Path | NDArray[Any]) -> str:
    if isinstance(value, Path):
        try:
            return _hash_file(value) if is_file(value) else ""
        except OSError:
            return ""
    return hashlib.sha256(f"{value.dtype} {value.shape} ".encode() + value.tobytes()).hexdigest()


@once_a_version(64)
def _hash_file(path: Path) -> str:
    """Hash a file that all photos of a batch may have beside them."""
    return file_sha256(path)
