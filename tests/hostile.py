"""Models nobody should trust, each wrong in a way known beforehand: what the guard and the trial are for."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from restorer.networks.protobuf import field

Node, Plane = onnx.NodeProto, onnx.ValueInfoProto
FLOAT = TensorProto.FLOAT
_LOCAL = "local"
_FOR_EVER = np.int64(2**62)


def plane(name: str, shape: list[int | None] | None, kind: int = FLOAT) -> Plane:
    """Say of what kind and shape an input or output is; ``None`` says nothing of the shape."""
    return helper.make_tensor_value_info(name, kind, shape)


NOISY, SIGMA = plane("noisy", [1, 3, None, None]), plane("sigma", [1, 1, None, None])
CLEAN = plane("clean", [1, None, None, None])


def model(
    nodes: Sequence[Node],
    inputs: Sequence[Plane] = (NOISY, SIGMA),
    outputs: Sequence[Plane] = (CLEAN,),
    functions: Sequence[onnx.FunctionProto] = (),
    **constants: NDArray[Any] | np.generic,
) -> bytes:
    """Make an ONNX file of nodes, whatever they are."""
    tensors = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "hostile", inputs, outputs, tensors)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_LOCAL, 1)]
    made = helper.make_model(graph, opset_imports=opsets, ir_version=10, functions=functions)
    content: bytes = made.SerializeToString()
    return content


def external_tensor(location: str = "../secret", **entries: str) -> TensorProto:
    """Make a tensor that is to be read from another file."""
    tensor = TensorProto(name="far", data_type=FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


def external_models(tensor: TensorProto) -> dict[str, bytes]:
    """Put a tensor in each place of a model that can hold one."""
    keep = helper.make_node("Identity", ["noisy"], ["clean"])
    hold = helper.make_node("Constant", [], ["far"], value=tensor)
    sparse = onnx.SparseTensorProto(values=tensor, dims=[1])
    inner = helper.make_graph([hold], "inner", [], [plane("far", None)], [tensor])
    lists = {"tensors": tensor, "sparse_tensors": sparse, "graphs": inner}
    made = {name: _parsed(model([keep])) for name in ("initializer", "values", "indices", "training")}
    made["initializer"].graph.initializer.append(tensor)
    made["values"].graph.sparse_initializer.append(sparse)
    made["indices"].graph.sparse_initializer.append(onnx.SparseTensorProto(indices=tensor, dims=[1]))
    made["training"].training_info.add().algorithm.CopyFrom(inner)
    made["attribute"] = _parsed(model([keep, hold]))
    made["sparse"] = _parsed(model([keep, helper.make_node("Constant", [], ["far"], sparse_value=sparse)]))
    branches = {"then_branch": inner, "else_branch": inner}
    made["subgraph"] = _parsed(model([keep, helper.make_node("If", ["yes"], ["far"], **branches)]))
    function = helper.make_function(_LOCAL, "F", [], ["far"], [hold], [helper.make_opsetid("", 20)])
    made["function"] = _parsed(model([keep], functions=[function]))
    made["default"] = _parsed(model([keep], functions=[_parsed_function(function, tensor)]))
    for name, value in lists.items():
        made[name] = _parsed(model([keep, Node(op_type="Odd", domain=_LOCAL)]))
        getattr(made[name].graph.node[1].attribute.add(name="odd"), name).append(value)
    return {name: each.SerializeToString() for name, each in made.items()}


def with_raw_tensor(content: bytes, tensor: bytes) -> bytes:
    """Add an initializer given as bytes: a second graph, which protobuf merges with the first."""
    return content + field(7, field(5, tensor))


def nested_model(depth: int) -> bytes:
    """Put ``depth`` graphs in each other, by hand, as onnx itself refuses to."""
    graph = b""
    for _ in range(depth):
        graph = field(1, field(5, field(6, graph)))
    return model([helper.make_node("Identity", ["noisy"], ["clean"])]) + field(7, graph)


def endless_model() -> bytes:
    """Go round for longer than anyone lives before the answer."""
    nothing = [helper.make_node("Identity", [name], [f"{name}_out"]) for name in ("go", "picture")]
    inputs = [plane("turn", [], TensorProto.INT64), plane("go", [], TensorProto.BOOL), plane("picture", None)]
    outputs = [plane("go_out", [], TensorProto.BOOL), plane("picture_out", None)]
    body = helper.make_graph(nothing, "body", inputs, outputs)
    loop = helper.make_node("Loop", ["turns", "yes", "noisy"], ["clean"], body=body)
    return model([loop], turns=_FOR_EVER, yes=np.bool_(True))


def doubling_model(doublings: int = 30) -> bytes:
    """Call functions that call functions twice: two to the ``doublings`` nodes before anything runs."""
    return _calling(doublings, calls=2)


def crashing_model(depth: int = 5000) -> bytes:
    """Call functions in functions until ONNX Runtime's stack is at its end."""
    return _calling(depth, calls=1)


