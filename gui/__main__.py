"""Run the window: ``python -m gui [PHOTO]``."""

import sys

from gui.app import main

sys.exit(main())
