"""A trained network as an ONNX file with its card: written, opened again, proved, put in place.

Weights are stored as fp16 with a Cast to float32 each: half the size, and ONNX Runtime folds
the casts when it loads the file, so a run costs the same. The reference for every comparison
is the torch network with these rounded weights.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxscript import opset20 as op
from torch import Tensor

from restorer import Engine
from restorer.networks.card import CONTRACTS, ModelCard, contract_for, put_card
from restorer.networks.probe import TOLERANCE, damaged_planes, draw_leaves, measure_reach
from restorer.networks.tiled import run_tiled
from restorer.pixels.samples import Floats
from restorer.pixels.tiles import Box, round_up
from restorer.progress import no_tick
from training.config import Experiment, ExperimentError
from training.measure import measure_bytes_per_pixel, measure_exact_reach
from training.restorers.network import RestorerNetwork
from training.shipped import build_network

LICENSE = "MIT, as far as the weights are ours to license; the photos' own terms are in trained_on"
EXACT = 1e-4
"""What torch and ONNX Runtime may differ by: both sum in float32, in different orders."""
_NEARLY = 2e-4
"""The same for what is no answer, but told beside it: a likeness, modes, a state."""
_OPSET = 20


class ExportError(ExperimentError):
    """A network that cannot be exported or an export that fails its proof; the message says which."""


def export(
    experiment: Experiment,
    weights: Mapping[str, Tensor],
    path: Path,
    *,
    trained_on: tuple[str, ...] = (),
) -> ModelCard:
    """Write the network with ``weights`` to ``path`` and return its card.

    Nothing is at ``path`` unless the file there agrees with torch and its tiles with the whole;
    otherwise an :class:`ExportError` says by how much they differ.
    """
    network = build_network(experiment, weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    card = ModelCard(
        experiment.name,
        experiment.task,  # type: ignore[arg-type] # the card checks it
        contract_for(experiment.task),
        network.multiple,
        None,
        None,
        license=LICENSE,
        trained_on=trained_on,
    )
    try:
        graph = to_onnx(network)
        draft.write_bytes(put_card(graph, card, draft))
        card = _measured(card, network, draft)
        draft.write_bytes(put_card(graph, card, draft))
        prove(network, Engine.open(draft, "cpu"))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return card


def to_onnx(network: RestorerNetwork) -> bytes:
    """Translate a network into ONNX: of any size, or its side; weights as fp16 under torch's names."""
    height, width = (network.side, network.side) if network.side else (64, 96)
    planes = {name: torch.rand(1, count, height, width) for name, count in network.inputs.items()}
    sizes = None if network.side else {2: torch.export.Dim.AUTO, 3: torch.export.Dim.AUTO}
    program = torch.onnx.export(
        network,
        tuple(planes.values()),
        input_names=list(planes),
        output_names=list(network.outputs),
        opset_version=_OPSET,
        dynamo=True,
        dynamic_shapes=dict.fromkeys(planes, sizes),
        custom_translation_table={torch.ops.aten.pixel_unshuffle.default: _pixel_unshuffle},
        verbose=False,
    )
    assert program is not None
    model = program.model_proto
    _forget_origin(model)
    _name_sizes(model.graph)
    _halve_weights(model.graph, network.state_dict().keys())
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def _pixel_unshuffle(pixels: Any, factor: int) -> Any:
    """SpaceToDepth puts the place in a block before the channel; torch the other way round."""
    channels = pixels.shape[1]
    order = [place * channels + channel for channel in range(channels) for place in range(factor**2)]
    indices: Any = op.Constant(value_ints=order)
    return op.Gather(op.SpaceToDepth(pixels, blocksize=factor), indices, axis=1)


def _forget_origin(model: onnx.ModelProto) -> None:
    """Drop what the exporter notes of the code, the folders and the machine it ran in."""
    for part in (model, model.graph, *model.graph.node, *model.graph.input, *model.graph.output):
        del part.metadata_props[:]
        part.doc_string = ""


def _name_sizes(graph: onnx.GraphProto) -> None:
    """Call the free sizes H and W, and leave the inner shapes for the runtime to infer."""
    for value in (*graph.input, *graph.output):
        for dimension, name in zip(value.type.tensor_type.shape.dim[2:], "HW", strict=True):
            if dimension.HasField("dim_param"):
                dimension.dim_param = name
    del graph.value_info[:]


