"""No network: nothing is sent anywhere, by us or by what we use."""

import os
import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from restorer.networks.devices import import_runtime

ROOT = Path(__file__).parents[2]
WATCH = """
import os, sys

def watch(event, arguments):
    if event == "socket.getaddrinfo" or event == "socket.__new__" and arguments[1] in (2, 10, 23, 30):
        with open(os.environ["ASKED"], "a") as asked:
            asked.write(event + "\\n")

sys.addaudithook(watch)
"""
"""Notes who asks for a name or makes a socket of the families AF_INET and AF_INET6, whose numbers differ."""
ASKING = ["-c", "import socket; socket.socket(); socket.getaddrinfo('127.0.0.1', 80)"]


def test_a_command_opens_no_connection(tmp_path: Path, photo_file: Path) -> None:
    """From its first import to its end no socket for the network is made and no name is looked up."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    asked = tmp_path / "asked"
    asked.touch()
    world = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "ASKED": str(asked)}
    command = ["-m", "restorer", "denoise", str(photo_file), "-o", str(tmp_path / "out.png")]
    subprocess.run([sys.executable, *command], env=world, check=True, capture_output=True)
    assert (tmp_path / "out.png").exists()
    assert asked.read_text() == ""
    subprocess.run([sys.executable, *ASKING], env=world, check=True)
    assert asked.read_text() == "socket.__new__\nsocket.getaddrinfo\n"


def test_onnx_runtime_is_told_to_report_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its variable, which it reads as it is loaded, and by its own call."""
    told: list[str] = []
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    monkeypatch.setattr(onnxruntime, "disable_telemetry_events", lambda: told.append("call"))
    import_runtime()
    assert (told, os.environ["ORT_DISABLE_TELEMETRY"]) == (["call"], "1")
