"""What waiting for a thread's result promises."""

import threading
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor

import pytest

from restorer.system.threads import ThreadChain, wait_for


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


def test_a_stopped_chain_takes_no_work() -> None:
    """Who hands it some is told so, and does not wait for ever."""
    chain = ThreadChain((bool,), bool)
    chain.stop(0, lambda: None)
    with pytest.raises(RuntimeError, match="shutdown"):
        wait_for(chain.start("work"))


def test_work_that_waits_is_cancelled_with_its_chain() -> None:
    """Who waits for it is told so, before what is at work has ended."""
    begun, over = threading.Event(), threading.Event()

    def wait(_work: object) -> object:
        begun.set()
        return over.wait(30)

    chain = ThreadChain((wait,), bool)
    taken, waiting = chain.start("taken"), chain.start("waiting")
    assert begun.wait(30)
    chain.stop(0, lambda: None)
    with pytest.raises(CancelledError):
        waiting.result(10)
    assert not taken.done()
    over.set()
    assert taken.result(30)


def test_what_is_at_work_is_interrupted_and_nobody_else() -> None:
    """A chain that is stopped ends its work by the interruption; one that is idle interrupts nothing."""
    ends: list[str] = []
    begun, over = threading.Event(), threading.Event()

    def wait(_work: object) -> object:
        begun.set()
        return over.wait(30)

    def interrupt() -> None:
        ends.append("interrupted")
        over.set()

    busy, idle = ThreadChain((wait,), bool), ThreadChain((bool,), bool)
    busy.start("work")
    assert idle.start("work").result()
    assert begun.wait(30)
    idle.stop(30, lambda: ends.append("for nothing"))
    busy.stop(30, interrupt)
    assert ends == ["interrupted"]
