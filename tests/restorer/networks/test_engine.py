"""What an open model promises: its own shape of answer on the device it says, or an error that tells."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from laborious import laborious_model
from stand_ins import (
    CrampedSession,
    cropping_model,
    darkening_model,
    grey_model,
    keeping_model,
    nan_model,
    open_model,
    striding_model,
    three_input_model,
    with_card,
)

from restorer.errors import Cancelled, DeviceError, ModelError, OutOfMemory
from restorer.networks.card import ModelCard
from restorer.networks.devices import PROVIDERS, list_devices, providers_to_try
from restorer.networks.engine import Engine
from restorer.pixels.samples import Floats

PLANES = np.full((8, 12, 3), 0.5, np.float32), np.full((8, 12, 1), 0.1, np.float32)


def has_cuda() -> bool:
    """Tell whether a CUDA device could be here."""
    return any(device.name == "cuda" and device.available for device in list_devices())


def test_planes_go_in_by_order_and_come_out_as_pictures(tmp_path: Path) -> None:
    """Height, width and channels stay where they were, and both planes reach the model."""
    engine = open_model(darkening_model(), tmp_path / "darken.onnx")
    picture = np.random.default_rng(0).random((5, 7, 3), np.float32)
    sigma = np.random.default_rng(1).random((5, 7, 1), np.float32)
    np.testing.assert_array_equal(engine.run(picture, sigma), picture - sigma)


def test_a_run_is_interrupted(tmp_path: Path) -> None:
    """What would take minutes ends when it is told to, as cancelled; the next run is whole."""
    engine = open_model(laborious_model(layers=400), tmp_path / "slow.onnx")
    large = [np.full((800, 800, channels), 0.5, np.float32) for channels in (3, 1)]
    with ThreadPoolExecutor() as pool:
        run = pool.submit(engine.run, *large)
        while not run.done():
            engine.interrupt()
            time.sleep(0.05)
    assert isinstance(run.exception(), Cancelled)
    np.testing.assert_array_equal(engine.run(*PLANES), PLANES[0])


def test_the_shipped_model_keeps_its_card(engine: Engine) -> None:
    """The shipped denoiser tells its terms and sources, and its reach leaves room for tiles."""
    card = engine.card
    assert (card.task, card.contract) == ("denoise", "denoise-v1")
    assert card.license != "unstated"
    assert card.trained_on
    assert card.reach is not None
    assert card.exact_reach is not None
    assert 0 < card.reach <= card.exact_reach
    assert card.reach % card.multiple == 0
    assert card.multiple * card.bytes_per_pixel < 100_000


def test_the_shipped_model_is_small(shipped: Path) -> None:
    """The shipped denoiser is under 16 MB."""
    assert shipped.stat().st_size < 16_000_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (nan_model(), "gave values that are not finite"),
        (cropping_model(), r"gave float32 \(1, 3, 6, 10\) for 8x12x3"),
        (grey_model(), r"gave float32 \(1, 1, 8, 12\) for 8x12x3"),
        (three_input_model(), "has 3 inputs, expected 2 by denoise-v1"),
        (striding_model(8), "failed to run: .*SpaceToDepth"),
    ],
    ids=["nan", "size", "channels", "inputs", "multiple"],
)
def test_a_model_that_breaks_its_contract_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    """NaN, another size, another count of channels or inputs, or a failure is a ModelError of one line."""
    engine = open_model(content, tmp_path / "broken.onnx")
    with pytest.raises(ModelError, match=f"^model broken: {message}") as caught:
        engine.run(*PLANES)
    assert "\n" not in str(caught.value)


def test_planes_that_the_model_does_not_take_are_a_model_error(tmp_path: Path) -> None:
    """A plane of another count of channels is refused by the model and told."""
    engine = open_model(keeping_model(), tmp_path / "keep.onnx")
    with pytest.raises(ModelError, match="model keep: failed to run"):
        engine.run(PLANES[0][:, :, :2], PLANES[1])


def test_want_of_memory_is_its_own_error() -> None:
    """ONNX Runtime's many words for no memory become OutOfMemory, with the device."""
    session = CrampedSession(keeping_model(), 10, provider="CUDAExecutionProvider")
    engine = Engine(session, ModelCard("keep", "denoise", "denoise-v1", 1, 0, 0))
    with pytest.raises(OutOfMemory, match="model keep: not enough memory on cuda"):
        engine.run(*PLANES)


def test_the_device_is_the_sessions_own(engine: Engine) -> None:
    """An engine on the CPU says so."""
    assert engine.device == "cpu"


