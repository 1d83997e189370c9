"""Engine: one open model; arrays in, arrays out. The one place that runs ONNX Runtime."""

import functools
import logging
import re
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from restorer.errors import Cancelled, DeviceError, ModelError, OutOfMemory
from restorer.networks.card import CONTRACTS, ModelCard, read_model, verified_card
from restorer.networks.devices import PROVIDERS, device_meant, import_runtime, providers_to_try
from restorer.networks.guard import check_self_contained
from restorer.pixels.samples import Floats
from restorer.system.environment import threads_asked

_MEMORY_WORDS = ("out of memory", "failed to allocate", "alloc_failed", "bad_alloc", "bad allocation")
_log = logging.getLogger("restorer")
_ERRORS_ONLY = 3
_LONGEST_REASON = 1000
_ORT_MARK = "[ONNXRuntimeError] : "
_STATUS = re.compile(r"^\d+ : \w+ : ")
_SOURCE_PLACE = re.compile(
    r"/\S+:\d+ [^(]*\([^)]*\) (?:const )?(?:\[with [^]]*\] )?|\b\w+\.(?:cc|h):\d+ \w+ "
)


class Network(Protocol):
    """What answers as a model: an :class:`Engine`, or views of one."""

    @property
    def card(self) -> ModelCard:
        """The card of the model."""
        ...

    @property
    def device(self) -> str:
        """Where it runs: "cpu" or "cuda"."""
        ...

    def run(self, *planes: Floats) -> Floats:
        """Answer as :meth:`Engine.run` does."""
        ...


class Engine:
    """An open model on the device it really runs on.

    ``card`` is the model's own, ``device`` "cpu" or "cuda" as the opened session says.
    """

    def __init__(self, session: Any, card: ModelCard):
        self.card = card
        self.device = "cuda" if session.get_providers()[0] == PROVIDERS["cuda"] else "cpu"
        self._session = session
        self._running: set[Any] = set()
        self._names = [plane.name for plane in session.get_inputs()]

    @classmethod
    def open(cls, path: Path | str, device: str = "auto") -> "Engine":
        """Open a model file on ``device`` ("auto", "cpu" or "cuda").

        The model is trusted not to crash or hang; one that is not belongs in a :class:`Library`,
        which tries it first. Raises CardError for a file without a sound card, ModelError for one
        that does not load, DeviceError if "cuda" is asked for and does not work.
        """
        path = Path(path)
        content = read_model(path)
        card = verified_card(content, path)
        return cls(open_session(content, path, device), card)

    def run(self, *planes: Floats) -> Floats:
        """Run the model on planes ``(H, W, C)`` float32 in its contract's order; gives such a plane.

        Where the contract has several outputs their channels follow one another in it; where it tells a
        picture as a whole it is ``(1, 1, C)``.

        Raises ModelError for an output that is not finite or not of the promised shape, DeviceError where
        another device than the CPU fails, OutOfMemory, and Cancelled when it is interrupted.
        """
        if len(planes) != len(self._names):
            raise ModelError(
                f"model {self.card.name}: has {len(self._names)} inputs, expected {len(planes)} "
                f"by {self.card.contract}"
            )
        feeds = {
            name: np.ascontiguousarray(plane.transpose(2, 0, 1))[None]
            for name, plane in zip(self._names, planes, strict=True)
        }
        output = self._run(feeds)
        height, width, channels = planes[0].shape
        contract = CONTRACTS[self.card.contract]
        expected = (1, sum(contract.outputs), *((1, 1) if contract.side else (height, width)))
        if output.shape != expected or output.dtype != np.float32:
            raise ModelError(
                f"model {self.card.name}: gave {output.dtype} {output.shape} for {height}x{width}x{channels}"
            )
        if not np.isfinite(output).all():
            raise ModelError(f"model {self.card.name}: gave values that are not finite")
        answer: Floats = output[0].transpose(1, 2, 0)
        return answer

    def interrupt(self) -> None:
        """End what it is at, in whatever threads: each such run raises Cancelled after its next layer."""
        for options in tuple(self._running):
            options.terminate = True

    def _run(self, feeds: dict[str, Floats]) -> Floats:
        options = _giving_back(self.device)
        self._running.add(options)
        try:
            outputs: list[Floats] = self._session.run(None, feeds, options)
        except Exception as error:  # ONNX Runtime raises a class of its own for each status
            if options.terminate:
                raise Cancelled from error
            if isinstance(error, MemoryError) or any(word in str(error).lower() for word in _MEMORY_WORDS):
                raise OutOfMemory(f"model {self.card.name}: not enough memory on {self.device}") from error
            failed = ModelError if self.device == "cpu" else DeviceError
            raise failed(f"model {self.card.name}: failed to run: {_reason(error)}") from error
        finally:
            self._running.discard(options)
        return outputs[0] if len(outputs) == 1 else np.concatenate(outputs, axis=1)