def _halve_weights(graph: onnx.GraphProto, weights: Collection[str]) -> None:
    """Store each float32 weight as fp16 under its own name, and cast it where it is used."""
    casts = {}
    for tensor in graph.initializer:
        if tensor.name in weights and tensor.data_type == TensorProto.FLOAT:
            half = numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(numpy_helper.from_array(half, tensor.name))
            casts[tensor.name] = f"{tensor.name}.float32"
    for node in graph.node:
        node.input[:] = [casts.get(name, name) for name in node.input]
    nodes = [helper.make_node("Cast", [name], [wide], to=TensorProto.FLOAT) for name, wide in casts.items()]
    nodes += graph.node
    del graph.node[:]
    graph.node.extend(nodes)


def _measured(card: ModelCard, network: RestorerNetwork, path: Path) -> ModelCard:
    if network.side:
        return card  # it runs whole, and in one size
    exact = measure_exact_reach(network)
    memory = measure_bytes_per_pixel(path, network.inputs.values()) or card.bytes_per_pixel
    card = replace(card, exact_reach=exact, bytes_per_pixel=memory)
    return card if exact is None else replace(card, reach=_find_reach(card, exact, Engine.open(path, "cpu")))


def _find_reach(card: ModelCard, exact: int, engine: Engine) -> int:
    """Find the least reach, from the one that is measured on, at which the cuts of the proof hold as well."""
    planes = _planes(card, 3 * exact)
    whole = engine.run(*planes)
    reach = min(measure_reach(engine, card.multiple) or exact, exact)
    while reach < exact:
        engine.card = replace(card, reach=reach)
        if _difference(whole, _run_tiles(engine, planes, exact=False)) <= TOLERANCE:
            break
        reach += card.multiple
    return min(reach, exact)


def _planes(card: ModelCard, size: int) -> tuple[Floats, ...]:
    return damaged_planes(card.contract, draw_leaves(round_up(size, card.multiple)), 25 / 255)


def prove(network: RestorerNetwork, engine: Engine) -> dict[str, float]:
    """Give the greatest differences of ONNX Runtime to torch and of tiles to the whole.

    One that is too large is an :class:`ExportError`.
    """
    card = engine.card
    size = network.side or (3 * card.exact_reach if card.exact_reach else 8 * card.multiple)
    planes = _planes(card, size)
    whole = engine.run(*planes)
    expected = run_torch(network, *planes)
    answer = CONTRACTS[card.contract].outputs[0]
    differences = {"torch": _difference(whole[..., :answer], expected[..., :answer])}
    if len(network.outputs) > 1:
        differences["torch_beside"] = _difference(whole[..., answer:], expected[..., answer:])
    if card.reach is not None:
        differences["tiles"] = _difference(whole, _run_tiles(engine, planes, exact=False))
        differences["tiles_exact"] = _difference(whole, _run_tiles(engine, planes, exact=True))
    limits = {"torch": EXACT, "torch_beside": _NEARLY, "tiles": TOLERANCE, "tiles_exact": EXACT}
    for name, difference in differences.items():
        if not difference <= limits[name]:
            raise ExportError(
                f"{card.name}: {name} differs by {difference:.2g}, at most {limits[name]:.2g} expected"
            )
    return differences


def run_torch(network: RestorerNetwork, *planes: Floats) -> Floats:
    """Run the torch network on planes ``(H, W, C)`` float32, as :meth:`restorer.Engine.run` does."""
    with torch.inference_mode():
        output = network.stacked(
            *(torch.from_numpy(plane.transpose(2, 0, 1)[None].copy()) for plane in planes)
        )
    result: Floats = output[0].permute(1, 2, 0).numpy()
    return result


def _run_tiles(engine: Engine, planes: tuple[Floats, ...], *, exact: bool) -> Floats:
    """Run in the smallest tiles that the overlap allows, about four a side."""
    height, width = planes[0].shape[:2]
    channels = sum(CONTRACTS[engine.card.contract].outputs)
    restored = np.full((*planes[0].shape[:2], channels), np.nan, np.float32)

    def read(box: Box) -> tuple[Floats, ...]:
        return tuple(plane[box.slices] for plane in planes)

    def write(box: Box, kept: Floats) -> None:
        restored[box.slices] = kept

    overlap = (engine.card.exact_reach if exact else engine.card.reach) or 0
    side = 2 * overlap + max(height // 4, engine.card.multiple)
    run_tiled(engine, (height, width), read, write, tick=no_tick, exact=exact, most_pixels=side * side)
    return restored


def _difference(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    return float(np.abs(first - second).max())
