"""What recipes by name promise, and the pictures that a recipe's steps take beside the photo."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorer.builtin_recipes import RECIPES, find_recipe
from restorer.errors import RecipeError, WriteError
from restorer.recipe import Recipe, Step, read_recipe, write_recipe

FILE_NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20
)
INPAINT = '[[steps]]\ntask = "inpaint"\n'


def test_the_recipe_for_old_photos_is_built_in() -> None:
    """It fills what is damaged, lowers the grain, and puts the tone right, in this order."""
    steps = find_recipe("old-photo").steps
    assert [step.task for step in steps] == ["inpaint", "denoise", "tone"]
    assert [step.strength for step in steps] == [1.0, 0.8, 1.0]
    assert [[*step.models] for step in steps] == [["inpaint", "damage"], ["denoise", "level"], []]
    assert asdict(find_recipe("old-photo-colour")) == asdict(Recipe((*steps, Step("colorize"))))


@pytest.mark.parametrize("name", RECIPES)
def test_built_in_recipes_survive_their_files(name: str, tmp_path: Path) -> None:
    """Written to a file, to be changed, each says the same when found by its path."""
    path = tmp_path / "mine.toml"
    write_recipe(find_recipe(name), path)
    assert asdict(find_recipe(str(path))) == asdict(find_recipe(name))


@pytest.mark.parametrize("file", ["mine.toml", "mine"])
def test_a_file_is_found_by_its_path(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative or not, with an extension or without."""
    (tmp_path / file).write_text('[[steps]]\ntask = "tone"\nstrength = 0.25\n')
    monkeypatch.chdir(tmp_path)
    for name in (file, str(tmp_path / file)):
        assert asdict(find_recipe(name)) == asdict(Recipe((Step("tone", strength=0.25),)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("new-photo", r"^new-photo: neither a file nor a built-in recipe \(old-photo, old-photo-colour\)$"),
        ("none.toml", "^none.toml: cannot be read: No such file or directory$"),
        ("deep/none.toml", "^deep/none.toml: cannot be read"),
        (".", r"^\.: cannot be read: not a file$"),
        ("", "neither a file nor a built-in recipe|cannot be read"),
        ("two\nlines", "neither a file nor a built-in recipe"),
    ],
)
def test_an_unknown_name_is_told(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a RecipeError of one line with what is known."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecipeError, match=message) as caught:
        find_recipe(name)
    assert len(str(caught.value).splitlines()) == 1


def test_a_mask_lies_beside_its_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name is as seen from the recipe's file, not from the current folder; absolute ones stay."""
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep" / "recipe.toml"
    path.write_text(f'{INPAINT}inputs.mask = "masks/a.png"\n{INPAINT}inputs.mask = "/b.png"\n')
    monkeypatch.chdir(tmp_path)
    for given_path in (path, "deep/recipe.toml"):
        masks = [step.inputs["mask"] for step in read_recipe(given_path).steps]
        assert all(isinstance(mask, Path) for mask in masks)
        assert [Path(str(mask)).absolute() for mask in masks] == [
            tmp_path / "deep" / "masks" / "a.png",
            Path("/b.png"),
        ]


@given(FILE_NAMES, st.sampled_from(["", "masks", "..", "../../elsewhere"]))
def test_a_mask_survives_its_recipe(tmp_path_factory: pytest.TempPathFactory, name: str, below: str) -> None:
    """Whatever it is called and wherever it lies, it is the same file when the recipe is read again."""
    path = tmp_path_factory.getbasetemp() / "recipe.toml"
    mask = path.parent / below / name
    write_recipe(Recipe((Step("inpaint", inputs={"mask": mask}),)), path, overwrite=True)
    (step,) = read_recipe(path).steps
    assert step.inputs == {"mask": mask}
    assert step.models == {"inpaint": None}


def test_a_recipe_may_be_moved_with_its_mask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a mask in or below the recipe's folder the file tells no more than the way from there."""
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, Path()):
        mask = folder / "masks" / "a.png"
        write_recipe(Recipe((Step("inpaint", inputs={"mask": mask}),)), "recipe.toml", overwrite=True)
        assert 'mask = "masks/a.png"' in Path("recipe.toml").read_text()
    Path("deep").mkdir()
    write_recipe(Recipe((Step("inpaint", inputs={"mask": Path("a.png")}),)), "deep/recipe.toml")
    (step,) = read_recipe("deep/recipe.toml").steps
    assert step.inputs == {"mask": tmp_path / "a.png"}


