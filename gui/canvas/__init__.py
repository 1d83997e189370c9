"""The canvas: the photo before and after, how it is looked at, and the tools that draw on it."""
