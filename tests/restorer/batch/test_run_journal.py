"""A run goes on without its journal where that fails in its midst, and says so once."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from restorer.batch.journal import ResultKey
from restorer.batch.plan import plan_jobs
from restorer.batch.run_journal import RunJournal
from restorer.batch.running import run_jobs
from restorer.errors import WriteError
from restorer.networks.library import Library
from restorer.recipe import Recipe, Step

RECIPE = Recipe((Step("denoise", controls={"sigma": 51.0}),))


def lose(path: Path) -> None:
    """Put a folder where a file of a journal is: nothing can be noted in it from now on."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("lost", ["journal.sqlite3", "journal.sqlite3.claims"])
def test_a_batch_ends_well_without_its_journal(tmp_path: Path, library: Library, lost: str) -> None:
    """Each photo is restored, one line is said, and the next run keeps what exists as that of others."""
    (tmp_path / "in").mkdir()
    for number in range(8):
        Image.fromarray(np.full((6, 8, 3), 200 + number, np.uint8)).save(tmp_path / "in" / f"{number}.png")
    said: list[str] = []
    journal = RunJournal(tmp_path / "journal.sqlite3", say=said.append)
    jobs = plan_jobs([tmp_path / "in"], f"{tmp_path}/out/", RECIPE, journal=journal)
    results = run_jobs(jobs, library=library, device="cpu", journal=journal)
    done = [next(results).status]
    lose(tmp_path / lost)
    done += [result.status for result in results]
    assert done == ["done"] * 8
    assert len(list((tmp_path / "out").iterdir())) == 8
    (line,) = said
    assert line.startswith(f"{tmp_path / lost}: the journal cannot be used: ")
    assert line.endswith("; what exists is kept, and nothing more is noted")
    again = list(run_jobs(jobs, library=library, device="cpu", journal=journal))
    assert {result.found for result in again} == {"foreign"}


def test_claims_of_others_are_heeded_without_results(tmp_path: Path) -> None:
    """A target that another process has taken stays its own, though nothing can be noted any more."""
    said: list[str] = []
    journal = RunJournal(tmp_path / "journal.sqlite3", say=said.append)
    taken = tmp_path / "a.png"
    assert journal.claim(taken)
    lose(journal.path)
    journal.record(taken, ResultKey("photo", "recipe"), "0")
    assert len(said) == 1
    assert not journal.claim(taken)
    journal.release(taken)
    assert journal.claim(taken)


def test_a_full_disk_is_still_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends a batch for want of room is not taken for a journal to go on without."""
    connect, said = sqlite3.connect, list[str]()
    journal = RunJournal(tmp_path / "journal.sqlite3", say=said.append)

    def connect_without_room(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 1")  # no more than there are
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_without_room)
    with pytest.raises(WriteError, match="the journal cannot be used: database or disk is full"):
        journal.record(tmp_path / "a.png", ResultKey("photo", "recipe"), "0" * 10**5)
    assert said == []