@pytest.mark.skipif(has_cuda(), reason="CUDA may work here")
def test_cuda_where_there_is_none_is_an_error(shipped: Path) -> None:
    """Asked for CUDA, nothing runs silently on the CPU; the error says what to do instead."""
    assert not next(device for device in list_devices() if device.name == "cuda").available
    with pytest.raises(DeviceError, match=r"CUDA does not work here: .*; --device auto or cpu"):
        Engine.open(shipped, "cuda")


@pytest.mark.skipif(has_cuda(), reason="CUDA may work here")
def test_auto_is_the_cpu_where_there_is_no_cuda(tmp_path: Path) -> None:
    """Without CUDA, auto runs on the CPU without a word."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")
    assert Engine.open(path, "auto").device == "cpu"
    assert providers_to_try("auto") == ["CPUExecutionProvider"]


@pytest.mark.skipif(not has_cuda(), reason="needs CUDA")
def test_cuda_agrees_with_the_cpu(shipped: Path, noisy: Floats) -> None:
    """On CUDA the shipped model gives the CPU's picture within a quarter of a level, and says cuda."""
    planes = np.ascontiguousarray(noisy[:64, :96]), np.full((64, 96, 1), 25 / 255, np.float32)
    engine = Engine.open(shipped, "cuda")
    assert engine.device == "cuda"
    np.testing.assert_allclose(engine.run(*planes), Engine.open(shipped, "cpu").run(*planes), atol=1 / 1024)


OLD_DRIVER = """
import sys
from onnxruntime.capi import onnxruntime_inference_collection as runtime
import restorer, restorer.networks.engine
class Session:
    def __init__(self, session): self.session = session
    def __getattr__(self, name): return getattr(self.session, name)
    def initialize_session(self, providers, *rest):
        if "CUDAExecutionProvider" in providers: raise RuntimeError("CUDA failure 35: the driver is too old")
        return self.session.initialize_session(providers, *rest)
class Native:
    def __getattr__(self, name): return getattr(native, name)
    def InferenceSession(self, *given): return Session(native.InferenceSession(*given))
native, runtime.C = runtime.C, Native()
restorer.networks.engine.providers_to_try = lambda device: ["CUDAExecutionProvider", "CPUExecutionProvider"]
for _ in range(2):
    try:
        print(restorer.Engine.open(*sys.argv[1:]).device)
    except restorer.RestorerError as error:
        print(error)
"""


@pytest.mark.parametrize(
    ("device", "out", "err"),
    [
        (
            "auto",
            "cpu",
            "CUDA does not start here: CUDA failure 35: the driver is too old; the CPU is used\n",
        ),
        ("cuda", "CUDA does not start here: CUDA failure 35: the driver is too old; it needs", ""),
    ],
)
def test_cuda_that_does_not_start_tells_why(tmp_path: Path, device: str, out: str, err: str) -> None:
    """Nothing is printed but a warning, once; who asked for CUDA gets an error with the reason."""
    path = with_card(keeping_model(), tmp_path / "keep.onnx")
    done = subprocess.run(
        [sys.executable, "-c", OLD_DRIVER, path, device], capture_output=True, text=True, check=True
    )
    assert [line[: len(out)] for line in done.stdout.splitlines()] == [out] * 2
    assert done.stderr == err


def test_the_users_variable_is_what_auto_means(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that is asked for by name is that one; what no device is called so is told."""
    monkeypatch.setenv("RESTORER_DEVICE", "cpu")
    assert Engine.open(shipped).device == "cpu"
    monkeypatch.setenv("RESTORER_DEVICE", "npu")
    assert Engine.open(shipped, "cpu").device == "cpu"
    with pytest.raises(DeviceError, match="RESTORER_DEVICE is 'npu', which is unknown; known: auto, cpu"):
        Engine.open(shipped)


def test_an_unknown_device_is_named(shipped: Path) -> None:
    """A device nobody knows is a DeviceError with those that are known."""
    with pytest.raises(DeviceError, match="device 'npu' is unknown; known: auto, cpu, cuda"):
        Engine.open(shipped, "npu")


def test_the_cpu_is_always_listed() -> None:
    """The list of devices begins with a CPU that can be used, and tells why another cannot."""
    devices = list_devices()
    assert devices[0].name == "cpu"
    assert devices[0].available
    assert all(device.detail for device in devices)
    assert [device.name for device in devices] == list(PROVIDERS)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere other variables name the user's folder")
def test_nothing_is_reported_to_anybody(shipped: Path, tmp_path: Path) -> None:
    """ONNX Runtime, which would number the device and report to its maker, does neither."""
    code = f"from restorer import Engine; Engine.open({str(shipped)!r}, 'cpu')"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", *home)} | home
    done = subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True)
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []
