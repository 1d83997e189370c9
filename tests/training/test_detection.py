"""What the scoring of detection promises: right figures where they are known, the same damage each time."""

from pathlib import Path

import numpy as np
import pytest
import torch
from onnx import helper
from PIL import Image
from stand_ins import build_model, open_model

from restorer import Engine
from training.degradations.sprites import Sprites, read_sprite
from training.evaluations.detection import Counts, find_by_median, lay_sprites, score_detection
from training.sources import Picture, read_pictures


@pytest.fixture
def sprites(tmp_path: Path) -> Sprites:
    """Give one sprite: a square."""
    alpha = np.zeros((40, 40), np.uint8)
    alpha[10:30, 10:30] = 255
    Image.fromarray(np.dstack([alpha] * 4)).save(tmp_path / "square.png")
    return Sprites({"squares": [read_sprite(tmp_path / "square.png")]}, [])


@pytest.fixture
def ignorant(tmp_path: Path) -> Engine:
    """Open a detector that knows nothing: it tells the same of every pixel."""
    nodes = [
        helper.make_node("ReduceMean", ["noisy", "channels"], ["brightness"]),
        helper.make_node("Mul", ["brightness", "nothing"], ["none"]),
        helper.make_node("Add", ["none", "little"], ["clean"]),
    ]
    constants = {"channels": np.array([1]), "nothing": np.float32(0), "little": np.float32(0.02)}
    content = build_model(nodes, inputs={"noisy": 3}, **constants)
    return open_model(content, tmp_path / "ignorant.onnx", task="damage", contract="damage-v1")


def _counts(told: list[float], damaged: list[bool]) -> Counts:
    counts = Counts()
    mask = np.array([damaged])
    counts.add(np.array([told], np.float32), mask, np.ones_like(mask))
    return counts


@pytest.mark.parametrize(
    ("told", "damaged", "precision"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.9, 0.8, 0.7, 0.6], [True, False, True, False], (1 + 2 / 3) / 2),
        ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], (1 / 3 + 2 / 4) / 2),
        ([0.5, 0.5, 0.5, 0.5], [True, False, False, False], 1 / 4),
    ],
)
def test_average_precision_of_known_rankings(
    told: list[float], damaged: list[bool], precision: float
) -> None:
    """The average precision is the one worked out by hand; ties count together."""
    assert _counts(told, damaged).average_precision() == pytest.approx(precision)


def test_precision_and_recall_are_of_what_is_above() -> None:
    """Two of three found are damaged, and two of the four damaged are found."""
    counts = _counts([0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [True, True, False, True, True, False])
    assert counts.at(0.5) == pytest.approx((2 / 3, 1 / 2))


def test_what_does_not_count_is_left_out() -> None:
    """A pixel nobody can judge changes nothing."""
    counts = Counts()
    told, mask = np.array([[0.9, 0.8]], np.float32), np.array([[True, False]])
    counts.add(told, mask, np.array([[True, False]]))
    assert counts.average_precision() == 1.0


def test_damage_is_the_picture_s_own(photos: Path, sprites: Sprites) -> None:
    """A picture gets the same damage each time, one of another name another."""
    picture = read_pictures([photos])[0]
    first, again = lay_sprites(picture, sprites), lay_sprites(picture, sprites)
    other = lay_sprites(Picture(Path("other.png"), "", picture.pixels), sprites)
    assert torch.equal(first.pictures, again.pictures)
    assert torch.equal(first.mask, again.mask)
    assert not torch.equal(first.mask, other.mask)


def test_a_speck_is_far_from_the_median() -> None:
    """One pixel of another colour stands out by its difference, an even picture not at all."""
    picture = np.full((20, 20, 3), 0.4, np.float32)
    picture[10, 10] = 1
    found = find_by_median(picture)
    assert found[10, 10] == pytest.approx(0.6, abs=0.003)
    found[10, 10] = 0
    assert found.max() < 0.003


def test_a_detector_without_knowledge_scores_the_share_of_damage(
    ignorant: Engine, photos: Path, sprites: Sprites
) -> None:
    """Telling all pixels alike gives an average precision of the share of damage, and no false alarm."""
    pictures = read_pictures([photos])
    found = score_detection(ignorant, "photos", pictures, sprites)
    damaged = [lay_sprites(picture, sprites) for picture in pictures]
    mask, certain = (torch.cat([getattr(one, name) for one in damaged]) for name in ("mask", "certain"))
    share = float((mask * certain).sum() / certain.sum())
    assert found.average_precision["network"] == pytest.approx(share, abs=1e-3)
    assert 0 < found.average_precision["residual to a median"] < 1
    assert (found.false_alarms, found.recall) == (0, 0)
    assert "| network |" in found.as_markdown()
