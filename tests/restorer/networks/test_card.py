"""What the card inside a model file promises."""

import dataclasses
import json
import os
import tracemalloc
from pathlib import Path

import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stand_ins import blurring_model, keeping_model, with_card
from strategies import cards

from restorer.errors import CardError, ModelError
from restorer.networks.card import CARD_KEY, ModelCard, card_in, check_sha256, put_card, read_card
from restorer.networks.engine import Engine

PATH = Path("model.onnx")
MODEL = blurring_model()
CARD = ModelCard("blur", "denoise", "denoise-v1", 1, 2, 2, scores={"cbsd68_25": 31.2})


@given(cards)
def test_a_card_survives_its_file(card: ModelCard) -> None:
    """Whatever a card says, the file says the same, and its sha256 fits the file."""
    content = put_card(MODEL, card, PATH)
    read = card_in(content, PATH)
    assert read is not None
    assert dataclasses.replace(read, sha256="") == card
    check_sha256(content, read, PATH)


@given(cards)
def test_writing_again_replaces_the_card(card: ModelCard) -> None:
    """A file has one card, the last; the model around it keeps every byte."""
    once = put_card(MODEL, card, PATH)
    assert put_card(put_card(MODEL, CARD, PATH), card, PATH) == once
    assert once.startswith(MODEL)


def test_onnx_itself_finds_the_card() -> None:
    """The card is an ordinary metadata entry: other tools read it and keep the graph."""
    model = onnx.load_from_string(put_card(MODEL, CARD, PATH))
    onnx.checker.check_model(model)
    (entry,) = (entry for entry in model.metadata_props if entry.key == CARD_KEY)
    assert json.loads(entry.value)["name"] == "blur"
    assert model.graph == onnx.load_from_string(MODEL).graph


def test_of_a_large_file_little_more_than_the_card_is_read(tmp_path: Path) -> None:
    """A card is found behind 64 MB of weights without as much memory, or a copy of any of them."""
    length, path = 1 << 26, tmp_path / "large.onnx"
    with path.open("wb") as file:
        file.write(b"\xa2\x06\x80\x80\x80\x20")  # field 100, so many bytes
        file.seek(length, 1)
        file.write(put_card(MODEL, CARD, PATH))
    tracemalloc.start()
    try:
        assert read_card(path).name == "blur"
        assert tracemalloc.get_traced_memory()[1] < length // 64
    finally:
        tracemalloc.stop()


def test_a_card_among_other_metadata_is_found() -> None:
    """Entries of other programs before and after are left alone."""
    model = onnx.load_from_string(put_card(MODEL, CARD, PATH))
    onnx.helper.set_model_props(model, {"author": "x", CARD_KEY: model.metadata_props[0].value, "z": ""})
    read = card_in(model.SerializeToString(), PATH)
    assert read is not None
    assert read.name == "blur"


@given(st.data())
def test_a_flipped_byte_is_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any change of a byte of the model is a CardError when it is opened, and nothing else."""
    content = bytearray(put_card(MODEL, CARD, PATH))
    at = data.draw(st.integers(0, len(MODEL) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.getbasetemp() / "flipped.onnx"
    path.write_bytes(content)
    with pytest.raises(CardError):
        Engine.open(path, "cpu")


@given(st.data())
def test_a_flipped_byte_in_the_card_is_no_other_error(data: st.DataObject) -> None:
    """A change in the card gives a card, no card, or a CardError."""
    content = bytearray(put_card(MODEL, CARD, PATH))
    at = data.draw(st.integers(len(MODEL), len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        card = card_in(bytes(content), PATH)
    except CardError as error:
        assert str(error)  # noqa: PT017 - most changes are found, not all
    else:
        assert card is None or card.multiple >= 1


@given(st.data())
def test_a_cut_file_is_found(data: st.DataObject) -> None:
    """A file that ends early has no card or is a CardError, wherever it ends."""
    content = put_card(MODEL, CARD, PATH)
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    try:
        assert card_in(cut, PATH) is None
    except CardError as error:
        assert "not an ONNX model" in str(error)  # noqa: PT017 - either is right


@given(st.binary(max_size=200))
def test_any_bytes_are_no_other_error(content: bytes) -> None:
    """Bytes of anything give no card or a CardError."""
    try:
        assert card_in(content, PATH) is None
    except CardError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an ONNX model: the file is empty"),
        (b"version https://git-lfs.github.com/spec/v1\nsize 1\n", "git-LFS pointer; run `git lfs pull`"),
        (b"<!DOCTYPE html><html></html>", "a web page; download it again"),
        (b"\n<html lang='en'><head></head></html>", "a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Error/>", "a web page"),
        (b"\x89PNG\r\n\x1a\n", "not an ONNX model, but a PNG picture"),
        (b"PK\x03\x04\x00\x00", "but a zip archive, as PyTorch's .pt is; export the network to ONNX"),
        ("{'error': 'nicht da \u00e4'}\n".encode(), "but a text file"),
        (b"hi", "but a text file"),
        (bytes(5000), "a truncated one"),
        (blurring_model()[:-1], "a truncated one"),
        (blurring_model(), "has no model card"),
    ],
)  # fmt: skip
def test_what_is_no_model_is_told_what_it_is(tmp_path: Path, content: bytes, message: str) -> None:
    """Files commonly met in a model's place are named for what they are, and the file with them."""
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    for read in (read_card, Engine.open):
        with pytest.raises(CardError, match=message) as caught:
            read(path)
        assert str(caught.value).startswith(f"{path}: ")


