"""Training on one page: the module, its batches, the Trainer call.

A run is a folder: ``run.json`` (the experiment, with which photos and code), ``checkpoints/``,
``samples/*.png`` and, for each start, ``logs/version_N/`` with ``metrics.csv`` and TensorBoard events.
"""

# ruff: noqa: ARG002 -- Lightning's hooks are called with more than we need

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import lightning
import torch
from lightning.pytorch.callbacks import Callback, ModelCheckpoint, TQDMProgressBar, WeightAveraging
from lightning.pytorch.loggers import CSVLogger, Logger, TensorBoardLogger
from torch import Tensor
from torch.optim.swa_utils import get_ema_multi_avg_fn
from torch.utils.data import DataLoader
from torchvision.utils import save_image  # type: ignore[import-untyped]

from training.budget import Budget
from training.config import Experiment, ExperimentError, choose
from training.losses import LOSSES
from training.machine import has_bfloat16
from training.muon import wide_and_others
from training.objectives import Objective
from training.optimizer import build_optimizer
from training.pairs import (
    CleanPatches,
    DevicePatches,
    FlatPictures,
    Scenes,
    WholePictures,
    center_crops,
    squeezed_pictures,
    whole_scenes,
)
from training.restorers import make_network
from training.sources import Sources

STEPS_PER_EPOCH = 500
_SEEDS = 10_000_000
"""So far apart lie the seeds of two experiments: no step of one draws what one of the other does."""
_MOST_PROCESSES = 1_000
_WATCHED_SCENES = 32
_LARGEST = 1.5
"""Pictures are kept at so many times the side of a scene, at most: of larger ones it would skip pixels."""


class RestorerModule(lightning.LightningModule):
    """Damage done on the device, the network, the loss; a score and a sheet on held-out pictures."""

    def __init__(self, experiment: Experiment, objective: Objective, samples: Path):
        super().__init__()
        self.experiment = experiment
        self.samples = samples
        self.network = make_network(experiment.task, experiment.network)
        self._choose_what_learns(experiment.optimizer.only)
        self.objective = objective
        self.loss = choose(LOSSES, "loss", experiment.optimizer.loss)

    def _choose_what_learns(self, only: str) -> None:
        for name, weights in self.network.named_parameters():
            weights.requires_grad_(name.startswith(only))
        if not any(weights.requires_grad for weights in self.network.parameters()):
            raise ExperimentError(f"no layer's name begins with {only!r}: none could learn")
        if only:
            self.network.eval()  # norms and dropout rest as well

    def on_train_start(self) -> None:
        """Seed the noise on the device by the step, so that a resumed run sees new noise."""
        self.rng = torch.Generator(self.device)
        seed = _SEEDS * self.experiment.seed + self.trainer.global_step
        self.rng.manual_seed(seed * _MOST_PROCESSES + self.global_rank)
        on_gpu = self.device.type == "cuda"  # on a CPU compiling gains nothing here
        self.learn = torch.compile(self.network.learn) if on_gpu else self.network.learn

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """AdamW, and Muon for wide convolutions if wished; :class:`Budget` scales the rates."""
        wish = self.experiment.optimizer
        wide, others = wide_and_others(
            weights for weights in self.network.parameters() if weights.requires_grad
        )
        return build_optimizer(
            wide,
            others,
            rate=wish.learning_rate,
            wide_rate=wish.wide_learning_rate,
            betas=wish.betas,
            weight_decay=wish.weight_decay,
        )

    def training_step(self, patches: Tensor, batch_idx: int) -> Tensor:
        """Make an example of the clean ``(N, 3, P, P)`` uint8 patches and measure how well it is answered."""
        with self._in_full():
            example = self.objective.draw(patches.float() / 255, self.rng)
        answer, terms = self.learn(*channels_last(example.planes))
        loss = self.loss(answer.float(), example.target, example.weight.to(self.device))
        self.log_dict({"loss": loss, **terms}, prog_bar=True)
        weights = self.experiment.optimizer.weights_of_terms
        return loss + sum(weights[name] * term for name, term in terms.items())

    def configure_gradient_clipping(
        self,
        optimizer: torch.optim.Optimizer,
        gradient_clip_val: float | None = None,
        gradient_clip_algorithm: str | None = None,
    ) -> None:
        """Clip the gradient's norm; one that is not finite is no step: it would be the end of all weights."""
        weights = list(self.network.parameters())
        norm = torch.nn.utils.get_total_norm(weight.grad for weight in weights if weight.grad is not None)
        if not norm.isfinite():
            optimizer.zero_grad()
        elif gradient_clip_val:
            torch.nn.utils.clip_grads_with_norm_(weights, gradient_clip_val, norm)

    def validation_step(self, patches: Tensor, batch_idx: int) -> None:
        """Log the score and draw what is read, answered and wanted below one another."""
        rng = torch.Generator(self.device).manual_seed(0)
        with self._in_full():
            example = self.objective.draw_watched(patches.float() / 255, rng)
        output = self.network.respond(*channels_last(example.planes)).float()
        with self._in_full():
            self.log_dict(self.objective.score(output, example), prog_bar=True, sync_dist=True)
        if self.trainer.is_global_zero and not self.trainer.sanity_checking:
            self.samples.mkdir(parents=True, exist_ok=True)
            with self._in_full():
                rows = [row[:6] for row in self.objective.show(output, example)]
            save_image(
                torch.cat(rows).clamp(0, 1), self.samples / f"{self.global_step:07d}.png", nrow=len(rows[0])
            )

    def _in_full(self) -> torch.autocast:
        """Keep what is drawn and scored in float32, where the network runs in bfloat16."""
        return torch.autocast(self.device.type, enabled=False)


