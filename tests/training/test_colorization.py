"""What the scoring of colorizers promises: grey is grey, hints help, right figures."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from onnx import helper
from PIL import Image
from stand_ins import build_model, keeping_model, open_model, with_card

from restorer import Engine
from restorer.networks.card import read_card
from restorer.pixels.lab import from_lab
from restorer.tasks.colorize import draw_code
from training.evaluations.colorization import (
    COUNTS,
    SIDE,
    Colorization,
    colourfulness,
    draw_true_hints,
    mean_difference,
    score_colorization,
)
from training.sources import Picture, read_pictures

Run = Callable[..., tuple[int, str, str]]
COLORIZE = {"task": "colorize", "contract": "colorize-v4", "reach": None, "exact_reach": None}
CELL = 32
SMALL = 128
"""The side that is scored here, with a quarter of the pixels."""


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Let the middle of a picture be small: how large it is changes no figure's meaning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.evaluations.colorization.SIDE", SMALL)
        yield


def _model(of_code: NDArray[np.float32]) -> bytes:
    """Make an ONNX file that answers a product of the code as chroma, places alike where lightness is."""
    likeness = np.array([4] + [0] * 7, np.float32).reshape(8, 1, 1, 1)
    nodes = [
        helper.make_node("Conv", ["code", "of_code"], ["chroma"]),
        helper.make_node("Conv", ["lightness", "of_lightness"], ["likeness"]),
        helper.make_node("Pow", ["lightness", "zero"], ["deviation"]),
        helper.make_node("Conv", ["lightness", "of_nothing"], ["modes"]),
    ]
    planes, outputs = {"lightness": 1, "code": 4}, ("chroma", "likeness", "deviation", "modes")
    zero, of_nothing = np.float32(0), np.zeros((32, 1, 1, 1), np.float32)
    kernels = {"of_code": of_code, "of_lightness": likeness, "of_nothing": of_nothing}
    return build_model(nodes, planes, outputs, zero=zero, **kernels)


def _grey_model() -> bytes:
    """Answer zeros: no colour anywhere."""
    return _model(np.zeros((2, 4, 1, 1), np.float32))


def _code_model() -> bytes:
    """Answer a tenth of the code's first two numbers: every variation is one tint."""
    kernel = np.zeros((2, 4, 1, 1), np.float32)
    kernel[0, 0] = kernel[1, 1] = 0.1
    return _model(kernel)


def _open(content: bytes, folder: Path) -> Engine:
    return open_model(content, folder / "stand-in.onnx", multiple=CELL, **COLORIZE)


@pytest.fixture(scope="module")
def picture(photos: Path) -> Picture:
    """Give a photo of just the side that is scored."""
    whole = read_pictures([photos])[0]
    return Picture(whole.path, "", whole.pixels[64 : 64 + SMALL, 64 : 64 + SMALL])


@pytest.fixture(scope="module")
def grey_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give the model without colours."""
    return _open(_grey_model(), tmp_path_factory.mktemp("grey"))


@pytest.fixture(scope="module")
def found(grey_engine: Engine, picture: Picture) -> Colorization:
    """Give what the model without colours scores on the photo."""
    return score_colorization(grey_engine, "photos", [picture])


def test_grey_answers_score_as_grey_pictures(found: Colorization) -> None:
    """A model without colours scores what no colour is worth and varies nothing; hints are carried by it."""
    assert set(found.psnr) == set(COUNTS)
    assert found.psnr[0] == found.grey < found.psnr[10] < found.psnr[100]
    assert found.best_variation == found.best_tint == found.grey
    assert 10 < found.grey < 40
    assert found.colourfulness == pytest.approx(0, abs=0.02)
    assert found.difference == 0


def test_the_best_of_the_variations_counts(tmp_path: Path) -> None:
    """Where one variation is the original, it is found; the mean colour and tints at random are not it."""
    engine = _open(_code_model(), tmp_path)
    chroma = np.broadcast_to(0.1 * draw_code(3, 4)[:2], (SMALL, SMALL, 2))
    lightness = np.broadcast_to(np.linspace(0.4, 0.6, SMALL, dtype=np.float32), (SMALL, SMALL))
    pixels = np.rint(255 * from_lab(lightness, chroma)).astype(np.uint8)
    found = score_colorization(engine, "drawn", [Picture(Path("third.png"), "", pixels)])
    assert found.best_variation > 45
    assert found.grey == found.psnr[0] < 35
    assert found.psnr[0] < found.best_tint < found.best_variation
    assert found.difference > 3


def test_figures_are_the_same_twice(grey_engine: Engine, picture: Picture, found: Colorization) -> None:
    """Hints are drawn from the picture's name: the same each time, others for another, in any company."""
    other = Picture(Path("other.png"), "", picture.pixels)
    renamed = score_colorization(grey_engine, "photos", [other])
    together = score_colorization(grey_engine, "photos", [other, picture])
    assert found.psnr[10] != renamed.psnr[10]
    for count in COUNTS:
        mean = (found.psnr[count] + renamed.psnr[count]) / 2
        assert together.psnr[count] == pytest.approx(mean, abs=1e-3)


