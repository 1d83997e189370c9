"""What waiting for a thread's result promises."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from restorer.crew import wait_for


def test_a_result_is_waited_for() -> None:
    """However long it takes."""
    with ThreadPoolExecutor(1) as pool:
        assert wait_for(pool.submit(lambda: time.sleep(0.5) or "done")) == "done"


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_work_that_timed_out_is_no_waiting(seconds: float) -> None:
    """A TimeoutError of the work itself, as a dead mount gives one, is raised, soon or late."""

    def time_out() -> None:
        time.sleep(seconds)
        raise TimeoutError("Connection timed out")

    with ThreadPoolExecutor(1) as pool, pytest.raises(TimeoutError, match="Connection"):
        wait_for(pool.submit(time_out))
