"""Panels: what stands around the photo, from the cards of the steps to the bar at the bottom."""
