"""What ``restorer tone`` and ``restorer restore`` promise."""

import json
from pathlib import Path

import numpy as np
import pytest
from coloring import add_tinter
from command_line import Run, list_files
from PIL import Image
from scratched import HEIGHT, WIDTH, add_models, painted, save_mask, save_photo, scratch
from stand_ins import brightness_model, keeping_model, with_card

from restorer.builtin_recipes import find_recipe
from restorer.files import read_photo

OLD = ["restore", "--recipe", "old-photo", "--device", "cpu"]


@pytest.fixture
def folder(tmp_path: Path, user_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder: a scratched photo and a faded one; stand-ins are all the models there are."""
    add_models(user_models)
    add_tinter(user_models)
    with_card(keeping_model(), user_models / "keep.onnx")
    with_card(brightness_model(), user_models / "level.onnx", task="level", contract="level-v1")
    monkeypatch.setattr("restorer.networks.library.shipped_models", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)
    save_photo(Path("scratched.png"), scratch())
    grey = np.linspace(40, 110, HEIGHT * WIDTH).reshape(HEIGHT, WIDTH, 1)
    faded = (grey + np.array([12, 0, -20])).round().astype(np.uint8)
    Image.fromarray(faded).save("faded.png")
    return tmp_path


def cast(path: str) -> float:
    """Give how far a picture's red is above its blue where it is light."""
    red, _green, blue = read_photo(path).samples[-2:].astype(float).mean(axis=(0, 1))
    return float(red - blue)


def span(path: str) -> float:
    """Give the range of a picture's green."""
    return float(np.ptp(read_photo(path).samples[..., 1].astype(float)))


def test_fading_and_casts_are_put_right(folder: Path, run: Run) -> None:
    """The contrast grows and the cast is lowered, without any model."""
    code, _out, err = run("tone", "faded.png")
    assert code == 0
    assert "faded.png -> faded_restored.png" in err
    assert "on CPU" not in err
    assert span("faded_restored.png") > 1.2 * span("faded.png")
    assert abs(cast("faded_restored.png")) < cast("faded.png") / 2


def test_each_part_of_the_tone_is_an_option(folder: Path, run: Run) -> None:
    """Without contrast the range stays, without the cast's share so does the cast; at 0 all does."""
    for name, options in {
        "still": ["--contrast", "0"], "warm": ["--cast", "0"], "same": ["--strength", "0"],
    }.items():  # fmt: skip
        assert run("tone", "faded.png", "-o", f"{name}.png", *options)[0] == 0
    assert span("still.png") < 1.1 * span("faded.png")
    assert abs(cast("still.png")) < cast("faded.png") / 2
    assert span("warm.png") > 1.2 * span("faded.png")
    assert cast("warm.png") > 0.9 * cast("faded.png")
    assert Path("same.png").read_bytes() == Path("faded.png").read_bytes()


@pytest.mark.parametrize(
    ("task", "entry", "reason"),
    [
        ("colorize", 'reference = "faded.png"', "restorer: faded.png: "),
        ("colorize", 'hints = "none.json"', "restorer: none.json: cannot be read: "),
        ("inpaint", 'mask = "none.png"', "restorer: none.png: "),
    ],
)
def test_a_bad_file_that_a_recipe_names_is_told_once(
    folder: Path, run: Run, task: str, entry: str, reason: str
) -> None:
    """However many photos there are, the one line ends it all before anything is done."""
    Path("mine.toml").write_text(f'[[steps]]\ntask = "{task}"\n[steps.inputs]\n{entry}\n')
    Path("faded.png").write_bytes(Path("faded.png").read_bytes()[:-100])
    before = list_files(folder)
    code, out, err = run("restore", ".", "--recipe", "mine.toml", "-o", "out")
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith(reason)
    assert list_files(folder) == before


def test_tone_is_done_once(folder: Path, run: Run) -> None:
    """A second run does nothing, one with another strength does; a dry run writes nothing."""
    before = list_files(folder)
    assert run("tone", "faded.png", "-o", "out.png", "--dry-run")[0] == 0
    assert list_files(folder) == before
    assert run("tone", "faded.png", "-o", "out.png")[0] == 0
    code, _out, err = run("tone", "faded.png", "-o", "out.png")
    assert (code, "done before" in err) == (0, True)
    full = span("out.png")
    assert run("tone", "faded.png", "-o", "out.png", "--strength", "50")[0] == 0
    assert span("out.png") < full


@pytest.mark.parametrize("option", [["--strength", "101"], ["--contrast", "-1"], ["--cast", "200"]])
def test_percents_beyond_are_wrong_usage(folder: Path, run: Run, option: list[str]) -> None:
    """Exit code 2, and nothing is done."""
    assert run("tone", "faded.png", *option)[0] == 2
    assert not Path("faded_restored.png").exists()


def test_an_old_photo_is_mended(folder: Path, run: Run) -> None:
    """Its scratch goes, its range grows; each photo has its result, and a second run does nothing."""
    arguments = (*OLD, "scratched.png", "faded.png", "-o", "out")
    code, out, err = run(*arguments, "--json")
    assert code == 0
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["done", "done"]
    assert "paint on CPU" in err
    assert read_photo("out/scratched.png").samples[scratch()].max() < 250
    assert span("out/faded.png") > 1.2 * span("faded.png")
    assert "nothing to do: all 2 are done" in run(*arguments)[2]


def test_a_recipes_file_names_its_mask(folder: Path, run: Run) -> None:
    """Relative to itself; when the mask changes the photo is done again."""
    save_mask(Path("recipes/m.png"), scratch(2))
    content = '[[steps]]\ntask = "inpaint"\nmodel = "paint"\ninputs.mask = "m.png"\n'
    Path("recipes/mine.toml").write_text(content)
    arguments = ("restore", "scratched.png", "--recipe", "recipes/mine.toml", "-o", "out.png")
    assert run(*arguments)[0] == 0
    np.testing.assert_array_equal(painted("out.png"), scratch(2))
    assert "done before" in run(*arguments)[2]
    save_mask(Path("recipes/m.png"), scratch(16))
    assert run(*arguments)[0] == 0
    np.testing.assert_array_equal(painted("out.png"), scratch(16))


def test_a_recipe_is_saved_to_be_changed(folder: Path, run: Run) -> None:
    """Without photos the recipe is all that is written, and it can be used."""
    before = list_files(folder)
    assert run(*OLD, "--save-recipe", "x.toml") == (0, "", "")
    assert list_files(folder) == sorted([*before, "x.toml"])
    assert [step.task for step in find_recipe("x.toml").steps] == ["inpaint", "denoise", "tone"]
    assert run("restore", "faded.png", "--recipe", "x.toml", "-o", "out.png")[0] == 0
    assert Path("out.png").exists()


def test_a_recipe_is_saved_beside_the_work(folder: Path, run: Run) -> None:
    """With photos both are done."""
    assert run(*OLD, "faded.png", "-o", "out.png", "--save-recipe", "x.toml")[0] == 0
    assert Path("x.toml").exists()
    assert Path("out.png").exists()


def test_the_same_command_is_given_again(folder: Path, run: Run) -> None:
    """A recipe that is saved already stays; another one of that name is kept, and nothing is done."""
    wish = "faded.png", "-o", "out.png", "--save-recipe", "x.toml"
    assert run(*OLD, *wish)[0] == 0
    for dry in ([], ["--dry-run"]):
        code, _out, err = run(*OLD, *wish, *dry)
        assert (code, "done before" in err) == (0, True)
    Path("x.toml").write_text("mine")
    code, _out, err = run(*OLD, *wish)
    assert (code, "x.toml: exists already" in err) == (1, True)


def test_a_dry_run_saves_no_recipe(folder: Path, run: Run) -> None:
    """It says what would be done, and does nothing."""
    before = list_files(folder)
    code, _out, err = run(*OLD, "faded.png", "--save-recipe", "x.toml", "--dry-run")
    assert code == 0
    assert "would be done: faded.png -> faded_restored.png" in err
    assert list_files(folder) == before
    Path("x.toml").touch()
    for name, told in (
        ("x.toml", "exists already"),
        ("x.txt", "not the name of a recipe"),
        ("faded.png/x.toml", "faded.png: is no folder"),
    ):
        code, _out, err = run(*OLD, "faded.png", "--save-recipe", name, "--dry-run")
        assert (code, told in err) == (1, True)


def test_a_recipe_that_cannot_be_saved_is_one_line(folder: Path, run: Run) -> None:
    """A photo that is named as a folder is told with the reason, and stays."""
    before = Path("faded.png").read_bytes()
    code, out, err = run(*OLD, "--save-recipe", "faded.png/x.toml")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err == "restorer: faded.png/x.toml: the recipe cannot be written: faded.png: is no folder\n"
    assert Path("faded.png").read_bytes() == before


def test_a_recipe_is_never_saved_over_a_photo(folder: Path, run: Run) -> None:
    """A name that is not that of a recipe is refused, even where files may be written over."""
    before = Path("faded.png").read_bytes()
    code, out, err = run(*OLD, "faded.png", "--save-recipe", "faded.png", "--overwrite", "always")
    assert (code, out) == (1, "")
    assert err == "restorer: faded.png: not the name of a recipe, which ends in .toml\n"
    assert Path("faded.png").read_bytes() == before


def test_a_recipe_with_a_wrong_control_is_refused_before_any_work(folder: Path, run: Run) -> None:
    """It is one line with the file and the step, on a dry run as well."""
    Path("x.toml").write_text('[[steps]]\ntask = "tone"\n[steps.controls]\ncontrst = 0.5\n')
    code, out, err = run("restore", "faded.png", "--recipe", "x.toml", "--dry-run")
    assert (code, out) == (1, "")
    assert err == "restorer: x.toml: step 1: tone has no control contrst; known: cast, contrast\n"


@pytest.mark.parametrize("recipe", ["new-photo", "none.toml"])
def test_an_unknown_recipe_is_one_line(folder: Path, run: Run, recipe: str) -> None:
    """It is named before any photo is read, and nothing is written."""
    before = list_files(folder)
    code, out, err = run("restore", "faded.png", "--recipe", recipe, "--save-recipe", "x.toml")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(f"restorer: {recipe}: ")
    assert list_files(folder) == before


def test_without_photos_or_a_file_to_save_it_is_wrong_usage(folder: Path, run: Run) -> None:
    """There must be something to do."""
    assert run(*OLD)[0] == 2
