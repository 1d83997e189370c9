"""The shipped networks, one file a task; NETWORKS finds the one of an experiment."""

from training.restorers.denoise import Denoiser

NETWORKS = {"denoise": Denoiser}