def test_a_file_of_crumbs_is_not_walked_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more tiny fields than any model has is given up on, one of fewer is walked to its end."""
    monkeypatch.setattr("restorer.networks.protobuf.MOST_FIELDS", 1000)
    assert card_in(b"\x08\x01" * 999, PATH) is None
    with pytest.raises(CardError, match="not an ONNX model"):
        card_in(b"\x08\x01" * 1001, PATH)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is named as a model and is no file is refused, not read for ever."""
    path = tmp_path / "pipe.onnx"
    os.mkfifo(path)
    with pytest.raises(CardError, match="not a file"):
        read_card(path)


@pytest.mark.parametrize("read", [read_card, Engine.open])
def test_a_missing_model_is_named(tmp_path: Path, read: object) -> None:
    """No file, or a folder, is a CardError with its path."""
    for path in (tmp_path / "none.onnx", tmp_path):
        with pytest.raises(CardError, match=f"{path}: cannot be read"):
            read(path)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"contract": "denoise-v2"}, "contract 'denoise-v2' .* is unknown here; known: denoise-v1"),
        ({"task": "paint"}, "for task 'paint'"),
        ({"multiple": 0}, "multiple is 0, expected an integer from 1"),
        ({"multiple": "8"}, "multiple is '8'"),
        ({"reach": -1}, "reach is -1"),
        ({"reach": 1.5}, "reach is 1.5"),
        ({"exact_reach": -1}, "exact_reach is -1"),
        ({"bytes_per_pixel": 0}, "bytes_per_pixel is 0"),
        ({"multiple": 10**9}, "multiple is 1000000000, expected an integer from 1 to 1024"),
        ({"name": 3}, "name is 3"),
        ({"name": ""}, "name is ''"),
        ({"name": "a\x1b[2J"}, r"name is 'a\\x1b\[2J'"),
        ({"name": "a" * 101}, "name is 'aaa"),
        ({"scores": []}, r"scores are \[\]"),
        ({"scores": {"psnr": "high"}}, "'high' in its card, expected a number"),
        ({"scores": {"psnr": 10**400}}, "1000.* in its card, expected a number"),
        ({"license": 3}, "3 in its card, expected text"),
        ({"trained_on": [None]}, "None in its card, expected text"),
        ({"surprise": 1}, "surprise"),
    ],
)  # fmt: skip
def test_a_card_that_cannot_be_kept_is_refused(entries: dict[str, object], message: str) -> None:
    """Unknown contracts and impossible numbers are a CardError that says which."""
    text = json.dumps({**dataclasses.asdict(CARD), **entries})
    model = onnx.load_from_string(MODEL)
    onnx.helper.set_model_props(model, {CARD_KEY: text})
    with pytest.raises(CardError, match=message):
        card_in(model.SerializeToString(), PATH)


def test_controls_that_old_cards_hold_are_left_out() -> None:
    """Such a card is read as one without them; written again, it has none, and the model keeps its sha256."""
    control = {"name": "sigma", "label": "Noise level", "low": 0, "high": 75, "default": 25}
    text = json.dumps({**dataclasses.asdict(CARD), "controls": [control]})
    model = onnx.load_from_string(MODEL)
    onnx.helper.set_model_props(model, {CARD_KEY: text})
    old = model.SerializeToString()
    card = card_in(old, PATH)
    assert card == CARD
    again = put_card(old, card, PATH)
    assert b"controls" not in again
    read = card_in(again, PATH)
    assert read is not None
    check_sha256(again, read, PATH)
    check_sha256(old, read, PATH)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", "{}", '"card"', "[" * 100_000, "9" * 5000])
def test_a_broken_card_is_refused(text: str) -> None:
    """A card that is no JSON object of the right entries is a CardError."""
    model = onnx.load_from_string(MODEL)
    onnx.helper.set_model_props(model, {CARD_KEY: text})
    with pytest.raises(CardError, match="the model card inside is broken"):
        card_in(model.SerializeToString(), PATH)


def test_a_card_on_what_is_no_graph_is_a_model_error(tmp_path: Path) -> None:
    """A sound card does not make a model of a file that ONNX Runtime cannot load."""
    path = with_card(onnx.ModelProto(ir_version=10).SerializeToString(), tmp_path / "hollow.onnx")
    with pytest.raises(ModelError, match="ONNX Runtime cannot load it"):
        Engine.open(path)


def test_two_models_have_two_hashes(tmp_path: Path) -> None:
    """The sha256 is of the model's bytes: other bytes, another hash; another card, the same."""
    first = read_card(with_card(keeping_model(), tmp_path / "a.onnx"))
    second = read_card(with_card(keeping_model(), tmp_path / "b.onnx", reach=7))
    third = read_card(with_card(blurring_model(), tmp_path / "c.onnx"))
    assert first.sha256 == second.sha256 != third.sha256
