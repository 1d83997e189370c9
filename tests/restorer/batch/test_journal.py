"""The journal tells what is done by content, and gives a target to one process at a time."""

import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from restorer.batch.journal import Journal, ResultKey, file_sha256
from restorer.errors import WriteError
from restorer.system.parts import part_of

KEY = ResultKey("photo", "recipe")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Make an empty journal in a folder that does not exist yet."""
    return Journal(tmp_path / "state" / "journal.sqlite3")


@pytest.fixture
def written(journal: Journal, tmp_path: Path) -> Path:
    """Make a result that the journal knows."""
    target = tmp_path / "result.png"
    target.write_bytes(b"restored")
    journal.record(target, KEY, file_sha256(target))
    return target


def test_a_missing_result_is_to_be_made(journal: Journal, tmp_path: Path) -> None:
    """A target that does not exist is run, whatever the journal remembers of it."""
    target = tmp_path / "gone.png"
    journal.record(target, KEY, "0")
    assert journal.decide(target, KEY) == "run"


def test_a_result_of_the_same_key_is_done(journal: Journal, written: Path) -> None:
    """The same photo and recipe are not restored twice, also after the journal is opened anew."""
    assert Journal(journal.path).decide(written, KEY) == "done"


@pytest.mark.parametrize("key", [ResultKey("other photo", "recipe"), ResultKey("photo", "other recipe")])
def test_a_changed_key_is_run_again(journal: Journal, written: Path, key: ResultKey) -> None:
    """Our own unchanged result gives way when the photo or the recipe changed."""
    assert journal.decide(written, key) == "run"


def test_an_edited_result_is_told_from_ours(journal: Journal, written: Path) -> None:
    """A result the user changed is recognised by its content."""
    written.write_bytes(b"retouched")
    assert journal.decide(written, KEY) == "edited"


def test_what_is_ours_is_told(journal: Journal, written: Path, tmp_path: Path) -> None:
    """A result is ours until somebody changes it; a foreign file and one that is gone are not."""
    assert journal.holds(written)
    written.write_text("edited")
    assert not journal.holds(written)
    written.unlink()
    assert not journal.holds(written)
    (tmp_path / "foreign.png").write_text("foreign")
    assert not journal.holds(tmp_path / "foreign.png")


def test_a_foreign_file_is_not_ours(journal: Journal, tmp_path: Path) -> None:
    """A file the journal knows nothing of is foreign."""
    foreign = tmp_path / "holiday.png"
    foreign.write_bytes(b"precious")
    assert journal.decide(foreign, KEY) == "foreign"


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


def test_a_damaged_journal_is_told_in_one_line(tmp_path: Path) -> None:
    """A file that is no journal is a WriteError that names it, and stays as it is."""
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"no database " * 100)
    with pytest.raises(WriteError, match="the journal cannot be used") as caught:
        Journal(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"no database " * 100


def test_a_result_is_known_as_ours_before_and_after_it_is_published(journal: Journal, written: Path) -> None:
    """Recorded and not yet there, the old one is ours to replace; once there, the new one is done."""
    new = ResultKey("photo", "new recipe")
    (written.parent / "new").write_bytes(b"restored anew")
    journal.record(written, new, file_sha256(written.parent / "new"))
    assert journal.decide(written, new) == "run"
    journal.record(written, new, file_sha256(written.parent / "new"))  # killed, and again
    assert journal.decide(written, new) == "run"
    (written.parent / "new").replace(written)
    assert journal.decide(written, new) == "done"
    written.write_bytes(b"retouched")
    assert journal.decide(written, new) == "edited"


def test_a_recorded_result_makes_no_foreign_file_ours(journal: Journal, tmp_path: Path) -> None:
    """What somebody else put there between record and publishing is kept."""
    target = tmp_path / "result.png"
    journal.record(target, KEY, "0")
    target.write_bytes(b"precious")
    assert journal.decide(target, KEY) == "edited"
    journal.record(target, KEY, "1")
    assert journal.decide(target, KEY) == "edited"


def test_a_result_is_known_by_the_folders_of_its_photo(journal: Journal, tmp_path: Path) -> None:
    """Those above the photo count, those beside it do not; one of no photo was made from none."""
    target = tmp_path / "result.png"
    journal.record(target, KEY, "0")
    assert not journal.made_from(target, tmp_path)
    journal.record(target, KEY, "0", tmp_path / "photo.png")
    assert journal.made_from(target, tmp_path)
    assert journal.made_from(target, tmp_path.parent)
    assert not journal.made_from(target, tmp_path / "deep")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_result_is_known_by_whatever_links(journal: Journal, written: Path, tmp_path: Path) -> None:
    """A folder reached through a link is the same folder."""
    (tmp_path / "link").symlink_to(tmp_path)
    assert journal.decide(tmp_path / "link" / written.name, KEY) == "done"
    assert not Journal(tmp_path / "other").knows(written)


@pytest.mark.skipif(sys.platform != "linux", reason="names are of other bytes elsewhere")
def test_names_that_are_no_text_are_names(journal: Journal, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are kept as they are, also to sweep up after the dead."""
    target = tmp_path / os.fsdecode(b"\xff.png")
    target.write_bytes(b"restored")
    journal.record(target, KEY, file_sha256(target), tmp_path / "photo.png")
    assert journal.decide(target, KEY) == "done"
    assert journal.claim(target)


@pytest.mark.parametrize("name", ["result.png", "\u00e9" * 60 + ".png"])
def test_what_the_dead_left_unfinished_is_swept_up(tmp_path: Path, name: str) -> None:
    """The next run deletes the parts of a dead process' targets and of none called much alike."""
    journal = Journal(tmp_path / "journal.sqlite3")
    target = tmp_path / name
    parts = [part_of(each) for each in (target, target.with_stem(f"{target.stem}-2"))]
    for part in parts:
        part.write_bytes(b"half")
    process = multiprocessing.get_context("spawn").Process(target=_claim_and_die, args=(journal.path, target))
    process.start()
    process.join()
    journal.recover()
    assert [part.exists() for part in parts] == [False, True]
    assert journal.claim(target)
    parts[0].write_bytes(b"half")
    journal.recover()
    assert parts[0].exists()


def test_damaged_claims_are_forgotten(tmp_path: Path) -> None:
    """Claims that a power cut left unreadable keep nobody from working: whoever held them is gone."""
    journal = Journal(tmp_path / "journal.sqlite3")
    journal.claim(tmp_path / "result.png")
    (claims,) = (path for path in tmp_path.iterdir() if path != journal.path)
    claims.write_bytes(b"no database " * 400)
    assert Journal(journal.path).claim(tmp_path / "result.png")


def test_a_journal_damaged_in_its_middle_is_done_without(journal: Journal, tmp_path: Path) -> None:
    """It is told before any work, as one that is no database at all."""
    for at in range(200):
        journal.record(tmp_path / f"{at}.png", KEY, "0" * 64)
    content = bytearray(journal.path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    journal.path.write_bytes(content)
    with pytest.raises(WriteError, match="the journal cannot be used: "):
        Journal(journal.path)
