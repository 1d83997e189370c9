"""What reading pictures promises: bad ones are named and skipped, the split does not wander."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from restorer.networks.card import read_card
from training.provenance import OWN_PHOTOS, describe_sources, source_of, sources_described
from training.sources import Sources, read_held_out, read_pictures, read_sources


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Give a folder of 40 small pictures, each of other bytes."""
    rng = np.random.default_rng(0)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        Image.fromarray(rng.integers(0, 256, (16, 16, 3), np.uint8)).save(folder / f"{number}.png")
    return folder


def _digests(sources: Sources) -> tuple[set[str], set[str]]:
    train, held_out = ({picture.digest for picture in part} for part in (sources.train, sources.held_out))
    return train, held_out


def test_split_is_stable(many: Path, tmp_path: Path) -> None:
    """A picture stays on its side of the split when files are renamed, moved or added."""
    train, held_out = _digests(read_sources([many], held_out_share=0.3, smallest=8))
    moved = tmp_path / "moved" / "deeper"
    moved.mkdir(parents=True)
    for path in many.iterdir():
        shutil.copy(path, moved / f"renamed-{path.name}")
    Image.new("RGB", (16, 16), "red").save(moved / "new.png")
    new_train, new_held_out = _digests(read_sources([tmp_path / "moved"], held_out_share=0.3, smallest=8))
    assert train <= new_train
    assert held_out <= new_held_out
    assert not train & held_out
    assert 4 <= len(held_out) <= 20


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_what_is_learned_from_is_not_held_out(many: Path, share: float) -> None:
    """Where the hashes leave nothing to watch, or nothing to learn from, none is said to be held out."""
    sources = read_sources([many], held_out_share=share, smallest=8)
    assert sources.train
    assert sources.held_out
    assert sources.unseen == 0
    split = read_sources([many], held_out_share=0.3, smallest=8)
    assert split.unseen == len(split.held_out)


def test_unusable_pictures_are_named_and_skipped(
    photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A truncated, an empty, a false, a tiny and a 16-bit picture are each named, the good one is read."""
    good = (photos / "coffee.png").read_bytes()
    (tmp_path / "good.png").write_bytes(good)
    (tmp_path / "truncated.png").write_bytes(good[: len(good) // 2])
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "false.jpg").write_text("no picture")
    Image.new("RGB", (4, 4)).save(tmp_path / "tiny.png")
    Image.fromarray(np.full((64, 64), 40000, np.uint16)).save(tmp_path / "deep.png")
    sources = read_sources([tmp_path], held_out_share=0, smallest=32)
    said = capsys.readouterr().err
    assert [picture.path.name for picture in sources.train] == ["good.png"]
    assert all(
        f"skipped {tmp_path / name}" in said
        for name in ("truncated.png", "empty.jpg", "false.jpg", "deep.png")
    )
    assert f"skipped, as smaller than 32 pixels: {tmp_path / 'tiny.png'}\n" in said


def test_a_folder_called_as_a_picture_is_skipped(many: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is held out is found beside it, as what is learned from is."""
    (many / "album.jpg").mkdir()
    held_out = read_held_out([many], held_out_share=0.3, smallest=8)
    assert held_out
    assert capsys.readouterr().err == f"skipped {many / 'album.jpg'}: Is a directory\n"


def test_a_folder_given_twice_counts_twice(many: Path) -> None:
    """So one source gets more weight than another; links are files like others."""
    (many / "more").mkdir()
    (many / "more" / "link.png").symlink_to(many / "0.png")
    assert len(read_pictures([many, many / "more", many / "more"])) == 40 + 1 + 2


def test_folder_without_pictures_is_an_error(tmp_path: Path) -> None:
    """A folder that holds no usable picture is an error that names it."""
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        read_sources([tmp_path], held_out_share=0.1, smallest=8)


def test_own_photos_are_not_named() -> None:
    """A card lists known sources with their terms, and a user's photos without their names."""
    sources = [source_of(Path(name)) for name in ("bsds500-1.jpg", "IMG_2.jpg", "wedding-3.jpg")]
    assert sources == ["bsds500", OWN_PHOTOS, OWN_PHOTOS]
    lines = describe_sources(sources)
    assert "BIDS/BSDS500: unstated; BSDS is for research use" in lines
    assert not any("wedding" in line for line in lines)


def test_own_photos_alone_are_of_no_repository() -> None:
    """A card of nothing but a user's photos does not speak of public ones."""
    assert describe_sources({OWN_PHOTOS}) == (f"{OWN_PHOTOS}: terms known to their owner",)


@pytest.mark.parametrize("sources", [set(), {OWN_PHOTOS}, {"bsds500", "camvid", OWN_PHOTOS, "noise"}])
def test_described_sources_are_known_again(sources: set[str]) -> None:
    """What a card says of sources names them."""
    assert sources_described(describe_sources(sources)) == sources


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "models").glob("*.onnx")), ids=str)
def test_sources_of_shipped_models_are_known(path: Path) -> None:
    """The cards of the shipped models describe known sources alone, as they would be described today."""
    described = read_card(path).trained_on
    assert set(describe_sources(sources_described(described))) == set(described)
