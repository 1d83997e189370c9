"""The commands that look after damage: filling it, finding it."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from restorer.cli.options import ModelName, Options, end, named_file, percent
from restorer.cli.runs import begin, plan, restore_all, run, run_beside
from restorer.formats import MASK_SUFFIX, PREVIEW_SUFFIX
from restorer.traits import TRAITS

_FINDING = TRAITS["inpaint"].controls
_SURE, _GROW = _FINDING["threshold"], _FINDING["grow"]
Threshold = Annotated[
    float | None,
    typer.Option(min=0, max=_SURE.maximum, help=f"How sure of damage to be. Default: {_SURE.default}."),
]
_WIDEN = f"Widen the mask, in pixels. Default: {_GROW.default:g}"
Grow = Annotated[
    float | None,
    typer.Option(min=0, max=_GROW.maximum, help=f"{_WIDEN} for damage found, 0 for your own."),
]
GrowFound = Annotated[float | None, typer.Option(min=0, max=_GROW.maximum, help=f"{_WIDEN}.")]
MaskDir = Annotated[Path | None, named_file("A folder of masks, each of its photo's name.")]
SaveMask = Annotated[Path | None, named_file("Where to keep found masks; one that is there already is used.")]


def inpaint(
    options: Options,
    *,
    mask: Annotated[Path | None, named_file("What to fill: a picture, white there.")] = None,
    mask_dir: MaskDir = None,
    detect: Annotated[bool, typer.Option("--detect", help="Find scratches, dust and cracks.")] = False,
    threshold: Threshold = None,
    grow: Grow = None,
    save_mask: SaveMask = None,
    strength: Annotated[float, percent("How much to fill in, in percent.")] = 100,
    model: ModelName = None,
) -> None:
    """Fill what a mask marks, or what is damaged, from what is about it."""
    from restorer.batch.variants import masks_below, with_masks, with_masks_in
    from restorer.files import check_picture
    from restorer.recipe import Recipe, Step

    if (mask is not None) + (mask_dir is not None) + detect != 1:
        raise typer.BadParameter("name one of --mask, --mask-dir and --detect")
    if not detect and (threshold is not None or save_mask):
        raise typer.BadParameter("--threshold and --save-mask are for --detect")
    journal, options = begin(options), options.with_photos_listed()
    controls = _given(threshold=threshold, grow=grow)
    step = Step("inpaint", model=model, strength=strength / 100, controls={} if save_mask else controls)
    if mask is not None:
        step = replace(step, inputs={"mask": mask})
    folder = mask_dir or save_mask
    masks = masks_below(options.inputs or (), folder) if folder is not None else ()
    jobs = plan(Recipe((step,)), options, journal, without=masks)
    found_all = True
    if mask is not None:
        check_picture(mask)
        jobs = with_masks(jobs, {job.source: [mask] for job in jobs})
    elif mask_dir is not None:
        jobs = with_masks_in(jobs, mask_dir)
    elif save_mask is not None:
        search = Recipe((Step("detect", controls=controls),))
        found, found_all = run_beside(jobs, search, options.for_masks(save_mask), journal)
        jobs = with_masks(jobs, {job.source: [job.target] for job in found})
    end(run(jobs, options, journal) and found_all)


def detect(
    options: Options,
    *,
    threshold: Threshold = None,
    grow: GrowFound = None,
    preview: Annotated[bool, typer.Option("--preview", help="Draw it in red on the photo.")] = False,
    model: ModelName = None,
) -> None:
    """Find scratches, dust, hairs, cracks and creases, and write masks of them: white where they are."""
    from restorer.recipe import Recipe, Step

    controls = _given(threshold=threshold, grow=grow, preview=1.0 if preview else None)
    suffix = PREVIEW_SUFFIX if preview else MASK_SUFFIX
    end(restore_all(Recipe((Step("detect", model=model, controls=controls),)), options, suffix))


def _given(**controls: float | None) -> dict[str, float]:
    return {name: value for name, value in controls.items() if value is not None}
