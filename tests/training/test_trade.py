"""What the trade of colour promises: colorizers compared where they give as much colour, and clear errors."""

import dataclasses
from pathlib import Path

import pytest
import torch
from colorizers import SHAPE, random_colorizer
from PIL import Image
from skimage import data
from torch import Tensor
from typer.testing import CliRunner

from training.__main__ import app
from training.blocks import fold_norms
from training.config import Data, Experiment, ExperimentError, Network
from training.restorers.colorize import Colorizer
from training.scores import MOST_DECIBELS
from training.sources import Picture
from training.trade import SHARES, load_colorizer, measure_trade

TINY = Experiment(
    "colorize-tiny", "colorize", network=Network(*map(tuple, SHAPE)), data=Data(patch_pixels=32, cut="scenes")
)


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    """Give two pictures: astronaut (NASA, public domain) and coffee (Rachel Michetti, CC0)."""
    loaded = [getattr(data, name)() for name in ("astronaut", "coffee")]
    return [Picture(Path(f"{at}.png"), "", pixels) for at, pixels in enumerate(loaded)]


def scaled(factor: float) -> Colorizer:
    """Make the random colorizer with a last layer ``factor`` times as strong."""
    network = random_colorizer()
    for weight in network.tail.parameters():
        weight.data *= factor
    return network


def checkpoint(folder: Path, weights: dict[str, Tensor]) -> Path:
    """Write weights as a run's checkpoint holds them."""
    path = folder / "step=1.ckpt"
    torch.save({"state_dict": {f"network.{name}": weight for name, weight in weights.items()}}, path)
    return path


def test_what_it_tells_for_a_factor_is_so(pictures: list[Picture]) -> None:
    """With its last layer times the factor for a share, a colorizer has that colourfulness and that PSNR."""
    found = measure_trade(scaled(1), pictures)
    for share, factor, fidelity in zip(SHARES, found.factors, found.at, strict=True):
        there = measure_trade(scaled(factor), pictures)
        assert there.colourfulness == pytest.approx(share, abs=0.01)
        assert there.psnr == pytest.approx(fidelity, abs=0.02)
    assert list(found.factors) == sorted(found.factors)


def test_a_grey_answer_costs_what_colours_are_worth(pictures: list[Picture]) -> None:
    """Without colour the error is that of the colours themselves, and no factor makes them."""
    grey, strong = (measure_trade(scaled(factor), pictures[:1]) for factor in (0, 2))
    assert grey.colourfulness < 0.02
    assert grey.psnr > strong.psnr
    assert set(grey.factors) == {4.0}
    assert "times 4.000" in str(grey)


def test_weights_are_a_checkpoints_or_a_files(pictures: list[Picture], tmp_path: Path) -> None:
    """What only learns may be missing and norms folded, as in a model; all else is an error of its file."""
    network, one = random_colorizer(), pictures[:1]
    weights, expected = network.state_dict(), measure_trade(network, one)
    assert measure_trade(load_colorizer(TINY, checkpoint(tmp_path, weights)), one) == expected
    shipped = {
        name: weight for name, weight in weights.items() if not name.startswith(("coder.", "palette."))
    }
    assert measure_trade(load_colorizer(TINY, checkpoint(tmp_path, shipped)), one) == expected
    folded = random_colorizer()
    fold_norms(folded)
    found = measure_trade(load_colorizer(TINY, checkpoint(tmp_path, folded.state_dict())), one)
    assert found.psnr == pytest.approx(expected.psnr, abs=0.01)
    without_tail = {name: weight for name, weight in weights.items() if not name.startswith("tail.")}
    wider = dataclasses.replace(TINY, network=Network((16,) * 4, (1,) * 4))
    for experiment, wrong in (
        (TINY, without_tail),
        (TINY, weights | {"more": torch.ones(1)}),
        (wider, weights),
    ):
        path = checkpoint(tmp_path, wrong)
        with pytest.raises(ExperimentError, match=r"step=1\.ckpt: its weights do not fit .*: ") as caught:
            load_colorizer(experiment, path)
        assert "\n" not in str(caught.value)
    with pytest.raises(ExperimentError, match="is there to denoise"):
        load_colorizer(dataclasses.replace(TINY, task="denoise"), path)


def test_pictures_must_be_large_enough_and_in_colour(pictures: list[Picture]) -> None:
    """Nothing is told of pictures below 256 pixels, nor of grey ones alone; grey ones count as found."""
    small = Picture(Path("small.png"), "", pictures[0].pixels[:200])
    grey = Picture(Path("grey.png"), "", pictures[0].pixels[..., :1].repeat(3, axis=2))
    for of_no_use in ([], [small], [grey]):
        with pytest.raises(ExperimentError, match="no picture in colour of at least 256 x 256"):
            measure_trade(random_colorizer(), of_no_use)
    assert measure_trade(scaled(0), [*pictures, grey]).psnr <= MOST_DECIBELS


def test_the_command_tells_a_line_for_each(pictures: list[Picture], tmp_path: Path) -> None:
    """Checkpoints and files are told one after the other."""
    path = checkpoint(tmp_path, random_colorizer().state_dict())
    photos, toml = tmp_path / "photos", tmp_path / "tiny.toml"
    photos.mkdir()
    Image.fromarray(pictures[0].pixels).save(photos / "one.png")
    toml.write_text(
        'name = "tiny"\ntask = "colorize"\n[network]\nchannels = [8, 8, 8, 8]\nblocks = [1, 1, 1, 1]\n'
    )
    told = CliRunner().invoke(app, ["trade", str(toml), str(path), str(path), "--data", str(photos)])
    assert told.exit_code == 0, told.output
    assert [line.startswith(f"{path}: chroma ") for line in told.output.splitlines()] == [True, True]
