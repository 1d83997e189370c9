"""What a run promises: the rate warms up and is zero when the time is up; what is drawn is drawn once."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lightning
import pytest
import torch
from torch import Tensor

from training.budget import Budget
from training.config import Experiment
from training.lightning import Batches, RestorerModule, build_trainer
from training.objectives import build_objective
from training.sources import read_sources


def _rate(budget: Budget, step: int) -> float:
    group = {"initial_lr": 2e-3, "lr": 0.0}
    trainer: Any = SimpleNamespace(global_step=step, optimizers=[SimpleNamespace(param_groups=[group])])
    budget.on_train_batch_start(trainer, trainer, None, 0)
    return group["lr"]


@pytest.mark.parametrize(
    ("spent", "step", "rate"),
    [(0, 0, 2e-3 / 100), (0, 99, 2e-3), (30, 1000, 1e-3), (59.9, 1000, 0), (100, 1000, 0)],
)
def test_learning_rate_falls_to_zero_with_the_budget(spent: float, step: int, rate: float) -> None:
    """The rate warms up over steps, then follows a cosine over the time spent."""
    budget = Budget(60, warmup_steps=100)
    budget.spent = spent
    assert _rate(budget, step) == pytest.approx(rate, abs=1e-7)


def test_all_processes_go_by_the_clock_of_the_first() -> None:
    """Where the first process has spent half of the time, every other has, and all stop together."""
    budget, spent = Budget(60, 1), iter((30.0, 60.0))
    strategy = SimpleNamespace(broadcast=lambda _: next(spent))
    trainer: Any = SimpleNamespace(global_step=5, should_stop=False, strategy=strategy)
    budget.on_train_start(trainer, trainer)
    budget.on_train_batch_end(trainer, trainer, None, None, 0)
    assert (budget.progress, trainer.should_stop) == (0.5, False)
    budget.on_train_batch_end(trainer, trainer, None, None, 1)
    assert (budget.progress, trainer.should_stop) == (1, True)


@pytest.mark.parametrize("warmup_steps", [0, 1])
def test_a_rate_may_begin_as_it_is(warmup_steps: int) -> None:
    """Without a warm-up the first step has the full rate."""
    assert _rate(Budget(60, warmup_steps), 0) == pytest.approx(2e-3)


def test_time_spent_travels_in_the_checkpoint() -> None:
    """A budget restored from a checkpoint goes on where the other stopped."""
    budget, resumed = Budget(60, 1), Budget(120, 1)
    budget.spent = 30
    resumed.load_state_dict(budget.state_dict())
    assert resumed.progress == 0.25


@pytest.mark.parametrize(("step", "rate"), [(0, 2e-3), (50, 1e-3), (100, 0)])
def test_steps_end_a_run_as_time_does(step: int, rate: float) -> None:
    """Where so many steps are all, the rate follows them, however much time is left."""
    assert _rate(Budget(1e9, 1, most_steps=100), step) == pytest.approx(rate, abs=1e-7)


class _Broken(lightning.Callback):
    """Makes the gradient of the first step infinite."""

    def on_after_backward(self, trainer: lightning.Trainer, module: lightning.LightningModule) -> None:
        """Spoil one number of one weight's."""
        if trainer.global_step == 0:
            gradient = next(module.parameters()).grad
            assert gradient is not None
            gradient.view(-1)[0] = float("inf")


