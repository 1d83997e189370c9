"""What studies promise: each runs on little data, says what it found beside its bar, and writes a page."""

import gzip
import json
import re
import struct
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch
from lxml import etree
from PIL import Image

from training.config import ExperimentError
from training.sources import read_held_out, read_pictures
from training.studies import STUDIES, Wish, run_studies
from training.studies.charts import draw_chart
from training.studies.digits import read_digits
from training.studies.probe import probe_error
from training.studies.recurrent import pan
from training.studies.study import Bar, Chart, Figure
from training.studies.variational import study_variational

Run = Callable[..., tuple[int, str, str]]
NAMES = ("x_train", "y_train", "x_test", "y_test")


@pytest.fixture(scope="session")
def arrays() -> dict[str, np.ndarray]:
    """Give pictures of strokes in the form of MNIST: 300 to learn from, 60 to test by."""
    rng = np.random.default_rng(0)
    parts = {}
    for part, many in (("train", 300), ("test", 60)):
        pictures = np.zeros((many, 28, 28), np.uint8)
        labels = rng.integers(0, 10, many).astype(np.uint8)
        for picture, label in zip(pictures, labels, strict=True):
            picture[4 + 2 * label : 8 + 2 * label, rng.integers(2, 8) : rng.integers(18, 26)] = 255
        parts |= {f"x_{part}": pictures, f"y_{part}": labels}
    return parts


