"""What an evaluation promises: the same figures each time, and right ones where they are known."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import fourier_shift, gaussian_filter
from skimage import data
from skimage.metrics import peak_signal_noise_ratio
from stand_ins import (
    blurring_model,
    brightness_model,
    darkening_model,
    keeping_model,
    with_card,
)

from restorer.networks.card import read_card
from training.evaluate import Wish, evaluate
from training.evaluations.camera_noise import CameraNoise, register
from training.evaluations.clean import Clean
from training.evaluations.estimator import SIGMAS_255, Estimator
from training.evaluations.jpeg import Jpeg
from training.evaluations.white_noise import Score, WhiteNoise

Run = Callable[..., tuple[int, str, str]]


def scored(content: bytes, folder: Path, wish: Wish) -> object:
    """Give what one part finds of a denoiser, beside an estimator that takes brightness for noise."""
    models = {
        "denoise": with_card(content, folder / "stand-in.onnx"),
        "level": with_card(brightness_model(), folder / "brightness.onnx", task="level", contract="level-v1"),
    }
    return evaluate(models, wish, "cpu").evaluations[0]  # type: ignore[arg-type]


def white_noise(content: bytes, folder: Path, data: Path, *sigmas_255: float) -> tuple[Score, ...]:
    """Score a denoiser on white noise."""
    found = scored(content, folder, Wish(data, {"sigma": sigmas_255}))
    assert isinstance(found, WhiteNoise)
    return found.scores


def save_flat(path: Path, value: int, shape: tuple[int, ...] = (64, 64, 3)) -> None:
    """Save a picture of one value as PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full(shape, value, np.uint8)).save(path)


def test_figures_are_the_same_twice(photos: Path, tmp_path: Path) -> None:
    """Noise is drawn from the picture's name and sigma, so neither order nor company matters."""
    together = white_noise(blurring_model(), tmp_path / "models", photos, 15, 50)
    assert white_noise(blurring_model(), tmp_path / "models", photos, 50, 15) == together[::-1]
    alone: list[Score] = []
    for path in photos.iterdir():
        (tmp_path / path.stem).mkdir()
        shutil.copy(path, tmp_path / path.stem)
        alone += white_noise(blurring_model(), tmp_path / "models", tmp_path / path.stem, 50)
    assert np.mean([score.psnr for score in alone]) == pytest.approx(together[1].psnr, abs=1e-3)


def test_idle_model_scores_as_its_noise(photos: Path, tmp_path: Path) -> None:
    """A model that does nothing scores what theory says of noise, and better once clipped to 0..1."""
    for score in white_noise(keeping_model(), tmp_path, photos, 5, 25, 50):
        assert score.psnr_noisy == pytest.approx(20 * np.log10(255 / score.sigma_255), abs=0.03)
        assert score.psnr_float > score.psnr_noisy
        assert score.psnr == pytest.approx(score.psnr_float, abs=0.02)


def test_grey_pictures_are_scored_as_grey(tmp_path: Path) -> None:
    """A grey file gets one plane of noise, and is scored on it."""
    save_flat(tmp_path / "grey.png", 128, (64, 64))
    grey = np.full((64, 64), 128.0)
    noise = np.random.default_rng(0).normal(0, 10, grey.shape)
    expected = peak_signal_noise_ratio(grey, grey + noise, data_range=255)  # type: ignore[no-untyped-call]
    (score,) = white_noise(keeping_model(), tmp_path, tmp_path, 10)
    assert score.psnr == pytest.approx(expected, abs=0.4)


def test_jpeg_is_that_of_pillow(photos: Path, tmp_path: Path) -> None:
    """The JPEGs are Pillow's with halved colour; a model that does nothing gains nothing."""
    found = scored(keeping_model(), tmp_path, Wish(photos, {"jpeg": (20, 40)}))
    assert isinstance(found, Jpeg)
    for score in found.scores:
        expected = []
        for path in photos.iterdir():
            clean, file = Image.open(path), io.BytesIO()
            clean.save(file, "jpeg", quality=score.quality, subsampling=2)
            expected.append(peak_signal_noise_ratio(np.asarray(clean), np.asarray(Image.open(file))))  # type: ignore[no-untyped-call]
        assert score.psnr_jpeg == pytest.approx(np.mean(expected), abs=1e-3)
        assert (score.psnr, score.gain, score.worse) == (score.psnr_jpeg, 0, 0)


def test_what_a_jpeg_loses_is_counted(photos: Path, tmp_path: Path) -> None:
    """A model that darkens makes every picture worse."""
    found = scored(darkening_model(), tmp_path, Wish(photos, {"jpeg": (90,)}))
    assert isinstance(found, Jpeg)
    assert found.scores[0].worse == 3
    assert found.scores[0].gain < -5


