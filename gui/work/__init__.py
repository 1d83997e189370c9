"""The work: the process that restores photos, the way to it and back, and threads beside the window's."""
