"""The desktop window: a face for ``restorer``, which does the work in a thread of its own."""