def test_the_middle_counts_and_small_pictures_do_not(
    grey_engine: Engine, picture: Picture, found: Colorization
) -> None:
    """What lies around the middle pixels changes nothing, nor does a picture with fewer."""
    wide = np.full((SMALL + 44, SMALL + 145, 3), (250, 0, 0), np.uint8)
    wide[22 : 22 + SMALL, 72 : 72 + SMALL] = picture.pixels
    ticks: list[tuple[int, int]] = []
    small = Picture(Path("small.png"), "", picture.pixels[: SMALL - 1])
    pictures = [Picture(picture.path, "", wide), small]
    framed = score_colorization(grey_engine, "photos", pictures, lambda *tick: ticks.append(tick))
    assert framed == found
    assert framed.pictures == 1
    assert ticks == [(1, 1)]


@given(st.integers(0, 20), st.integers(0, 1000))
def test_true_hints_are_the_mean_colours_about_their_places(count: int, seed: int) -> None:
    """So many hints lie within the picture, each with the mean of the 7 x 7 pixels around it."""
    original = np.random.default_rng(0).integers(0, 256, (30, 40, 3), np.uint8)
    hints = draw_true_hints(original, count, np.random.default_rng(seed))
    assert len(hints) == count
    for x, y, colour in hints:
        top, left = int(y) - 3, int(x) - 3
        assert 0 <= top <= 30 - 7
        assert 0 <= left <= 40 - 7
        mean = original[top : top + 7, left : left + 7].reshape(-1, 3).mean(axis=0) / 255
        assert colour == pytest.approx(tuple(mean))


@given(st.integers(0, 255))
def test_grey_is_not_colourful(value: int) -> None:
    """A picture of any greys has no colourfulness."""
    ramp = np.linspace(0, value, 64).astype(np.uint8).reshape(8, 8, 1).repeat(3, axis=2)
    assert colourfulness(ramp) == pytest.approx(0, abs=1e-9)


def test_colourfulness_is_that_of_hasler_and_suesstrunk() -> None:
    """Half red and half blue: the spread of R - G and (R + G) / 2 - B, and 0.3 of their mean, by hand."""
    picture = np.zeros((4, 4, 3), np.uint8)
    picture[:2, :, 0] = picture[2:, :, 2] = 255
    spread = np.hypot(127.5, 191.25)  # of 255 and 0; of 127.5 and -255
    mean = np.hypot(127.5, -63.75)
    assert colourfulness(picture) == pytest.approx(spread + 0.3 * mean)
    assert colourfulness(picture) == pytest.approx(272.62, abs=0.01)


def test_colour_differences_are_those_of_ciede2000(picture: Picture) -> None:
    """Equal pictures differ by 0, black and white by 100, one level of grey by less than can be seen."""
    pixels = picture.pixels
    assert mean_difference([pixels, pixels]) == 0
    black, white = np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 255, np.uint8)
    assert mean_difference([black, white]) == pytest.approx(100, abs=0.01)
    assert 0 < mean_difference([white - 127, white - 126]) < 0.5
    assert mean_difference([pixels, pixels[::-1]]) == pytest.approx(mean_difference([pixels[::-1], pixels]))


def _found() -> Colorization:
    psnr = dict(zip(COUNTS, (24.0, 25.123, 27.0, 29.999), strict=True))
    return Colorization("photos", 3, psnr, 22.5, 0.8765, 25.5, 24.25, 6.75)


