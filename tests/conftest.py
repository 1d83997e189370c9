"""What all tests share: the settings of hypothesis, no network, and a world without the user's own state.

Every run tries the same cases; with ``HYPOTHESIS_PROFILE=search`` in the environment new ones are looked for.
"""

import gc
import itertools
import os
import re
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "restorer", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("restorer"), derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "restorer"))
if "PYTEST_XDIST_WORKER" in os.environ:  # the cores are taken by as many tests; networks need no more threads
    os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each program that the suite starts compiles itself anew
# What the suite was begun to ignore, in the background or by nohup, the programs that it starts would, too.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda _number, _frame: None)


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later search for garbage: it takes a second with torch and Qt."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail whatever asks for a name or connects to another machine, in this process."""

    def refuse(*asked: object, **_options: object) -> None:
        pytest.fail(f"the network was asked for {asked}")

    def within(connect: Callable[..., Any]) -> Callable[..., Any]:
        def try_to(self: socket.socket, address: Any) -> Any:
            is_away = self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
                "127.0.0.1",
                "::1",
            )
            return refuse(address) if is_away else connect(self, address)

        return try_to

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", refuse)
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, within(getattr(socket.socket, name)))
        yield


_NUMBERS = itertools.count()
"""Of the folders of tests: pytest would look through those of all tests before for the next one."""


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Give an empty folder that no other test has had."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{name}{next(_NUMBERS)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def user_models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of the user's own models: empty, and not the real user's."""
    folder = tmp_path_factory.getbasetemp() / f"user{next(_NUMBERS)}" / "models"
    folder.parent.mkdir(mode=0o700)
    monkeypatch.setenv("RESTORER_MODELS", str(folder))
    monkeypatch.setenv("RESTORER_JOURNAL", str(folder.parent / "journal.sqlite3"))
    monkeypatch.setenv("RESTORER_CODES", str(folder.parent / "codes.sqlite3"))
    # One for all tests: a stand-in that many of them use is tried once.
    monkeypatch.setenv("RESTORER_TRIALS", str(tmp_path_factory.getbasetemp() / "trials.txt"))
    return folder
