"""What the doctor promises."""

import json
from pathlib import Path

from command_line import Run
from stand_ins import keeping_model, with_card

from restorer.engine import runtime_version


def test_the_doctors_facts_are_json(run: Run, user_models: Path) -> None:
    """``doctor --json`` tells machine, versions, each device and each model, a broken one with the reason."""
    keep = with_card(keeping_model(), user_models / "keep.onnx")
    (user_models / "page.onnx").write_bytes(b"<!doctype html>")
    code, out, _err = run("doctor", "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["machine"].startswith("Restorer ")
    assert "numpy" in facts["versions"]
    assert f"onnxruntime {runtime_version()}" in facts["versions"]
    by_name = {device["name"]: device for device in facts["devices"]}
    assert by_name["cpu"]["seconds"] > 0
    assert by_name["cuda"]["seconds"] or by_name["cuda"]["detail"]
    own, broken, *shipped = facts["models"]
    assert (own["path"], own["card"]["name"], own["card"]["task"]) == (str(keep), "keep", "denoise")
    assert (broken["card"], "a web page" in broken["problem"]) == (None, True)
    assert "denoise-unet" in [model["card"]["name"] for model in shipped]


def test_the_doctor_tells_what_runs_the_models(run: Run) -> None:
    """Without --json the version of ONNX Runtime is among the first lines."""
    assert f"onnxruntime {runtime_version()}" in run("doctor")[1].splitlines()[1]
