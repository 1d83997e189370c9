"""What the doctor promises."""

import json

from command_line import Run


def test_the_doctors_facts_are_json(run: Run) -> None:
    """``doctor --json`` tells the machine, the versions and each device, a broken one with the reason."""
    code, out, _err = run("doctor", "--json")
    facts = json.loads(out)
    assert code == 0
    assert facts["machine"].startswith("Restorer ")
    assert "numpy" in facts["versions"]
    by_name = {device["name"]: device for device in facts["devices"]}
    assert by_name["cpu"]["seconds"] > 0
    assert by_name["cuda"]["seconds"] or by_name["cuda"]["detail"]
