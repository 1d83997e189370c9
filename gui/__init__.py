"""The desktop window: a face for ``restorer``, which does the work in a process of its own."""
