"""What the keys of results promise: they change with all that decides a result, and with nothing else."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scratched import DAMAGE, PAINT
from stand_ins import brightness_model, painting_model, with_card

from restorer.batch.keys import ResultKeys, content_sha256, hash_values
from restorer.errors import ModelMissing
from restorer.formats import Saving
from restorer.networks.library import Library
from restorer.recipe import Recipe, Step

MASKS = arrays(st.sampled_from([bool, np.uint8, np.float32]), (3, 4), elements=st.sampled_from([0, 1]))


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """Give a file; a key looks at its bytes alone."""
    path = tmp_path / "mask.png"
    path.write_bytes(b"mask")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give two models that paint and one that tells damage."""
    return painters(tmp_path / "models")


def painters(folder: Path) -> Library:
    """Make two models that paint and one that tells damage."""
    with_card(painting_model(), folder / "paint.onnx", **PAINT)
    with_card(painting_model(0.25), folder / "quarter.onnx", **PAINT)
    with_card(brightness_model(), folder / "bright.onnx", **DAMAGE)
    return Library([folder])


def key_of(step: Step, library: Library, source: str = "s", saving: Saving | None = None) -> str:
    """Give the key of one step, by the models as they are now."""
    recipe = Recipe((step,))
    return ResultKeys(library, [recipe]).of(source, recipe, saving or Saving()).text


CHANGES: dict[str, Callable[[Step], Step]] = {
    "task": lambda _step: Step("tone"),
    "model": lambda step: replace(step, model="quarter"),
    "strength": lambda step: replace(step, strength=0.5),
    "a control": lambda step: replace(step, controls={"grow": 2.0}),
    "another value": lambda step: replace(step, controls={"grow": 3.0}),
    "another control": lambda step: replace(step, controls={"threshold": 0.5}),
    "no mask": lambda step: replace(step, inputs={}),
    "an array": lambda step: replace(step, inputs={"mask": np.zeros((3, 4), bool)}),
}


def test_each_part_of_a_step_counts(library: Library, mask: Path) -> None:
    """Of steps that differ in anything no two make one key; of equal ones all do."""
    step = Step("inpaint", model="paint", inputs={"mask": mask})
    changed = [step, *(change(step) for change in CHANGES.values())]
    keys = [key_of(other, library) for other in changed]
    assert len(set(keys)) == len(keys)
    assert keys == [key_of(replace(other), library) for other in changed]


def test_the_photo_and_the_saving_count(library: Library, mask: Path) -> None:
    """Another photo, and each other way of saving, is another key."""
    step = Step("inpaint", model="paint", inputs={"mask": mask})
    savings = [
        Saving(), Saving(format="png"), Saving(quality=90), Saving(depth=16), Saving(strip_gps=True),
        Saving(history=False),
    ]  # fmt: skip
    keys = {key_of(step, library, saving=saving) for saving in savings}
    assert len(keys) == len(savings)
    assert key_of(step, library, source="other") not in keys


def test_the_content_of_a_mask_counts(library: Library, mask: Path) -> None:
    """A mask that is changed in place is another key; put right again it is the first."""
    step = Step("inpaint", model="paint", inputs={"mask": mask})
    before = key_of(step, library)
    mask.write_bytes(b"changed")
    assert key_of(step, library) != before
    mask.write_bytes(b"mask")
    os.utime(mask, (1, 1))
    assert key_of(step, library) == before


def test_the_name_of_a_mask_does_not_count(library: Library, mask: Path, tmp_path: Path) -> None:
    """The same bytes elsewhere are the same key, whatever the path is written like."""
    before = key_of(Step("inpaint", model="paint", inputs={"mask": mask}), library)
    other = tmp_path / "models" / ".." / "other.png"
    other.write_bytes(b"mask")
    assert key_of(Step("inpaint", model="paint", inputs={"mask": other}), library) == before


