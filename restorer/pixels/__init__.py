"""Arrays in, arrays out: colour, geometry, matching and filling, without files or networks."""