def channels_last(planes: Iterable[Tensor]) -> Iterator[Tensor]:
    """Lay planes out as the convolutions like them best."""
    return (plane.contiguous(memory_format=torch.channels_last) for plane in planes)


class Batches(lightning.LightningDataModule):
    """Random patches of the training pictures, middles of the held-out ones."""

    def __init__(self, experiment: Experiment, sources: Sources, workers: int):
        super().__init__()
        self.experiment = experiment
        self.sources = sources
        self.workers = workers
        self.flat: FlatPictures | None = None

    def train_dataloader(self) -> DataLoader[Tensor]:
        """Make the patches of one epoch, or of what is left of it, drawn from a seed of its first step."""
        assert self.trainer is not None
        patches = self._patches(
            patch=self.experiment.data.patch_pixels,
            batch=self.experiment.data.batch,
            seed=_SEEDS * self.experiment.seed + self.trainer.global_step,
            rank=self.trainer.global_rank,
        )
        workers = 0 if isinstance(patches, DevicePatches) else self.workers
        return DataLoader(patches, batch_size=None, num_workers=workers)

    def _patches(self, **draw: int) -> CleanPatches | DevicePatches:
        assert self.trainer is not None
        data, device = self.experiment.data, self.trainer.strategy.root_device
        if data.cut == "scenes":
            flat = self._flattened(device, int(_LARGEST * data.patch_pixels))
            return Scenes(flat, least_shown=data.least_shown, askew=data.askew, **draw)
        if data.cut == "whole":
            return WholePictures(self.sources.train, **draw)
        if device.type == "cuda":
            return DevicePatches(self._flattened(device), **draw)
        return CleanPatches(self.sources.train, **draw)

    def _flattened(self, device: torch.device, most: int | None = None) -> FlatPictures:
        self.flat = self.flat or FlatPictures(self.sources.train, device, most)
        return self.flat

    def val_dataloader(self) -> DataLoader[Tensor]:
        """Make one batch of up to 12 middles, of 160 pixels or of what the network takes of the smallest."""
        assert self.trainer is not None
        data, module = self.experiment.data, self.trainer.lightning_module
        assert isinstance(module, RestorerModule)
        if data.cut != "patches":
            cut = whole_scenes if data.cut == "scenes" else squeezed_pictures
            scenes = [cut(self.sources.held_out[:_WATCHED_SCENES], data.patch_pixels)]
            return DataLoader(scenes, batch_size=None)  # type: ignore[arg-type] # a list is a data set, too
        most = min(160, *(min(picture.pixels.shape[:2]) for picture in self.sources.held_out))
        step = module.network.multiple * (2 if data.halved else 1)
        batches = [center_crops(self.sources.held_out[:12], most - (most - data.patch_pixels) % step)]
        return DataLoader(batches, batch_size=None)  # type: ignore[arg-type] # a list is a data set, too


def build_trainer(
    experiment: Experiment, folder: Path, budget: timedelta, *, progress: bool = True
) -> lightning.Trainer:
    """Make the Trainer: bfloat16 where it is fast, EMA, checkpoints, whatever devices there are."""
    wish, device = experiment.optimizer, "cuda" if torch.cuda.is_available() else "cpu"
    table = CSVLogger(folder, name="logs")  # a version for each start: a resumed run keeps what it logged
    loggers: list[Logger] = [table, TensorBoardLogger(folder, name="logs", version=table.version)]
    callbacks: list[Callback] = [
        Budget(budget.total_seconds(), wish.warmup_steps, wish.most_steps),
        WeightAveraging(multi_avg_fn=partial(_average, wish.ema_decay)),
        ModelCheckpoint(
            folder / "checkpoints",
            filename="{step}",
            save_top_k=-1,  # those of the middle are for mixing
            train_time_interval=timedelta(minutes=wish.checkpoint_minutes),
            save_on_train_epoch_end=False,
            enable_version_counter=False,
        ),
    ]
    if progress:
        callbacks.append(TQDMProgressBar(refresh_rate=20))
    return lightning.Trainer(
        # Several processes: a colorizer without hints has weights that no loss knows.
        strategy="ddp_find_unused_parameters_true" if torch.cuda.device_count() > 1 else "auto",
        precision="bf16-mixed" if has_bfloat16(device) else "32-true",
        max_epochs=-1,
        limit_train_batches=STEPS_PER_EPOCH,
        reload_dataloaders_every_n_epochs=1,
        num_sanity_val_steps=0,
        gradient_clip_val=wish.gradient_clip,
        log_every_n_steps=50,
        logger=loggers,
        callbacks=callbacks,
        enable_progress_bar=progress,
        enable_model_summary=False,
        use_distributed_sampler=False,
    )


def _average(decay: float, averages: list[Tensor], weights: list[Tensor], steps: Tensor) -> None:
    """Move averages of weights nearer to the newest, the more the fewer ``steps`` they are of.

    Else a short run would end with much of what it began with.
    """
    count = int(steps)  # asked once: a GPU waits for it
    kept = min(decay, (1 + count) / (10 + count))
    get_ema_multi_avg_fn(kept)(averages, weights, steps)  # type: ignore[no-untyped-call]
