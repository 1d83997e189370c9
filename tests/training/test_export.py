"""What an exported model promises: it is the trained network, and its tiles are the whole."""

import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, interpolate

from restorer import Engine
from restorer.networks.card import ModelCard, read_card
from restorer.networks.probe import TOLERANCE, damaged_planes, draw_leaves
from training.config import Experiment, ExperimentError
from training.export import export, prove, run_torch
from training.measure import measure_exact_reach
from training.restorers.network import RestorerNetwork
from training.shipped import build_network
from training.weights import read_weights

Exported = tuple[Path, ModelCard]
Weights = dict[str, Tensor]


@pytest.mark.parametrize(("height", "width"), [(64, 96), (200, 8)])
def test_torch_equals_onnx(
    exported: Exported, experiment: Experiment, weights: Weights, height: int, width: int
) -> None:
    """ONNX Runtime gives what torch gives, whatever the size."""
    planes = damaged_planes("denoise-v1", draw_leaves(max(height, width))[:height, :width], 25 / 255)
    restored = Engine.open(exported[0], "cpu").run(*planes)
    expected = run_torch(build_network(experiment, weights), *planes)
    assert np.abs(restored - expected).max() < 1e-5


def test_tiled_equals_whole(exported: Exported, experiment: Experiment, weights: Weights) -> None:
    """Tiles are equal to the whole at the exact reach, and within a quarter of an 8-bit step at the reach."""
    differences = prove(build_network(experiment, weights), Engine.open(exported[0], "cpu"))
    assert differences["tiles_exact"] == 0
    assert differences["tiles"] <= TOLERANCE


def test_read_weights_gives_the_weights_back(exported: Exported, weights: Weights) -> None:
    """An exported model holds its weights under torch's names, rounded to fp16."""
    read = read_weights(exported[0])
    assert list(read) == list(weights)
    assert all(torch.equal(read[name], weight.half().float()) for name, weight in weights.items())


def test_graph_is_clean(exported: Exported) -> None:
    """The graph computes no shapes, and its inputs are those of the contract."""
    graph = onnx.load(exported[0]).graph
    assert not {node.op_type for node in graph.node} & {"Shape", "Reshape", "Transpose"}
    sizes = {
        value.name: [
            dimension.dim_param or dimension.dim_value for dimension in value.type.tensor_type.shape.dim
        ]
        for value in (*graph.input, *graph.output)
    }
    assert sizes == {"noisy": [1, 3, "H", "W"], "sigma": [1, 1, "H", "W"], "clean": [1, 3, "H", "W"]}


def test_the_file_says_nothing_of_the_machine(exported: Exported) -> None:
    """No path of the code or the machine that exported it is in the file."""
    content = exported[0].read_bytes()
    for folder in (Path(__file__).parents[2], Path(sys.prefix), Path.home()):
        assert str(folder).encode() not in content


def test_card_is_in_the_file(exported: Exported) -> None:
    """The card that export returns is the one in the file, and tells what was measured."""
    path, card = exported
    read = read_card(path)
    assert (read.name, read.contract, read.multiple) == ("tiny", "denoise-v1", 4)
    assert (read.reach, read.exact_reach, read.trained_on) == (card.reach, card.exact_reach, ("noise",))
    assert card.reach is not None
    assert card.exact_reach is not None
    assert 0 < card.reach <= card.exact_reach


def test_foreign_weights_leave_nothing_behind(experiment: Experiment, tmp_path: Path) -> None:
    """Weights of another network are an error, and no file appears."""
    with pytest.raises(ExperimentError, match="tiny: its weights do not fit the network"):
        export(experiment, {"head.weight": torch.zeros(1)}, tmp_path / "bad.onnx")
    assert not list(tmp_path.iterdir())


class _Convolutions(RestorerNetwork):
    """Stand-in of known reach: 3x3 convolutions, one pixel a convolution."""

    inputs = {"noisy": 3, "sigma": 1}  # noqa: RUF012
    outputs = ("clean",)
    multiple = 1

    def __init__(self, count: int):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(4, 3, 3, padding=1), *(nn.Conv2d(3, 3, 3, padding=1),) * (count - 1)
        )

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Convolve."""
        result: Tensor = self.layers(torch.cat([noisy, sigma], dim=1))
        return result


class _Pooled(_Convolutions):
    """Stand-in of known reach that works on blocks of 4 pixels."""

    multiple = 4

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Convolve a quarter of the size."""
        coarse: Tensor = super().forward(avg_pool2d(noisy, 4), avg_pool2d(sigma, 4))
        return interpolate(coarse, scale_factor=4)


class _Global(_Convolutions):
    """Stand-in that sees the whole picture."""

    def forward(self, noisy: Tensor, sigma: Tensor) -> Tensor:
        """Subtract the mean of all."""
        return super().forward(noisy, sigma) - noisy.mean(dim=(2, 3), keepdim=True)


@pytest.mark.parametrize(
    ("network", "reach"), [(_Convolutions(1), 1), (_Convolutions(5), 5), (_Pooled(2), 8), (_Global(1), None)]
)
def test_exact_reach_of_known_networks(network: RestorerNetwork, reach: int | None) -> None:
    """The reach read off the gradient is the one that the layers imply."""
    assert measure_exact_reach(network) == reach


@pytest.mark.parametrize("content", [b"hello there\n", None])
def test_a_file_that_is_no_model_is_refused(
    exported: Exported, tmp_path: Path, content: bytes | None
) -> None:
    """What is no ONNX, or the beginning of one, is an error that names the file."""
    path = tmp_path / "broken.onnx"
    path.write_bytes(content or exported[0].read_bytes()[:2000])
    with pytest.raises(ExperimentError, match=r"broken\.onnx: cannot be read as an ONNX model"):
        read_weights(path)