def test_the_table_and_the_values_say_the_same() -> None:
    """Each figure of the JSON is in the table, beside what others reach; rows are of one length."""
    found, rows = _found(), _found().rows()
    assert f"{SIDE} x {SIDE} pixels" in found.protocol
    assert len({len(row) for row in rows}) == 1
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["hints"] == ("0", "1", "10", "100")
    assert by_name["network"] == ("24.00", "25.12", "27.00", "30.00")
    assert [row[0] for row in by_name.values() if row[0]] == [
        "0", "24.00", "24.43", "22.50", "25.50", "24.25", "6.75", "88%",
    ]  # fmt: skip
    values = json.loads(json.dumps(found.as_json()))
    assert values["psnr"] == {str(count): score for count, score in found.psnr.items()}
    assert values["published"]["siggraph17 (ImageNet)"] == {
        "0": 24.43, "1": 25.37, "10": 28.42, "100": 31.13,
    }  # fmt: skip
    assert all(f"{score:.2f}" in found.as_markdown() for score in found.psnr.values())
    assert "| siggraph17 (ImageNet) | 24.43 | 25.37 | 28.42 | 31.13 |" in found.as_markdown()


def test_the_card_keeps_the_main_figures() -> None:
    """The PSNR by the number of hints, and the colourfulness, under names with the data's."""
    assert _found().card_scores() == {
        "photos_psnr_0_hints": 24.0,
        "photos_psnr_1_hints": 25.12,
        "photos_psnr_10_hints": 27.0,
        "photos_psnr_100_hints": 30.0,
        "photos_colourfulness": pytest.approx(0.8765, abs=5e-4),
    }


def _one_photo(photos: Path, folder: Path) -> Path:
    """Give a folder of one of the photos."""
    (folder / "data").mkdir()
    shutil.copy(photos / "coffee.png", folder / "data")
    return folder / "data"


def test_the_shipped_colorizer_is_scored_by_its_task(run: Run, photos: Path, tmp_path: Path) -> None:
    """`evaluate colorize --data DIR` finds the shipped model and tells how it colours a photo."""
    data = _one_photo(photos, tmp_path)
    code, out, _ = run("evaluate", "colorize", "--data", data, "-o", tmp_path / "found")
    report = json.loads((tmp_path / "found.json").read_text())
    assert code == 0
    assert set(report) == {"machine", "device", "models", "colorization"}
    found = report["colorization"]
    assert found["pictures"] == 1
    assert found["psnr"]["0"] < found["psnr"]["10"] < found["psnr"]["100"]
    assert found["psnr"]["10"] > found["grey"]
    assert found["colourfulness"] > 0.1
    for words in ("Colorization", "24.43", f"{found['psnr']['100']:.2f}"):
        assert words in out
        assert words in (tmp_path / "found.md").read_text()


def test_colours_alone_are_chosen_and_recorded(run: Run, photos: Path, tmp_path: Path) -> None:
    """With --colours a colorizer beside a denoiser is scored alone, and its card keeps the scores."""
    model = with_card(_grey_model(), tmp_path / "grey.onnx", **COLORIZE)
    beside, data = with_card(keeping_model(), tmp_path / "keep.onnx"), _one_photo(photos, tmp_path)
    code, _, _ = run(
        "evaluate", model, beside, "--data", data, "--colours", "--record", "-o", tmp_path / "found"
    )
    report = json.loads((tmp_path / "found.json").read_text())
    assert code == 0
    assert set(report) == {"machine", "device", "models", "colorization"}
    assert set(report["models"]) == {"colorize"}
    scores = read_card(model).scores
    assert scores["data_psnr_0_hints"] == round(report["colorization"]["grey"], 2)
    assert not read_card(beside).scores


def test_colours_without_pictures_are_wrong_usage(run: Run) -> None:
    """Without --data there is nothing to colour, and that is said."""
    code, _, err = run("evaluate", "colorize", "--pairs", ".", "--colours")
    assert code == 2
    assert "--data" in err


@pytest.mark.parametrize(("size", "colour"), [(SMALL - 1, (200, 30, 30)), (SMALL, (128, 128, 128))])
def test_pictures_that_cannot_be_scored_are_said(
    run: Run, tmp_path: Path, size: int, colour: tuple[int, int, int]
) -> None:
    """A folder of pictures too small, or all grey, is one line that tells so."""
    (tmp_path / "data").mkdir()
    Image.new("RGB", (size, size), colour).save(tmp_path / "data" / "one.png")
    model = with_card(_grey_model(), tmp_path / "grey.onnx", **COLORIZE)
    code, _, err = run("evaluate", model, "--data", tmp_path / "data")
    assert code == 1
    assert err.startswith("error: ")
    assert err.count("\n") == 1
