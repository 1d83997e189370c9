"""History: a photo's own word on what was done to it, without a date, so that a rerun is the same."""

from collections.abc import Sequence
from dataclasses import replace

from restorer import __version__
from restorer.metadata.xmp import Edit, edits_by, with_edit
from restorer.networks.card import ModelCard
from restorer.photo import Metadata
from restorer.recipe import Step

SOURCE_TYPES = {
    "colorize": "compositeWithTrainedAlgorithmicMedia",
    "denoise": "algorithmicallyEnhanced",
    "inpaint": "compositeWithTrainedAlgorithmicMedia",
    "tone": "algorithmicallyEnhanced",
}
"""What each task makes of a photo, in IPTC's vocabulary of digital source types; a mask is no photo."""
_SOFTWARE = "Restorer"


def was_done(metadata: Metadata, task: str) -> bool:
    """Tell whether a photo says of itself that we did a task to it before."""
    return any(edit.startswith(f"{task} ") for edit in _edits(metadata))


def is_edited(metadata: Metadata) -> bool:
    """Tell whether a photo says of itself that we did anything to it."""
    return bool(_edits(metadata))


def _edits(metadata: Metadata) -> list[str]:
    return edits_by(metadata.xmp, _SOFTWARE) if metadata.xmp else []


def note_step(metadata: Metadata, step: Step, cards: Sequence[ModelCard], **more: float) -> Metadata:
    """Note a step done by the models of ``cards`` in a photo's XMP, with the software's version.

    ``more`` is noted beside the step's controls. A packet that cannot be read stays as it is; a task that
    makes no photo leaves no note.
    """
    if step.task not in SOURCE_TYPES:
        return metadata
    controls = "".join(f" {name}={value:g}" for name, value in sorted({**step.controls, **more}.items()))
    models = "".join(f" model={card.name} sha256={card.sha256}" for card in cards)
    parameters = f"{step.task}{models} strength={step.strength:g}{controls}"
    edit = Edit(f"{_SOFTWARE} {__version__}", parameters, SOURCE_TYPES[step.task])
    return replace(metadata, xmp=with_edit(metadata.xmp, edit))
