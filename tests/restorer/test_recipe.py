"""What recipes and their files promise."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import recipes

from restorer.batch.keys import hash_values
from restorer.errors import RecipeError, WriteError
from restorer.recipe import Recipe, Step, read_recipe, write_recipe


@given(recipes)
def test_a_recipe_survives_its_file(tmp_path_factory: pytest.TempPathFactory, recipe: Recipe) -> None:
    """Whatever a recipe says, its file says the same when read again."""
    path = tmp_path_factory.getbasetemp() / "recipe.toml"
    write_recipe(recipe, path, overwrite=True)
    assert asdict(read_recipe(path)) == asdict(recipe)


def test_the_documented_file_is_understood(tmp_path: Path) -> None:
    """The example of the module's documentation means what it says."""
    path = tmp_path / "recipe.toml"
    path.write_text(
        '[[steps]]\ntask = "denoise"\nstrength = 0.8 # 0..1\nmodel = "denoise-unet"\n\n'
        '[steps.controls]\nsigma = 25.0\n[[steps]]\ntask = "denoise"\n'
    )
    steps = (Step("denoise", "denoise-unet", 0.8, {"sigma": 25.0}), Step("denoise"))
    assert asdict(read_recipe(path)) == asdict(Recipe(steps))


@pytest.mark.parametrize("number", [np.float16, np.float32, np.float64, np.int64, np.uint8])
def test_numbers_of_numpy_are_numbers(tmp_path: Path, number: type[np.number[Any]]) -> None:
    """As strength and as control they are what Python's are, in the recipe's file and for the journal."""
    step = Step("tone", strength=number(1), controls={"contrast": number(1)})
    write_recipe(Recipe((step,)), tmp_path / "recipe.toml")
    assert asdict(step) == asdict(read_recipe(tmp_path / "recipe.toml").steps[0])
    assert hash_values(asdict(step))
    for wrong in (np.float32("nan"), np.float32("inf"), np.bool_(True)):
        with pytest.raises(RecipeError, match="expected a number"):
            Step("tone", strength=wrong)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"expected a list of \[\[steps\]\] and nothing else"),
        ("steps = []", "expected a list"),
        ('steps = "denoise"', "expected a list"),
        ('[[steps]]\ntask = "denoise"\n[more]\n', "nothing else"),
        ("steps = [1]", "step 1: has no task"),
        ("[[steps]]\nstrength = 1", "step 1: has no task"),
        ('[[steps]]\ntask = "denoise"\n[[steps]]\ntask = "paint"', "step 2: task 'paint' is unknown"),
        ("[[steps]]\ntask = 3", "step 1: task 3 is unknown"),
        ('[[steps]]\ntask = "denoise"\nstrenght = 1', "unknown strenght; known: controls, inputs"),
        ('[[steps]]\ntask = "denoise"\nstrength = 1.5', "strength 1.5, expected a number from 0 to 1"),
        ('[[steps]]\ntask = "denoise"\nstrength = nan', "strength nan"),
        ('[[steps]]\ntask = "denoise"\nstrength = true', "strength True"),
        ('[[steps]]\ntask = "denoise"\nstrength = 1' + 400 * "0", "strength 10"),
        ('[[steps]]\ntask = "denoise"\nstrength = "much"', "strength 'much'"),
        ('[[steps]]\ntask = "denoise"\nmodel = 1', "model is a name"),
        ('[[steps]]\ntask = "tone"\nmodel = "denoise-unet"', "step 1: tone takes no model"),
        ('[[steps]]\ntask = "denoise"\ncontrols = 1', "controls are a table"),
        ('[[steps]]\ntask = "denoise"\ncontrols.sigma = "big"', "control sigma is 'big', expected a number"),
        ('[[steps]]\ntask = "denoise"\ncontrols.sigma = inf', "control sigma is inf"),
        ("task = ", "not a TOML file"),
        (b"\xff\xfe", "not a TOML file"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_what_and_where(tmp_path: Path, content: str | bytes, message: str) -> None:
    """Each mistake is a RecipeError of one line that names the file and the place."""
    path = tmp_path / "recipe.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RecipeError, match=message) as caught:
        read_recipe(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """No file is a RecipeError with its path, a folder as well."""
    with pytest.raises(RecipeError, match=r"none\.toml: cannot be read: No such file"):
        read_recipe(tmp_path / "none.toml")
    with pytest.raises(RecipeError, match="cannot be read: not a file"):
        read_recipe(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is named as a recipe and is no file is refused, not read for ever; nor is it written to."""
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    with pytest.raises(RecipeError, match=r"pipe\.toml: cannot be read: not a file"):
        read_recipe(path)
    with pytest.raises(WriteError, match="exists already"):
        write_recipe(Recipe((Step("tone"),)), path)


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_lines_end_as_any_system_ends_them(tmp_path: Path, ending: bytes) -> None:
    """A recipe that an editor gave other ends of lines is the same: it is read, and stays as it is."""
    path, recipe = tmp_path / "tone.toml", Recipe((Step("tone"), Step("denoise")))
    write_recipe(recipe, path)
    other = path.read_bytes().replace(b"\n", ending)
    path.write_bytes(other)
    write_recipe(recipe, path)
    assert path.read_bytes() == other
    assert [step.task for step in read_recipe(path).steps] == ["tone", "denoise"]


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    """A film in a recipe's place is refused by its size."""
    path = tmp_path / "film.toml"
    with path.open("wb") as file:
        file.truncate(11_000_000)
    with pytest.raises(RecipeError, match=r"film\.toml: cannot be read: larger than 10 MB"):
        read_recipe(path)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_file_gives_another_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever bytes a file holds, reading it gives a recipe or a RecipeError."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        assert read_recipe(path).steps
    except RecipeError as error:
        assert str(path) in str(error)  # noqa: PT017 - either is right
