"""What the budget promises: the learning rate warms up and is zero when the time is up."""

from types import SimpleNamespace
from typing import Any

import pytest

from training.lightning import Budget


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
