"""The parts of an evaluation: each takes models and pictures, and gives scores."""
