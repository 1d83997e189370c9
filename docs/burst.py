"""Makes the guide's picture of a burst: one noisy frame, that one denoised alone, and with seven others.

``python docs/burst.py`` films a photo of scikit-image with a simulated camera in a hand.
"""

from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

import restorer
from restorer.pixels.samples import Samples
from training.degradations.bursts import shoot
from training.sources import Picture

TARGET = Path(__file__).parent / "pictures" / "burst.jpg"
FRAMES, SIGMA_255 = 8, 25.0
SHOWN, TIMES, BORDER = (slice(20, 180), slice(95, 250)), 2, 2
"""The part that is shown, and how much larger."""


def main() -> None:
    """Write the picture."""
    astronaut = Picture(Path("astronaut"), "", data.astronaut())  # by NASA, public domain
    frames = shoot(astronaut, FRAMES, SIGMA_255, np.random.default_rng(0)).noisy
    reference = frames[-1]
    step = restorer.Step("denoise", controls={"sigma": SIGMA_255})
    alone = restorer.restore(reference, restorer.Recipe((step,)))
    together = restorer.restore_burst(frames, reference=FRAMES - 1, step=step)
    panels = [_panel(photo.samples) for photo in (reference, alone, together)]
    Image.fromarray(np.hstack(panels)).save(TARGET, quality=88)


def _panel(samples: Samples) -> Samples:
    part = samples[SHOWN].repeat(TIMES, axis=0).repeat(TIMES, axis=1)
    return np.pad(part, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), constant_values=255)


if __name__ == "__main__":
    main()
