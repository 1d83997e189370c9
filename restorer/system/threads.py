"""Threads: a chain of them that hands work on, each at one stage, until it is told to stop."""

import concurrent.futures
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from restorer.errors import Cancelled
from restorer.system.environment import threads_asked

THREAD_NAME = "restorer-stage"
_LOOK_SECONDS = 0.2
"""How often a waiting thread looks up, on systems where a signal does not wake it."""


class ThreadChain[Result]:
    """One thread a stage. What a stage gives goes to the next, unless it is a ``result`` already."""

    def __init__(self, stages: Sequence[Callable[[Any], Any]], result: type[Result]):
        self._stopped = threading.Event()
        self._stages = stages
        self._result = result
        self._threads = [ThreadPoolExecutor(1, thread_name_prefix=THREAD_NAME) for _ in stages]
        self._working: set[Future[None]] = set()
        self._lock = threading.Lock()

    def start(self, work: Any) -> Future[Result]:
        """Hand work to the first stage; gives its result to come, or what a stage raised.

        It is cancelled if the work waits for a stage as the chain is stopped; work that comes to one later
        has RuntimeError for its result.
        """
        future: Future[Result] = Future()
        self._submit(0, work, future)
        return future

    def check(self) -> None:
        """Raise Cancelled once it was stopped."""
        if self._stopped.is_set():
            raise Cancelled

    def stop(self, seconds: float, interrupt: Callable[[], object]) -> None:
        """Drop what waits; if something is at work, interrupt it, and give it so many seconds to end."""
        self._stopped.set()
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            working = list(self._working)
        if working:
            interrupt()
        concurrent.futures.wait(working, timeout=seconds)

    def _submit(self, at: int, work: Any, future: Future[Result]) -> None:
        try:
            task = self._threads[at].submit(self._work, at, work, future)
        except RuntimeError as error:  # it was stopped, or the system has no more threads
            future.set_exception(error)
            return
        with self._lock:
            self._working.add(task)
        task.add_done_callback(partial(self._forget, future))

    def _work(self, at: int, work: Any, future: Future[Result]) -> None:
        try:
            done = self._stages[at](work)
        except BaseException as error:
            future.set_exception(error)
            return
        if isinstance(done, self._result):
            future.set_result(done)
        else:
            self._submit(at + 1, done, future)

    def _forget(self, future: Future[Result], task: Future[None]) -> None:
        with self._lock:
            self._working.discard(task)
        if task.cancelled():
            future.cancel()


def wait_for[Result](future: Future[Result]) -> Result:
    """Wait for a result in a way that Ctrl-C ends on every system."""
    while not future.done():
        concurrent.futures.wait([future], timeout=_LOOK_SECONDS)
    return future.result()


def side_by_side[Item, Done](do: Callable[[Item], Done], items: Iterable[Item]) -> Iterator[Done]:
    """Do something with many items, as many at once as may be; gives what comes of each, in their order.

    What is not begun when no more is asked for is dropped.
    """
    pool = ThreadPoolExecutor(threads_asked() or os.cpu_count(), thread_name_prefix=THREAD_NAME)
    try:
        yield from map(wait_for, [pool.submit(do, item) for item in items])
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def run_apart[Done](work: Callable[[], Done]) -> Done:
    """Have work done that a signal may not disturb: in a thread of its own, if this is the main one.

    Python heeds signals in the main thread alone, and what is raised there while C code calls it is lost.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    thread = ThreadPoolExecutor(1, thread_name_prefix=THREAD_NAME)
    try:
        return wait_for(thread.submit(work))
    finally:
        thread.shutdown(wait=False)


def is_at_work() -> bool:
    """Tell whether a thread of some chain goes on although it was stopped."""
    return any(thread.name.startswith(THREAD_NAME) for thread in threading.enumerate())