def test_a_recipe_that_is_there_stays(tmp_path: Path) -> None:
    """An existing file, which somebody may have changed, is kept, and said so in one line."""
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    with pytest.raises(
        WriteError, match=r"mine\.toml: exists already; choose another name, or allow overwriting$"
    ):
        write_recipe(find_recipe("old-photo"), path)
    assert path.read_text() == "mine"


def test_a_recipe_reads_as_editors_write_it(tmp_path: Path) -> None:
    """A mark of the byte order at its start is no part of it."""
    path = tmp_path / "mine.toml"
    path.write_text('[[steps]]\ntask = "tone"\n', encoding="utf-8-sig")
    assert [step.task for step in find_recipe(str(path)).steps] == ["tone"]


@pytest.mark.parametrize("text", ['[[steps]]\ntask = ["tone"]\n', "a = " + "[" * 5000])
def test_what_is_no_recipe_is_one_line(tmp_path: Path, text: str) -> None:
    """A list for a task, and lists within lists without an end, are errors that name the file."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(RecipeError, match=r"mine\.toml: ") as caught:
        read_recipe(path)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode elsewhere")
def test_a_name_that_is_not_unicode_cannot_be_written(tmp_path: Path) -> None:
    """It is a RecipeError, and no file is made."""
    mask = Path(os.fsdecode(b"\xff.png"))
    with pytest.raises(RecipeError, match="not Unicode"):
        write_recipe(Recipe((Step("inpaint", inputs={"mask": mask}),)), tmp_path / "recipe.toml")
    assert list(tmp_path.iterdir()) == []


def test_an_array_cannot_be_written(tmp_path: Path) -> None:
    """A mask held in memory is a RecipeError of one line, and no file is made."""
    recipe = Recipe((Step("tone"), Step("inpaint", inputs={"mask": np.zeros((4, 4), bool)})))
    with pytest.raises(RecipeError, match="held in memory cannot be written; save it as a picture") as caught:
        write_recipe(recipe, tmp_path / "recipe.toml")
    assert len(str(caught.value).splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("task", "inputs", "message"),
    [
        ("denoise", {"mask": Path("m.png")}, "denoise takes no input mask"),
        ("tone", {"mask": Path("m.png")}, "tone takes no input mask"),
        ("inpaint", {"mask": Path("m.png"), "hint": Path("h.png")}, "inpaint takes no input hint"),
    ],
)
def test_an_unknown_input_is_refused(task: str, inputs: dict[str, Any], message: str) -> None:
    """A picture that a task has no use for is a RecipeError."""
    with pytest.raises(RecipeError, match=f"^{message}$"):
        Step(task, inputs=inputs)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[steps]]\ntask = "tone"\ninputs.mask = "m.png"', "step 1: tone takes no input mask"),
        (f'{INPAINT}[steps.inputs]\nmaks = "m.png"', "step 1: inpaint takes no input maks"),
        (f"{INPAINT}inputs.mask = 3", "step 1: inputs are a table of files"),
        (f'{INPAINT}inputs = "m.png"', "step 1: inputs are a table of files"),
        (f'{INPAINT}{INPAINT}inputs = ["m.png"]', "step 2: inputs are a table of files"),
    ],
)
def test_a_wrong_input_is_told_where(tmp_path: Path, content: str, message: str) -> None:
    """A mistake in a file is a RecipeError of one line that names the file and the step."""
    path = tmp_path / "recipe.toml"
    path.write_text(content)
    with pytest.raises(RecipeError) as caught:
        read_recipe(path)
    assert str(caught.value) == f"{path}: {message}"


def test_a_mask_is_a_path_or_an_array() -> None:
    """A name as plain text is refused in one line, not where the photo is filled."""
    with pytest.raises(RecipeError, match=r"input mask is 'm\.png', expected a Path or an array"):
        Step("inpaint", inputs={"mask": "m.png"})  # type: ignore[dict-item]
