"""What a model does, tried on small pictures: that it keeps its contract, and what its card would say."""

import dataclasses
from itertools import product
from typing import Any

import numpy as np

from restorer.errors import ModelError
from restorer.networks.card import CONTRACTS, ModelCard
from restorer.networks.engine import Engine
from restorer.pixels.lab import lightness_of
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import round_up

MULTIPLES = (1, 2, 4, 8, 16, 32, 64)
TOLERANCE = 1 / 1024
"""What tiled and whole may differ by at a card's reach: a quarter of an 8-bit step."""
_MARGIN = 2
"""The reach is measured to this part of the tolerance: some photos ask for more than the leaves."""
_HALF = 224
_SIGMAS = (15 / 255, 25 / 255, 50 / 255)
_SMALL = 64
_MOST_SHIFT = 0.25
"""What a picture's mean may move by: one in 0..255, or all black, is no clean picture."""
_LONGEST_NAME = 60


def check_planes(session: Any, contract: str) -> None:
    """Raise ModelError for a session whose inputs and outputs are not those of the contract."""
    inputs, outputs, promised = session.get_inputs(), session.get_outputs(), CONTRACTS[contract]
    for planes, channels, name in (
        (inputs, promised.inputs, "input"),
        (outputs, promised.outputs, "output"),
    ):
        if len(planes) != len(channels):
            plural = "" if len(planes) == 1 else "s"
            raise ModelError(f"has {len(planes)} {name}{plural}, expected {len(channels)} by {contract}")
    for plane in (*inputs, *outputs):
        if plane.type != "tensor(float)":
            raise ModelError(f"{plane.name[:_LONGEST_NAME]!r} is a {plane.type}, expected a tensor(float)")
    for plane, count in zip(inputs, promised.inputs, strict=True):
        _check_shape(f"input {plane.name[:_LONGEST_NAME]!r}", plane.shape, (1, count), promised.side)


