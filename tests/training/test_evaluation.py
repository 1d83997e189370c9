"""What the parts of an evaluation share promises: progress that is told in time, and little to load."""

import subprocess
import sys

from training.evaluations.evaluation import ticked


def test_an_item_is_told_of_once_it_is_done() -> None:
    """Each is reported after the work on it, and of how many; what was left undone is not."""
    told: list[tuple[int, int]] = []
    seen = []
    for letter in ticked("abc", lambda done, total: told.append((done, total))):
        seen.append((letter, len(told)))
        if letter == "c":
            break
    assert seen == [("a", 0), ("b", 1), ("c", 2)]
    assert told == [(1, 3), (2, 3)]
    assert list(ticked("ab", lambda done, total: told.append((done, total)))) == ["a", "b"]
    assert told[2:] == [(1, 2), (2, 2)]


def test_an_evaluation_loads_no_study() -> None:
    """The command that scores models does not import what studies need."""
    code = "import sys, training.evaluate; print(*(name for name in sys.modules if '.studies' in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
