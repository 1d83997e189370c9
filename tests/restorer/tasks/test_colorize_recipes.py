"""What recipes that add colour promise."""

from pathlib import Path

import numpy as np
import pytest
from coloring import add_tinter, astronaut, camera, every_level, lab, light_off, save_hints
from command_line import Run
from PIL import Image

import restorer
from restorer.builtin_recipes import find_recipe
from restorer.errors import AlreadyInColour
from restorer.files import read_photo
from restorer.photo import Photo
from restorer.recipe import Recipe, Step, read_recipe, write_recipe


@pytest.fixture
def folder(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder: a grey photo, and the stand-in for colour."""
    add_tinter(user_models)
    monkeypatch.chdir(tmp_path)
    Image.fromarray(every_level()).save("grey.png")
    return tmp_path


def faded() -> Photo:
    """Make a small photo in colour whose contrast is lowered."""
    return Photo(np.rint(50 + 0.6 * astronaut()).astype(np.uint8))


def test_a_recipes_file_names_hints_and_controls(folder: Path, run: Run) -> None:
    """Hints lie beside it; what it asks for is what the command's options give."""
    (folder / "recipes").mkdir()
    save_hints("recipes/hints.json", (60, 40, "#c04030"))
    Path("recipes/mine.toml").write_text(
        '[[steps]]\ntask = "colorize"\nmodel = "tint"\ncontrols.variation = 2\ncontrols.saturation = 0.5\n'
        'inputs.hints = "hints.json"\n'
    )
    arguments = ("restore", "grey.png", "--recipe", "recipes/mine.toml", "-o", "out.png")
    assert run(*arguments)[0] == 0
    assert "done before" in run(*arguments)[2]
    options = ["--hints", "recipes/hints.json", "--saturation", "50", "--variations", "2"]
    assert run("colorize", "--model", "tint", "grey.png", "-o", "same.png", *options)[0] == 0
    np.testing.assert_array_equal(read_photo("out.png").samples, read_photo("same_v2.png").samples)
    save_hints("recipes/hints.json", (60, 40, "#3040c0"))
    assert run(*arguments)[0] == 0
    assert lab(read_photo("out.png").samples)[40, 60, 2] < lab(read_photo("same.png").samples)[40, 60, 2]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("controls.variation = 1.5", "control variation is 1.5, expected a whole number"),
        ("controls.variation = 1001", "control variation is 1001, expected 0 to 1000"),
        ("controls.saturation = 3", "control saturation is 3, expected 0 to 2"),
        ("controls.force = 2", "control force is 2, expected 0 to 1"),
        ("controls.sigma = 2", "colorize has no control sigma; known: force, saturation, variation"),
        ('inputs.mask = "grey.png"', "mine.toml: step 1: colorize takes no input mask"),
        ('inputs.hints = "none.json"', "none.json: cannot be read: No such file or directory"),
        ('inputs.reference = "none.png"', "none.png: No such file or directory"),
    ],
)
def test_a_recipe_that_cannot_be_is_one_line(folder: Path, run: Run, lines: str, message: str) -> None:
    """It is told what is wrong, the code is 1, and nothing is written."""
    Path("mine.toml").write_text(f'[[steps]]\ntask = "colorize"\nmodel = "tint"\n{lines}\n')
    code, _out, err = run("restore", "grey.png", "--recipe", "mine.toml", "-o", "out.png")
    assert code == 1
    assert len([line for line in err.splitlines() if message in line]) == 1
    assert "Traceback" not in err
    assert not Path("out.png").exists()


def test_a_colorize_step_survives_its_file(tmp_path: Path) -> None:
    """Written and read, its controls and inputs are the same."""
    inputs = {"hints": tmp_path / "hints.json", "reference": tmp_path / "deep" / "reference.png"}
    step = Step("colorize", controls={"variation": 3.0, "saturation": 0.8}, inputs=inputs)
    write_recipe(Recipe((step,)), tmp_path / "mine.toml")
    (found,) = read_recipe(tmp_path / "mine.toml").steps
    assert (found.task, found.controls, found.inputs) == ("colorize", step.controls, inputs)
    assert found.models == {"colorize": None}


def test_old_photo_passes_a_photo_in_colour_over() -> None:
    """It stays as coloured as it was, which is said; the rest is done, as by a recipe without colour."""
    photo, notices = faded(), list[str]()
    recipe = Recipe((*find_recipe("old-photo").steps, Step("colorize")))
    result = restorer.restore(photo, recipe, device="cpu", say=notices.append)
    assert [notice for notice in notices if notice.startswith("the photo has colours already")]
    without = restorer.restore(photo, Recipe(recipe.steps[:-1]), device="cpu", say=notices.append)
    np.testing.assert_array_equal(result.samples, without.samples)
    assert np.ptp(result.samples) > 1.1 * np.ptp(photo.samples)
    assert result.metadata.xmp is not None
    assert b"colorize" not in result.metadata.xmp


def test_old_photo_colours_a_grey_one() -> None:
    """A grey photo ends in colour, at the lightness that the steps before gave it."""
    photo = Photo(np.rint(60 + 0.5 * camera(6)[..., None]).astype(np.uint8))
    recipe = Recipe((*find_recipe("old-photo").steps, Step("colorize")))
    result = restorer.restore(photo, recipe, device="cpu")
    without = restorer.restore(photo, Recipe(recipe.steps[:-1]), device="cpu")
    assert result.samples.shape == (*photo.samples.shape[:2], 3)
    assert without.is_grey
    assert light_off(result.samples, without.samples) < 0.4
    assert result.metadata.xmp is not None
    assert b"compositeWithTrainedAlgorithmicMedia" in result.metadata.xmp


def test_the_command_tells_that_colour_was_passed_over(folder: Path, run: Run) -> None:
    """With a recipe of more a photo in colour is done, with a notice; with nothing else it fails."""
    Image.fromarray(faded().samples).save("faded.png")
    step = '[[steps]]\ntask = "colorize"\nmodel = "tint"\n'
    Path("both.toml").write_text(f'[[steps]]\ntask = "tone"\n{step}')
    Path("one.toml").write_text(step)
    code, _out, err = run("restore", "faded.png", "--recipe", "both.toml", "-o", "out.png")
    assert code == 0
    (line,) = [line for line in err.splitlines() if "faded.png -> out.png" in line]
    assert "the photo has colours already" in line
    assert (read_photo("out.png").samples != read_photo("faded.png").samples).any()
    assert run("restore", "faded.png", "--recipe", "one.toml", "-o", "one.png")[0] == 1
    assert not Path("one.png").exists()


def test_twice_in_a_recipe_is_once(folder: Path) -> None:
    """What the first step gave several colours the second leaves alone, with a notice."""
    hints = np.array([(x, y, *rgb) for x, y, rgb in [(20, 20, (1, 0, 0)), (60, 60, (0, 0, 1))]], float)
    steps = range(-16, 17, 4)
    spread = np.concatenate([np.add(hints, (dx, dy, 0, 0, 0)) for dx in steps for dy in steps])
    first = Step("colorize", model="tint", inputs={"hints": spread})
    photo, notices = Photo(every_level()[..., None]), list[str]()
    once, twice = (
        restorer.restore(photo, Recipe((first,) * times), device="cpu", say=notices.append)
        for times in (1, 2)
    )
    np.testing.assert_array_equal(once.samples, twice.samples)
    assert len(notices) == 1
    with pytest.raises(AlreadyInColour):
        restorer.restore(once, Recipe((first,)), device="cpu")
