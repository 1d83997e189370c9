"""The budget of a run: its time and its steps, and the rate of learning, which falls to zero with them."""

# ruff: noqa: ARG002 -- Lightning's hooks are called with more than we need

import time
from typing import Any

import lightning
from lightning.pytorch.callbacks import Callback

from training.optimizer import rate_share


class Budget(Callback):
    """Ends the run when its time or its steps are up; lowers the learning rate along a cosine to that end.

    The time already spent travels in the checkpoint, so a resumed run ends where it should. Of several
    processes the first one's clock holds for all, or each would learn at a rate of its own.
    """

    def __init__(self, seconds: float, warmup_steps: int, most_steps: int = 0):
        self.seconds = seconds
        self.warmup_steps = warmup_steps
        self.most_steps = most_steps
        self.spent = 0.0
        self.steps = 0

    @property
    def progress(self) -> float:
        """The share of the budget spent, 0..1."""
        of_steps = self.steps / self.most_steps if self.most_steps else 0.0
        return min(1.0, max(self.spent / self.seconds, of_steps))

    def on_train_start(self, trainer: lightning.Trainer, module: lightning.LightningModule) -> None:
        """Start the clock."""
        self._last = time.monotonic()

    def on_train_batch_start(
        self, trainer: lightning.Trainer, module: lightning.LightningModule, batch: Any, batch_idx: int
    ) -> None:
        """Set the learning rate of this step."""
        self.steps = trainer.global_step
        share = rate_share(self.steps, self.warmup_steps, self.progress)
        for optimizer in trainer.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["initial_lr"] * share

    def on_train_batch_end(
        self,
        trainer: lightning.Trainer,
        module: lightning.LightningModule,
        outputs: Any,
        batch: Any,
        batch_idx: int,
    ) -> None:
        """Take the time, and stop when there is none left."""
        now = time.monotonic()
        self.spent = trainer.strategy.broadcast(self.spent + now - self._last)
        self._last = now
        self.steps = trainer.global_step
        trainer.should_stop = trainer.should_stop or self.progress >= 1

    def state_dict(self) -> dict[str, float]:
        """Give what a checkpoint must remember."""
        return {"spent": self.spent}

    def load_state_dict(self, state_dict: dict[str, float]) -> None:
        """Take up the time a checkpoint remembers."""
        self.spent = state_dict["spent"]
