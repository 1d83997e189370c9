"""What the doctor promises."""

import json
import sys
from pathlib import Path

import pytest
from command_line import Run
from stand_ins import keeping_model, with_card

from restorer.networks.engine import runtime_version

pytestmark = pytest.mark.usefixtures("quick_doctor")


def test_the_doctors_facts_are_json(run: Run, user_models: Path) -> None:
    """``doctor --json`` tells machine, versions, each device and each model, a broken one with the reason."""
    keep = with_card(keeping_model(), user_models / "keep.onnx")
    (user_models / "page.onnx").write_bytes(b"<!doctype html>")
    code, out, _err = run("doctor", "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["machine"].startswith("Restorer ")
    assert "numpy" in facts["versions"]
    assert facts["versions"].startswith("onnxruntime")
    assert runtime_version() in facts["versions"]
    by_name = {device["name"]: device for device in facts["devices"]}
    assert by_name["cpu"]["seconds"] > 0
    assert by_name["cuda"]["seconds"] or by_name["cuda"]["detail"]
    own, broken, *shipped = facts["models"]
    assert (own["path"], own["card"]["name"], own["card"]["task"]) == (str(keep), "keep", "denoise")
    assert (broken["card"], "a web page" in broken["problem"]) == (None, True)
    assert "denoise-unet" in [model["card"]["name"] for model in shipped]


def test_the_doctor_tells_the_rest_where_no_model_can_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Machine, versions and models are told, and why ONNX Runtime cannot be loaded, as that of a device."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    code, out, _err = run("doctor", "--json")
    facts = json.loads(out)
    assert code == 1
    assert facts["machine"].startswith("Restorer ")
    assert "numpy" in facts["versions"]
    (device,) = facts["devices"]
    assert device["seconds"] is None
    assert "ONNX Runtime cannot be loaded" in device["detail"]
    assert "denoise-unet" in [model["card"]["name"] for model in facts["models"]]


@pytest.mark.parametrize("command", ["doctor", "report"])
def test_a_library_without_a_version_is_passed_over(
    run: Run, photo_file: Path, darken: list[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """What was installed by other means than Python's is missing among the versions, and nothing else."""
    from importlib import metadata

    known = metadata.Distribution.from_name

    def find(name: str) -> metadata.Distribution:
        if name == "pyvips":
            raise metadata.PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(metadata.Distribution, "from_name", find)
    report = photo_file.with_name("r.json")
    arguments = (
        ["doctor", "--json"] if command == "doctor" else [*darken, str(photo_file), "--report", str(report)]
    )
    code, out, err = run(*arguments)
    assert code == 0, err
    told = json.loads(out if command == "doctor" else report.read_text())["versions"]
    assert ("numpy" in told, "pyvips" in told) == (True, False)
