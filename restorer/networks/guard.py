"""The guard at the door of ONNX Runtime: no model may name another file.

External data lets an ONNX file have its tensors read from any path; a model here is one file, so
all of it is refused, whatever the path. Tensors lie in graphs, nodes' attributes, functions and
graphs inside those: each is visited by its fields, their data is skipped. Only when this has
passed does ONNX Runtime see the bytes, and nothing else parses them.
"""

from pathlib import Path

from restorer.errors import ModelError
from restorer.networks.protobuf import DELIMITED, VARINT, fields, read_varint

MOST_DEPTH = 64
"""How deep messages may lie in each other; a graph in a graph is three deeper."""

INSIDE: dict[str, dict[int, str]] = {
    "ModelProto": {7: "GraphProto", 20: "TrainingInfoProto", 25: "FunctionProto"},
    "TrainingInfoProto": {1: "GraphProto", 2: "GraphProto"},
    "GraphProto": {1: "NodeProto", 5: "TensorProto", 15: "SparseTensorProto"},
    "FunctionProto": {7: "NodeProto", 11: "AttributeProto"},
    "NodeProto": {5: "AttributeProto"},
    "AttributeProto": {
        5: "TensorProto",
        6: "GraphProto",
        10: "TensorProto",
        11: "GraphProto",
        22: "SparseTensorProto",
        23: "SparseTensorProto",
    },
    "SparseTensorProto": {1: "TensorProto", 2: "TensorProto"},
    "TensorProto": {},
}
"""The messages of ONNX on the way to a tensor: the fields that hold them, and what these hold."""
_EXTERNAL_DATA, _DATA_LOCATION = 13, 14
_ORT_MARK = slice(4, 8)


def check_self_contained(content: bytes, path: Path) -> None:
    """Raise ModelError for a model that keeps data in other files, or hides what it holds."""
    if content[_ORT_MARK] == b"ORTM":
        raise ModelError(f"{path}: in ONNX Runtime's own format; convert the .onnx file it was made from")
    waiting = [("ModelProto", 0, len(content), 0)]
    try:
        while waiting:
            message, start, end, depth = waiting.pop()
            if depth > MOST_DEPTH:
                raise ModelError(f"{path}: its graphs lie in each other more than {MOST_DEPTH // 3} deep")
            for number, wire, _, body, last in fields(content, start, end):
                if message == "TensorProto" and _is_external(content, number, wire, body):
                    raise ModelError(
                        f"{path}: keeps data in other files; save the model as one file without external data"
                    )
                if held := INSIDE[message].get(number):
                    if wire != DELIMITED:
                        raise ValueError(f"{held} of wire type {wire}")
                    waiting.append((held, body, last, depth + 1))
    except ValueError:
        raise ModelError(f"{path}: not a sound ONNX model: the {message} at byte {start} is broken") from None


def _is_external(content: bytes, number: int, wire: int, body: int) -> bool:
    """Tell a tensor's field that points out of the file; an unknown place counts as one."""
    if number == _DATA_LOCATION:
        return wire != VARINT or read_varint(content, body)[0] != 0
    return number == _EXTERNAL_DATA
