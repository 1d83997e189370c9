"""What the table of tasks promises: whoever adds a task adds it wherever it is needed."""

from restorer.metadata.history import SOURCE_TYPES
from restorer.tasks import TASKS
from restorer.traits import TRAITS

MAKE_NO_PHOTO = {"detect"}


def test_each_task_can_be_done() -> None:
    """It has its function, and no function is without traits."""
    assert TASKS.keys() == TRAITS.keys()


def test_what_was_done_can_be_told() -> None:
    """Each task that makes a photo has a word for it, without which its results would say nothing."""
    assert SOURCE_TYPES.keys() == TRAITS.keys() - MAKE_NO_PHOTO
