"""One run from its beginning or its last checkpoint to its end, in a folder of its own."""

import dataclasses
import json
import platform
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch

from restorer import write_whole
from training.blocks import has_norms, unfolding
from training.config import Experiment, ExperimentError
from training.growth import grow
from training.lightning import Batches, RestorerModule, build_trainer
from training.objectives import build_objective
from training.pairs import center_crops, whole_scenes
from training.provenance import find_sources, read_run, source_of, source_of_sprites
from training.restorers.network import RestorerNetwork, load
from training.shipped import shipped_model
from training.sources import Sources, read_sources
from training.weights import read_weights

_PICTURES_TO_UNFOLD = 64
_MAY_CHANGE = frozenset({"budget_minutes", "checkpoint_minutes", "most_steps"})
_OTHERWISE = "--resume continues it, --run names another folder"
UNFOUNDED = (
    ".*does not have many workers",  # pictures are in memory: cutting patches is quick
    ".*your dataloader is not resumable",  # patches are drawn at random: none is owed
    ".*in eval mode at the start of training",  # what does not learn rests
    ".*LeafSpec.* is deprecated",  # Lightning's own
    ".*Please add the following callbacks",  # of runs begun when averaging was another one
    ".*Checkpoint directory .* exists and is not empty",  # the run that is resumed
)
"""Warnings of Lightning that do not hold for these runs."""


def fit(
    experiment: Experiment,
    photos: list[Path],
    folder: Path,
    *,
    budget: timedelta,
    resume: bool = False,
    init: Path | None = None,
    sprites: Path | None = None,
    workers: int = 0,
    progress: bool = True,
) -> Path:
    """Train for ``budget`` and return the last checkpoint.

    ``init`` is an exported model, or a checkpoint, to start from, ``sprites`` a folder of real damage to lay
    on the photos. With ``resume`` the run of ``folder`` goes on from its last checkpoint. Raises
    ExperimentError for what does not fit, and the run's record stays.
    """
    checkpoint = last_checkpoint(folder)
    if resume:
        _check_start(folder, checkpoint, experiment, init)
    elif checkpoint:
        raise FileExistsError(f"{folder}: holds a run already; {_OTHERWISE}")
    objective, data = build_objective(experiment, sprites), experiment.data
    torch.manual_seed(experiment.seed)
    module = RestorerModule(experiment, objective, folder / "samples")
    _check_patches(module)
    sources = read_sources(photos, held_out_share=data.held_out_share, smallest=data.smallest_pixels)
    print(sources.told)
    if init and not _load(module.network, init):
        _unfold_norms(module, sources)
    teacher = shipped_model(data.teacher) if data.teacher else None
    _write_run(folder, experiment, sources, _origins(sources, sprites, init, checkpoint, teacher))
    module.to(memory_format=torch.channels_last)
    trainer = build_trainer(experiment, folder, budget, progress=progress)
    with _without_unfounded_warnings():
        trainer.fit(module, Batches(experiment, sources, workers), ckpt_path=checkpoint, weights_only=False)
    path = folder / "checkpoints" / f"step={trainer.global_step}.ckpt"
    trainer.save_checkpoint(path)
    return path


def last_checkpoint(folder: Path) -> Path | None:
    """Find the newest checkpoint that can be read; one cut short by a kill is passed over."""
    found = sorted((folder / "checkpoints").glob("*.ckpt"), key=lambda path: path.stat().st_mtime)
    return next((path for path in reversed(found) if zipfile.is_zipfile(path)), None)


@contextmanager
def _without_unfounded_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        for message in UNFOUNDED:
            warnings.filterwarnings("ignore", message)
        yield


def _check_start(folder: Path, checkpoint: Path | None, experiment: Experiment, init: Path | None) -> None:
    """Raise ExperimentError for a run that cannot go on from its last checkpoint."""
    if init:
        raise ExperimentError(f"{folder}: goes on from its own checkpoint; leave out --init or --resume")
    if checkpoint is None:
        raise ExperimentError(f"{folder}: holds no checkpoint to go on from; leave out --resume")
    wanted = json.loads(json.dumps(dataclasses.asdict(experiment)))
    if changed := sorted(_changed(read_run(folder, "experiment"), wanted)):
        raise ExperimentError(
            f"{folder}: is a run of another {', '.join(changed)}; --run names another folder, "
            "and --init begins from a checkpoint"
        )


def _changed(before: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    """Name the entries that are not what they were; how long a run takes may be another each time."""
    for name in wanted.keys() & before.keys() - _MAY_CHANGE:
        if isinstance(wanted[name], dict):
            yield from (f"{name}.{part}" for part in _changed(before[name], wanted[name]))
        elif wanted[name] != before[name]:
            yield name


def _check_patches(module: RestorerModule) -> None:
    """Raise ExperimentError for patches of which the network would see what it cannot halve so often."""
    side, multiple = module.experiment.data.patch_pixels, module.network.multiple
    clean = torch.full((2, 3, side, side), 0.5)
    with torch.random.fork_rng():
        seen = module.objective.draw(clean, torch.Generator().manual_seed(0)).planes[0].shape[-1]
    if seen % multiple:
        raise ExperimentError(
            f"patch_pixels is {side}, of which the network sees {seen}, expected a multiple of {multiple}"
        )


def _load(network: RestorerNetwork, origin: Path) -> bool:
    """Load the weights of a checkpoint or of an exported model, of this network or of a smaller one.

    Tells whether norms are among them, if there are any: the export folds them into the convolutions before.
    """
    weights = read_weights(origin)
    load(network, grow(weights, network), str(origin))
    return has_norms(weights) or not has_norms(network.state_dict())


def _unfold_norms(module: RestorerModule, sources: Sources) -> None:
    """Set the norms by pictures of all sources so that they change nothing, as they were folded away."""
    data, pictures = module.experiment.data, sources.train
    cut = whole_scenes if data.cut == "scenes" else center_crops
    spread = pictures[:: max(1, len(pictures) // _PICTURES_TO_UNFOLD)][:_PICTURES_TO_UNFOLD]
    clean = cut(spread, data.patch_pixels).float() / 255
    example = module.objective.draw(clean, torch.Generator().manual_seed(module.experiment.seed))
    with unfolding(module.network), torch.no_grad():
        module.network.learn(*example.planes)


def _origins(sources: Sources, sprites: Path | None, *starts: Path | None) -> set[str]:
    """Name the sources of the pictures, of the damage and of what the run starts or learns from."""
    origins = {source_of(picture.path) for picture in sources.train}
    if sprites:
        origins.add(source_of_sprites(sprites))
    return origins.union(*(find_sources(start) for start in starts if start))


def _write_run(folder: Path, experiment: Experiment, sources: Sources, origins: set[str]) -> None:
    run = {
        "experiment": dataclasses.asdict(experiment),
        "pictures": {"train": len(sources.train), "held_out": sources.unseen},
        "sources": sorted(origins),
        "code": _git_revision(),
        "torch": torch.__version__,
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads",
    }
    text = json.dumps(run, indent=2) + "\n"
    write_whole(folder / "run.json", text.encode(), "the run's record", overwrite=True)


def _git_revision() -> str:
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
