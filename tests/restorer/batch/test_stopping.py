"""What signals and kills do to a batch, in processes of its own: nothing lost, nothing half done."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import psutil
import pytest
from command_line import run_elsewhere
from filming import CARD
from forking import Forking
from laborious import laborious_frames_model, laborious_model
from PIL import Image
from small_photos import contents
from stand_ins import darkening_model, with_card

from restorer import Cancelled, Job, Library, Recipe, Step
from restorer.batch.running import run_jobs
from restorer.networks.trial import remember
from restorer.system.threads import is_at_work

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
ROOT = str(Path(__file__).parents[3])


@pytest.fixture
def world(tmp_path: Path) -> dict[str, str]:
    """Give the environment of a process with models and a journal of its own."""
    remember(with_card(darkening_model(), tmp_path / "models" / "darken.onnx").read_bytes())
    names = {"MODELS": "models", "JOURNAL": "journal.sqlite3"}
    own = {f"RESTORER_{name}": str(tmp_path / place) for name, place in names.items()}
    return os.environ | own | {"PYTHONPATH": ROOT}


def make_photos(folder: Path, count: int, size: tuple[int, int] = (120, 160)) -> None:
    """Write photos of noise."""
    rng = np.random.default_rng(0)
    folder.mkdir()
    for number in range(count):
        Image.fromarray(rng.integers(0, 255, (*size, 3), np.uint8)).save(folder / f"{number:03}.png")


def start(
    folder: Path, world: dict[str, str], out: str = "out", model: str = "darken", *more: str
) -> subprocess.Popen[str]:
    """Start a batch of the photos in ``in``."""
    command = [sys.executable, "-m", "restorer", "denoise", "in", "-o", f"{out}/", "--model", model]
    command += ["--sigma", "20", "--device", "cpu", *more]
    return subprocess.Popen(command, cwd=folder, env=world, stderr=subprocess.PIPE, text=True)


def heeds(pid: int, number: signal.Signals) -> bool:
    """Tell whether a process has a handler for a signal."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    caught = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught, 16) >> (number - 1) & 1)


def fork(folder: Path, world: dict[str, str], out: str) -> BaseProcess:
    """Start a batch in a process that has all imports behind it, so that many can be killed."""
    arguments = ["denoise", "in", "-o", f"{out}/", "--model", "darken", "--sigma", "20", "--device", "cpu"]
    process = Forking().Process(target=run_elsewhere, args=(folder, world, arguments, folder / "told"))
    process.start()
    return process


def test_a_batch_killed_20_times_ends_with_the_same_files(tmp_path: Path, world: dict[str, str]) -> None:
    """Killed at 20 random moments it resumes: no byte differs, no part is left, nothing is done twice."""
    make_photos(tmp_path / "in", 60)
    whole = start(tmp_path, world, "whole")
    assert (whole.communicate()[1].count(" -> "), whole.returncode) == (60, 0)
    dice = np.random.default_rng(0)
    seen: dict[Path, int] = {}
    for _ in range(20):
        process = fork(tmp_path, world, "out")
        while process.is_alive() and len(list((tmp_path / "out").glob("*.png"))) <= len(seen):
            time.sleep(0.005)
        time.sleep(dice.uniform(0, 0.03))
        process.kill()
        process.join()
        found = {path: path.stat().st_ino for path in (tmp_path / "out").glob("*.png")}
        assert found.items() >= seen.items()
        seen = found
    last = fork(tmp_path, world, "out")
    last.join()
    assert last.exitcode == 0
    assert f"{60 - len(seen)} done, {len(seen)} skipped, 0 failed" in (tmp_path / "told").read_text()
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_two_batches_at_once_share_the_work(tmp_path: Path, world: dict[str, str]) -> None:
    """Both end well, each result is written by one of them, and together they have done all."""
    make_photos(tmp_path / "in", 24)
    both = [start(tmp_path, world), start(tmp_path, world)]
    told = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(words.count(" -> ") for words in told) == 24
    assert all("0 failed" in words for words in told)
    assert sorted(contents(tmp_path / "out")) == [f"{number:03}.png" for number in range(24)]


