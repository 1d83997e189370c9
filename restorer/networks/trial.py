"""The trial: a model nobody vouches for first runs in a child process that is watched from here.

ONNX Runtime was not made for hostile files: some crash it, some never end, some take all memory.
So the first to open such a model is a child that may die of it. What it finds comes back as JSON;
the parent opens a model only after the child has answered, and from the same bytes. A pass is
remembered by the bytes' sha256, so the second or so that a trial takes is paid once a model.
"""

import contextlib
import faulthandler
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from restorer.errors import ModelError, OutOfMemory, RestorerError
from restorer.networks.card import ModelCard, card_text, parse_card, verified_card
from restorer.networks.engine import Engine, open_session, runtime_version
from restorer.networks.probe import check_answers, check_planes, probe_card
from restorer.system.environment import TRIALS_VARIABLE, state_file
from restorer.system.processes import is_alive, this_process

SECONDS = 60.0
"""How long a model may take to open and answer, and for each answer while it is measured."""
MEASURE_SECONDS = 900.0
"""How long measuring a model may take in all: 15 runs of up to a fifth of a megapixel for each stride."""
MOST_BYTES = 4 << 30
"""The memory a model may take in its trial, beyond that of ONNX Runtime itself."""
_RULES = 1
"""Counted up when the trial becomes stricter: what passed before is tried again."""
_LONGEST_REASON = 400
_LOOK_SECONDS = 0.5
_TIMED_OUT = b"Timeout"  # how faulthandler begins what it writes before it ends the process
_START = "import sys; sys.path[:] = sys.argv[1:]; from restorer.networks.trial import answer; answer()"


def try_model(content: bytes, card: ModelCard, path: Path) -> None:
    """Try the bytes of a model with its card, unless they passed before; ModelError says what is wrong.

    On the CPU, whatever the device it is for.
    """
    if _key(content) not in _passed():
        _ask({"name": card.name}, content, path, SECONDS)
        remember(content)


def measure_card(content: bytes, path: Path, name: str, contract: str) -> ModelCard:
    """Try the bytes of a model without a card, measure what it needs, and write that down as its card."""
    return parse_card(_ask({"name": name, "contract": contract}, content, path, MEASURE_SECONDS), path)


def remember(content: bytes) -> None:
    """Note that the bytes of a model have passed their trial; where nothing can be noted it is repeated."""
    file = trials_file()
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{_key(content)}\n")


def trials_file() -> Path:
    """Give the file of the trials passed; the variable ``RESTORER_TRIALS`` names another."""
    return state_file(TRIALS_VARIABLE, "trials.txt")


def answer() -> NoReturn:
    """Carry out the trial asked for on stdin, and answer on stdout: what the child process does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()

    def watch() -> None:
        # Ends this process whoever waits for it, and even while Python itself is held up.
        faulthandler.dump_traceback_later(asked["seconds"], exit=True, file=answers)

    watch()
    runtime_version()
    _limit_memory(asked["bytes"])
    threading.Thread(target=_keep_within, args=[asked, answers], daemon=True).start()
    try:
        reply = {"card": card_text(_carry_out(asked, content, watch))}
    except (MemoryError, OutOfMemory):
        reply = _too_large(asked)
    except RestorerError as error:
        reply = {"problem": str(error)}
    except Exception as error:
        reply = {"problem": f"failed unexpectedly: {type(error).__name__}: {error}"}
    answers.write(json.dumps(reply).encode())
    answers.flush()
    os._exit(0)  # what a model left behind may not end


def _keep_within(asked: dict[str, Any], answers: BinaryIO) -> NoReturn:
    """End this process soon after the one that asks, which may have been killed, or when it takes too much.

    The one that asks need not be the parent: in a virtual environment of Windows a launcher is between them.
    And only Linux limits memory as it is told to (:func:`_limit_memory`).
    """
    import psutil

    itself = psutil.Process()
    most = itself.memory_info().rss + asked["bytes"]
    while is_alive(*asked["by"]):
        if itself.memory_info().rss > most:
            answers.write(json.dumps(_too_large(asked)).encode())
            answers.flush()
            break
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _too_large(asked: dict[str, Any]) -> dict[str, str]:
    return {"problem": f"takes more than {asked['bytes'] / 2**30:g} GB of memory for a small picture"}


class _WatchedSession:
    """A session that starts the watch anew for each run."""

    def __init__(self, session: Any, watch: Any):
        self._session = session
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def run(self, *arguments: Any) -> Any:
        self._watch()
        return self._session.run(*arguments)


def _carry_out(asked: dict[str, Any], content: bytes, watch: Any) -> ModelCard:
    path = Path(asked["path"])
    session = _WatchedSession(open_session(content, path, "cpu"), watch)
    if "contract" in asked:
        check_planes(session, asked["contract"])
        return probe_card(session, asked["name"], asked["contract"])
    card = verified_card(content, path)
    check_planes(session, card.contract)
    check_answers(Engine(session, card))
    return card


def _limit_memory(most_bytes: int) -> None:
    """Let this process take ``most_bytes`` more and leave no dump when it crashes, where the system can."""
    try:
        import resource
    except ImportError:
        return
    import psutil

    limit = psutil.Process().memory_info().vms + most_bytes
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, limit)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _ask(request: dict[str, str], content: bytes, path: Path, seconds: float) -> str:
    """Have a child try the model; gives its card as text, or raises ModelError with the reason."""
    asked = {**request, "path": str(path), "seconds": SECONDS, "bytes": MOST_BYTES, "by": this_process()}
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and code
            [sys.executable, "-c", _START, *filter(None, sys.path)],
            input=json.dumps(asked).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            # Each of the C library's arenas would count as 64 MB against the limit.
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise ModelError(f"{path}: did not answer within {seconds:g} seconds") from None
    except OSError as error:
        raise ModelError(f"{path}: cannot be tried: {error.strerror or error}") from error
    reply = _read_reply(done)
    if "card" in reply:
        return reply["card"]
    reason = reply["problem"].removeprefix(f"{path}: ").removeprefix(f"model {request['name']}: ")
    raise ModelError(f"{path}: {' '.join(reason.split())[:_LONGEST_REASON]}")


def _read_reply(done: subprocess.CompletedProcess[bytes]) -> dict[str, str]:
    if done.stdout.startswith(_TIMED_OUT):
        return {"problem": f"did not answer within {SECONDS:g} seconds"}
    try:
        reply: dict[str, str] = json.loads(done.stdout)
    except ValueError:
        return {"problem": f"crashed ONNX Runtime ({_ending(done.returncode)})"}
    return reply


def _ending(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


def _key(content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()} {runtime_version()} {_RULES}"


def _passed() -> set[str]:
    try:
        return set(trials_file().read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return set()
