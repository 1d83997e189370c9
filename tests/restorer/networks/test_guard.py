"""What the guard promises: no model that names another file reaches ONNX Runtime, and no bytes upset it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onnx
import onnxruntime
import pytest
from hostile import endless_model, external_models, external_tensor, nested_model, with_raw_tensor
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto
from stand_ins import keeping_model, with_card

from restorer.errors import ModelError
from restorer.networks.engine import Engine
from restorer.networks.guard import INSIDE, check_self_contained
from restorer.networks.library import import_model
from restorer.networks.protobuf import field

PATH = Path("model.onnx")
INNER = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[1], raw_data=bytes(4))
SOUND = {**external_models(INNER), "loop": endless_model()}


@pytest.mark.parametrize("place", external_models(external_tensor()))
def test_external_data_is_refused_wherever_it_is(tmp_path: Path, place: str) -> None:
    """A tensor kept in another file is found in each place of a model that can hold one."""
    path = with_card(external_models(external_tensor())[place], tmp_path / "far.onnx")
    with pytest.raises(ModelError, match=r"far\.onnx: keeps data in other files; save the model as one file"):
        Engine.open(path, "cpu")


@pytest.mark.parametrize("place", SOUND)
def test_the_same_tensors_inside_are_let_through(place: str) -> None:
    """What holds its data itself is no matter for the guard."""
    check_self_contained(SOUND[place], PATH)


@pytest.mark.parametrize(
    "tensor",
    [
        external_tensor("/etc/passwd"),
        external_tensor("a/../../secret"),
        external_tensor("weights.bin"),
        external_tensor("weights.bin", offset="-1", length=str(2**62)),
        external_tensor("*/_ORT_MEM_ADDR_/*", offset="4096", length="4"),
        TensorProto(name="w", data_location=TensorProto.EXTERNAL),
        TensorProto(name="w", external_data=[onnx.StringStringEntryProto(key="location", value="x")]),
    ],
    ids=["absolute", "dotted", "beside", "length", "memory", "nowhere", "default"],
)
def test_no_path_is_a_good_one(tmp_path: Path, tensor: TensorProto) -> None:
    """Wherever the data is said to be, even in a file beside the model, it is not fetched."""
    (tmp_path / "weights.bin").write_bytes(bytes(4))
    path = tmp_path / "far.onnx"
    path.write_bytes(external_models(tensor)["initializer"])
    with pytest.raises(ModelError, match=r"far\.onnx: keeps data in other files"):
        import_model(path, "denoise")


@pytest.mark.parametrize(
    "spelt",
    [
        b"\x70\x01",
        b"\x70\x02",
        b"\xf0\x80\x00\x01",
        b"\x70\x81\x80\x00",
        b"\x70\x81\x80\x80\x80\x10",
        b"\x72\x01\x01",
    ],
    ids=["plain", "unknown", "long tag", "long value", "wide value", "bytes"],
)
def test_no_spelling_of_external_gets_through(spelt: bytes) -> None:
    """The data's place said in another encoding than the usual one is refused as well."""
    content = with_raw_tensor(keeping_model(), INNER.SerializeToString() + spelt)
    with pytest.raises(ModelError, match="keeps data in other files"):
        check_self_contained(content, PATH)


@pytest.mark.parametrize(
    "tensor",
    [b"\x6b\x6c", b"\xea\x80\x80\x80\x10\x00", b"\x6a\x05", b"\x6a", b"\x80" * 11, b"\x00\x00"],
    ids=["group", "tag beyond 32 bits", "too long", "cut", "endless number", "field 0"],
)
def test_what_is_read_in_more_than_one_way_is_refused(tensor: bytes) -> None:
    """Bytes that readers of protobuf do not agree about are broken for us, in one line."""
    with pytest.raises(
        ModelError, match=r"^model\.onnx: not a sound ONNX model: the \w+ at byte \d+ is broken$"
    ):
        check_self_contained(with_raw_tensor(keeping_model(), tensor), PATH)


def test_a_graph_that_is_a_number_is_refused() -> None:
    """A message in another wire type than its own is broken."""
    with pytest.raises(ModelError, match="the ModelProto at byte 0 is broken"):
        check_self_contained(b"\x38\x01", PATH)


def test_graphs_in_graphs_have_an_end() -> None:
    """Some depth is let through; a hostile one is refused, and takes no recursion to find."""
    check_self_contained(nested_model(20), PATH)
    for depth in (22, 2000):
        with pytest.raises(ModelError, match="its graphs lie in each other more than 21 deep"):
            check_self_contained(nested_model(depth), PATH)


def test_another_format_is_refused(tmp_path: Path) -> None:
    """ONNX Runtime's own format, which the guard cannot read, is not opened by it unseen."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.optimized_model_filepath = str(tmp_path / "model.ort")
    options.add_session_config_entry("session.save_model_format", "ORT")
    onnxruntime.InferenceSession(keeping_model(), options, providers=["CPUExecutionProvider"])
    content = (tmp_path / "model.ort").read_bytes()
    for hostile in (content, field(15, b" ORTM" + bytes(200)) + keeping_model()):
        with pytest.raises(ModelError, match="in ONNX Runtime's own format"):
            check_self_contained(hostile, PATH)


def test_every_way_to_a_tensor_is_known() -> None:
    """The guard's table of messages is ONNX's own: no field that leads to a tensor is missing."""
    found = {name: dict(fields) for name, fields in _ways(onnx.ModelProto.DESCRIPTOR, set())}
    assert found == INSIDE


def test_the_guard_is_quick(shipped: Path) -> None:
    """The shipped model of 13 MB is looked through without reading its weights."""
    content = shipped.read_bytes()
    start = time.process_time()
    check_self_contained(content, shipped)
    assert time.process_time() - start < 0.1


@given(st.data())
def test_damaged_bytes_are_no_other_error(data: st.DataObject) -> None:
    """Any damage to a model, in any place, passes or is a ModelError of one line."""
    content = bytearray(SOUND[data.draw(st.sampled_from(sorted(SOUND)))])
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    kept = bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        check_self_contained(kept, PATH)
    except ModelError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right


def _ways(message: Any, seen: set[str]) -> Iterator[tuple[str, dict[int, str]]]:
    """List the messages from which a tensor can be reached, with the fields that lead there."""
    seen.add(message.name)
    held = {each.number: each.message_type for each in message.fields if each.message_type}
    yield (
        message.name,
        {number: inner.name for number, inner in held.items() if _holds_tensor(inner, set())},
    )
    for inner in held.values():
        if inner.name not in seen and _holds_tensor(inner, set()):
            yield from _ways(inner, seen)


def _holds_tensor(message: Any, seen: set[str]) -> bool:
    inner = [each.message_type for each in message.fields if each.message_type]
    seen.add(message.name)
    return message.name == "TensorProto" or any(
        _holds_tensor(each, seen) for each in inner if each.name not in seen
    )