SIGNALS = [
    (number, code)
    for name, code in (("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129))
    if (number := getattr(signal, name, None))
]


def wait_for_inference(process: subprocess.Popen[str], megabytes: int) -> None:
    """Wait until a process holds so many megabytes more, as only a network at work does."""
    memory = psutil.Process(process.pid).memory_info
    before = memory().rss
    while process.poll() is None and memory().rss < before + 1e6 * megabytes:
        time.sleep(0.05)


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_a_signal_stops_within_two_seconds(
    tmp_path: Path, world: dict[str, str], number: signal.Signals, code: int
) -> None:
    """Even inside one long inference; the report is written, the counts are true, and no part is left."""
    # One layer is a quarter of a second of work: a run is left between two of them.
    slow = laborious_model(layers=160, channels=128)
    remember(with_card(slow, tmp_path / "models" / "slow.onnx", bytes_per_pixel=500).read_bytes())
    make_photos(tmp_path / "in", 3, (900, 1200))
    process = start(tmp_path, world, "out", "slow", "--report", "report.json")
    assert process.stderr is not None
    assert process.stderr.readline() == "slow on CPU\n"
    wait_for_inference(process, 300)
    began = time.perf_counter()
    process.send_signal(number)
    told = process.communicate()[1]
    assert time.perf_counter() - began < 2
    assert (process.returncode, told) == (
        code,
        "3 photos: 0 done, 0 skipped, 0 failed, 3 left\nthe same command goes on from here\n",
    )
    assert '"left": 3' in (tmp_path / "report.json").read_text()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [["-o", "out.png"], ["-o", "out", "--sequence"]])
def test_a_signal_stops_frames_as_well(tmp_path: Path, world: dict[str, str], more: list[str]) -> None:
    """A burst and a clip end inside one long inference, within two seconds, and leave nothing."""
    slow = with_card(laborious_frames_model(), tmp_path / "models" / "slow.onnx", **CARD, bytes_per_pixel=500)
    remember(slow.read_bytes())
    make_photos(tmp_path / "in", 2, (300, 400))
    command = [sys.executable, "-m", "restorer", "burst", "in", "--model", "slow", "--sigma", "20", *more]
    process = subprocess.Popen(command, cwd=tmp_path, env=world, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stderr.readline() == "slow on CPU\n"
    wait_for_inference(process, 200)
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1]
    assert time.perf_counter() - began < 2
    assert process.returncode == 130
    assert told.splitlines()[:1] in ([], ["2 photos: 0 done, 0 skipped, 0 failed, 2 left"])
    assert not list(tmp_path.glob("out*"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not told which signals are heeded")
@pytest.mark.parametrize("seconds", [0, 0.1, 0.25])
def test_a_signal_at_the_start_is_no_traceback(tmp_path: Path, world: dict[str, str], seconds: float) -> None:
    """Ctrl-C while the command is still being loaded ends it quietly."""
    make_photos(tmp_path / "in", 1)
    process = start(tmp_path, world)
    while not heeds(process.pid, signal.SIGTERM):  # before, Python itself is starting
        time.sleep(0.002)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in process.communicate()[1]
    assert process.returncode in ((0, 130) if seconds > 0.1 else (130,))


_SWALLOWING = """
import signal, time
from restorer.system.stopping import stopping

class Thing:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

with stopping():
    Thing()
    time.sleep(60)
"""


def test_a_signal_is_not_lost_in_a_destructor(world: dict[str, str]) -> None:
    """Python passes over what is raised there, and says so on stderr: the signal comes again, and quietly."""
    ended = subprocess.run(
        [sys.executable, "-c", _SWALLOWING], env=world, stderr=subprocess.PIPE, check=False, timeout=30
    )
    assert (ended.returncode, ended.stderr) == (130, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no file that is always full")
def test_signals_are_heeded_where_stderr_takes_nothing(world: dict[str, str]) -> None:
    """What a destructor raises cannot be told there; a signal that comes later ends the process."""
    raising = _SWALLOWING.replace("signal.raise_signal(signal.SIGINT)", "raise ValueError")
    script = raising.replace("    time", "    signal.raise_signal(signal.SIGTERM)\n    time")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", script]
        ended = subprocess.run(command, env=world, stderr=full, check=False, timeout=30)
    assert ended.returncode == 143


@pytest.fixture(scope="module")
def large_png(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a photo that takes a while to read: 49 megapixels of noise."""
    path = tmp_path_factory.mktemp("large") / "large.png"
    noise = np.random.default_rng(0).integers(0, 255, (7000, 7000), np.uint8)
    Image.fromarray(noise).save(path, compress_level=1)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not told which files are open")
@pytest.mark.parametrize("command", ["info {0}", "colorize {0} -o out.png --dry-run"])
def test_a_signal_while_a_large_photo_is_read_ends_it(
    tmp_path: Path, world: dict[str, str], large_png: Path, command: str
) -> None:
    """Nor is the signal lost in the codec, nor does what it finds closed complain."""
    arguments = [sys.executable, "-m", "restorer", *command.format(large_png).split()]
    process = subprocess.Popen(arguments, cwd=tmp_path, env=world, stderr=subprocess.PIPE, text=True)
    while str(large_png) not in [file.path for file in psutil.Process(process.pid).open_files()]:
        time.sleep(0.005)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in process.communicate()[1]
    assert process.returncode == 130


def test_a_second_signal_stops_at_once(tmp_path: Path, world: dict[str, str]) -> None:
    """Who does not want to wait presses Ctrl-C again; the next run does the rest."""
    remember(
        with_card(laborious_model(), tmp_path / "models" / "slow.onnx", bytes_per_pixel=500).read_bytes()
    )
    make_photos(tmp_path / "in", 1, (900, 1200))
    process = start(tmp_path, world, "out", "slow")
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    assert process.wait() in (130, -signal.SIGINT)  # 130 to a shell, too: Python may be about to end
    assert time.perf_counter() - began < 0.5
    process.stderr.close()
    again = start(tmp_path, world)
    assert (again.communicate()[1].count(" -> "), again.returncode) == (1, 0)
    assert sorted(contents(tmp_path / "out")) == ["000.png"]


def test_a_batch_that_is_closed_ends_its_network(tmp_path: Path) -> None:
    """What would take minutes is over when the iterator is closed; nothing is written."""
    with_card(laborious_model(layers=120), tmp_path / "slow.onnx", bytes_per_pixel=500)
    make_photos(tmp_path / "in", 1, (800, 800))
    step = Step("denoise", model="slow", controls={"sigma": 20.0})
    job = Job(tmp_path / "in" / "000.png", tmp_path / "out.png", Recipe((step,)))
    library, begun = Library([tmp_path]), threading.Event()
    results = run_jobs([job, job], library=library, device="cpu", tick=lambda _done, _total: begun.set())
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(next, results)
        assert begun.wait(60)
        deadline = time.monotonic() + 60
        while not waiting.done():  # the network may have to begin yet
            assert time.monotonic() < deadline
            library.interrupt()
            time.sleep(0.05)
        assert isinstance(waiting.exception(), Cancelled)
    while is_at_work():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert [path.name for path in tmp_path.glob("*.png")] == []