def open_session(content: bytes, path: Path, device: str) -> Any:
    """Open an ONNX Runtime session on ``device``, and see that it is the device asked for.

    The one place where ONNX Runtime is given a model: nothing gets past the guard. Where CUDA does not start
    "auto" is the CPU, and the log says why.
    """
    check_self_contained(content, path)
    onnxruntime = import_runtime()
    providers = providers_to_try(device)
    onnxruntime.set_default_logger_severity(_ERRORS_ONLY + 1)
    if providers[0] == PROVIDERS["cpu"]:
        return _session(content, path, providers)
    missed: list[str] = []
    onnxruntime.print = lambda *words, **_options: missed.append(" ".join(map(str, words)))
    onnxruntime.preload_dlls()
    try:
        session = _session(content, path, providers)
    except ModelError as error:
        missed.insert(0, _reason(error.__cause__ or error))
        session = _session(content, path, [PROVIDERS["cpu"]])  # where this fails, too, it is the model
    if session.get_providers()[0] == providers[0]:
        return session
    why = f"CUDA does not start here: {missed[0] if missed else 'ONNX Runtime does not say why'}"
    if device_meant(device) == "cuda":
        raise DeviceError(
            f"{why}; it needs a driver for CUDA 13 and pip install 'restorer[cuda]'; "
            "--device cpu runs without it"
        )
    _warn_once(f"{why}; the CPU is used")
    return session


def _session(content: bytes, path: Path, providers: list[str]) -> Any:
    onnxruntime = import_runtime()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY + 1
    options.add_session_config_entry("session.load_model_format", "ONNX")
    options.intra_op_num_threads = threads_asked()
    options.enable_mem_pattern = False  # planned blocks took 1.8 times the memory, and saved no time
    configured = [_configured(name) for name in providers]
    try:  # its own falling back prints
        return onnxruntime.InferenceSession(content, options, providers=configured, enable_fallback=0)
    except Exception as error:  # ONNX Runtime raises a class of its own for each status
        raise ModelError(f"{path}: ONNX Runtime cannot load it: {_reason(error)}") from error


@functools.cache
def _warn_once(words: str) -> None:
    _log.warning(words)


def _giving_back(device: str) -> Any:
    """Let a run give its memory back: what several models keep on a CPU adds up to gigabytes."""
    options = import_runtime().RunOptions()
    if device == "cpu":
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options


def runtime_version() -> str:
    """Give the version of ONNX Runtime."""
    return str(import_runtime().__version__)


def _configured(provider: str) -> str | tuple[str, dict[str, str]]:
    if provider != PROVIDERS["cuda"]:
        return provider
    return provider, {"cudnn_conv_algo_search": "HEURISTIC", "arena_extend_strategy": "kSameAsRequested"}


def _reason(error: BaseException) -> str:
    """Give what ONNX Runtime says in one line, without its codes and the places in its source."""
    text = " ".join(str(error).split())[:_LONGEST_REASON].rpartition(_ORT_MARK)[2]
    return _SOURCE_PLACE.sub("", _STATUS.sub("", text)).strip()