def swelling_model() -> bytes:
    """Ask for four terabytes of zeros."""
    return _added(helper.make_node("ConstantOfShape", ["size"], ["zeros"]), size=np.array([2**40]))


def expanding_model() -> bytes:
    """Spread one value over a hundred gigabytes."""
    spread = helper.make_node("Expand", ["one", "size"], ["zeros"])
    return _added(spread, one=np.float32(0), size=np.array([5, 2**20, 5000]))


def planes_model(
    inputs: Sequence[Plane] = (NOISY, SIGMA), outputs: Sequence[Plane] = (CLEAN,), kind: int = FLOAT
) -> bytes:
    """Give each output the first input, as a model of other planes than were promised."""
    kept = inputs[0].name if inputs else "zero"
    nodes = [helper.make_node("Cast", [kept], [output.name], to=kind) for output in outputs]
    nodes.append(helper.make_node("RandomNormal", [], ["nobody_asks"], shape=[1]))  # is not left out
    return model(nodes, inputs, outputs, zero=np.zeros((1, 3, 64, 64), np.float32))


def late_nan_model(most_sigma: float = 0.15) -> bytes:
    """Keep every promise up to a noise of ``most_sigma``, and answer with no numbers beyond."""
    nodes = [
        helper.make_node("Sub", ["most", "sigma"], ["left"]),
        helper.make_node("Sqrt", ["left"], ["root"]),
        helper.make_node("Mul", ["root", "nothing"], ["zero"]),
        helper.make_node("Add", ["noisy", "zero"], ["clean"]),
    ]
    return model(nodes, most=np.float32(most_sigma), nothing=np.float32(0))


def scaling_model(factor: float) -> bytes:
    """Multiply the picture: by 255 it is one of another range, by 0 all black, by infinity no number."""
    return model([helper.make_node("Mul", ["noisy", "factor"], ["clean"])], factor=np.float32(factor))


def listing_model() -> bytes:
    """Answer with a list of pictures."""
    answer = helper.make_tensor_sequence_value_info("clean", FLOAT, None)
    return model([helper.make_node("SequenceConstruct", ["noisy"], ["clean"])], outputs=[answer])


def misfitting_model() -> bytes:
    """Hold fewer weights than their shape says."""
    made = _parsed(
        model([helper.make_node("Add", ["noisy", "few"], ["clean"])], few=np.zeros(99, np.float32))
    )
    made.graph.initializer[0].raw_data = b"few"
    content: bytes = made.SerializeToString()
    return content


def _calling(depth: int, calls: int) -> bytes:
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_LOCAL, 1)]
    functions = []
    for at in range(depth):
        callee, domain = (f"F{at - 1}", _LOCAL) if at else ("Identity", "")
        names = [*(f"v{call}" for call in range(calls)), "end"]
        nodes = [helper.make_node(callee, [first], [last], domain=domain) for first, last in pairwise(names)]
        functions.append(helper.make_function(_LOCAL, f"F{at}", ["v0"], ["end"], nodes, opsets))
    last = helper.make_node(f"F{depth - 1}", ["noisy"], ["clean"], domain=_LOCAL)
    return model([last], functions=functions)


def _added(swelling: Node, **constants: NDArray[Any] | np.generic) -> bytes:
    """Add the sum of what a node gives to the picture, so that nobody can leave the node out."""
    nodes = [
        swelling,
        helper.make_node("ReduceSum", ["zeros"], ["sum"], keepdims=0),
        helper.make_node("Add", ["noisy", "sum"], ["clean"]),
    ]
    return model(nodes, **constants)


def _parsed(content: bytes) -> onnx.ModelProto:
    return onnx.load_from_string(content)


def _parsed_function(function: onnx.FunctionProto, tensor: TensorProto) -> onnx.FunctionProto:
    """Give a function whose attribute is a tensor where the caller names none."""
    copy = onnx.FunctionProto()
    copy.CopyFrom(function)
    del copy.node[:]
    copy.attribute_proto.append(helper.make_attribute("weights", tensor))
    return copy
