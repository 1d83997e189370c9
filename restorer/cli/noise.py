"""The commands that remove noise: of photos one by one, of bursts and of clips."""

from typing import TYPE_CHECKING, Annotated

import typer

from restorer.cli.options import ModelName, Options, end, percent
from restorer.cli.runs import restore_all, restore_frames
from restorer.traits import MOST_SIGMA_255

if TYPE_CHECKING:
    from restorer.recipe import Step

_MOST = round(MOST_SIGMA_255)
Sigma = Annotated[str, typer.Option(help=f"How strong the noise is: auto, or 0 to {_MOST} in 8-bit levels.")]
Strength = Annotated[float, percent("How much of the noise to remove, in percent.")]
Luminance = Annotated[float, percent("Share of that in brightness, in percent.")]
Chroma = Annotated[float, percent("Share of that in colour, in percent.")]


def denoise(
    options: Options,
    *,
    sigma: Sigma = "auto",
    strength: Strength = 100,
    luminance: Luminance = 100,
    chroma: Chroma = 100,
    model: ModelName = None,
) -> None:
    """Remove noise from photos."""
    from restorer.recipe import Recipe

    end(restore_all(Recipe((_step(sigma, strength, luminance, chroma, model),)), options))


def burst(
    options: Options,
    *,
    sequence: Annotated[
        bool, typer.Option("--sequence", help="Restore each frame of a clip, with the help of those before.")
    ] = False,
    reference: Annotated[
        int | None, typer.Option(min=1, help="Which of the photos to restore. Default: the sharpest.")
    ] = None,
    sigma: Sigma = "auto",
    strength: Strength = 100,
    luminance: Luminance = 100,
    chroma: Chroma = 100,
    model: ModelName = None,
) -> None:
    """Make one clean photo of several of the same scene, or each frame of a clip clean; needs --output."""
    if options.output is None:
        raise typer.BadParameter("say where the result goes", param_hint="--output")
    if options.watch:
        raise typer.BadParameter("is not for frames, which belong together", param_hint="--watch")
    if sequence and reference is not None:
        raise typer.BadParameter(
            "is of a burst; with --sequence every frame is restored", param_hint="--reference"
        )
    step = _step(sigma, strength, luminance, chroma, model)
    end(
        restore_frames(
            step, options, as_clip=sequence, reference=None if reference is None else reference - 1
        )
    )


def _step(sigma: str, strength: float, luminance: float, chroma: float, model: str | None) -> "Step":
    from restorer.recipe import Step

    parts = {"luminance": luminance / 100, "chroma": chroma / 100}
    controls = _controls(sigma) | {name: part for name, part in parts.items() if part < 1}
    return Step("denoise", model=model, strength=strength / 100, controls=controls)


def _controls(sigma: str) -> dict[str, float]:
    if sigma == "auto":
        return {}
    try:
        level = float(sigma)
    except ValueError:
        level = -1.0
    if not 0 <= level <= _MOST:
        raise typer.BadParameter(
            f"{sigma!r} is neither auto nor a number from 0 to {_MOST}", param_hint="--sigma"
        )
    return {"sigma": level}
