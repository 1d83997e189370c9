"""What a model does that says nothing of itself: tried on small pictures, told as a card."""

from itertools import product
from typing import Any

import numpy as np

from restorer.card import CONTRACTS, ModelCard
from restorer.engine import Engine
from restorer.errors import InputError, ModelError
from restorer.photo import Floats

MULTIPLES = (1, 2, 4, 8, 16, 32, 64)
TOLERANCE = 1 / 1024
_HALF = 224
_SIGMAS = (15 / 255, 50 / 255)


def probe_card(session: Any, name: str, task: str) -> ModelCard:
    """Try an ONNX Runtime session as a model for ``task`` and write down what was found.

    Raises InputError for an unknown task, ModelError for a model that does not keep its contract.
    """
    if task not in CONTRACTS.values():
        raise InputError(f"task {task!r} is unknown; known: {', '.join(sorted(CONTRACTS.values()))}")
    contract = next(contract for contract, kept_by in CONTRACTS.items() if kept_by == task)
    if len(session.get_inputs()) != 2:
        raise ModelError(
            f"model {name}: has {len(session.get_inputs())} inputs; {contract} has 2 (picture, sigma map)"
        )
    draft = Engine(session, ModelCard(name, CONTRACTS[contract], contract, 1, None, None))
    multiple, reach = _find_sizes(draft)
    return ModelCard(name, CONTRACTS[contract], contract, multiple, reach, None)


def measure_reach(engine: Engine, multiple: int) -> int | None:
    """Measure the least overlap at which tiled and whole differ by at most 1/1024 on a noisy picture.

    The cut is at an odd multiple of ``multiple``, in rows and in columns. ``None`` if no overlap
    up to the picture's half is enough: the model must run whole, or its true multiple is another.
    """
    half = multiple * (_HALF // multiple | 1)
    differences = [_difference(engine, sigma, half) for sigma in _SIGMAS]
    worst = np.max(differences, axis=0)
    beyond = np.flatnonzero(worst > TOLERANCE)
    distance = int(beyond[-1]) + 1 if len(beyond) else 0
    overlap = -(-distance // multiple) * multiple
    return overlap if overlap < half - multiple else None


def _difference(engine: Engine, sigma: float, half: int) -> Floats:
    """Give the greatest difference to the whole by distance in pixels from a cut's edges."""
    picture = _noisy_picture(sigma, 2 * half)
    plane = np.full((*picture.shape[:2], 1), sigma, np.float32)
    whole = engine.run(picture, plane)
    errors = []
    for cut, axis in product((slice(half, None), slice(0, half)), (0, 1)):
        place = (cut, slice(None)) if axis == 0 else (slice(None), cut)
        part = engine.run(picture[place], plane[place])
        away = np.abs(part - whole[place]).max(axis=(1 - axis, 2))
        errors.append(away if cut.start else away[::-1])
    return np.max(errors, axis=0).astype(np.float32)


def _noisy_picture(sigma: float, side: int) -> Floats:
    """Make a picture with smooth parts, edges and texture, and add noise; always the same."""
    rng = np.random.default_rng(1)
    rows, columns = np.mgrid[0:side, 0:side] / np.float32(side)
    smooth = 0.5 + 0.3 * np.sin(7 * rows + 5 * columns)
    edges = 0.3 * ((np.floor(9 * rows) + np.floor(11 * columns)) % 2)
    texture = 0.1 * np.sin(150 * rows * columns)
    clean = np.stack([smooth + edges, smooth - texture, 1 - smooth + texture + edges], axis=2)
    return np.asarray(clean + sigma * rng.standard_normal(clean.shape), np.float32)


def _find_sizes(engine: Engine) -> tuple[int, int | None]:
    """Find the least of ``MULTIPLES`` at which the model can be cut, and its reach there.

    A model that pads any size it is given takes every multiple, but only on its own stride do
    tiles agree with the whole. One that agrees nowhere gets the least it takes, and no reach.
    """
    taken, reason = [], ""
    for multiple in MULTIPLES:
        side = multiple * (128 // multiple + 1)
        try:
            engine.run(np.full((side, side, 3), 0.5, np.float32), np.zeros((side, side, 1), np.float32))
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