def test_grey_pictures_are_saved_as_grey_jpegs(tmp_path: Path) -> None:
    """A grey picture is saved with one channel, and one of a single value loses nothing."""
    save_flat(tmp_path / "grey.png", 128, (64, 64))
    found = scored(keeping_model(), tmp_path, Wish(tmp_path, {"jpeg": (20,)}))
    assert isinstance(found, Jpeg)
    assert found.scores[0].psnr_jpeg == 100


def test_changes_of_clean_pictures_are_found(tmp_path: Path) -> None:
    """The mean and the worst are those of what the model did, and untouched pictures are 100 dB."""
    save_flat(tmp_path / "data" / "black.png", 0)
    save_flat(tmp_path / "data" / "dark.png", 10)
    found = scored(darkening_model(), tmp_path, Wish(tmp_path / "data", {"clean": ()}))
    assert isinstance(found, Clean)
    assert found.worst == pytest.approx(20 * np.log10(255 / 10), abs=1e-3)
    assert (found.worst_picture, found.changed, found.pictures) == ("dark.png", 1, 2)
    assert found.psnr == pytest.approx((found.worst + 100) / 2, abs=1e-3)


def test_the_estimator_is_compared_to_what_was_added(tmp_path: Path) -> None:
    """Of an estimator whose answer is known, error and bias are: the median of brightness."""
    save_flat(tmp_path / "data" / "grey.png", 40, (400, 400))
    found = scored(keeping_model(), tmp_path, Wish(tmp_path / "data", {"estimator": ()}))
    assert isinstance(found, Estimator)
    assert tuple(score.sigma_255 for score in found.scores) == SIGMAS_255
    by_sigma = {score.sigma_255: score for score in found.scores}
    assert by_sigma[0].bias == by_sigma[0].error == by_sigma[0].bias_8bit == pytest.approx(40, abs=1e-3)
    for sigma in (5, 10):
        assert by_sigma[sigma].bias == pytest.approx(40 - sigma, abs=0.5)
        assert by_sigma[sigma].bias_8bit == pytest.approx(by_sigma[sigma].bias, abs=0.3)
    stored = np.clip(np.random.default_rng(0).normal(40, 50, 1_000_000), 0, 255)  # less noise is left
    expected = 40 - np.sqrt(np.mean((stored - 40) ** 2))
    assert by_sigma[50].bias_8bit == pytest.approx(expected, abs=2.5)


def test_camera_noise_is_gained_and_lost(tmp_path: Path) -> None:
    """Photos nearer to their mean count as gain, others as made worse; no noise level is given."""
    folder = tmp_path / "camera-noise"
    for name, real in (("too bright", 50), ("too dark", 35)):
        save_flat(folder / f"{name}_real.png", real)
        save_flat(folder / f"{name}_mean.png", 40)
    found = scored(darkening_model(10 / 255), tmp_path, Wish(pairs=folder))
    assert isinstance(found, CameraNoise)
    assert (found.pictures, found.worse, found.worse_share) == (2, 1, 0.5)
    bright, dark = found.pairs
    assert (bright.name, bright.psnr) == ("too bright_real.png", 100)
    assert bright.ssim == pytest.approx(1)
    assert bright.psnr_noisy == pytest.approx(20 * np.log10(255 / 10), abs=1e-3)
    assert dark.psnr == pytest.approx(20 * np.log10(255 / 15), abs=1e-3)
    assert dark.ssim < dark.ssim_noisy < 1
    assert found.gain == pytest.approx((100 - bright.psnr_noisy + dark.psnr - dark.psnr_noisy) / 2, abs=1e-3)
    assert "| +1.60 |  | 4 of 50 |" in found.as_markdown()


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.4, -0.3), (-0.25, 0.1)])
def test_a_mean_is_moved_onto_the_shot_beside_it(shift: tuple[float, float]) -> None:
    """A shot of noise that lies a part of a pixel beside its mean is nearly as near as one that does not."""
    picture = data.astronaut()[100:228, 150:278].astype(np.float32) / 255
    scene = gaussian_filter(picture, (1, 1, 0))
    beside = fourier_shift(np.fft.fftn(scene), (*shift, 0))
    noise = 0.02 * np.random.default_rng(0).standard_normal(scene.shape)
    shot = (np.fft.ifftn(beside).real + noise).astype(np.float32)
    inner = slice(6, -6), slice(6, -6)
    error = np.square(register(scene, shot) - shot)[inner].mean() ** 0.5
    assert error == pytest.approx(0.02, rel=0.05)


@pytest.fixture
def models(tmp_path: Path) -> tuple[Path, Path]:
    """Give the files of a denoiser and an estimator."""
    level = {"task": "level", "contract": "level-v1"}
    return with_card(blurring_model(), tmp_path / "blur.onnx", reach=2, exact_reach=2), with_card(
        brightness_model(), tmp_path / "brightness.onnx", **level
    )