def check_answers(engine: Engine) -> None:
    """Raise ModelError if the model answers a small picture, or one of odd sides, with what is no answer."""
    if CONTRACTS[engine.card.contract].side:
        _check_codes(engine)
        return
    multiple = engine.card.multiple
    side, odd = round_up(_SMALL, multiple), multiple * (_SMALL // multiple | 1)
    for size, sigma in (((side, side), 0.0), ((odd, odd + 2 * multiple), 25 / 255)):
        picture = np.random.default_rng(0).random((*size, 3), np.float32)
        answer = engine.run(*damaged_planes(engine.card.contract, picture, sigma))
        answer = answer[..., : CONTRACTS[engine.card.contract].outputs[0]]
        low, high = (float(picture.mean()),) * 2 if answer.shape[2] == 3 else (0.0, 1.0)
        if not low - _MOST_SHIFT <= answer.mean() <= high + _MOST_SHIFT:
            kind = "picture" if answer.shape[2] == 3 else "map"
            raise ModelError(f"gave a {kind} of mean {answer.mean():.4g} for one of {picture.mean():.2f}")


def _check_codes(engine: Engine) -> None:
    """Raise ModelError if a noisy picture and its mirror image, which differ everywhere, have one code."""
    side = CONTRACTS[engine.card.contract].side or _SMALL
    picture = draw_leaves(side)
    first, other = (
        engine.run(*damaged_planes(engine.card.contract, seen, 25 / 255))
        for seen in (picture, np.ascontiguousarray(picture[:, ::-1]))
    )
    if np.allclose(first, other):
        raise ModelError("gave two pictures the same code")


def probe_card(session: Any, name: str, contract: str) -> ModelCard:
    """Try an ONNX Runtime session as a model that keeps ``contract`` and write down what was found.

    Raises ModelError if it does not.
    """
    side = CONTRACTS[contract].side
    draft = ModelCard(name, CONTRACTS[contract].task, contract, side or 1, None, None)
    multiple, reach = (side, None) if side else _find_sizes(Engine(session, draft))
    card = dataclasses.replace(draft, multiple=multiple, reach=reach)
    check_answers(Engine(session, card))
    return card


def measure_reach(engine: Engine, multiple: int) -> int | None:
    """Measure the least overlap at which tiled and whole differ by at most 1/1024.

    Measured, to half of that, on noisy dead leaves cut at an odd multiple of ``multiple``, in rows
    and in columns. ``None`` if no overlap up to the picture's half is enough: the model must run
    whole, or its true multiple is another.
    """
    if CONTRACTS[engine.card.contract].task == "colorize":
        return None  # what a colour is depends on all that is seen
    half = multiple * (_HALF // multiple | 1)
    clean = draw_leaves(2 * half)
    planes = [damaged_planes(engine.card.contract, clean, sigma) for sigma in _SIGMAS]
    worst = np.max([_difference(engine, *damaged) for damaged in planes], axis=0)
    beyond = np.flatnonzero(worst > TOLERANCE / _MARGIN)
    overlap = round_up(int(beyond[-1]) + 1 if len(beyond) else 0, multiple)
    return overlap if overlap < half - multiple else None


def _difference(engine: Engine, *planes: Floats) -> Floats:
    """Give the greatest difference to the whole by distance in pixels from a cut's edges."""
    half = len(planes[0]) // 2
    whole = engine.run(*planes)
    errors = []
    for cut, axis in product((slice(half, None), slice(0, half)), (0, 1)):
        place = (cut, slice(None)) if axis == 0 else (slice(None), cut)
        part = engine.run(*(plane[place] for plane in planes))
        away = np.abs(part - whole[place]).max(axis=(1 - axis, 2))
        errors.append(away if cut.start else away[::-1])
    return np.max(errors, axis=0).astype(np.float32)


def add_noise(clean: Floats, sigma: float) -> Floats:
    """Add white noise to a picture ``(H, W, C)`` float32, unclipped, the same each time."""
    return clean + np.float32(sigma) * np.random.default_rng(0).standard_normal(clean.shape, np.float32)


def damaged_planes(contract: str, clean: Floats, sigma: float) -> tuple[Floats, ...]:
    """Give the planes ``(H, W, C)`` float32 of a contract for a clean picture ``(H, W, 3)`` and white noise.

    What a network inpaints is a hole of a sixteenth of the picture, in rows of small squares.
    """
    noisy = add_noise(clean, sigma)
    match CONTRACTS[contract].task:
        case "denoise":
            return noisy, np.full((*clean.shape[:2], 1), sigma, np.float32)
        case "inpaint":
            rows, columns = (np.arange(side) % 32 < 8 for side in clean.shape[:2])
            mask = np.logical_and.outer(rows, columns)[:, :, None].astype(np.float32)
            return clean * (1 - mask), mask
        case "colorize":
            code = np.full((*clean.shape[:2], 4), sigma * 10, np.float32)
            return lightness_of(noisy.clip(0, 1))[..., None], code
        case "sequence":
            state = np.zeros((*clean.shape[:2], CONTRACTS[contract].inputs[2]), np.float32)
            return noisy, np.full((*clean.shape[:2], 1), sigma, np.float32), state
        case "level" | "damage" | "codes":
            return (noisy,)


def draw_leaves(size: int) -> Floats:
    """Draw a picture ``(S, S, 3)`` float32 0..1 of dead leaves: overlapping discs of all sizes.

    Its edges and scales are distributed as in photos (Lee, Mumford and Huang 2001).
    """
    rng = np.random.default_rng(0)
    picture = np.full((size, size, 3), 0.5, np.float32)
    rows, columns = np.ogrid[:size, :size]
    for radius in 2 / np.sqrt(rng.uniform((6 / size) ** 2, 1, 4 * size)):
        row, column = rng.uniform(0, size, 2)
        down, across = (slice(max(0, int(at - radius)), int(at + radius) + 2) for at in (row, column))
        is_inside = (rows[down] - row) ** 2 + (columns[:, across] - column) ** 2 < radius**2
        picture[down, across][is_inside] = rng.uniform(0, 1, 3)
    return picture


def _find_sizes(engine: Engine) -> tuple[int, int | None]:
    """Find the least of ``MULTIPLES`` at which the model can be cut, and its reach there.

    A model that pads any size it is given takes every multiple, but only on its own stride do
    tiles agree with the whole. One that agrees nowhere gets the least it takes, and no reach.
    """
    taken, reason = [], ""
    for multiple in MULTIPLES:
        side = multiple * (128 // multiple + 1)
        try:
            engine.run(*damaged_planes(engine.card.contract, np.full((side, side, 3), 0.5, np.float32), 0))
        except ModelError as error:
            reason = str(error)
        else:
            taken.append(multiple)
    if not taken:
        raise ModelError(reason)
    for multiple in taken:
        reach = measure_reach(engine, multiple)
        if reach is not None:
            return multiple, reach
    return taken[0], None


def _check_shape(name: str, shape: list[int | str | None], start: tuple[int, int], side: int | None) -> None:
    """Check that a plane is ``(1, channels)`` as ``start`` says, by any size, or by that of a side."""
    wanted = f"(1, {start[1]}, height, width)"
    if len(shape) != 4:
        said = f"has {len(shape)} dimensions" if shape else "says nothing of its dimensions"
        raise ModelError(f"{name} {said}, expected 4: {wanted}")
    for found, expected in zip(shape[:2], start, strict=True):
        if isinstance(found, int) and found != expected:
            raise ModelError(f"{name} is {shape[0]}x{shape[1]}, expected {wanted}")
    if any(isinstance(found, int) and found != side for found in shape[2:]):
        size = f"{side}x{side} pixels" if side else "any size"
        raise ModelError(f"{name} is of {shape[2]}x{shape[3]} pixels, expected {size}")
