"""What real damage promises: read from a folder, a part held out, drawn where the picture is."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.config import ExperimentError
from training.degradations.sprites import Sprites, read_sprites


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of 40 sprites of two kinds, all different, and of 20 scans of ten specks."""
    rng = np.random.default_rng(0)
    for kind in ("dots", "hair"):
        (tmp_path / kind).mkdir()
        for index in range(20):
            alpha = np.zeros((64, 64), np.uint8)
            alpha[20:40, 30 : 31 + index] = 255
            white = np.full((64, 64), 255, np.uint8)
            Image.fromarray(np.dstack([white, white, white, alpha])).save(tmp_path / kind / f"{index}.png")
    corners = np.array([[0, 0], [12, 0], [12, 12], [0, 12]])
    scans = {
        f"Scan ({index})": [
            {"label": "Dust", "polygon": (corners + rng.integers(0, 400, 2)).tolist()} for _ in range(10)
        ]
        for index in range(20)
    }
    (tmp_path / "scan-artefacts.json").write_text(json.dumps(scans))
    return tmp_path


def _count(sprites: Sprites) -> tuple[int, int]:
    return sum(len(kind) for kind in sprites.kinds.values()), len(sprites.scans)


def test_what_is_held_out_is_never_learned(folder: Path) -> None:
    """Each sprite and scan is either to learn from or held out; the latter are the fewer."""
    learned, held_out = read_sprites(folder), read_sprites(folder, held_out=True)
    counts = np.array([_count(learned), _count(held_out)])
    assert counts.sum(axis=0).tolist() == [40, 20]
    assert (counts[0] > counts[1]).all()
    assert (counts > 0).all()


def test_a_drawn_layer_lies_in_the_picture(folder: Path) -> None:
    """Of 40 layers all are within -1..1, nine in ten are seen, and both light and dark ones come."""
    sprites, rng = read_sprites(folder), np.random.default_rng(1)
    layers = [sprites.draw(48, 80, rng) for _ in range(40)]
    for layer in layers:
        assert layer.shape == (48, 80)
        assert layer.dtype == np.float32
        assert np.abs(layer).max() <= 1
    assert sum(np.abs(layer).max() > 0.3 for layer in layers) >= 36
    assert any(layer.max() > 0.3 for layer in layers)
    assert any(layer.min() < -0.3 for layer in layers)


def test_layers_are_a_function_of_the_seed(folder: Path) -> None:
    """The same seed draws the same layers."""
    sprites = read_sprites(folder)
    first, again = (
        [sprites.draw(32, 32, rng) for _ in range(5)] for rng in map(np.random.default_rng, (2, 2))
    )
    assert all((a == b).all() for a, b in zip(first, again, strict=True))


def test_scans_alone_are_enough(folder: Path, tmp_path: Path) -> None:
    """A folder without sprites gives parts of its scans."""
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "scan-artefacts.json").write_bytes((folder / "scan-artefacts.json").read_bytes())
    sprites = read_sprites(alone)
    assert not sprites.kinds
    assert sprites.draw(32, 32, np.random.default_rng(0)).shape == (32, 32)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("dots/a.png", "transparent", "is transparent all over"),
        ("dots/a.png", "no picture", "cannot be read: cannot identify image file"),
        ("scan-artefacts.json", '{"scan": [', "is broken"),
        ("scan-artefacts.json", "[]", "is broken"),
        ("scan-artefacts.json", '{"scan": [{"label": "Dust"}]}', "is broken"),
        ("scan-artefacts.json", '{"scan": [{"polygon": [[0], [1], [2]]}]}', "is broken"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, name: str, content: str, words: str) -> None:
    """A sprite that shows nothing, what is no picture, and no list of outlines, is one line with its file."""
    (tmp_path / "dots").mkdir()
    path = tmp_path / name
    path.write_text(content)
    if content == "transparent":
        Image.new("RGBA", (20, 20)).save(path)
    with pytest.raises(ExperimentError, match=f"^{re.escape(str(path))}: {words}") as caught:
        [read_sprites(tmp_path, held_out=held_out) for held_out in (False, True)]
    assert "\n" not in str(caught.value)


def test_outlines_are_of_three_points_and_more(folder: Path) -> None:
    """A scan without any is as if it were not there."""
    file = folder / "scan-artefacts.json"
    scans = {name: [{"polygon": [[0, 0], [9, 9]]}] for name in json.loads(file.read_text())}
    file.write_text(json.dumps(scans))
    assert _count(read_sprites(folder))[1] == 0


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A folder with neither is an error that names it and what was expected."""
    with pytest.raises(FileNotFoundError, match=r"no sprites <kind>/\*\.png and no scan-artefacts\.json"):
        read_sprites(tmp_path)
