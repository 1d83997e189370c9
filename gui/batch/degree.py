"""Degrees: a recipe made stronger or weaker by notches, as a reviewer asks for."""

from collections.abc import Callable
from dataclasses import replace

from restorer import MOST_SIGMA_255, TRAITS, Recipe, Step

NOTCH = 1.25
"""What one notch multiplies strengths by."""
_MOST_SATURATION = TRAITS["colorize"].controls["saturation"].maximum


def adjusted(recipe: Recipe, degree: int, noise: Callable[[], float]) -> Recipe:
    """Give a recipe made stronger by so many notches, or weaker where ``degree`` is negative.

    Strengths are multiplied, up to 1. What is beyond goes where more can still be had: into the noise
    level (``noise`` tells that of the photo, in 8-bit levels, where it is automatic), into finding more
    damage, and into saturation.
    """
    return Recipe(tuple(_adjusted(step, NOTCH**degree, noise) for step in recipe.steps))


def is_same(first: Recipe, second: Recipe) -> bool:
    """Tell whether two recipes of the same steps ask for the same strengths and controls."""
    return _numbers(first) == _numbers(second)


def _adjusted(step: Step, factor: float, noise: Callable[[], float]) -> Step:
    wanted = step.strength * factor
    excess = max(1.0, wanted)
    controls = dict(step.controls)
    if excess > 1:
        if step.task == "denoise":
            sigma = controls["sigma"] if "sigma" in controls else noise()
            controls["sigma"] = round(max(sigma, min(MOST_SIGMA_255, sigma * excess)), 2)
        elif step.task == "inpaint" and "mask" not in step.inputs:
            doubt = (1 - step.control("threshold")) * excess
            controls["threshold"] = round(max(0.0, 1 - doubt), 4)
        elif step.task == "colorize":
            saturation = step.control("saturation") * excess
            controls["saturation"] = round(min(_MOST_SATURATION, saturation), 4)
    return replace(step, strength=round(min(1.0, wanted), 4), controls=controls)


def _numbers(recipe: Recipe) -> list[tuple[float, dict[str, float]]]:
    return [(step.strength, dict(step.controls)) for step in recipe.steps]