@pytest.mark.filterwarnings("ignore:.*does not have many workers", "ignore:.*is not resumable")
@pytest.mark.filterwarnings("ignore:.*LeafSpec.* is deprecated")
def test_a_step_without_a_finite_gradient_is_left_out(
    experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """One overflow leaves the weights as they were; the steps after it go on."""
    weights = [
        torch.load(_train(experiment, photos, tmp_path, 1, more=more).folder / "1.ckpt", weights_only=True)
        for more in ([], [_Broken()])
    ]
    plain, spared = (state["state_dict"] for state in weights)
    assert all(weight.isfinite().all() for weight in spared.values())
    assert any(not torch.equal(plain[name], spared[name]) for name in plain)
    _train(experiment, photos, tmp_path, 2, more=[_Broken()])
    after = torch.load(tmp_path / "2.ckpt", weights_only=True)["state_dict"]
    assert all(weight.isfinite().all() for weight in after.values())
    assert any(not torch.equal(after[name], spared[name]) for name in after)


@pytest.mark.parametrize(("clip", "norm"), [(1.0, 1.0), (1e6, 50.0), (0.0, 50.0), (None, 50.0)])
def test_gradients_are_clipped_to_a_norm(
    experiment: Experiment, tmp_path: Path, clip: float | None, norm: float
) -> None:
    """One that is longer is shortened to it; 0 means that none is. A run hands on what is wished for."""
    optimizer = dataclasses.replace(experiment.optimizer, gradient_clip=clip or 0.0)
    wished = dataclasses.replace(experiment, optimizer=optimizer)
    assert build_trainer(wished, tmp_path, timedelta(seconds=1)).gradient_clip_val == (clip or 0.0)
    module = RestorerModule(experiment, build_objective(experiment), tmp_path)
    weights = list(module.network.parameters())
    count = sum(weight.numel() for weight in weights)
    for weight in weights:
        weight.grad = torch.full_like(weight, 50.0 / count**0.5)
    module.configure_gradient_clipping(module.configure_optimizers(), clip)
    found = torch.nn.utils.get_total_norm(weight.grad for weight in weights if weight.grad is not None)
    assert float(found) == pytest.approx(norm, rel=1e-4)


class _Drawn(lightning.Callback):
    """Keeps the clean patches of each step and a number of the noise that comes next; saves each step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.patches: list[Tensor] = []
        self.noise: list[float] = []

    def on_train_batch_end(
        self, trainer: lightning.Trainer, module: lightning.LightningModule, _: Any, batch: Any, __: int
    ) -> None:
        """Keep them, and save a checkpoint."""
        assert isinstance(module, RestorerModule)
        self.patches.append(batch)
        self.noise.append(float(torch.rand((), generator=module.rng.clone_state())))
        trainer.save_checkpoint(self.folder / f"{trainer.global_step}.ckpt")


def _train(
    experiment: Experiment,
    photos: Path,
    folder: Path,
    steps: int,
    origin: Path | None = None,
    more: Sequence[lightning.Callback] = (),
) -> "_Drawn":
    """Train up to so many steps, in epochs of eight."""
    torch.manual_seed(0)
    drawn = _Drawn(folder)
    trainer = lightning.Trainer(
        accelerator="cpu",
        max_steps=steps,
        limit_train_batches=8,
        limit_val_batches=0,
        reload_dataloaders_every_n_epochs=1,
        logger=False,
        callbacks=[drawn, *more],
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
    )
    module = RestorerModule(experiment, build_objective(experiment), folder)
    sources = read_sources([photos], held_out_share=0.01, smallest=experiment.data.patch_pixels)
    trainer.fit(module, Batches(experiment, sources, 0), ckpt_path=origin, weights_only=False)
    return drawn


@pytest.mark.filterwarnings("ignore:.*does not have many workers", "ignore:.*is not resumable")
@pytest.mark.filterwarnings("ignore:.*LeafSpec.* is deprecated")
def test_a_resumed_run_draws_what_it_has_not_seen(
    experiment: Experiment, photos: Path, tmp_path: Path
) -> None:
    """Within an epoch, too, patches and noise of a resumed run are new; a fresh run's are the same again."""
    small = dataclasses.replace(experiment, data=dataclasses.replace(experiment.data, batch=1))
    first, again = (_train(small, photos, tmp_path, 3) for _ in range(2))
    resumed = _train(small, photos, tmp_path, 6, tmp_path / "3.ckpt")
    assert [len(drawn.patches) for drawn in (first, again, resumed)] == [3, 3, 3]
    assert all(map(torch.equal, first.patches, again.patches))
    assert first.noise == again.noise
    assert not any(torch.equal(new, seen) for new in resumed.patches for seen in first.patches)
    assert not set(resumed.noise) & set(first.noise)
