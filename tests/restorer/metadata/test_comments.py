"""Comments: they keep their words and their letters from format to format."""

from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sound_files import by_pillow, jpeg_with, picture, read

from restorer.files import read_photo, write_photo
from restorer.metadata.comments import make_comment


def test_comments_go_from_format_to_format(tmp_path: Path) -> None:
    """A comment of a JPEG or a GIF is a text of a PNG, and a comment again in a JPEG."""
    first = read(jpeg_with((0xFE, b"caf\xe9")), tmp_path)
    assert write_photo(first, tmp_path / "b.png").notices == ()
    with Image.open(tmp_path / "b.png") as opened:
        assert opened.info["Comment"] == "caf\xe9"
    assert write_photo(read_photo(tmp_path / "b.png"), tmp_path / "c.jpg").notices == ()
    assert read_photo(tmp_path / "c.jpg").metadata.pieces == (("fe", "café".encode()),)
    gif = read(by_pillow(picture(), "GIF", comment=b"words"), tmp_path, "d.gif")
    write_photo(gif, tmp_path / "d.png")
    with Image.open(tmp_path / "d.png") as opened:
        assert opened.info["Comment"] == "words"


@pytest.mark.parametrize("words", ["Größe", "αβγ", "plain"])
def test_comments_keep_their_letters(tmp_path: Path, words: str) -> None:
    """Of a JPEG in UTF-8, in a PNG in the kind of text that has them, and back."""
    first = read(jpeg_with((0xFE, words.encode())), tmp_path)
    assert write_photo(first, tmp_path / "b.png").notices == ()
    with Image.open(tmp_path / "b.png") as opened:
        assert opened.info["Comment"] == words
    assert write_photo(read_photo(tmp_path / "b.png"), tmp_path / "c.jpg").notices == ()
    assert read_photo(tmp_path / "c.jpg").metadata.pieces == (("fe", words.encode()),)


def test_long_comments_keep_their_letters(tmp_path: Path) -> None:
    """PNG has room for any; a JPEG for 64 KB, cut between two letters."""
    words = "é" * 70_000
    assert make_comment(words, "png") == ("tEXt", b"Comment\0" + words.encode("latin-1"))
    name, body = make_comment(words, "jpeg")
    assert name == "fe"
    assert words.startswith(body.decode())
    assert len(body) > 65_000


@pytest.mark.parametrize("packed", [False, True])
def test_comments_of_all_kinds_of_text_are_found(tmp_path: Path, packed: bool) -> None:
    """Compressed text and international text of a PNG are comments of a JPEG, too."""
    info = PngInfo()
    info.add_itxt("Comment", "αβγ", zip=packed)
    Image.fromarray(picture()).save(tmp_path / "a.png", pnginfo=info)
    write_photo(read_photo(tmp_path / "a.png"), tmp_path / "b.jpg")
    assert read_photo(tmp_path / "b.jpg").metadata.pieces == (("fe", "αβγ".encode()),)
    info = PngInfo()
    info.add_text("Comment", "café", zip=packed)
    Image.fromarray(picture()).save(tmp_path / "c.png", pnginfo=info)
    write_photo(read_photo(tmp_path / "c.png"), tmp_path / "d.jpg")
    assert read_photo(tmp_path / "d.jpg").metadata.pieces == (("fe", "café".encode()),)
