"""How near a picture is to what it should be, for the tests of what brings it there."""

from skimage.metrics import peak_signal_noise_ratio

from restorer.pixels.samples import Floats


def psnr(restored: Floats, clean: Floats) -> float:
    """Give the peak signal-to-noise ratio in decibels of two pictures of one shape, float of 0..1."""
    return float(peak_signal_noise_ratio(clean, restored, data_range=1))  # type: ignore[no-untyped-call]