def test_command_does_all_its_data_allow(
    run: Run, models: tuple[Path, Path], photos: Path, tmp_path: Path
) -> None:
    """Without a choice every part is printed, written as JSON and Markdown, and put into the cards."""
    data, output = tmp_path / "cbsd68", tmp_path / "results" / "blur-1.5"
    shutil.copytree(photos, data)
    save_flat(tmp_path / "pairs" / "a_real.png", 90)
    save_flat(tmp_path / "pairs" / "a_mean.png", 100)
    code, out, _ = run(
        "evaluate", *models, "--data", data, "--pairs", tmp_path / "pairs", "--output", output, "--record"
    )
    found = json.loads((tmp_path / "results" / "blur-1.5.json").read_text())
    page = (tmp_path / "results" / "blur-1.5.md").read_text()
    assert code == 0
    assert set(found) == {
        "machine", "device", "models", "white_noise", "jpeg", "clean_pictures", "estimated_noise_level",
        "camera_noise",
    }  # fmt: skip
    assert found["models"]["denoise"]["name"] == "blur"
    assert found["white_noise"]["published"]["DRUNet"]["25"] == 31.69
    assert found["machine"]["date"] in page
    for words in ("DnCNN", "31.24", "White noise", "JPEG", "Clean pictures", "Estimated", "Camera noise"):
        assert words in out
        assert words in page
    card = read_card(models[0])
    assert card.scores["cbsd68_psnr_25"] == round(found["white_noise"]["scores"][1]["psnr"], 2)
    assert card.scores["pairs_gain"] == round(found["camera_noise"]["gain"], 2) < 0
    assert card.reach == 2
    assert set(read_card(models[1]).scores) == {"cbsd68_sigma_error", "cbsd68_sigma_error_8bit"}


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--sigma", "25"], "white_noise"),
        (["--jpeg", "30"], "jpeg"),
        (["--clean"], "clean_pictures"),
        (["--estimator"], "estimated_noise_level"),
    ],
)
def test_a_part_is_chosen_by_its_option(
    run: Run, models: tuple[Path, Path], photos: Path, tmp_path: Path, arguments: list[str], part: str
) -> None:
    """What is chosen is done, and nothing else."""
    code, _, _ = run("evaluate", *models, "--data", photos, *arguments, "-o", tmp_path / "found")
    assert code == 0
    assert set(json.loads((tmp_path / "found.json").read_text())) == {"machine", "device", "models", part}


def test_an_estimator_alone_is_scored_alone(run: Run, models: tuple[Path, Path], tmp_path: Path) -> None:
    """A model that only tells the noise is asked for that only."""
    save_flat(tmp_path / "data" / "grey.png", 40)
    code, _, _ = run("evaluate", models[1], "--data", tmp_path / "data", "-o", tmp_path / "found")
    found = json.loads((tmp_path / "found.json").read_text())
    assert code == 0
    assert set(found["models"]) == {"level"}
    assert "white_noise" not in found


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nothing.onnx", "--data", "."], 1, "error: nothing.onnx: cannot be read"),
        (["paint", "--data", "."], 1, "error: paint: neither a model file (.onnx) nor a task: denoise"),
        (["denoise", "denoise", "--data", "."], 1, "error: denoise: a second model for denoise"),
        (["denoise", "--data", "no folder"], 1, "error: no folder: no such folder"),
        (["denoise", "--pairs", "no folder"], 1, "error: no folder: no such folder"),
        (["denoise", "--data", ".", "--sigma", "0"], 2, "expected noise levels such as 15,25,50"),
        (["denoise", "--data", ".", "--jpeg", "0"], 2, "expected JPEG qualities such as 20,40"),
        (["denoise", "--data", ".", "--jpeg", "20,x"], 2, "expected JPEG qualities such as 20,40"),
        (["denoise", "--pairs", ".", "--clean"], 2, "--data"),
        (["denoise"], 2, "--data"),
    ],
)
def test_bad_input_is_said(run: Run, arguments: list[str], code: int, words: str) -> None:
    """What is wrong is said, with exit code 1 for bad input and 2 for wrong usage."""
    found, _, err = run("evaluate", *arguments)
    assert found == code
    assert words in err


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        ({}, "holds no pairs of *_real and *_mean"),
        ({"a_real.png": (20, 20)}, "a_real.png: has no a_mean.png beside it"),
        ({"a_real.png": (20, 20), "a_mean.png": (20, 20, 3)}, "a_real.png: is 20 x 20 grey, but its mean"),
        (
            {"a_real.png": (9, 20), "a_mean.png": (9, 20)},
            "a_real.png: is 20 x 9 grey, expected at least 11 x 11",
        ),
    ],
)
def test_pairs_that_are_none_are_said(
    run: Run, models: tuple[Path, Path], tmp_path: Path, shapes: dict[str, tuple[int, ...]], words: str
) -> None:
    """What is wrong with a folder of pairs is one line with the file's name."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    for name, shape in shapes.items():
        save_flat(folder / name, 100, shape)
    code, _, err = run("evaluate", *models, "--pairs", folder)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert words in err