def test_a_mask_that_cannot_be_read_is_no_error_yet(library: Library, mask: Path, tmp_path: Path) -> None:
    """Reading it will say why; until then it hashes as nothing, unlike any file."""
    before = key_of(Step("inpaint", model="paint", inputs={"mask": mask}), library)
    for missing in (tmp_path / "none.png", tmp_path):
        assert content_sha256(missing) == ""
        assert key_of(Step("inpaint", model="paint", inputs={"mask": missing}), library) != before
    assert content_sha256(mask) != ""


@given(MASKS, MASKS)
def test_arrays_count_by_their_values(
    tmp_path_factory: pytest.TempPathFactory, first: np.ndarray[Any, Any], second: np.ndarray[Any, Any]
) -> None:
    """Equal arrays are one key, however they lie in memory; any others are two."""
    folder = tmp_path_factory.getbasetemp() / "painters"
    library = Library([folder]) if folder.is_dir() else painters(folder)

    def key(array: np.ndarray[Any, Any]) -> str:
        return key_of(Step("inpaint", model="paint", inputs={"mask": array}), library)

    for same in (first.copy(), np.asfortranarray(first), np.repeat(first, 2, axis=0)[::2]):
        assert key(same) == key(first)
    is_same = first.dtype == second.dtype and np.array_equal(first, second)
    assert (key(first) == key(second)) is is_same
    assert key(first.reshape(4, 3)) != key(first)


def test_the_content_of_a_model_counts(library: Library, mask: Path) -> None:
    """A model replaced under its name is another key, known to the next run."""
    step = Step("inpaint", model="paint", inputs={"mask": mask})
    before = key_of(step, library)
    path = library.find("paint", "inpaint")
    with_card(painting_model(0.75), path, **PAINT)
    assert key_of(step, library) != before
    with_card(painting_model(), path, **PAINT)
    assert key_of(step, library) == before


def test_only_the_models_that_are_taken_count(library: Library, mask: Path) -> None:
    """The damage network decides where nothing is marked; with a mask it does not, and may be missing."""
    by_mask = Step("inpaint", model="paint", inputs={"mask": mask})
    searching = Step("inpaint", model="paint")
    before = [key_of(step, library) for step in (by_mask, searching)]
    path = library.find("bright", "damage")
    with_card(brightness_model(), path, **DAMAGE, license="other")
    with_card(painting_model(0.75), library.find("quarter", "inpaint"), **PAINT)
    assert key_of(by_mask, library) == before[0]
    path.unlink()
    assert key_of(by_mask, library) == before[0]
    with pytest.raises(ModelMissing, match="for damage"):
        key_of(searching, library)


def test_one_run_tells_masks_of_several_recipes_apart(library: Library, mask: Path, tmp_path: Path) -> None:
    """Recipes that differ in their masks alone share models, not keys; the order of steps counts."""
    other = tmp_path / "other.png"
    other.write_bytes(b"other")
    steps = [Step("inpaint", model="paint", inputs={"mask": path}) for path in (mask, other)]
    recipes = [Recipe(tuple(steps)), Recipe(tuple(steps[::-1])), *(Recipe((step,)) for step in steps)]
    keys = ResultKeys(library, recipes)
    assert len({keys.of("s", recipe, Saving()).text for recipe in recipes}) == len(recipes)


def test_keys_do_not_depend_on_the_other_recipes(library: Library, mask: Path) -> None:
    """A run with and one without masks, of one model, give each what it gives alone."""
    steps = [Step("inpaint", model="paint", inputs={"mask": mask}), Step("inpaint", model="paint")]
    recipes = [Recipe((step,)) for step in steps]
    for order in (recipes, recipes[::-1]):
        result_keys = ResultKeys(library, order)
        keys = [result_keys.of("s", recipe, Saving()).text for recipe in recipes]
        assert keys == [key_of(step, library) for step in steps]


def test_hashes_of_values_ignore_order() -> None:
    """Equal values hash equally whatever the order of their keys; different ones differ."""
    assert hash_values({"a": 1, "b": [2.5]}) == hash_values({"b": [2.5], "a": 1})
    assert hash_values({"a": 1}) != hash_values({"a": 2})
