"""Colour, geometry, matching and filling, of arrays or of a photo read in strips; no files, no networks."""
