"""The journal tells what is done by content, and gives a target to one process at a time."""

import multiprocessing
from pathlib import Path

import pytest

from restorer.errors import WriteError
from restorer.journal import Journal, Wish, file_sha256, hash_values

WISH = Wish("photo", "recipe")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Make an empty journal in a folder that does not exist yet."""
    return Journal(tmp_path / "state" / "journal.sqlite3")


@pytest.fixture
def written(journal: Journal, tmp_path: Path) -> Path:
    """Make a result that the journal knows."""
    target = tmp_path / "result.png"
    target.write_bytes(b"restored")
    journal.record(target, WISH, file_sha256(target))
    return target


def test_a_missing_result_is_to_be_made(journal: Journal, tmp_path: Path) -> None:
    """A target that does not exist is run, whatever the journal remembers of it."""
    target = tmp_path / "gone.png"
    journal.record(target, WISH, "0")
    assert journal.decide(target, WISH) == "run"


def test_a_result_of_the_same_wish_is_done(journal: Journal, written: Path) -> None:
    """The same photo and recipe are not restored twice, also after the journal is opened anew."""
    assert Journal(journal.path).decide(written, WISH) == "done"


@pytest.mark.parametrize("wish", [Wish("other photo", "recipe"), Wish("photo", "other recipe")])
def test_a_changed_wish_is_run_again(journal: Journal, written: Path, wish: Wish) -> None:
    """Our own unchanged result gives way when the photo or the recipe changed."""
    assert journal.decide(written, wish) == "run"


def test_an_edited_result_is_told_from_ours(journal: Journal, written: Path) -> None:
    """A result the user changed is recognised by its content."""
    written.write_bytes(b"retouched")
    assert journal.decide(written, WISH) == "edited"


def test_a_foreign_file_is_not_ours(journal: Journal, tmp_path: Path) -> None:
    """A file the journal knows nothing of is foreign."""
    foreign = tmp_path / "holiday.png"
    foreign.write_bytes(b"precious")
    assert journal.decide(foreign, WISH) == "foreign"


def test_a_claim_keeps_others_out_until_it_ends(journal: Journal, tmp_path: Path) -> None:
    """While one holds a target nobody else gets it; afterwards anybody does."""
    target = tmp_path / "result.png"
    assert journal.claim(target)
    assert not journal.claim(target)
    journal.release(target)
    assert journal.claim(target)


def _claim_and_die(journal: Path, target: Path) -> None:
    assert Journal(journal).claim(target)


def test_a_dead_process_loses_its_claim(journal: Journal, tmp_path: Path) -> None:
    """A claim whose process ended without giving it back is taken over."""
    target = tmp_path / "result.png"
    process = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(journal.path, target))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert journal.claim(target)


def test_hashes_of_values_ignore_order() -> None:
    """Equal values hash equally whatever the order of their keys; different ones differ."""
    assert hash_values({"a": 1, "b": [2.5]}) == hash_values({"b": [2.5], "a": 1})
    assert hash_values({"a": 1}) != hash_values({"a": 2})


def test_a_damaged_journal_is_told_in_one_line(tmp_path: Path) -> None:
    """A file that is no journal is a WriteError that names it, and stays as it is."""
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"no database " * 100)
    with pytest.raises(WriteError, match="the journal cannot be used") as caught:
        Journal(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"no database " * 100
