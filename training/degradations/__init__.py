"""Clean pictures made worse, as cameras, time and files do it: what networks learn to undo."""