@pytest.fixture(scope="session")
def many_photos(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with parts of the photos, as many as it takes for one to be held out."""
    folder = tmp_path_factory.mktemp("many")
    pictures = read_pictures([photos])
    for at in count():
        pixels = pictures[at % len(pictures)].pixels
        Image.fromarray(pixels[at : at + 160, :160]).save(folder / f"{at}.png")
        if at > 8 and read_held_out([folder], held_out_share=0.08, smallest=160):
            break
    return folder


@pytest.fixture(scope="session")
def mnist(arrays: dict[str, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with ``mnist.npz``."""
    folder = tmp_path_factory.mktemp("mnist")
    np.savez(folder / "mnist.npz", **arrays)
    return folder


@pytest.mark.parametrize("name", STUDIES)
def test_each_study_runs_and_writes_what_it_found(
    name: str, mnist: Path, many_photos: Path, tmp_path: Path
) -> None:
    """A few steps are enough for figures that are numbers, the sheets and charts named, and the page."""
    wish = Wish(mnist, [many_photos], share=1e-4)
    lines = list(run_studies(name, wish, tmp_path))
    found = json.loads((tmp_path / f"{name}.json").read_text())
    assert all(np.isfinite(one["value"]) for one in found["figures"])
    assert {one["verdict"] for one in found["figures"]} <= {"", "met", "missed"}
    assert any(one["wanted"] for one in found["figures"])
    assert found["spent"]["processor_seconds"] > 0
    for sheet in found["sheets"].values():
        with Image.open(tmp_path / sheet) as image:
            assert image.mode == "RGB"
    for chart in found["drawings"].values():
        etree.parse(tmp_path / chart)
    page = (tmp_path / "studies.html").read_text()
    assert page.count("<img") == len(found["sheets"])
    assert page.count("<svg") == len(found["drawings"])
    assert re.match(rf"{found['title']}, \d+ seconds, \d+ of processor time\n", lines[0])
    assert not re.search(r'src="(?!data:)', page)


def test_a_study_names_the_pictures_that_it_has(mnist: Path) -> None:
    """Where the test set is smaller than what would be measured with, it says how many there were."""
    found = study_variational(Wish(mnist, share=1e-4))
    assert found.protocol.endswith("on the first 60 of the test set.")


def test_a_quick_study_by_command_line(
    run: Run, mnist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command prints each figure with its bar and verdict, and the path of the page."""
    monkeypatch.setattr("training.studies.QUICK_SHARE", 1e-3)
    code, printed, _ = run("study", "denoising", "--mnist", mnist, "--quick", "-o", tmp_path / "found")
    assert code == 0
    assert re.search(r"trained with noise: \S+ dB \(at least .* without noise, (met|missed)\)", printed)
    assert printed.splitlines()[-1] == str(tmp_path / "found" / "studies.html")
    assert "a quick trial" in (tmp_path / "found" / "studies.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "'nothing' is unknown; known: fully-connected, convolutional"),
        (("bottleneck",), "this study needs photos: --photos DIR"),
        (("all", "--mnist", ".", "--photos", "nowhere"), "nowhere: no such folder of photos"),
        (("sparse", "--mnist", "."), "MNIST cannot be read: expected mnist.npz, or train-images"),
    ],
)
def test_what_is_missing_is_one_line(
    run: Run, arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    """An unknown study, one without its photos, and a folder without MNIST are each said in a line."""
    code, _, complaint = run("study", *arguments, "-o", tmp_path)
    assert code == 1
    assert message in complaint
    assert len(complaint.splitlines()) == 1


def test_a_study_does_not_test_by_what_it_learned_from(run: Run, photos: Path, tmp_path: Path) -> None:
    """Where no photo is held out that is said, and nothing is studied."""
    code, _, complaint = run("study", "bottleneck", "--photos", photos, "-o", tmp_path)
    assert (code, complaint) == (1, f"error: {photos}: too few photos to hold one out; give more\n")


def test_studies_of_photos_are_passed_over_without_any(
    mnist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``all`` does what it can, and names what it left out."""
    few = {name: STUDIES[name] for name in ("denoising", "recurrent", "bottleneck", "anomaly")}
    monkeypatch.setattr("training.studies.series.STUDIES", few)
    lines = list(run_studies("all", Wish(mnist, share=1e-4), tmp_path))
    assert [line.split(":")[0] for line in lines if "passed over" in line] == [
        "recurrent",
        "bottleneck",
        "anomaly",
    ]
    assert (tmp_path / "denoising.json").exists()


def test_digits_come_from_either_form(mnist: Path, arrays: dict[str, np.ndarray], tmp_path: Path) -> None:
    """The idx files of MNIST, packed or not, hold what ``mnist.npz`` does."""
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    for at, (key, name) in enumerate(zip(NAMES, names, strict=True)):
        array = arrays[key]
        head = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        if at:
            (tmp_path / f"{name}-ubyte").write_bytes(head + array.tobytes())
        else:
            (tmp_path / f"{name}-ubyte.gz").write_bytes(gzip.compress(head + array.tobytes()))
    first, second = read_digits(mnist), read_digits(tmp_path)
    assert torch.equal(first.train, second.train)
    assert torch.equal(first.test_labels, second.test_labels)


def test_broken_digits_are_named(tmp_path: Path) -> None:
    """A file that is no archive is said to be none, with its folder."""
    (tmp_path / "mnist.npz").write_bytes(b"nothing")
    with pytest.raises(ExperimentError, match=re.escape(str(tmp_path))):
        read_digits(tmp_path)


@pytest.mark.parametrize("kept", [slice(-20), slice(14)])
def test_digits_cut_short_are_named(tmp_path: Path, kept: slice) -> None:
    """A packed file whose end is missing, or nearly all of it, is said to be none."""
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(bytes(range(256)) * 4)[kept])
    with pytest.raises(ExperimentError, match="MNIST cannot be read: Compressed file ended"):
        read_digits(tmp_path)


def test_a_probe_tells_what_is_linear() -> None:
    """Classes that are linear in the codes are told without error, labels by chance as chance has it."""
    rng = torch.Generator().manual_seed(0)
    codes, tested = torch.randn(2000, 4, generator=rng), torch.randn(1000, 4, generator=rng)
    labels, expected = codes[:, :3].argmax(dim=1), tested[:, :3].argmax(dim=1)
    assert probe_error(codes, labels, tested, expected) < 0.03
    shuffled = labels[torch.randperm(2000, generator=rng)]
    assert 0.5 < probe_error(codes, shuffled, tested, expected) < 0.8


def test_clips_pan_evenly() -> None:
    """A clip of an even slope moves by about the same each frame, at most by half a pixel and the jitter."""
    slope = torch.linspace(0.2, 0.8, 96).view(1, 1, 1, 96).expand(8, 3, 96, 96)
    clip = pan(slope.contiguous(), torch.Generator().manual_seed(0))
    assert clip.shape == (8, 6, 3, 48, 48)
    steps = clip.mean(dim=(2, 3, 4)).diff() / (0.6 / 95)
    assert 0.3 < float(steps.mean(dim=1).abs().max()) < 0.6
    assert float((steps - steps.mean(dim=1, keepdim=True)).abs().max()) < 0.5


def test_a_bar_is_met_on_its_side() -> None:
    """At most and at least are what they say, and the line that is printed says which."""
    low, high = Bar("at most", 3, "theirs"), Bar("at least", 3)
    assert low.is_met(2)
    assert not low.is_met(4)
    assert high.is_met(4)
    assert str(Figure("loss", 4, "nats", low)) == "  loss: 4 nats (at most 3 theirs, missed)"


@pytest.mark.parametrize("lines", [{}, {"one": [(1, 2)]}, {"<&>": [(1, 2), (100, 2)], "b": [(5, 7)]}])
@pytest.mark.parametrize("is_logarithmic", [True, False])
def test_any_chart_can_be_drawn(lines: dict[str, list[tuple[float, float]]], is_logarithmic: bool) -> None:
    """Charts of nothing, of one point, of equal values and of odd names are SVG that parses."""
    drawn = draw_chart(Chart("across", "up", lines, is_logarithmic))
    assert etree.fromstring(drawn).tag.endswith("svg")
    assert "nan" not in drawn
