"""What an experiment file promises: it is read as it stands, or its mistake is one line."""

from pathlib import Path

import pytest

from training.config import Data, Experiment, ExperimentError, read_experiment
from training.objectives import build_objective
from training.restorers import NETWORKS

DENOISE = 'name = "a"\ntask = "denoise"\n'
SHIPPED = sorted((Path(__file__).parents[2] / "training" / "experiments").glob("*.toml"))


def test_file_gives_the_experiment(experiment_file: Path, experiment: Experiment) -> None:
    """Reading a file that says the same gives an equal experiment."""
    assert read_experiment(experiment_file) == experiment


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_experiments_are_sound(path: Path) -> None:
    """Every experiment of the repository is read, and names a known task and the model its file is of."""
    experiment = read_experiment(path)
    assert experiment.task in NETWORKS
    assert path.stem == experiment.name or path.stem.startswith(f"{experiment.name}-")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "cannot be read as TOML"),
        ('name = "a"', "missing 1 required positional argument: 'task'"),
        ('name = "a"\ntask = "denoise"\nwidth = 3', "unknown width; known: data, name"),
        (
            'name = "a"\ntask = "denoise"\n[network]\ndepth = 3',
            "[network]: unknown depth; known: blocks, channels, coded_share, dropout",
        ),
        (
            'name = "a"\ntask = "denoise"\n[data]\nbatch = "many"',
            "batch is 'many', expected something like 16",
        ),
        (
            'name = "a"\ntask = "denoise"\n[network]\nblocks = 3',
            "blocks is 3, expected something like (2, 2, 4)",
        ),
        ('name = "a"\ntask = "denoise"\nnetwork = 3', "expected a table of blocks, channels"),
        ('name = 5\ntask = "denoise"', "name is 5, expected a word"),
        (
            f"{DENOISE}[network]\nblocks = [1, 1]",
            "[network]: blocks is (1, 1), expected a number for each of",
        ),
        (f"{DENOISE}[network]\nchannels = []", "[network]: channels is (), expected one number above 0"),
        (f"{DENOISE}[data]\nsigma_255 = [25]", "[data]: sigma_255 is (25,), expected the least and the most"),
        (
            f"{DENOISE}[data]\ncut = 'slices'",
            "[data]: cut 'slices' is unknown; known: patches, scenes, whole",
        ),
        (f"{DENOISE}[data]\nbatch = 0", "[data]: batch is 0, expected 1 or more"),
        (f"{DENOISE}[data]\npatch_pixels = 8", "[data]: patch_pixels is 8, expected 32 or more"),
        (f"{DENOISE}[data]\nreal_share = 1.5", "[data]: real_share is 1.5, expected 0 to 1"),
        (f"{DENOISE}[optimizer]\nlearning_rate = -1.0", "[optimizer]: learning_rate is -1.0, expected more"),
        (f"{DENOISE}[optimizer]\nbudget_minutes = 0", "[optimizer]: budget_minutes is 0, expected more than"),
        (f"{DENOISE}[optimizer]\nbudget_minutes = inf", "[optimizer]: budget_minutes is inf, expected more"),
        (f"{DENOISE}[optimizer]\ncheckpoint_minutes = -1.0", "checkpoint_minutes is -1.0, expected more"),
        ('name = "a"\ntask = "denoise"\nseed = -1', "seed is -1, expected 0 or more"),
        (f"{DENOISE}[optimizer]\nweight_decay = -0.1", "[optimizer]: weight_decay is -0.1, expected 0 or"),
        *(
            (f"{DENOISE}[optimizer]\n{name} = -1", f"[optimizer]: {name} is -1, expected 0 or more")
            for name in ("warmup_steps", "most_steps", "gradient_clip", "flicker_weight")
        ),
        (f"{DENOISE}[optimizer]\nbetas = [0.9]", "[optimizer]: betas is (0.9,), expected two numbers"),
    ],
)
def test_mistake_is_one_line_with_the_file(tmp_path: Path, text: str, words: str) -> None:
    """The error names the file, the place and what is known."""
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(ExperimentError) as caught:
        read_experiment(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_experiments_say_nothing_in_vain(path: Path) -> None:
    """Their tasks heed each entry of their data."""
    experiment = read_experiment(path)
    if not experiment.data.teacher:  # is read
        build_objective(experiment)


def test_what_a_task_does_not_heed_is_refused() -> None:
    """An entry that would change nothing is an error that names it, with the task."""
    data = Data(real_share=0.5, grey_share=0.3, batch=3)
    with pytest.raises(ExperimentError, match=r"^a: inpaint has no use for real_share$"):
        build_objective(Experiment("a", "inpaint", data=data))


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    """A file that is not there is an error that names it."""
    with pytest.raises(ExperimentError, match=r"nowhere\.toml: cannot be read: No such file"):
        read_experiment(tmp_path / "nowhere.toml")


def test_unknown_task_is_an_error() -> None:
    """A task without a network is an error that lists the known."""
    with pytest.raises(ExperimentError, match="'polish' is unknown; known: codes, colorize"):
        build_objective(Experiment("a", "polish"))
