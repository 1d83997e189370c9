"""What ``KeptCodes`` promises: what was read once is not read again, and what changed is."""

import os
import sqlite3
from pathlib import Path

import pytest
from lookalikes import add_coder, save_photos

import restorer
from restorer import KeptCodes, Library, Similar


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give a library of the stand-in alone."""
    return Library([add_coder(tmp_path / "models").parent])


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Give photos and copies of them."""
    save_photos(tmp_path / "photos")
    return sorted(path for path in (tmp_path / "photos").rglob("*") if path.is_file())


def spoil(path: Path, *, noticed: bool) -> None:
    """Overwrite a file where it lies by nothing sound, with its time kept unless that is to be noticed."""
    before = path.stat()
    path.write_bytes(bytes(before.st_size))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + noticed))


@pytest.fixture
def found(photos: list[Path], library: Library, tmp_path: Path) -> Similar:
    """Give what a first search found, whose codes are kept."""
    return restorer.find_similar(photos, library=library, kept=KeptCodes(tmp_path / "kept.sqlite3"))


def test_what_is_known_is_not_read_again(
    found: Similar, photos: list[Path], library: Library, tmp_path: Path
) -> None:
    """A photo that cannot be read any more is found as before, until its file tells of the change."""
    plain = restorer.find_similar(photos, library=library)
    assert found == plain
    spoil(photos[0], noticed=False)
    kept = KeptCodes(tmp_path / "kept.sqlite3")
    again = restorer.find_similar(photos, library=library, kept=kept)
    assert (again.photos, again.failures) == (found.photos, ())
    spoil(photos[0], noticed=True)
    changed = restorer.find_similar(photos, library=library, kept=kept)
    assert changed.photos == found.photos - 1
    assert [str(photos[0]) in failure for failure in changed.failures] == [True]


def test_what_is_too_large_now_is_told(
    found: Similar, photos: list[Path], library: Library, tmp_path: Path
) -> None:
    """A limit that is set later holds for what is known, too."""
    kept = KeptCodes(tmp_path / "kept.sqlite3")
    small = restorer.find_similar(photos, library=library, kept=kept, most_megapixels=0.001)
    assert (small.photos, len(small.failures)) == (0, found.photos)


def test_another_model_reads_anew(found: Similar, photos: list[Path], tmp_path: Path) -> None:
    """Codes of two networks tell nothing of one another."""
    spoil(photos[0], noticed=False)
    other = Library([add_coder(tmp_path / "others", gain=3.0).parent])
    again = restorer.find_similar(photos, library=other, kept=KeptCodes(tmp_path / "kept.sqlite3"))
    assert again.photos == found.photos - 1


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + bytes(5000), b""])
def test_what_cannot_be_used_is_done_without(
    photos: list[Path], library: Library, tmp_path: Path, content: bytes
) -> None:
    """A damaged file, or none at all, costs a search nothing but time."""
    (tmp_path / "damaged.sqlite3").write_bytes(content)
    plain = restorer.find_similar(photos, library=library)
    for place in (tmp_path / "damaged.sqlite3", tmp_path, tmp_path / "damaged.sqlite3" / "below"):
        assert restorer.find_similar(photos, library=library, kept=KeptCodes(place)) == plain


def test_what_was_stopped_goes_on(photos: list[Path], library: Library, tmp_path: Path) -> None:
    """What was read until then is kept."""
    kept = KeptCodes(tmp_path / "kept.sqlite3")

    def tick(done: int, _total: int) -> None:
        if done == 3:
            raise restorer.Cancelled

    with pytest.raises(restorer.Cancelled):
        restorer.find_similar(photos, library=library, kept=kept, tick=tick)
    with sqlite3.connect(kept.path) as connection:
        assert connection.execute("SELECT count(*) FROM codes").fetchone()[0] >= 2
