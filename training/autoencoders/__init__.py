"""The autoencoder family: one file a type, one frame for all.

An encoder maps a picture to a code, a decoder maps the code back, and the loss says how much of the picture
was lost on the way. The code is the bottleneck: its size sets the compression. The types differ in what
they are built of (fully connected, convolutional, recurrent) or in what is asked of the code beside that
(denoising, variational, sparse, contractive, compressive); the latter take any encoder and decoder.

The shipped networks of :mod:`training.restorers` are kin: each is an encoder, a decoder and a loss with
terms by name (``RestorerNetwork.learn`` gives the answer and those terms, as ``forward`` does here in an
``Output``). Two things set most of them apart, and so they are no subclasses. Their skips carry detail past
the coarsest features, so that these are no code from which the picture could be decoded: what they learn is
to restore, not to compress. And what they are given is not what they answer, a task's contract names both.
The nearest are the colorizer, a variational autoencoder of chroma given the lightness, the denoiser, a
denoising one with skips, and the level network, an encoder alone. The network of codes is built of this
family's own convolutional one, without skips.
"""

from training.autoencoders.autoencoder import Autoencoder, Config, Output
from training.autoencoders.compressive import CompressiveAutoencoder, CompressiveConfig
from training.autoencoders.contractive import ContractiveAutoencoder, ContractiveConfig
from training.autoencoders.convolutional import ConvolutionalAutoencoder, ConvolutionalConfig
from training.autoencoders.denoising import DenoisingAutoencoder, DenoisingConfig
from training.autoencoders.fully_connected import FullyConnectedAutoencoder, FullyConnectedConfig
from training.autoencoders.recurrent import RecurrentAutoencoder, RecurrentConfig
from training.autoencoders.sparse import SparseAutoencoder, SparseConfig
from training.autoencoders.variational import VariationalAutoencoder, VariationalConfig

__all__ = [
    "Autoencoder",
    "CompressiveAutoencoder",
    "CompressiveConfig",
    "Config",
    "ContractiveAutoencoder",
    "ContractiveConfig",
    "ConvolutionalAutoencoder",
    "ConvolutionalConfig",
    "DenoisingAutoencoder",
    "DenoisingConfig",
    "FullyConnectedAutoencoder",
    "FullyConnectedConfig",
    "Output",
    "RecurrentAutoencoder",
    "RecurrentConfig",
    "SparseAutoencoder",
    "SparseConfig",
    "VariationalAutoencoder",
    "VariationalConfig",
]
