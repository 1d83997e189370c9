"""What drawn holes promise: neither empty nor most of the picture, the same for a seed, of the sizes told."""

import numpy as np
import pytest
import torch

from training.degradations.masks import (
    EVALUATED,
    MOST_SHARE,
    SHARES,
    Draw,
    Mask,
    draw_boxes,
    draw_mask,
    draw_masks,
    draw_scratches,
    draw_strokes,
)


def _rng(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("draw", SHARES, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize(("height", "width"), [(128, 128), (70, 150)])
def test_a_mask_is_a_hole_in_a_picture(draw: Draw, height: int, width: int) -> None:
    """A mask has the size asked for, a hole, and at least half of the picture left."""
    for seed in range(5):
        mask = draw_mask(draw, height, width, _rng(seed))
        assert mask.shape == (height, width)
        assert mask.dtype == bool
        assert 0 < mask.mean() <= MOST_SHARE


@pytest.mark.parametrize("draw", SHARES, ids=lambda draw: draw.__name__)
def test_a_mask_is_a_function_of_its_seed(draw: Draw) -> None:
    """The same seed draws the same hole, another a different one."""
    first, again, other = (draw_mask(draw, 96, 96, _rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_boxes_and_strokes_are_as_wide_as_told() -> None:
    """Each hole of a box or a stroke holds a square of two thirds of the least width told."""
    for draw, least in ((draw_boxes, 28), (draw_strokes, 14)):
        mask = draw_mask(draw, 256, 256, _rng(3)).astype(float)
        side = round(least * 0.6)
        sums = np.lib.stride_tricks.sliding_window_view(mask, (side, side)).sum(axis=(2, 3))
        assert sums.max() == side**2


def test_scratches_are_thin() -> None:
    """No place is further than 4 pixels from the edge of a single scratch: few squares of 9 are all hole."""
    masks = [draw_mask(draw_scratches, 128, 128, _rng(seed)) for seed in range(20)]
    assert not any(_has_square(mask, 9) for mask in masks)


def test_masks_of_a_batch_are_of_all_kinds_and_seeded() -> None:
    """A batch is 0 and 1, differs from picture to picture, and comes again from the same generator."""
    first, again = (draw_masks(8, 64, 80, torch.Generator().manual_seed(4)) for _ in range(2))
    assert first.shape == (8, 1, 64, 80)
    assert set(first.unique().tolist()) == {0.0, 1.0}
    assert torch.equal(first, again)
    assert len({float(share) for share in first.mean(dim=(1, 2, 3))}) == 8


def test_thin_kinds_are_crowded_to_learn_from() -> None:
    """Masks without a wide place show over three times as much to learn from as scratches that are scored."""
    single = np.mean([draw_mask(draw_scratches, 128, 128, _rng(seed)).mean() for seed in range(30)])
    masks = draw_masks(200, 128, 128, torch.Generator().manual_seed(1))
    thin = [mask for mask in masks if not _has_square(mask[0].numpy() > 0, 9)]
    assert len(thin) > 20
    assert np.mean([float(mask.mean()) for mask in thin]) > 3 * single


def _has_square(mask: Mask, side: int) -> bool:
    return bool(np.lib.stride_tricks.sliding_window_view(mask, (side, side)).all(axis=(2, 3)).any())


def test_shares_are_of_a_whole_and_cover_what_is_scored() -> None:
    """The shares add up to one; all that is scored is learned."""
    assert sum(SHARES.values()) == pytest.approx(1)
    assert set(EVALUATED.values()) <= set(SHARES)
